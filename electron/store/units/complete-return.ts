import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import type { CreditNoteId, PersonId, RefundId } from '../../../shared/domain/ids.ts';
import { quantityMilli } from '../../../shared/domain/quantity.ts';
import { assert, ok, type Result } from '../../../shared/domain/result.ts';
import type { Writer } from '../handles.ts';
import { insertAudit } from '../repositories/audit.ts';
import { openBusinessDay } from '../repositories/business-days.ts';
import { insertCreditNote, type CreditNoteRecord } from '../repositories/credit-notes.ts';
import { addToDay } from '../repositories/day-totals.ts';
import { allotNumber, type AllottedNumber, type SeriesKey } from '../repositories/invoice-series.ts';
import { listLines, type OrderLineRecord } from '../repositories/order-lines.ts';
import { findOrderBySeq, setOrderState, type OrderRecord } from '../repositories/orders.ts';
import { insertOutbox, type NewOutboxRow } from '../repositories/outbox.ts';
import {
  findReturn,
  listRefundLines,
  listRefundsOfOrder,
  listRefundsOfReturn,
  listReturnedQuantities,
  setCreditNote,
  type ReturnRecord,
  type StoredRefund,
} from '../repositories/returns.ts';
import { moveStock } from '../repositories/stock.ts';
import { creditNoteTotals, refundTenderTotals } from './refund-totals.ts';

/** A return whose money is back whole, as the transaction leaves it. */
export type CompletedReturn = {
  readonly order: OrderRecord;
  readonly return: ReturnRecord;
  readonly creditNote: CreditNoteRecord;
  readonly refunds: readonly StoredRefund[];
  readonly lines: ReturnType<typeof listRefundLines>;
};

/** What money going back needs to know of the moment in which it is certain. */
export type RefundMoment = {
  readonly at: number;
  /** By the domain's businessDateAt: never before the last one, never a closed day (FIELD 4.10). */
  readonly businessDate: BusinessDate;
  readonly series: SeriesKey;
  readonly formatNumber: (allotted: AllottedNumber) => Result<string, { readonly code: 'series-exhausted' }>;
  readonly creditNoteId: CreditNoteId;
  readonly outbox: (completed: CompletedReturn) => NewOutboxRow;
  readonly personId: PersonId | null;
};

export type SeriesExhausted = { readonly code: 'series-exhausted' };

function orderOf(db: Writer, seq: number): OrderRecord {
  const order = findOrderBySeq(db, seq);
  assert(order !== null, 'a refund belongs to an order');
  return order;
}

/** Lets windows see that something about the order changed, or that all of it came back. */
export function touchOrder(db: Writer, orderSeq: number, at: number): void {
  const order = orderOf(db, orderSeq);
  const back = listReturnedQuantities(db, orderSeq);
  const allBack = listLines(db, orderSeq).every((line) => back.get(line.lineId) === line.quantityMilli);
  const allPaid = listRefundsOfOrder(db, orderSeq).every((refund) => refund.state === 'DONE');
  const state = order.state === 'paid' && allBack && allPaid ? 'refunded' : order.state;
  assert(setOrderState(db, order, state, at), 'nobody else writes');
}

function restock(db: Writer, completed: CompletedReturn, sold: readonly OrderLineRecord[], at: number): void {
  const { returnId, reason, personId } = completed.return;
  for (const line of completed.lines) {
    const productId = sold.find(({ lineId }) => lineId === line.lineId)?.productId ?? null;
    if (productId === null) continue;
    const movement = { productId, quantityMilli: quantityMilli(line.quantityMilli), sourceId: returnId };
    moveStock(db, { ...movement, kind: 'returned', reason, personId, at });
  }
}

/** The credit note of a return, numbered now (FIELD 4.11). */
function writeCreditNote(
  db: Writer,
  orderSeq: number,
  record: ReturnRecord,
  moment: RefundMoment,
): Result<CreditNoteRecord, SeriesExhausted> {
  const { at, businessDate, creditNoteId } = moment;
  const allotted = allotNumber(db, moment.series, at);
  if (!allotted.ok) return allotted;
  const number = moment.formatNumber(allotted.value);
  if (!number.ok) return number;
  const note: CreditNoteRecord = {
    creditNoteId,
    orderSeq,
    seriesId: allotted.value.series.seriesId,
    seriesNumber: allotted.value.number,
    creditNoteNumber: number.value,
    businessDate,
    subtotalPaise: record.taxablePaise,
    taxPaise: record.taxPaise,
    roundOffPaise: record.roundOffPaise,
    totalPaise: record.paybackPaise,
    reason: record.reason,
    createdAt: at,
  };
  insertCreditNote(db, note);
  setCreditNote(db, record.returnId, creditNoteId);
  return ok(note);
}

/**
 * Writes what follows when money of a return went back: the day's money, and with its last part the credit note, the day's taxes, stock, outbox
 * and audit. Called inside the transaction that makes the refund DONE.
 */
export function moneyWentBack(
  db: Writer,
  refund: StoredRefund,
  moment: RefundMoment,
): Result<CompletedReturn | null, SeriesExhausted> {
  const { at, businessDate } = moment;
  const { orderSeq, returnId } = refund;
  assert(returnId !== null && refund.state === 'DONE', 'only a refund of a return that is done');
  openBusinessDay(db, businessDate, at);
  addToDay(db, refundTenderTotals(businessDate, refund));
  const parts = listRefundsOfReturn(db, returnId);
  if (parts.some((part) => part.state !== 'DONE')) return ok(null);
  return completeReturn(db, orderSeq, returnId, moment);
}

function completeReturn(
  db: Writer,
  orderSeq: number,
  returnId: RefundId,
  moment: RefundMoment,
): Result<CompletedReturn, SeriesExhausted> {
  const { at } = moment;
  const record = findReturn(db, returnId);
  assert(record !== null, 'a refund belongs to its return');
  assert(orderOf(db, orderSeq).invoiceNumber !== null, 'only an invoiced order gets a credit note');
  const note = writeCreditNote(db, orderSeq, record, moment);
  if (!note.ok) return note;
  const refunds = listRefundsOfReturn(db, returnId);
  const lines = refunds.flatMap((part) => listRefundLines(db, part.refundSeq));
  const paid = refunds.reduce((sum, part) => sum + part.amountPaise, 0);
  assert(paid === record.paybackPaise, 'the refunds of a return are what it pays back');
  const sold = listLines(db, orderSeq);
  const rateOf = new Map(sold.map((line) => [line.lineId, line.gstRateBp]));
  const credited = lines.map((line) => ({ ...line, gstRateBp: rateOf.get(line.lineId) ?? 0 }));
  addToDay(db, creditNoteTotals(note.value, credited));
  touchOrder(db, orderSeq, at);
  const completed = { order: orderOf(db, orderSeq), return: record, creditNote: note.value, refunds, lines };
  if (record.restock) restock(db, completed, sold, at);
  insertOutbox(db, moment.outbox(completed));
  const detail = JSON.stringify({ returnId, creditNoteNumber: note.value.creditNoteNumber });
  const subject = { subjectKind: 'order', subjectId: completed.order.orderId };
  insertAudit(db, { at, personId: moment.personId, action: 'credit-note-issued', ...subject, detail });
  return ok(completed);
}
