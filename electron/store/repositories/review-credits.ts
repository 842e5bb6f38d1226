import type { ReviewFigure, ReviewSums } from '../../../shared/contract/review.ts';
import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import type { Reader } from '../handles.ts';

/** A credit note with the instant at which it was issued. */
export type TimedCreditNote = ReviewSums & { readonly at: number };

/** The credit notes `c` with the lines `b` that came back on each; the notes lead, so that only those of the dates are read. */
export const CREDITED = `FROM credit_notes c CROSS JOIN orders o ON o.seq = c.order_seq
  JOIN refunds r ON r.order_seq = c.order_seq AND r.credit_note_id = c.credit_note_id
  JOIN refund_lines b ON b.refund_seq = r.refund_seq`;

/** The taxes of some lines, sold or come back. */
export const taxesOf = (lines: string): string =>
  ['taxable', 'cgst', 'sgst', 'igst']
    .map((sum) => `coalesce(sum(${lines}.${sum}_paise), 0) AS ${sum}Paise`)
    .join(', ');

const IN_RANGE = 'WHERE c.business_date BETWEEN ? AND ?';

/** Exported for the test of their plans. */
export const creditQueries = {
  categories: `SELECT 'refund-category' AS dimension, coalesce(x.category, '') AS key,
      count(DISTINCT c.credit_note_id) AS billCount, sum(b.total_paise) AS amountPaise, 0 AS discountPaise,
      ${taxesOf('b')}, 0 AS roundOffPaise
    ${CREDITED} JOIN order_lines l ON l.order_seq = b.order_seq AND l.position = b.position
      JOIN line_texts x ON x.text_id = l.text_id ${IN_RANGE} GROUP BY key ORDER BY key`,
  notes: `SELECT c.created_at AS at, 1 AS billCount, c.total_paise AS amountPaise, 0 AS discountPaise,
      ${taxesOf('b')}, c.round_off_paise AS roundOffPaise
    ${CREDITED} ${IN_RANGE} GROUP BY c.business_date, c.rowid`,
  instants: `SELECT rowid AS seq, created_at AS at FROM credit_notes WHERE business_date = ? ORDER BY rowid DESC`,
} as const;

type Dates = readonly [BusinessDate, BusinessDate];

/**
 * What came back in each category, on the day of its credit note, before the round-off. It is read from the notes themselves, over their dates: they are few
 * beside the bills, and those of earlier versions are split too.
 */
export function listCreditCategories(db: Reader, from: BusinessDate, to: BusinessDate): ReviewFigure[] {
  return db.query<Dates, ReviewFigure>(creditQueries.categories).all([from, to]);
}

/** The credit notes of some days, each whole, for whoever splits them by the hour. */
export function listTimedCreditNotes(db: Reader, from: BusinessDate, to: BusinessDate): TimedCreditNote[] {
  return db.query<Dates, TimedCreditNote>(creditQueries.notes).all([from, to]);
}

/** When each credit note of a date was issued, newest first. */
export function listCreditInstants(
  db: Reader,
  date: BusinessDate,
): { readonly seq: number; readonly at: number }[] {
  return db.query<[BusinessDate], { seq: number; at: number }>(creditQueries.instants).all([date]);
}
