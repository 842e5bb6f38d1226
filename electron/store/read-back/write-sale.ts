import type { ToldSale } from '../../../shared/contract/told-by-till.ts';
import { seriesPlaceOf, type SeriesPlace } from '../../../shared/domain/series-place.ts';
import { assert, err, ok, type Result } from '../../../shared/domain/result.ts';
import type { StoreFault } from '../faults.ts';
import type { Reader, Writer } from '../handles.ts';
import { findOpenAttemptOfOrder } from '../repositories/attempts.ts';
import { insertOrderAudit } from '../repositories/audit.ts';
import { openBusinessDay } from '../repositories/business-days.ts';
import { dropCart } from '../repositories/carts.ts';
import { addToDay } from '../repositories/day-totals.ts';
import { passNumber, seriesOfLetter } from '../repositories/invoice-series.ts';
import { listLines } from '../repositories/order-lines.ts';
import {
  completeOrder,
  findOrder,
  findOrderIdByNumber,
  setOrderState,
  type NewOrder,
  type OrderRecord,
} from '../repositories/orders.ts';
import { insertAcknowledgedOutbox } from '../repositories/outbox.ts';
import { insertTender, listTenders, standingTenders, type TenderRecord } from '../repositories/tenders.ts';
import { shown, takeGoods } from '../units/apply-tender.ts';
import { saleTotals } from '../units/sale-totals.ts';
import { writeOrder } from '../units/write-order.ts';
import { saleAddsUp } from './adds-up.ts';
import { intoDay } from './closed-day.ts';
import { differencesOf, sameLines } from './compare-sale.ts';
import { knownHere } from './known-here.ts';
import {
  refused,
  takenBack,
  there,
  writeWhole,
  type Back,
  type TakenBack,
  type ToldEvent,
} from './outcome.ts';
import { writeAttempts } from './write-attempts.ts';

/** The moment in which it is written, and the hour in which it was sold, in the shop's zone. */
export type BackMoment = { readonly now: number; readonly hour: number };

type Writing = {
  readonly sale: ToldSale;
  readonly event: ToldEvent;
  readonly moment: BackMoment;
  readonly place: SeriesPlace;
};

/** A series counts up one by one; so many in one transaction. */
const NUMBERS_AT_ONCE = 500;

function newOrderOf(db: Reader, { order }: ToldSale): NewOrder {
  const { orderId, tillCode, businessDate, document, supply, placeOfSupply, notes, createdAt } = order;
  const { grossPaise, discountPaise, subtotalPaise, taxPaise, roundOffPaise, totalPaise } = order;
  const { buyerName, buyerPhone, buyerGstin, buyerAddress } = order;
  const money = { grossPaise, discountPaise, subtotalPaise, taxPaise, roundOffPaise, totalPaise };
  const buyer = { buyerName, buyerPhone, buyerGstin, buyerAddress };
  const facts = { orderId, tillCode, businessDate, document, supply, placeOfSupply, notes, createdAt };
  return {
    ...facts,
    ...money,
    ...buyer,
    customerId: knownHere(db, 'customers', order.customerId),
    personId: knownHere(db, 'people', order.personId),
    shiftId: knownHere(db, 'shifts', order.shiftId),
  };
}

/** The order, being paid, with its lines: written now, or here already and not finished when the backup was made. */
function beingPaid(db: Writer, { sale, moment }: Writing): Result<OrderRecord, TakenBack> {
  const { orderId, version, totalPaise } = sale.order;
  const known = findOrder(db, orderId);
  const isFrozen = known !== null && known.state !== 'open';
  if (isFrozen) {
    const isSame = known.totalPaise === totalPaise && sameLines(db, known.seq, sale.lines);
    if (known.state === 'abandoned' || !isSame) return err(takenBack(refused('unfinished-here')));
  } else {
    const order = newOrderOf(db, sale);
    if (!writeOrder(db, { order, lines: sale.lines }).ok) return err(takenBack(refused('unfinished-here')));
  }
  for (;;) {
    const order = findOrder(db, orderId);
    assert(order !== null, 'what was written can be read');
    // Its versions go on where they were: of two sayings about an order the higher one holds at the office.
    const isPaying = order.state !== 'open';
    if (isPaying && order.version >= version - 1) return ok(order);
    assert(setOrderState(db, order, isPaying ? order.state : 'paying', moment.now), 'nobody else writes');
  }
}

function writeTenders(db: Writer, order: OrderRecord, sale: ToldSale): Result<TenderRecord[], TakenBack> {
  const attempts = writeAttempts(db, order.seq, sale);
  if (attempts === null) return err(takenBack(refused('contradicts')));
  const taken = listTenders(db, order.seq);
  const standing = new Set(standingTenders(taken).map(({ tenderId }) => tenderId));
  let position = taken.length;
  const tenders = sale.tenders.map((told): TenderRecord => ({
    ...told,
    attemptSeq: attempts.get(told.tenderId) ?? null,
    withdrawnAt: null,
  }));
  for (const tender of tenders) {
    if (standing.delete(tender.tenderId)) continue;
    position += 1;
    insertTender(db, order.seq, position, tender);
  }
  const isOpen = findOpenAttemptOfOrder(db, order.seq) !== null;
  return standing.size > 0 || isOpen ? err(takenBack(refused('unfinished-here'))) : ok(tenders);
}

function complete(
  db: Writer,
  order: OrderRecord,
  tenders: readonly TenderRecord[],
  writing: Writing,
): boolean {
  const { sale, place, moment } = writing;
  const { businessDate, tillCode, invoiceNumber, paidAt, ...told } = sale.order;
  const { kind, financialYear, letter, serial } = place;
  const series = seriesOfLetter(db, { tillCode, kind, financialYear, letter }, paidAt);
  passNumber(db, series, serial);
  const { paymentToken, transactionId, authCode, paymentGatewayResponse } = told;
  const payment = { paymentToken, transactionId, authCode, paymentGatewayResponse };
  const invoice = { seriesId: series.seriesId, seriesNumber: serial, invoiceNumber, paidAt, businessDate };
  const completed = { ...payment, ...invoice, ...shown(tenders) };
  openBusinessDay(db, businessDate, paidAt);
  const attempts = tenders.flatMap((tender) => tender.attemptSeq ?? []);
  const closedDay = intoDay(db, businessDate, () => {
    assert(completeOrder(db, order, completed, attempts), 'nobody else writes');
  });
  const stored = findOrder(db, order.orderId);
  assert(stored?.state === 'paid', 'what was written can be read');
  const lines = listLines(db, stored.seq);
  takeGoods(db, lines, paidAt);
  addToDay(db, saleTotals({ order: stored, lines, tenders, hour: moment.hour }));
  return closedDay;
}

/** Who told it and what it was; the entry says that it was read back, so that nobody takes it for the counter's own. */
function witness(db: Writer, orderSeq: number, { sale, event, moment }: Writing, closedDay: boolean): void {
  const { orderId, personId } = sale.order;
  const { id: outboxId, kind, sha256: payloadHash, at: createdAt } = event;
  const row = { outboxId, aggregate: 'order', aggregateId: orderId, kind, payloadHash, createdAt } as const;
  insertAcknowledgedOutbox(db, row, moment.now);
  const { now: at, hour } = moment;
  const detail = JSON.stringify({ hour, readBack: true, ...(closedDay ? { closedDay } : {}) });
  insertOrderAudit(db, { at, personId, action: 'sale-completed', detail, orderSeq });
  dropCart(db, orderId);
}

function run(db: Writer, writing: Writing): Result<Back, TakenBack> {
  const order = beingPaid(db, writing);
  if (!order.ok) return order;
  const tenders = writeTenders(db, order.value, writing.sale);
  if (!tenders.ok) return tenders;
  const closedDay = complete(db, order.value, tenders.value, writing);
  witness(db, order.value.seq, writing, closedDay);
  return ok({ kind: 'written', closedDay });
}

/** A gap before a number is passed in slices of their own: numbers that were used, whatever becomes of their bills. */
function passGap(db: Writer, { sale, place }: Writing): Result<null, StoreFault> {
  const { tillCode, paidAt } = sale.order;
  const { kind, financialYear, letter, serial } = place;
  for (;;) {
    const passed = db.transaction<boolean, never>(() => {
      const series = seriesOfLetter(db, { tillCode, kind, financialYear, letter }, paidAt);
      const to = Math.min(series.nextNumber + NUMBERS_AT_ONCE, serial) - 1;
      passNumber(db, series, to);
      return ok(to === serial - 1);
    });
    if (!passed.ok) return passed;
    if (passed.value) return ok(null);
  }
}

function judge(db: Reader, sale: ToldSale): Result<SeriesPlace, Back> {
  const { orderId, invoiceNumber, seriesNumber } = sale.order;
  const known = findOrder(db, orderId);
  if (known !== null && known.invoiceNumber !== null) {
    const fields = differencesOf(db, known, sale);
    return err(fields.length === 0 ? there : { kind: 'differs', fields });
  }
  if (!saleAddsUp(sale)) return err(refused('sums'));
  const place = seriesPlaceOf(invoiceNumber);
  if (place?.serial !== seriesNumber || place.kind !== 'invoice') return err(refused('form'));
  return findOrderIdByNumber(db, invoiceNumber) === null ? ok(place) : err(refused('number-taken'));
}

/**
 * Writes a bill that was lost here as it was told to the office: lines, tenders, attempts, its number in its own series, stock, the day's sums, search, an
 * outbox row that is acknowledged and its audit; one transaction. One that is here is left as it is, and compared.
 */
export function writeSaleBack(
  db: Writer,
  sale: ToldSale,
  event: ToldEvent,
  moment: BackMoment,
): Result<Back, StoreFault> {
  const judged = judge(db, sale);
  if (!judged.ok) return ok(judged.error);
  const writing = { sale, event, moment, place: judged.value };
  const passed = passGap(db, writing);
  return passed.ok ? writeWhole(db, () => run(db, writing)) : passed;
}
