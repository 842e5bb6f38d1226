import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import type { DocumentKind, SupplyKind } from '../../../shared/domain/gst.ts';
import type { CustomerId, OrderId, PersonId, ShiftId } from '../../../shared/domain/ids.ts';
import type { Paise } from '../../../shared/domain/money.ts';
import { assert } from '../../../shared/domain/result.ts';
import type { OrderState, TenderKind } from '../../../shared/contract/sale.ts';
import { assigned, insertInto, selected } from '../columns.ts';
import type { Reader, Writer } from '../handles.ts';
import { findGatewayResponse } from './attempts.ts';

/** The sums of a bill: gross − discount = subtotal + tax, and subtotal + tax + round-off = total. */
export type OrderMoney = {
  /** With tax, before discounts. */
  readonly grossPaise: Paise;
  readonly discountPaise: Paise;
  /** The taxable value after discounts. */
  readonly subtotalPaise: Paise;
  readonly taxPaise: Paise;
  readonly roundOffPaise: Paise;
  readonly totalPaise: Paise;
};

/** Who buys, as the bill names them; all null for a walk-in. */
export type OrderBuyer = {
  readonly customerId: CustomerId | null;
  readonly buyerName: string | null;
  readonly buyerPhone: string | null;
  readonly buyerGstin: string | null;
  readonly buyerAddress: string | null;
};

/** What an order is when it is first written, its lines aside. */
export type NewOrder = OrderMoney &
  OrderBuyer & {
    readonly orderId: OrderId;
    readonly tillCode: string;
    readonly businessDate: BusinessDate;
    readonly document: DocumentKind;
    readonly supply: SupplyKind;
    /** GST State code, two digits; null within the State. */
    readonly placeOfSupply: string | null;
    readonly personId: PersonId | null;
    readonly shiftId: ShiftId | null;
    readonly notes: string;
    readonly createdAt: number;
  };

/** What the gateway said of the payment, in the names of the central API's base contract. */
export type OrderPayment = {
  readonly paymentToken: string | null;
  readonly transactionId: string | null;
  readonly authCode: string | null;
  /** Allow-listed JSON. */
  readonly paymentGatewayResponse: string | null;
};

/** What a completed sale adds to its order. */
export type OrderInvoice = {
  readonly seriesId: number;
  readonly seriesNumber: number;
  readonly invoiceNumber: string;
  readonly paidAt: number;
};

/** An order as it is stored. The invoice's fields are null until it is paid. */
export type OrderRecord = NewOrder &
  OrderPayment & { readonly [K in keyof OrderInvoice]: OrderInvoice[K] | null } & {
    readonly seq: number;
    readonly version: number;
    readonly state: OrderState;
    readonly currency: 'INR';
    readonly lineCount: number;
    readonly firstProduct: string;
    /** The kinds of its tenders, in order, with commas between; `tenderKindsOf` reads it. */
    readonly tenderKinds: string;
    readonly lastFour: string | null;
    readonly updatedAt: number;
    /** As the central API's base contract names them; they follow from `state`. */
    readonly paymentStatus: 'pending' | 'processing' | 'completed' | 'failed' | 'refunded';
    readonly status: 'pending' | 'processing' | 'delivered' | 'cancelled';
  };

const moneyFields = [
  'grossPaise',
  'discountPaise',
  'subtotalPaise',
  'taxPaise',
  'roundOffPaise',
  'totalPaise',
] as const satisfies readonly (keyof OrderMoney)[];
const buyerFields = [
  'customerId',
  'buyerName',
  'buyerPhone',
  'buyerGstin',
  'buyerAddress',
] as const satisfies readonly (keyof OrderBuyer)[];
const paymentFields = [
  'paymentToken',
  'transactionId',
  'authCode',
  'paymentGatewayResponse',
] as const satisfies readonly (keyof OrderPayment)[];
const invoiceFields = [
  'seriesId',
  'seriesNumber',
  'invoiceNumber',
  'paidAt',
] as const satisfies readonly (keyof OrderInvoice)[];
const contentFields = [
  ...moneyFields,
  ...buyerFields,
  'businessDate',
  'document',
  'supply',
  'placeOfSupply',
  'personId',
  'shiftId',
  'notes',
  'lineCount',
  'firstProduct',
] as const satisfies readonly (keyof OrderRecord)[];
const insertedFields = [...contentFields, 'orderId', 'tillCode', 'createdAt', 'updatedAt'] as const;
const recordFields = [
  ...insertedFields,
  ...paymentFields,
  ...invoiceFields,
  'seq',
  'version',
  'state',
  'currency',
  'tenderKinds',
  'lastFour',
  'paymentStatus',
  'status',
] as const satisfies readonly (keyof OrderRecord)[];

/** The attempt whose answer is the order's, where that isn't written with the order. */
type PaidBy = { readonly paymentAttemptSeq: number | null };
type OrderRow = OrderRecord & PaidBy;
const rowFields = [...recordFields, 'paymentAttemptSeq'] as const satisfies readonly (keyof OrderRow)[];

const INSERT = `${insertInto('orders', [...insertedFields, 'state']).replace('@state', "'open'")}`;
const REPLACE = `UPDATE orders SET ${assigned(contentFields)}, version = version + 1, updated_at = @updatedAt
  WHERE seq = @seq AND state = 'open'`;
const SET_STATE = `UPDATE orders SET state = @state, version = version + 1, updated_at = @at
  WHERE seq = @seq AND version = @version`;
const SET_TENDERS = `UPDATE orders SET state = @state, tender_kinds = @tenderKinds, last_four = @lastFour,
  version = version + 1, updated_at = @at WHERE seq = @seq AND version = @version`;
const COMPLETE = `UPDATE orders SET state = 'paid', ${assigned([...paymentFields, 'paymentAttemptSeq', ...invoiceFields])},
  business_date = @businessDate, tender_kinds = @tenderKinds, last_four = @lastFour, version = version + 1,
  updated_at = @paidAt WHERE seq = @seq AND version = @version`;
const FIND = `SELECT ${selected(rowFields)} FROM orders WHERE order_id = ?`;
const FIND_BY_SEQ = `SELECT ${selected(rowFields)} FROM orders WHERE seq = ?`;
const FIND_BY_NUMBER = 'SELECT order_id AS orderId FROM orders WHERE invoice_number = ?';
const UNFINISHED = `SELECT ${selected(rowFields)} FROM orders
  WHERE state IN ('open', 'paying', 'part-paid', 'paid-not-completed') ORDER BY seq`;

const LAST_COMPLETED = `SELECT ${selected(rowFields)} FROM orders
  WHERE series_id = (SELECT series_id FROM invoice_series WHERE kind = 'invoice' ORDER BY series_id DESC LIMIT 1)
  ORDER BY series_number DESC LIMIT 1`;

/** Asserts that an order's sums add up: before it is committed and after it is read. */
export function assertOrderMoney(order: OrderMoney): void {
  const { grossPaise, discountPaise, subtotalPaise, taxPaise, roundOffPaise, totalPaise } = order;
  assert(grossPaise - discountPaise === subtotalPaise + taxPaise, 'gross − discount = subtotal + tax');
  assert(subtotalPaise + taxPaise + roundOffPaise === totalPaise, 'subtotal + tax + round-off = total');
}

function checked(db: Reader, row: OrderRow | undefined): OrderRecord | null {
  if (row === undefined) return null;
  assertOrderMoney(row);
  const { paymentAttemptSeq, ...order } = row;
  if (paymentAttemptSeq === null) return order;
  return { ...order, paymentGatewayResponse: findGatewayResponse(db, paymentAttemptSeq) };
}

/** The order with this id, or null. Its sums were checked. */
export function findOrder(db: Reader, orderId: OrderId): OrderRecord | null {
  return checked(db, db.query<[OrderId], OrderRow>(FIND).get([orderId]));
}

/** The id of the order with this invoice number; null where no bill has it. */
export function findOrderIdByNumber(db: Reader, invoiceNumber: string): OrderId | null {
  return db.query<[string], { orderId: OrderId }>(FIND_BY_NUMBER).get([invoiceNumber])?.orderId ?? null;
}

/** The order with this local number, or null. Its sums were checked. */
export function findOrderBySeq(db: Reader, seq: number): OrderRecord | null {
  return checked(db, db.query<[number], OrderRow>(FIND_BY_SEQ).get([seq]));
}

/** Orders that are neither paid nor abandoned, oldest first: what a start looks at. */
export function listUnfinishedOrders(db: Reader): OrderRecord[] {
  const rows = db.query<[], OrderRow>(UNFINISHED).all([]);
  return rows.flatMap((row) => checked(db, row) ?? []);
}

/** The order that got the newest invoice number; null before the first sale of the newest series. */
export function findLastCompletedOrder(db: Reader): OrderRecord | null {
  return checked(db, db.query<[], OrderRow>(LAST_COMPLETED).get([]));
}

/** The kinds of an order's tenders, in the order in which they were taken. */
export function tenderKindsOf(order: Pick<OrderRecord, 'tenderKinds'>): TenderKind[] {
  const kinds = [
    'card-terminal',
    'cash',
    'upi-qr',
    'card-manual',
    'card-keyed',
  ] as const satisfies readonly TenderKind[];
  return order.tenderKinds.split(',').flatMap((text) => kinds.find((kind) => kind === text) ?? []);
}

type OrderContent = NewOrder & Pick<OrderRecord, 'lineCount' | 'firstProduct'>;

/** Writes a new order, open, and returns its local number. Called inside a transaction, before its lines. */
export function insertOrder(db: Writer, order: OrderContent): number {
  assertOrderMoney(order);
  return db.change<OrderContent & { updatedAt: number }>(INSERT).run({ ...order, updatedAt: order.createdAt })
    .rowid;
}

/** Gives an open order other lines' sums and another buyer; true when it was open. */
export function replaceOrder(db: Writer, seq: number, order: OrderContent): boolean {
  assertOrderMoney(order);
  const params = { ...order, seq, updatedAt: order.createdAt };
  return db.change<typeof params>(REPLACE).run(params).changes === 1;
}

/** Moves an order to a state, unless its version is another by now; true when it moved. */
export function setOrderState(
  db: Writer,
  order: Pick<OrderRecord, 'seq' | 'version'>,
  state: OrderState,
  at: number,
): boolean {
  const params = { seq: order.seq, version: order.version, state, at };
  return db.change<typeof params>(SET_STATE).run(params).changes === 1;
}

/** Writes what the list shows of an order's tenders, and its state, unless its version is another by now. */
export function setOrderTenders(
  db: Writer,
  order: Pick<OrderRecord, 'seq' | 'version'>,
  tenders: {
    readonly state: OrderState;
    readonly tenderKinds: string;
    readonly lastFour: string | null;
    readonly at: number;
  },
): boolean {
  const params = { seq: order.seq, version: order.version, ...tenders };
  return db.change<typeof params>(SET_TENDERS).run(params).changes === 1;
}

/** The answer of the gateway as it is written with an order: by the attempt that has the same word for word, else itself. */
function storedResponse(
  db: Reader,
  response: string | null,
  attempts: readonly number[],
): PaidBy & Pick<OrderPayment, 'paymentGatewayResponse'> {
  const same = (seq: number): boolean => findGatewayResponse(db, seq) === response;
  const paymentAttemptSeq = response === null ? null : (attempts.findLast(same) ?? null);
  return { paymentAttemptSeq, paymentGatewayResponse: paymentAttemptSeq === null ? response : null };
}

/** Makes an order paid, with its number; true when its version was still the one given. `attempts` are those behind its tenders. */
export function completeOrder(
  db: Writer,
  order: Pick<OrderRecord, 'seq' | 'version'>,
  sale: OrderInvoice & OrderPayment & Pick<OrderRecord, 'businessDate' | 'tenderKinds' | 'lastFour'>,
  attempts: readonly number[],
): boolean {
  const said = storedResponse(db, sale.paymentGatewayResponse, attempts);
  const params = { seq: order.seq, version: order.version, ...sale, ...said };
  return db.change<typeof params>(COMPLETE).run(params).changes === 1;
}
