import type { ToldCreditNote, ToldRefundChange } from '../../../shared/contract/told-by-till.ts';
import { quantityMilli } from '../../../shared/domain/quantity.ts';
import { assert, err, ok, type Result } from '../../../shared/domain/result.ts';
import { seriesPlaceOf, type SeriesPlace } from '../../../shared/domain/series-place.ts';
import type { StoreFault } from '../faults.ts';
import type { Reader, Writer } from '../handles.ts';
import { insertOrderAudit } from '../repositories/audit.ts';
import { openBusinessDay } from '../repositories/business-days.ts';
import { insertCreditNote, listCreditNotes } from '../repositories/credit-notes.ts';
import { addToDay } from '../repositories/day-totals.ts';
import { passNumber, seriesOfLetter } from '../repositories/invoice-series.ts';
import { listLines } from '../repositories/order-lines.ts';
import { findOrder, setOrderState, type OrderRecord } from '../repositories/orders.ts';
import { insertAcknowledgedOutbox } from '../repositories/outbox.ts';
import { findRefund, setCreditNote } from '../repositories/returns.ts';
import { moveStock } from '../repositories/stock.ts';
import { creditNoteTotals } from '../units/refund-totals.ts';
import { creditNoteAddsUp } from './adds-up.ts';
import { intoDay } from './closed-day.ts';
import { knownHere } from './known-here.ts';
import {
  refused,
  takenBack,
  there,
  writeWhole,
  type Back,
  type TakenBack,
  type ToldEvent,
  waits,
  type Waits,
} from './outcome.ts';
import { writeRefund } from './write-refunds.ts';

const isNumbered = (order: OrderRecord): boolean => order.invoiceNumber !== null;

/** The versions of an order count on at the office; here they never go back. */
function bringOrder(db: Writer, { order: told, creditNote }: ToldCreditNote): void {
  const { orderId, version, state } = told;
  for (;;) {
    const order = findOrder(db, orderId);
    assert(order !== null, 'a refund belongs to an order');
    const isThere = order.version >= version && (order.state === state || order.state === 'refunded');
    if (isThere) return;
    const next = order.version + 1 < version ? order.state : state;
    assert(setOrderState(db, order, next, creditNote.createdAt), 'nobody else writes');
  }
}

function restock(db: Writer, order: OrderRecord, told: ToldCreditNote): void {
  const { returnId, reason } = told.return;
  const personId = knownHere(db, 'people', told.return.personId);
  const products = new Map(listLines(db, order.seq).map((line) => [line.lineId, line.productId]));
  for (const line of told.lines) {
    const productId = products.get(line.lineId) ?? null;
    if (productId === null) continue;
    const movement = { productId, quantityMilli: quantityMilli(line.quantityMilli), sourceId: returnId };
    moveStock(db, { ...movement, kind: 'returned', reason, personId, at: told.creditNote.createdAt });
  }
}

function writeNote(db: Writer, order: OrderRecord, told: ToldCreditNote, place: SeriesPlace): boolean {
  const { tillCode } = order;
  const { kind, financialYear, letter, serial } = place;
  const { creditNote } = told;
  const series = seriesOfLetter(db, { tillCode, kind, financialYear, letter }, creditNote.createdAt);
  passNumber(db, series, serial);
  openBusinessDay(db, creditNote.businessDate, creditNote.createdAt);
  const closedDay = intoDay(db, creditNote.businessDate, () => {
    insertCreditNote(db, {
      ...creditNote,
      orderSeq: order.seq,
      seriesId: series.seriesId,
      seriesNumber: serial,
    });
  });
  setCreditNote(db, told.return.returnId, creditNote.creditNoteId);
  const rates = new Map(listLines(db, order.seq).map((line) => [line.lineId, line.gstRateBp]));
  const credited = told.lines.map((line) => ({ ...line, gstRateBp: rates.get(line.lineId) ?? 0 }));
  addToDay(db, creditNoteTotals(creditNote, credited));
  if (told.return.restock) restock(db, order, told);
  return closedDay;
}

function tell(
  db: Writer,
  event: ToldEvent,
  aggregate: 'refund' | 'credit-note',
  aggregateId: string,
  now: number,
): void {
  const { id: outboxId, kind, sha256: payloadHash, at: createdAt } = event;
  insertAcknowledgedOutbox(db, { outboxId, aggregate, aggregateId, kind, payloadHash, createdAt }, now);
}

function note(
  db: Writer,
  order: OrderRecord,
  told: ToldCreditNote,
  place: SeriesPlace,
): Result<boolean, TakenBack> {
  let closedDay = false;
  for (const refund of told.refunds) {
    // Naming the credit note is the last change of each.
    const wrote = writeRefund(db, order, told, refund, refund.version - 1);
    if (!wrote.ok) return wrote;
    closedDay ||= wrote.value.closedDay;
  }
  return ok(writeNote(db, order, told, place) || closedDay);
}

/**
 * Writes a credit note that was lost here with its return, refunds, number, stock, the day's sums, an acknowledged outbox row and its audit; one transaction.
 */
export function writeCreditNoteBack(
  db: Writer,
  told: ToldCreditNote,
  event: ToldEvent,
  now: number,
): Result<Back | Waits, StoreFault> {
  const { creditNote } = told;
  const order = findOrder(db, told.order.orderId);
  if (order === null || !isNumbered(order)) return ok(waits);
  const notes = listCreditNotes(db, order.seq);
  const known = notes.find(({ creditNoteId }) => creditNoteId === creditNote.creditNoteId);
  if (known !== undefined) {
    const isSame =
      known.creditNoteNumber === creditNote.creditNoteNumber && known.totalPaise === creditNote.totalPaise;
    return ok(isSame ? there : { kind: 'differs', fields: ['refunds'] });
  }
  if (told.refunds.some(({ refundId }) => (findRefund(db, refundId)?.creditNoteNumber ?? null) !== null)) {
    return ok({ kind: 'differs', fields: ['refunds'] });
  }
  if (!creditNoteAddsUp(told)) return ok(refused('sums'));
  const place = seriesPlaceOf(creditNote.creditNoteNumber);
  if (place?.kind !== 'credit-note' || place.serial !== creditNote.seriesNumber) return ok(refused('form'));
  return writeWhole(db, () => {
    const wrote = note(db, order, told, place);
    if (!wrote.ok) return wrote;
    bringOrder(db, told);
    tell(db, event, 'credit-note', creditNote.creditNoteId, now);
    const { returnId } = told.return;
    const detail = JSON.stringify({
      returnId,
      creditNoteNumber: creditNote.creditNoteNumber,
      readBack: true,
    });
    const { personId } = told.return;
    const entry = { at: now, personId, action: 'credit-note-issued', detail, orderSeq: order.seq };
    insertOrderAudit(db, entry);
    return ok<Back>({ kind: 'written', closedDay: wrote.value });
  });
}

function isBehind(db: Reader, { refund }: ToldRefundChange): boolean {
  const known = findRefund(db, refund.refundId);
  return known === null || known.version < refund.version;
}

/** Writes a refund that is not over yet, or brings the one that is here to where it came. */
export function writeRefundBack(
  db: Writer,
  told: ToldRefundChange,
  event: ToldEvent,
  now: number,
): Result<Back | Waits, StoreFault> {
  const { refund } = told;
  const order = findOrder(db, refund.orderId);
  if (order === null || !isNumbered(order)) return ok(waits);
  if (!isBehind(db, told)) return ok(there);
  const { return: ofReturn, lines } = told;
  if (ofReturn === null || refund.returnId !== ofReturn.returnId) return ok(refused('form'));
  return writeWhole(db, () => {
    const wrote = writeRefund(db, order, { return: ofReturn, lines }, refund, refund.version);
    if (!wrote.ok) return err(takenBack(refused('contradicts')));
    tell(db, event, 'refund', refund.refundId, now);
    return ok<Back>({ kind: 'written', closedDay: wrote.value.closedDay });
  });
}
