import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import type { PersonId } from '../../../shared/domain/ids.ts';
import type { Reader, Writer } from '../handles.ts';

export type BusinessDay = {
  readonly businessDate: BusinessDate;
  readonly openedAt: number;
  readonly closedAt: number | null;
};

const OPEN = 'INSERT OR IGNORE INTO business_days (business_date, opened_at) VALUES (?, ?)';
const FIND = `SELECT business_date AS businessDate, opened_at AS openedAt, closed_at AS closedAt
  FROM business_days WHERE business_date = ?`;
const LAST = `SELECT business_date AS date FROM business_days WHERE business_date > ''
  ORDER BY business_date DESC LIMIT 1`;
const LAST_CLOSED = `SELECT business_date AS date FROM business_days WHERE business_date > '' AND closed_at IS NOT NULL
  ORDER BY business_date DESC LIMIT 1`;
const SIGNED = 'SELECT exceptions FROM business_days WHERE business_date = ?';
const LAST_CLOSING = `SELECT closed_at AS at FROM business_days WHERE business_date > '' AND closed_at IS NOT NULL
  ORDER BY business_date DESC LIMIT 1`;
const CLOSE = `UPDATE business_days SET closed_at = @at, closed_by = @closedBy, exceptions = @exceptions
  WHERE business_date = @businessDate AND closed_at IS NULL`;

/** Opens a day unless it is there already. Called inside the transaction of its first sale. */
export function openBusinessDay(db: Writer, date: BusinessDate, at: number): void {
  db.change<[BusinessDate, number]>(OPEN).run([date, at]);
}

/** A day, or null when nothing was sold on it. */
export function findBusinessDay(db: Reader, date: BusinessDate): BusinessDay | null {
  return db.query<[BusinessDate], BusinessDay>(FIND).get([date]) ?? null;
}

/** The last day on which the shop traded and the last one that is closed: what domain's businessDateAt asks for. */
export function lastBusinessDays(db: Reader): {
  readonly lastDate: BusinessDate | null;
  readonly lastClosedDate: BusinessDate | null;
} {
  return {
    lastDate: db.query<[], { date: BusinessDate }>(LAST).get([])?.date ?? null,
    lastClosedDate: db.query<[], { date: BusinessDate }>(LAST_CLOSED).get([])?.date ?? null,
  };
}

/** The list that a manager signed when the day was closed, as JSON; null when there was none. */
export function findSignedExceptions(db: Reader, date: BusinessDate): string | null {
  return db.query<[BusinessDate], { exceptions: string | null }>(SIGNED).get([date])?.exceptions ?? null;
}

/** When the newest closed day was closed; null before the first closing. */
export function lastClosingAt(db: Reader): number | null {
  return db.query<[], { at: number }>(LAST_CLOSING).get([])?.at ?? null;
}

/** Closes a day for good; true when it was open. `exceptions` is the signed list as JSON, or null (FIELD 4.12). */
export function closeBusinessDay(
  db: Writer,
  day: {
    readonly businessDate: BusinessDate;
    readonly at: number;
    readonly closedBy: PersonId | null;
    readonly exceptions: string | null;
  },
): boolean {
  return db.change<typeof day>(CLOSE).run(day).changes === 1;
}
