import type { InstallationId } from '../../../shared/domain/ids.ts';
import { nextSeriesLetter, type SeriesKind } from '../../../shared/domain/invoice-number.ts';
import { insertInto, selected } from '../columns.ts';
import { assert, err, ok, type Result } from '../../../shared/domain/result.ts';
import type { Reader, Writer } from '../handles.ts';

/** What a series belongs to. Another installation of the same till (a copy, a restored backup) opens another letter. */
export type SeriesKey = {
  readonly tillCode: string;
  readonly kind: SeriesKind;
  /** "2627" for April 2026 to March 2027. */
  readonly financialYear: string;
  readonly installationId: InstallationId;
};

export type SeriesRecord = SeriesKey & {
  readonly seriesId: number;
  /** 'A' for the first series of a till, kind and year. It must be part of every number, or two installations would use one twice. */
  readonly letter: string;
  readonly prefix: string;
  /** The number that the next document gets. */
  readonly nextNumber: number;
  readonly openedAt: number;
};

/** A number of a series: nobody else ever gets it. */
export type AllottedNumber = { readonly series: SeriesRecord; readonly number: number };

const fields = [
  'seriesId',
  'tillCode',
  'kind',
  'financialYear',
  'installationId',
  'letter',
  'prefix',
  'nextNumber',
  'openedAt',
] as const satisfies readonly (keyof SeriesRecord)[];
const FIND = `SELECT ${selected(fields)} FROM invoice_series WHERE till_code = @tillCode AND kind = @kind
  AND financial_year = @financialYear AND installation_id = @installationId ORDER BY letter DESC LIMIT 1`;
const LAST_LETTER = `SELECT letter FROM invoice_series WHERE till_code = @tillCode AND kind = @kind
  AND financial_year = @financialYear ORDER BY letter DESC LIMIT 1`;
// Written with a store that took the place of a lost one, whose numbers it must not use again; see create-file.ts. With a year beside it, it counts for
// that year and those before: the numbers of a later one were used by nobody.
const FROM_LETTER = `SELECT json_extract(value, '$') AS letter FROM settings WHERE key = 'series-from'
  AND coalesce((SELECT json_extract(value, '$') FROM settings WHERE key = 'series-from-year'), '9999') >= ?`;
const LIST = `SELECT ${selected(fields)} FROM invoice_series ORDER BY series_id`;
const INSERT = insertInto(
  'invoice_series',
  fields.filter((field) => field !== 'seriesId'),
);
const OF_LETTER = `SELECT ${selected(fields)} FROM invoice_series WHERE till_code = @tillCode AND kind = @kind
  AND financial_year = @financialYear AND letter = @letter`;
const BEFORE_ALL = 'SELECT min(coalesce(min(series_id), 1), 1) - 1 AS seriesId FROM invoice_series';
// Of another life of this till: nobody goes on with it.
const INSERT_AT = insertInto('invoice_series', fields).replace('@installationId', `'read-back'`);
const TAKE =
  'UPDATE invoice_series SET next_number = next_number + 1 WHERE series_id = ? AND next_number = ?';

/** Every series that this file knows, oldest first. */
export function listSeries(db: Reader): SeriesRecord[] {
  return db.query<[], SeriesRecord>(LIST).all([]);
}

function openSeries(
  db: Writer,
  key: SeriesKey,
  openedAt: number,
): Result<SeriesRecord, { readonly code: 'series-exhausted' }> {
  const { tillCode, kind, financialYear, installationId } = key;
  const last = db
    .query<Omit<SeriesKey, 'installationId'>, { letter: string }>(LAST_LETTER)
    .get({ tillCode, kind, financialYear });
  const from = db.query<[string], { letter: string }>(FROM_LETTER).get([financialYear])?.letter ?? 'A';
  const next = last === undefined ? from : nextSeriesLetter(last.letter);
  if (next === null) return err({ code: 'series-exhausted' });
  const letter = next < from ? from : next;
  const prefix = `${kind}/${tillCode}/${financialYear}/${letter}`;
  const row = { tillCode, kind, financialYear, installationId, letter, prefix, nextNumber: 1, openedAt };
  const seriesId = db.change<typeof row>(INSERT).run(row).rowid;
  return ok({ ...row, seriesId });
}

/**
 * Allots the next number of a series, opening the series when it is new. Called inside the transaction that uses the number: when that
 * fails, the number was never taken, so a series has no gaps (Rule 46). `series-exhausted`: 25 installations in one year.
 */
export function allotNumber(
  db: Writer,
  key: SeriesKey,
  at: number,
): Result<AllottedNumber, { readonly code: 'series-exhausted' }> {
  const { tillCode, kind, financialYear, installationId } = key;
  const params = { tillCode, kind, financialYear, installationId };
  const found = db.query<SeriesKey, SeriesRecord>(FIND).get(params);
  const series = found === undefined ? openSeries(db, params, at) : ok(found);
  if (!series.ok) return series;
  const number = series.value.nextNumber;
  const { changes } = db.change<[number, number]>(TAKE).run([series.value.seriesId, number]);
  assert(changes === 1, 'a number is taken once');
  return ok({ series: series.value, number });
}

/**
 * The series of a letter, whoever opened it. One that is not known here is written as an older one: before all others, so that the newest series stays the
 * one that this till writes. Called inside a transaction.
 */
export function seriesOfLetter(
  db: Writer,
  of: Omit<SeriesKey, 'installationId'> & Pick<SeriesRecord, 'letter'>,
  openedAt: number,
): SeriesRecord {
  const { tillCode, kind, financialYear, letter } = of;
  const found = db.query<typeof of, SeriesRecord>(OF_LETTER).get({ tillCode, kind, financialYear, letter });
  if (found !== undefined) return found;
  const seriesId = db.query<[], { seriesId: number }>(BEFORE_ALL).get([])?.seriesId ?? 0;
  const prefix = `${kind}/${tillCode}/${financialYear}/${letter}`;
  const row = { tillCode, kind, financialYear, letter, seriesId, prefix, nextNumber: 1, openedAt };
  db.change<typeof row>(INSERT_AT).run(row);
  const written = db.query<typeof of, SeriesRecord>(OF_LETTER).get({ tillCode, kind, financialYear, letter });
  assert(written !== undefined, 'what was written can be read');
  return written;
}

/** Counts a series up until its next number is past one that was used; a series only ever counts up by one. Called inside a transaction. */
export function passNumber(db: Writer, series: SeriesRecord, used: number): void {
  for (let number = series.nextNumber; number <= used; number += 1) {
    db.change<[number, number]>(TAKE).run([series.seriesId, number]);
  }
}
