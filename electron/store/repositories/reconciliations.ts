import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import type { Reader, Writer } from '../handles.ts';

/** What a comparison with the gateway's list found. */
export type ReconciliationRecord = {
  readonly businessDate: BusinessDate;
  readonly askedAt: number;
  readonly matched: number;
  /** JSON: the rows that differ. */
  readonly differences: string;
};

const INSERT = `INSERT INTO reconciliations (business_date, asked_at, matched, differences)
  VALUES (@businessDate, @askedAt, @matched, @differences)`;
const LAST = `SELECT business_date AS businessDate, asked_at AS askedAt, matched, differences
  FROM reconciliations WHERE business_date = ? ORDER BY reconciliation_seq DESC LIMIT 1`;

/** Keeps what a comparison found. Called inside a transaction. */
export function insertReconciliation(db: Writer, record: ReconciliationRecord): void {
  db.change<ReconciliationRecord>(INSERT).run(record);
}

/** The last comparison of a day, or null. */
export function findLastReconciliation(db: Reader, date: BusinessDate): ReconciliationRecord | null {
  return db.query<[BusinessDate], ReconciliationRecord>(LAST).get([date]) ?? null;
}
