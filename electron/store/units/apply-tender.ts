import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import { tenderIdAt } from '../../../shared/domain/derived-ids.ts';
import type { PersonId } from '../../../shared/domain/ids.ts';
import { assert, err, ok, type Result } from '../../../shared/domain/result.ts';
import type { Writer } from '../handles.ts';
import { insertOrderAudit } from '../repositories/audit.ts';
import { openBusinessDay } from '../repositories/business-days.ts';
import { dropCart } from '../repositories/carts.ts';
import { addToDay } from '../repositories/day-totals.ts';
import { allotNumber, type AllottedNumber, type SeriesKey } from '../repositories/invoice-series.ts';
import { knownProducts } from '../repositories/known-products.ts';
import { listLines, type OrderLineRecord } from '../repositories/order-lines.ts';
import {
  completeOrder,
  findOrderBySeq,
  setOrderTenders,
  type OrderPayment,
  type OrderRecord,
} from '../repositories/orders.ts';
import { insertOutbox, type NewOutboxRow } from '../repositories/outbox.ts';
import { noteProductsSold } from '../repositories/products.ts';
import { takeFromStock } from '../repositories/stock.ts';
import {
  insertTender,
  listTenders,
  standingTenders,
  type NewTender,
  type TenderRecord,
} from '../repositories/tenders.ts';
import { saleTotals } from './sale-totals.ts';

/** An order with all that belongs to it, as the transaction leaves it. */
export type Sale = {
  readonly order: OrderRecord;
  readonly lines: readonly OrderLineRecord[];
  readonly tenders: readonly TenderRecord[];
};

/** What a tender needs to know of the moment, in case it completes its order. */
export type SaleMoment = {
  readonly at: number;
  /** By the domain's businessDateAt: never before the last one, never a closed day (FIELD 4.10). */
  readonly businessDate: BusinessDate;
  /** The hour in the shop's zone, 0 to 23. */
  readonly hour: number;
  readonly series: SeriesKey;
  /** Makes the document's number of its series and its place in it (Rule 46: at most 16 characters). */
  readonly formatNumber: (allotted: AllottedNumber) => Result<string, { readonly code: 'series-exhausted' }>;
  /** What the central API is to be told of the completed sale. */
  readonly outbox: (sale: Sale) => NewOutboxRow;
  /** Of the terminal's approval; all null for cash alone. */
  readonly payment: OrderPayment;
  readonly personId: PersonId | null;
};

export type SaleRefusal =
  | { readonly code: 'not-found' }
  /** It isn't being paid: it is open, over or abandoned. */
  | { readonly code: 'order-closed' }
  /** More than what is due. */
  | { readonly code: 'tender-amount' }
  | { readonly code: 'series-exhausted' };

function saleOf(db: Writer, seq: number): Sale {
  const order = findOrderBySeq(db, seq);
  assert(order !== null, 'what was written can be read');
  return { order, lines: listLines(db, seq), tenders: standingTenders(listTenders(db, seq)) };
}

/** What an order shows of its tenders. */
export function shown(tenders: readonly TenderRecord[]): Pick<OrderRecord, 'tenderKinds' | 'lastFour'> {
  return {
    tenderKinds: tenders.map((tender) => tender.kind).join(','),
    lastFour: tenders.find((tender) => tender.lastFour !== null)?.lastFour ?? null,
  };
}

function keepPartPaid(
  db: Writer,
  order: OrderRecord,
  tenders: readonly TenderRecord[],
  moment: SaleMoment,
): Sale {
  assert(
    setOrderTenders(db, order, { state: 'part-paid', ...shown(tenders), at: moment.at }),
    'nobody else writes',
  );
  const { personId, at } = moment;
  insertOrderAudit(db, { at, personId, action: 'tender-taken', detail: null, orderSeq: order.seq });
  return saleOf(db, order.seq);
}

/** Takes what a sale sold off the stock and notes that it sold. Called inside the transaction of the sale. */
export function takeGoods(db: Writer, lines: readonly OrderLineRecord[], at: number): void {
  for (const { productId, quantityMilli } of lines) {
    if (productId !== null) takeFromStock(db, productId, quantityMilli);
  }
  const sold = lines.flatMap((line) => line.productId ?? []);
  noteProductsSold(db, knownProducts(db, sold), at);
}

/** Writes all that a completed sale changes: number, order, stock, day, outbox, audit, the cart that was in hand. */
function complete(
  db: Writer,
  order: OrderRecord,
  tenders: readonly TenderRecord[],
  moment: SaleMoment,
): Result<Sale, SaleRefusal> {
  const { at, businessDate, personId } = moment;
  openBusinessDay(db, businessDate, at);
  const allotted = allotNumber(db, moment.series, at);
  if (!allotted.ok) return allotted;
  const invoiceNumber = moment.formatNumber(allotted.value);
  if (!invoiceNumber.ok) return invoiceNumber;
  const invoice = {
    seriesId: allotted.value.series.seriesId,
    seriesNumber: allotted.value.number,
    invoiceNumber: invoiceNumber.value,
    paidAt: at,
  };
  const completed = { ...invoice, ...moment.payment, businessDate, ...shown(tenders) };
  const attempts = tenders.flatMap((tender) => tender.attemptSeq ?? []);
  assert(completeOrder(db, order, completed, attempts), 'nobody else writes');
  const sale = saleOf(db, order.seq);
  takeGoods(db, sale.lines, at);
  addToDay(db, saleTotals({ ...sale, hour: moment.hour }));
  insertOutbox(db, moment.outbox(sale));
  // The hour as the shop's clock showed it: should the shop's zone change, the sale stays in the hour it was counted in.
  const detail = JSON.stringify({ hour: moment.hour });
  insertOrderAudit(db, { at, personId, action: 'sale-completed', detail, orderSeq: order.seq });
  dropCart(db, order.orderId);
  return ok(sale);
}

/** Takes tenders of an order that is being paid and completes the sale when they cover its total. Called inside a transaction. */
export function applyTenders(
  db: Writer,
  order: OrderRecord,
  taken: readonly NewTender[],
  moment: SaleMoment,
): Result<Sale, SaleRefusal> {
  if (order.state !== 'paying' && order.state !== 'part-paid' && order.state !== 'paid-not-completed') {
    return err({ code: 'order-closed' });
  }
  const before = listTenders(db, order.seq);
  const added = taken.map((tender, index) => {
    const position = before.length + index + 1;
    return { position, tender: { tenderId: tenderIdAt(order.orderId, position), ...tender } };
  });
  for (const { position, tender } of added) insertTender(db, order.seq, position, tender);
  const tenders = [...standingTenders(before), ...added.map(({ tender }) => tender)];
  const paidPaise = tenders.reduce((sum, tender) => sum + tender.amountPaise, 0);
  if (paidPaise > order.totalPaise) return err({ code: 'tender-amount' });
  if (paidPaise < order.totalPaise) return ok(keepPartPaid(db, order, tenders, moment));
  return complete(db, order, tenders, moment);
}
