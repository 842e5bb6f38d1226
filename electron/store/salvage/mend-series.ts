import type Database from 'better-sqlite3';

/** A series with numbers that were used and whose documents are lost. */
export type LostNumbers = {
  readonly kind: string;
  readonly tillCode: string;
  readonly financialYear: string;
  readonly letter: string;
  readonly count: number;
  /** The serials, the first hundred. */
  readonly serials: readonly number[];
};

const DOCUMENTS = `SELECT series_id, series_number, till_code, business_date, invoice_number AS number, 'invoice' AS kind
    FROM orders WHERE series_id IS NOT NULL
  UNION ALL
  SELECT c.series_id, c.series_number, o.till_code, c.business_date, c.credit_note_number, 'credit-note'
    FROM credit_notes c JOIN orders o ON o.seq = c.order_seq`;
const LOST_SERIES = `SELECT series_id AS seriesId, kind, till_code AS tillCode, min(business_date) AS date, max(series_number) AS last,
    min(number) AS number FROM (${DOCUMENTS}) WHERE series_id NOT IN (SELECT series_id FROM invoice_series) GROUP BY series_id`;
const INSERT = `INSERT OR IGNORE INTO invoice_series (series_id, till_code, kind, financial_year, letter, installation_id, prefix, next_number, opened_at)
  VALUES (@seriesId, @tillCode, @kind, @financialYear, @letter, 'salvaged', @prefix, @nextNumber, 0)`;
const CATCH_UP = `UPDATE invoice_series SET next_number = d.last + 1
  FROM (SELECT series_id, max(series_number) AS last FROM (${DOCUMENTS}) GROUP BY series_id) d
  WHERE d.series_id = invoice_series.series_id AND invoice_series.next_number <= d.last`;
const NUMBERS = `SELECT series_number FROM (${DOCUMENTS}) WHERE series_id = ? ORDER BY series_number`;
const SERIES = `SELECT series_id AS seriesId, kind, till_code AS tillCode, financial_year AS financialYear, letter,
  next_number AS nextNumber FROM invoice_series`;

const SERIALS_MAX = 100;

/** April 2026 to March 2027 is "2627". */
function yearOf(date: string): string {
  const year = Number(date.slice(2, 4)) - (date.slice(5, 7) < '04' ? 1 : 0);
  const two = (value: number): string => String((value + 100) % 100).padStart(2, '0');
  return `${two(year)}${two(year + 1)}`;
}

/** Makes series that were lost anew from the numbers of their documents, and lets none give a number that a document has. Called inside a transaction. */
export function mendSeries(db: Database.Database): void {
  const lost = db
    .prepare<
      [],
      { seriesId: number; kind: string; tillCode: string; date: string; last: number; number: string }
    >(LOST_SERIES)
    .all();
  for (const { seriesId, kind, tillCode, date, last, number } of lost) {
    const letter = /-([A-SU-Z])\//.exec(number)?.[1] ?? 'A';
    const financialYear = yearOf(date);
    const prefix = `${kind}/${tillCode}/${financialYear}/${letter}`;
    db.prepare(INSERT).run({ seriesId, tillCode, kind, financialYear, letter, prefix, nextNumber: last + 1 });
  }
  db.prepare(CATCH_UP).run();
}

/** The numbers of every series that no document has: they were used, and what they were used for is lost. */
export function lostNumbersOf(db: Database.Database): LostNumbers[] {
  const series = db
    .prepare<[], Omit<LostNumbers, 'count' | 'serials'> & { seriesId: number; nextNumber: number }>(SERIES)
    .all();
  return series.flatMap(({ seriesId, nextNumber, ...named }) => {
    const serials: number[] = [];
    let count = 0;
    let expected = 1;
    const numbers = db.prepare<[number], number>(NUMBERS).pluck().all(seriesId);
    for (const number of [...numbers, nextNumber]) {
      count += number - expected;
      for (; expected < number && serials.length < SERIALS_MAX; expected += 1) serials.push(expected);
      expected = number + 1;
    }
    return count === 0 ? [] : [{ ...named, count, serials }];
  });
}
