import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import type { ReviewDimension, ReviewName, ReviewRow } from '../../../shared/contract/review.ts';
import { selected } from '../columns.ts';
import type { Reader } from '../handles.ts';
import { tenderKindsOf } from './orders.ts';
import { CREDITED, taxesOf as taxes } from './review-credits.ts';

/** The dimensions whose figures belong to a business date; the others say how things stand now. */
export type OpenDimension = 'unknown' | 'waiting' | 'refused';
export type DatedDimension = Exclude<ReviewDimension, OpenDimension>;

/** Told from the bills or the credit notes of a date: an hour is in no row. */
type HourDimension = 'hour' | 'until' | 'refund-hour';

/** A sale and the instant at which it was paid, with the hour that it was counted in; null where that was not noted. */
export type SaleHour = { readonly seq: number; readonly paidAt: number; readonly hour: number | null };

type StoredRow = Omit<ReviewRow, 'tenderKinds'> & { readonly tenderKinds: string };

const ORDER = selected(
  ['orderId', 'state', 'totalPaise', 'lineCount', 'firstProduct', 'tenderKinds', 'lastFour'],
  'o',
);
const BILL = `${ORDER}, o.seq AS seq, o.business_date AS businessDate, o.invoice_number AS document,
  coalesce(o.paid_at, o.created_at) AS at`;
const PAID = `o.business_date = @date AND o.seq < @before AND o.state IN ('paid', 'refunded')`;
const NEWEST_BILL = 'GROUP BY o.seq ORDER BY o.seq DESC LIMIT @limit';
const NO_TAX = `0 AS discountPaise, 0 AS taxablePaise, 0 AS cgstPaise, 0 AS sgstPaise, 0 AS igstPaise, 0 AS roundOffPaise`;

const LINES = `sum(l.total_paise) AS amountPaise, sum(l.discount_paise) AS discountPaise, ${taxes('l')}, 0 AS roundOffPaise`;
const WHOLE = `o.total_paise AS amountPaise, sum(l.discount_paise) AS discountPaise, ${taxes('l')},
  o.round_off_paise AS roundOffPaise`;

const NOTE = `${ORDER}, c.rowid AS seq, c.business_date AS businessDate, c.credit_note_number AS document,
  c.created_at AS at, 1 AS billCount`;
const WHOLE_NOTE = `${NOTE}, c.total_paise AS amountPaise, 0 AS discountPaise, ${taxes('b')},
  c.round_off_paise AS roundOffPaise`;
const NOTED = `c.business_date = @date AND c.rowid < @before`;
const NEWEST_NOTE = 'GROUP BY c.rowid ORDER BY c.rowid DESC LIMIT @limit';

/**
 * The orders behind a figure on one date, newest first, each with its share: all are ranges of an index over the one date. Exported for the test of their plans.
 */
export const datedRowQueries: Readonly<Record<Exclude<DatedDimension, HourDimension>, string>> = {
  sales: `SELECT ${BILL}, 1 AS billCount, ${WHOLE} FROM orders o JOIN order_lines l ON l.order_seq = o.seq
    WHERE ${PAID} ${NEWEST_BILL}`,
  tender: `SELECT ${BILL}, 1 AS billCount, sum(t.amount_paise) AS amountPaise, ${NO_TAX}
    FROM orders o JOIN tenders t ON t.order_seq = o.seq
    WHERE ${PAID} AND t.kind = @key AND t.withdrawn_at IS NULL ${NEWEST_BILL}`,
  category: `SELECT ${BILL}, 1 AS billCount, ${LINES} FROM orders o JOIN order_lines l ON l.order_seq = o.seq
    JOIN line_texts x ON x.text_id = l.text_id WHERE ${PAID} AND coalesce(x.category, '') = @key ${NEWEST_BILL}`,
  tax: `SELECT ${BILL}, 1 AS billCount, ${LINES} FROM orders o JOIN order_lines l ON l.order_seq = o.seq
    WHERE ${PAID} AND l.gst_rate_bp = CAST(@key AS INTEGER) ${NEWEST_BILL}`,
  refunds: `SELECT ${WHOLE_NOTE} ${CREDITED} WHERE ${NOTED} ${NEWEST_NOTE}`,
  'refund-tax': `SELECT ${NOTE}, sum(b.total_paise) AS amountPaise, 0 AS discountPaise, ${taxes('b')}, 0 AS roundOffPaise
    ${CREDITED} JOIN order_lines l ON l.order_seq = b.order_seq AND l.position = b.position
    WHERE ${NOTED} AND l.gst_rate_bp = CAST(@key AS INTEGER) ${NEWEST_NOTE}`,
  'refund-category': `SELECT ${NOTE}, sum(b.total_paise) AS amountPaise, 0 AS discountPaise, ${taxes('b')}, 0 AS roundOffPaise
    ${CREDITED} JOIN order_lines l ON l.order_seq = b.order_seq AND l.position = b.position
    JOIN line_texts x ON x.text_id = l.text_id WHERE ${NOTED} AND coalesce(x.category, '') = @key ${NEWEST_NOTE}`,
  'refund-tender': `SELECT ${ORDER}, r.refund_seq AS seq, r.business_date AS businessDate, r.updated_at AS at,
      coalesce(c.credit_note_number, o.invoice_number) AS document, 1 AS billCount, r.amount_paise AS amountPaise, ${NO_TAX}
    FROM refunds r JOIN orders o ON o.seq = r.order_seq
    LEFT JOIN credit_notes c ON c.credit_note_id = r.credit_note_id
    WHERE r.business_date = @date AND r.refund_seq < @before AND r.tender_kind = @key AND r.state = 'DONE'
      AND r.return_id IS NOT NULL ORDER BY r.refund_seq DESC LIMIT @limit`,
};

const OUTBOX = `SELECT ${ORDER}, w.outbox_seq AS seq, o.business_date AS businessDate, o.invoice_number AS document,
    coalesce(o.paid_at, o.created_at) AS at, 1 AS billCount, 0 AS amountPaise, ${NO_TAX}`;
const NEWEST_OUTBOX = 'ORDER BY w.outbox_seq DESC LIMIT @limit';

/** The orders behind what is open now, newest first. Exported for the test of their plans. */
export const openRowQueries: Readonly<Record<OpenDimension, string>> = {
  // The list of states is that of the small index over what is unfinished.
  unknown: `SELECT ${ORDER}, a.attempt_seq AS seq, o.business_date AS businessDate, o.invoice_number AS document,
      a.created_at AS at, 1 AS billCount, a.amount_paise AS amountPaise, ${NO_TAX}
    FROM payment_attempts a JOIN orders o ON o.seq = a.order_seq
    WHERE a.state IN ('CREATED', 'SENDING', 'PENDING', 'UNKNOWN', 'VOID_DUE', 'VOID_UNKNOWN', 'REFUND_DUE', 'REFUND_UNKNOWN')
      AND a.state = 'UNKNOWN' AND a.attempt_seq < @before ORDER BY a.attempt_seq DESC LIMIT @limit`,
  waiting: `${OUTBOX} FROM outbox w INDEXED BY outbox_to_send_by_kind JOIN orders o ON o.order_id = w.aggregate_id
    WHERE w.aggregate = 'order' AND w.acked_at IS NULL AND w.dead_at IS NULL AND w.outbox_seq < @before ${NEWEST_OUTBOX}`,
  refused: `${OUTBOX} FROM outbox w INDEXED BY outbox_dead JOIN orders o ON o.order_id = w.aggregate_id
    WHERE w.aggregate = 'order' AND w.acked_at IS NULL AND w.dead_at IS NOT NULL AND w.outbox_seq < @before ${NEWEST_OUTBOX}`,
};

/** Exported for the test of their plans. */
export const reviewDateQueries = {
  dates: `SELECT business_date AS date FROM day_totals WHERE business_date BETWEEN @from AND @to
    AND dimension = @dimension AND key = @key AND bill_count > 0 ORDER BY business_date DESC`,
  hours: `SELECT o.seq AS seq, o.paid_at AS paidAt, (SELECT json_extract(a.detail, '$.hour') FROM audit a
      WHERE a.order_seq = o.seq AND a.action = 'sale-completed' ORDER BY a.audit_seq LIMIT 1) AS hour
    FROM orders o WHERE o.business_date = ? AND o.state IN ('paid', 'refunded') ORDER BY o.seq DESC`,
  sale: `SELECT ${BILL}, 1 AS billCount, ${WHOLE} FROM orders o JOIN order_lines l ON l.order_seq = o.seq
    WHERE o.seq = @seq GROUP BY o.seq`,
  note: `SELECT ${WHOLE_NOTE} ${CREDITED} WHERE c.rowid = @seq GROUP BY c.rowid`,
} as const;

function told(rows: readonly StoredRow[]): ReviewRow[] {
  return rows.map((row) => ({ ...row, tenderKinds: tenderKindsOf(row) }));
}

/** The dates of a range that a figure has anything of, newest first. */
export function listFigureDates(
  db: Reader,
  range: { readonly from: BusinessDate; readonly to: BusinessDate } & ReviewName,
): BusinessDate[] {
  const { from, to, dimension, key } = range;
  const params = { from, to, dimension, key };
  return db
    .query<typeof params, { date: BusinessDate }>(reviewDateQueries.dates)
    .all(params)
    .map(({ date }) => date);
}

/** The orders behind a figure on one date, newest first, before a place among them. Not for hours: a bill's hour is not in its row. */
export function listDatedRows(
  db: Reader,
  dimension: Exclude<DatedDimension, HourDimension>,
  page: {
    readonly key: string;
    readonly date: BusinessDate;
    readonly before: number;
    readonly limit: number;
  },
): ReviewRow[] {
  const { key, date, before, limit } = page;
  const params = { key, date, before, limit };
  return told(db.query<typeof params, StoredRow>(datedRowQueries[dimension]).all(params));
}

/** Every paid bill of a date with its hour, newest first. */
export function listSaleHours(db: Reader, date: BusinessDate): SaleHour[] {
  return db.query<[BusinessDate], SaleHour>(reviewDateQueries.hours).all([date]);
}

/** One paid bill as a whole, as a row of the review; null when there is none. */
export function findSaleRow(db: Reader, seq: number): ReviewRow | null {
  const params = { seq };
  const [row] = told(db.query<typeof params, StoredRow>(reviewDateQueries.sale).all(params));
  return row ?? null;
}

/** One credit note as a whole, as a row of the review; null when there is none. */
export function findNoteRow(db: Reader, seq: number): ReviewRow | null {
  const params = { seq };
  const [row] = told(db.query<typeof params, StoredRow>(reviewDateQueries.note).all(params));
  return row ?? null;
}

/** The orders behind what is open now, newest first, before a place among them. */
export function listOpenRows(
  db: Reader,
  dimension: OpenDimension,
  page: { readonly before: number; readonly limit: number },
): ReviewRow[] {
  const { before, limit } = page;
  const params = { before, limit };
  return told(db.query<typeof params, StoredRow>(openRowQueries[dimension]).all(params));
}
