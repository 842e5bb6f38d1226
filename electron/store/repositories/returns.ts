import type {
  AttemptId,
  CreditNoteId,
  LineId,
  OrderId,
  PersonId,
  RefundId,
} from '../../../shared/domain/ids.ts';
import type { Paise } from '../../../shared/domain/money.ts';
import type { QuantityMilli } from '../../../shared/domain/quantity.ts';
import type { RefundedLine } from '../../../shared/domain/refund.ts';
import { flag, insertInto, selected } from '../columns.ts';
import type { Reader, Writer } from '../handles.ts';
import { lineIdIn, orderIdOf } from './order-lines.ts';
import type { RefundRecord } from './refunds.ts';

/** What one press of Refund gives back: taxable + tax + round-off = payback. */
export type ReturnRecord = {
  /** Named by the press; the first of its refunds has the same id. */
  readonly returnId: RefundId;
  readonly bodyHash: string;
  readonly destination: 'instrument' | 'cash';
  readonly restock: boolean;
  readonly reason: string;
  readonly taxablePaise: Paise;
  readonly taxPaise: Paise;
  readonly roundOffPaise: Paise;
  readonly paybackPaise: Paise;
  readonly personId: PersonId | null;
  readonly createdAt: number;
};

/** A refund as it is stored, with what names its order, its attempt and its credit note. */
export type StoredRefund = RefundRecord & {
  readonly refundSeq: number;
  readonly version: number;
  readonly orderSeq: number;
  readonly orderId: OrderId;
  readonly attemptId: AttemptId | null;
  /** Null for the cash of an abandoned bill. */
  readonly returnId: RefundId | null;
  readonly creditNoteNumber: string | null;
};

/** What the life of a refund changes. */
export type RefundProgress = Pick<
  StoredRefund,
  'state' | 'kind' | 'tenderKind' | 'rrn' | 'businessDate' | 'approvedBy' | 'updatedAt'
>;

const returnFields = [
  'returnId',
  'bodyHash',
  'destination',
  'restock',
  'reason',
  'taxablePaise',
  'taxPaise',
  'roundOffPaise',
  'paybackPaise',
  'personId',
  'createdAt',
] as const satisfies readonly (keyof ReturnRecord)[];
const refundFields = [
  'refundId',
  'attemptSeq',
  'kind',
  'tenderKind',
  'amountPaise',
  'state',
  'reason',
  'rrn',
  'creditNoteId',
  'businessDate',
  'personId',
  'approvedBy',
  'createdAt',
  'updatedAt',
] as const satisfies readonly (keyof RefundRecord)[];
const lineFields = [
  'quantityMilli',
  'taxablePaise',
  'cgstPaise',
  'sgstPaise',
  'igstPaise',
  'totalPaise',
] as const satisfies readonly (keyof RefundedLine)[];

const INSERT_RETURN = insertInto('returns', [...returnFields, 'orderSeq']);
const FIND_RETURN = `SELECT ${selected(returnFields)} FROM returns WHERE return_id = ?`;
const INSERT_REFUND = insertInto('refunds', [...refundFields, 'orderSeq', 'returnId']);
const SELECT = `SELECT ${selected([...refundFields, 'refundSeq', 'version', 'orderSeq', 'returnId'], 'r')},
    o.order_id AS orderId, a.attempt_id AS attemptId, c.credit_note_number AS creditNoteNumber
  FROM refunds r JOIN orders o ON o.seq = r.order_seq
  LEFT JOIN payment_attempts a ON a.attempt_seq = r.attempt_seq
  LEFT JOIN credit_notes c ON c.credit_note_id = r.credit_note_id`;
const FIND = `${SELECT} WHERE r.refund_id = ?`;
const OF_ORDER = `${SELECT} WHERE r.order_seq = ? ORDER BY r.refund_seq`;
const OF_RETURN = `${SELECT} WHERE r.return_id = ? ORDER BY r.refund_seq`;
const OF_ATTEMPT = `${SELECT} WHERE r.attempt_seq = ? ORDER BY r.refund_seq`;
const UNFINISHED = `${SELECT} WHERE r.state IN ('DUE', 'UNKNOWN') ORDER BY r.refund_seq`;
const REFUSED = `${SELECT} WHERE r.state = 'REFUSED' AND r.business_date > ?
  ORDER BY r.business_date, r.refund_seq`;
const UPDATE = `UPDATE refunds SET state = @state, kind = @kind, tender_kind = @tenderKind, rrn = @rrn,
    business_date = @businessDate, approved_by = @approvedBy, updated_at = @updatedAt, version = version + 1
  WHERE refund_id = @refundId AND version = @version`;
const CREDIT = `UPDATE refunds SET credit_note_id = @creditNoteId, version = version + 1 WHERE return_id = @returnId`;
const INSERT_LINE = insertInto('refund_lines', [
  ...lineFields,
  'refundSeq',
  'position',
  'orderSeq',
  'restocked',
]);
const RETURNED = `SELECT l.line_id AS lineId, r.position AS position, sum(r.quantity_milli) AS quantityMilli FROM refund_lines r
  JOIN order_lines l ON l.order_seq = r.order_seq AND l.position = r.position
  WHERE r.order_seq = ? GROUP BY r.position`;
const LINES = `SELECT l.line_id AS lineId, r.position AS position, r.order_seq AS orderSeq, ${selected(lineFields, 'r')} FROM refund_lines r
  JOIN order_lines l ON l.order_seq = r.order_seq AND l.position = r.position
  WHERE r.refund_seq = ? ORDER BY r.position`;

/** Writes a return. Called inside a transaction, before its refunds. */
export function insertReturn(db: Writer, orderSeq: number, record: ReturnRecord): void {
  const params = { ...record, restock: flag(record.restock), orderSeq };
  db.change<typeof params>(INSERT_RETURN).run(params);
}

/** The return that a press began, or null when the press is new. */
export function findReturn(db: Reader, returnId: RefundId): ReturnRecord | null {
  type Row = Omit<ReturnRecord, 'restock'> & { readonly restock: 0 | 1 };
  const row = db.query<[RefundId], Row>(FIND_RETURN).get([returnId]);
  return row === undefined ? null : { ...row, restock: row.restock === 1 };
}

/** Writes one refund of a return and tells its local number. Called inside a transaction. */
export function insertReturnPart(
  db: Writer,
  orderSeq: number,
  returnId: RefundId,
  refund: RefundRecord,
): number {
  const params = { ...refund, orderSeq, returnId };
  return db.change<typeof params>(INSERT_REFUND).run(params).rowid;
}

/** Writes a line of a return; `position` is the line's place on the bill. Called inside a transaction. */
export function insertRefundLine(
  db: Writer,
  at: { readonly refundSeq: number; readonly orderSeq: number; readonly position: number },
  line: Omit<RefundedLine, 'lineId'>,
  restock: boolean,
): void {
  const { quantityMilli, taxablePaise, cgstPaise, sgstPaise, igstPaise, totalPaise } = line;
  const money = { taxablePaise, cgstPaise, sgstPaise, igstPaise, totalPaise };
  const params = { ...at, quantityMilli, ...money, restocked: flag(restock) };
  db.change<typeof params>(INSERT_LINE).run(params);
}

/** The refund with this id, or null. */
export function findRefund(db: Reader, refundId: RefundId): StoredRefund | null {
  return db.query<[RefundId], StoredRefund>(FIND).get([refundId]) ?? null;
}

/** All money that went or goes back for an order, oldest first. */
export function listRefundsOfOrder(db: Reader, orderSeq: number): StoredRefund[] {
  return db.query<[number], StoredRefund>(OF_ORDER).all([orderSeq]);
}

/** The refunds of one return, oldest first. */
export function listRefundsOfReturn(db: Reader, returnId: RefundId): StoredRefund[] {
  return db.query<[RefundId], StoredRefund>(OF_RETURN).all([returnId]);
}

/** The refunds of a paid attempt, oldest first. */
export function listRefundsOfAttempt(db: Reader, attemptSeq: number): StoredRefund[] {
  return db.query<[number], StoredRefund>(OF_ATTEMPT).all([attemptSeq]);
}

/** Every refund whose outcome isn't certain yet: due or unknown. */
export function listUnfinishedRefunds(db: Reader): StoredRefund[] {
  return db.query<[], StoredRefund>(UNFINISHED).all([]);
}

/** Refunds that were refused after a business date and that nobody has paid in cash yet. */
export function listRefusedRefunds(db: Reader, after: string): StoredRefund[] {
  return db.query<[string], StoredRefund>(REFUSED).all([after]);
}

/** Compare and swap: writes `next` when the stored version is still the one that was read. Returns the rows touched. Called inside a transaction. */
export function updateRefund(
  db: Writer,
  previous: Pick<StoredRefund, 'refundId' | 'version'>,
  next: RefundProgress,
): number {
  const { state, kind, tenderKind, rrn, businessDate, approvedBy, updatedAt } = next;
  const { refundId, version } = previous;
  const params = { state, kind, tenderKind, rrn, businessDate, approvedBy, updatedAt, refundId, version };
  return db.change<typeof params>(UPDATE).run(params).changes;
}

/** Names the credit note of a return on all its refunds. Called inside a transaction. */
export function setCreditNote(db: Writer, returnId: RefundId, creditNoteId: CreditNoteId): void {
  const params = { returnId, creditNoteId };
  db.change<typeof params>(CREDIT).run(params);
}

/** How much of each line has come back or is coming back, by line id. */
export function listReturnedQuantities(db: Reader, orderSeq: number): ReadonlyMap<LineId, QuantityMilli> {
  type Row = {
    readonly lineId: LineId | null;
    readonly position: number;
    readonly quantityMilli: QuantityMilli;
  };
  const rows = db.query<[number], Row>(RETURNED).all([orderSeq]);
  const orderId = rows.length > 0 ? orderIdOf(db, orderSeq) : null;
  return new Map(
    rows.map(({ lineId, position, quantityMilli }) => [lineId ?? lineIdIn(orderId, position), quantityMilli]),
  );
}

/** The lines of a return; they hang on its first refund. */
export function listRefundLines(
  db: Reader,
  refundSeq: number,
): (RefundedLine & { readonly lineId: LineId })[] {
  type Row = Omit<RefundedLine, 'lineId'> & {
    readonly lineId: LineId | null;
    readonly position: number;
    readonly orderSeq: number;
  };
  const rows = db.query<[number], Row>(LINES).all([refundSeq]);
  const [first] = rows;
  const orderId = first === undefined ? null : orderIdOf(db, first.orderSeq);
  return rows.map((row) => {
    const { quantityMilli, taxablePaise, cgstPaise, sgstPaise, igstPaise, totalPaise } = row;
    const lineId = row.lineId ?? lineIdIn(orderId, row.position);
    return { lineId, quantityMilli, taxablePaise, cgstPaise, sgstPaise, igstPaise, totalPaise };
  });
}
