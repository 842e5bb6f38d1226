/** The sales of a seeded shop, row for row as a till leaves them behind. */
import { documentNumberFor } from '../../../electron/sales/document-number.ts';
import { paymentOf, noPayment } from '../../../electron/sales/sale-moment.ts';
import { sha256Hex } from '../../../electron/platform/message-signature.ts';
import type { DayTotal } from '../../../electron/store/repositories/day-totals.ts';
import { allotNumber, type AllottedNumber } from '../../../electron/store/repositories/invoice-series.ts';
import { assertOrderMoney, type OrderRecord } from '../../../electron/store/repositories/orders.ts';
import { storedAttempt } from '../../../electron/store/repositories/attempts.ts';
import { FORGET_AFTER_MS } from '../../../electron/store/repositories/charge-requests.ts';
import { storedLineId } from '../../../electron/store/repositories/order-lines.ts';
import type { NewTender, TenderRecord } from '../../../electron/store/repositories/tenders.ts';
import { saleTotals } from '../../../electron/store/units/sale-totals.ts';
import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import { financialYearOf } from '../../../shared/domain/financial-year.ts';
import { BUYER_DETAILS_FROM_PAISE } from '../../../shared/domain/gst.ts';
import type { OrderId, RequestId } from '../../../shared/domain/ids.ts';
import { tenderIdAt } from '../../../shared/domain/derived-ids.ts';
import { paise, subtractPaise, type Paise } from '../../../shared/domain/money.ts';
import { assert } from '../../../shared/domain/result.ts';
import { tokenise } from '../../../shared/domain/search.ts';
import type { BulkStore } from './bulk-store.ts';
import { nextBill, type SeedBill, type SeedProduct } from './seed-bills.ts';
import { seedHour } from './seed-calendar.ts';
import type { SeedChance } from './seed-chance.ts';
import {
  approvedAttempt,
  attemptTender,
  cashTender,
  declinedAttempt,
  type SeedAttempt,
} from './seed-payments.ts';
import { pickCustomer, type SeedCustomer } from './seed-people.ts';
import { insertOutbox, NEXT_OUTBOX_SEQ } from '../../../electron/store/repositories/outbox.ts';
import { outboxOf, type SeedTill } from './seed-returns.ts';

/** What the sales of a seeding share, and what they add up to. */
export type SeedSales = {
  readonly bulk: BulkStore;
  readonly chance: SeedChance;
  readonly till: SeedTill;
  readonly products: readonly SeedProduct[];
  readonly customers: readonly SeedCustomer[];
  /** Leaves what the central API is to be told waiting. */
  readonly waiting: boolean;
  /** When the last day begins: presses that are long past by then are forgotten. */
  readonly lastDayMs: number;
  /** By the place of a product: how much was sold, how often, and when last. */
  readonly sold: Map<number, { milli: number; times: number; lastAt: number }>;
  readonly texts: Map<number, { readonly textId: number; readonly words: readonly string[] }>;
  readonly words: Set<string>;
  readonly totals: Map<string, DayTotal>;
  readonly next: { order: number; attempt: number; lines: number };
  series: { year: string; allotted: AllottedNumber } | null;
};

type Kind = 'cash' | 'upi-qr' | 'card-terminal' | 'split' | 'abandoned';

function kindOf(sales: SeedSales): Kind {
  const share = sales.chance.random.below(1000);
  if (share < 440) return 'cash';
  if (share < 790) return 'upi-qr';
  if (share < 970) return 'card-terminal';
  return share < 995 ? 'split' : 'abandoned';
}

/** The next number of the year's series; the series' own counter is brought up to it by `closeSeries`. */
function nextNumber(sales: SeedSales, date: BusinessDate): AllottedNumber {
  const { bulk, till, chance } = sales;
  const year = financialYearOf(date).short;
  if (sales.series?.year !== year) {
    closeSeries(sales);
    const { tillCode, installationId } = till;
    const key = { tillCode, kind: 'invoice', financialYear: year, installationId } as const;
    const first = allotNumber(bulk.writer, key, chance.clock.now());
    assert(first.ok, 'a new year has numbers');
    sales.series = { year, allotted: first.value };
    return first.value;
  }
  const { series, number } = sales.series.allotted;
  sales.series.allotted = { series, number: number + 1 };
  return sales.series.allotted;
}

/** Writes how far the series of the year has come. */
export function closeSeries(sales: SeedSales): void {
  if (sales.series === null) return;
  const { series, number } = sales.series.allotted;
  const set = 'UPDATE invoice_series SET next_number = ? WHERE series_id = ?';
  sales.bulk.writer.change<[number, number]>(set).run([number + 1, series.seriesId]);
}

type Head = {
  readonly orderId: OrderId;
  readonly seq: number;
  readonly date: BusinessDate;
  readonly at: number;
};

type Paid = {
  readonly tenders: readonly TenderRecord[];
  readonly attempts: readonly SeedAttempt[];
  readonly at: number;
  readonly versions: number;
};

/** Writes the attempts of an order, and how many versions of the order its payments took: open, paying, and a try that failed gives it back. */
function payFor(sales: SeedSales, head: Head, kind: Kind, totalPaise: Paise): Paid {
  const { orderId, seq, date } = head;
  const { chance, bulk } = sales;
  const { random, ids, clock } = chance;
  const tenders: TenderRecord[] = [];
  const take = (tender: NewTender): void => {
    tenders.push({ tenderId: tenderIdAt(orderId, tenders.length + 1), ...tender });
  };
  const attempts: SeedAttempt[] = [];
  const press = (): RequestId => {
    const requestId = ids.next<RequestId>();
    if (clock.now() < sales.lastDayMs - FORGET_AFTER_MS) return requestId;
    bulk.insert('charge_requests', {
      requestId,
      orderSeq: seq,
      bodyHash: sha256Hex(`${requestId} ${totalPaise}`),
      createdAt: clock.now(),
    });
    return requestId;
  };
  const write = (attempt: SeedAttempt): number => {
    sales.next.attempt += 1;
    const attemptSeq = sales.next.attempt;
    bulk.insert('payment_attempts', { attemptSeq, orderSeq: seq, ...storedAttempt(attempt.row) });
    for (const event of attempt.events) bulk.insert('payment_attempt_events', { attemptSeq, ...event });
    attempts.push(attempt);
    chance.go(attempt.row.updatedAt + 500);
    return attemptSeq;
  };
  const parts = kind === 'split' ? paise(100 * Math.floor(totalPaise / 250)) : null;
  if (kind === 'cash' || (parts !== null && parts > 0)) {
    press();
    take(cashTender(chance, parts ?? totalPaise, date));
  }
  if (kind === 'cash') return { tenders, attempts, at: clock.now(), versions: 3 };
  const duePaise = subtractPaise(totalPaise, tenders[0]?.amountPaise ?? paise(0));
  const means = kind === 'upi-qr' ? kind : 'card-terminal';
  const fails = kind === 'abandoned' || (tenders.length === 0 && random.chance(0.03));
  if (fails) write(declinedAttempt(chance, { kind: means, amountPaise: duePaise, requestId: press() }));
  if (kind === 'abandoned') return { tenders, attempts, at: clock.now(), versions: 4 };
  const attempt = approvedAttempt(chance, { kind: means, amountPaise: duePaise, requestId: press() });
  take(attemptTender(attempt, write(attempt), date));
  const { updatedAt: at } = attempt.row;
  return { tenders, attempts, at, versions: 3 + (fails ? 3 : 0) + (tenders.length - 1) };
}

function buyerOf(sales: SeedSales, totalPaise: Paise) {
  const { random } = sales.chance;
  if (totalPaise < BUYER_DETAILS_FROM_PAISE && !random.chance(0.3))
    return { buyerName: null, buyerPhone: null };
  const { name, phone } = pickCustomer(random, sales.customers);
  return { buyerName: name, buyerPhone: phone };
}

function numberOf(sales: SeedSales, allotted: AllottedNumber, date: BusinessDate): string {
  const number = documentNumberFor(allotted, sales.till.mode, date);
  assert(number.ok, 'the year has numbers enough');
  return number.value;
}

function orderOf(sales: SeedSales, bill: SeedBill, head: Head, paid: Paid): OrderRecord {
  const { cart, lines } = bill;
  const { tenders } = paid;
  const isPaid = tenders.length > 0;
  const last = paid.attempts.at(-1)?.row;
  const allotted = isPaid ? nextNumber(sales, head.date) : null;
  const invoiceNumber = allotted === null ? null : numberOf(sales, allotted, head.date);
  const named = buyerOf(sales, cart.payablePaise);
  const order: OrderRecord = {
    orderId: head.orderId,
    seq: head.seq,
    version: paid.versions,
    state: isPaid ? 'paid' : 'abandoned',
    tillCode: sales.till.tillCode,
    businessDate: head.date,
    document: cart.document,
    supply: cart.supply,
    placeOfSupply: null,
    currency: 'INR',
    grossPaise: cart.grossPaise,
    discountPaise: cart.discountPaise,
    subtotalPaise: cart.taxablePaise,
    taxPaise: cart.taxPaise,
    roundOffPaise: cart.roundOffPaise,
    totalPaise: cart.payablePaise,
    lineCount: lines.length,
    firstProduct: lines[0]?.name ?? '',
    tenderKinds: tenders.map((tender) => tender.kind).join(','),
    lastFour: tenders.find((tender) => tender.lastFour !== null)?.lastFour ?? null,
    seriesId: allotted?.series.seriesId ?? null,
    seriesNumber: allotted?.number ?? null,
    invoiceNumber,
    paidAt: isPaid ? paid.at : null,
    customerId: null,
    ...named,
    buyerGstin: null,
    buyerAddress:
      named.buyerName !== null && cart.payablePaise >= BUYER_DETAILS_FROM_PAISE ? 'Maharashtra (27)' : null,
    personId: null,
    shiftId: null,
    notes: '',
    ...(isPaid && last !== undefined ? paymentOf(last) : noPayment),
    createdAt: head.at,
    updatedAt: paid.at,
    paymentStatus: isPaid ? 'completed' : 'failed',
    status: isPaid ? 'delivered' : 'cancelled',
  };
  assertOrderMoney(order);
  return order;
}

function writeLines(sales: SeedSales, { orderId, seq }: Head, bill: SeedBill): void {
  const { bulk } = sales;
  for (const [index, line] of bill.lines.entries()) {
    const { productId, name, nameHi, hsn, unit, category, ...money } = line;
    const position = index + 1;
    const lineId = storedLineId(orderId, position, line.lineId);
    const at = bill.products[index] ?? 0;
    let text = sales.texts.get(at);
    if (text === undefined) {
      text = { textId: sales.texts.size + 1, words: [...tokenise(name), ...tokenise(nameHi ?? '')] };
      sales.texts.set(at, text);
      bulk.insert('line_texts', { textId: text.textId, productId, name, nameHi, hsn, unit, category });
    }
    bulk.insert('order_lines', { orderSeq: seq, position, textId: text.textId, ...money, lineId });
  }
  sales.next.lines += bill.lines.length;
}

/** Makes an order findable, as the store's indexOrder does. */
function writeWords(sales: SeedSales, seq: number, bill: SeedBill, buyerName: string | null): void {
  const words = new Set(bill.products.flatMap((at) => sales.texts.get(at)?.words ?? []));
  for (const word of tokenise(buyerName ?? '')) words.add(word);
  sales.bulk.writer
    .change<[number, string]>('INSERT INTO order_search (rowid, words) VALUES (?, ?)')
    .run([seq, [...words].join(' ')]);
  for (const word of words) sales.words.add(word);
}

function countSold(sales: SeedSales, bill: SeedBill, at: number): void {
  for (const [index, line] of bill.lines.entries()) {
    const product = bill.products[index] ?? 0;
    const sold = sales.sold.get(product) ?? { milli: 0, times: 0, lastAt: at };
    sales.sold.set(product, { milli: sold.milli + line.quantityMilli, times: sold.times + 1, lastAt: at });
  }
}

function addTotals(sales: SeedSales, totals: readonly DayTotal[]): void {
  for (const total of totals) {
    const key = `${total.dimension} ${total.key}`;
    const before = sales.totals.get(key);
    const sum = (of: (one: DayTotal) => number): number =>
      of(total) + (before === undefined ? 0 : of(before));
    sales.totals.set(key, {
      ...total,
      billCount: sum((one) => one.billCount),
      amountPaise: paise(sum((one) => one.amountPaise)),
      discountPaise: paise(sum((one) => one.discountPaise)),
      taxablePaise: paise(sum((one) => one.taxablePaise)),
      cgstPaise: paise(sum((one) => one.cgstPaise)),
      sgstPaise: paise(sum((one) => one.sgstPaise)),
      igstPaise: paise(sum((one) => one.igstPaise)),
      roundOffPaise: paise(sum((one) => one.roundOffPaise)),
    });
  }
}

/** A bill that was told and acknowledged long ago. */
const SENT = `INSERT INTO outbox_sent (outbox_seq, order_seq, payload_hash, acked_at) VALUES (${NEXT_OUTBOX_SEQ}, ?, ?, ?)`;

function auditOf(order: OrderRecord, action: string, detail: string | null) {
  const { seq: orderSeq, updatedAt: at } = order;
  return { at, personId: null, action, detail, orderSeq };
}

function writePaid(
  sales: SeedSales,
  order: OrderRecord,
  bill: SeedBill,
  tenders: readonly TenderRecord[],
): void {
  const { bulk, chance } = sales;
  chance.go(order.updatedAt);
  if (tenders.length > 1)
    bulk.insert('audit', { ...auditOf(order, 'tender-taken', null), at: order.createdAt });
  const hour = seedHour(order.updatedAt);
  bulk.insert('audit', auditOf(order, 'sale-completed', JSON.stringify({ hour })));
  countSold(sales, bill, order.updatedAt);
  addTotals(sales, saleTotals({ order, lines: bill.lines, tenders, hour }));
  const about = { aggregate: 'order', aggregateId: order.orderId, kind: 'order-completed' } as const;
  const row = outboxOf(chance, about, { order, lines: bill.lines, tenders });
  const ackedAt = row.createdAt + 1000 + chance.random.below(20_000);
  if (sales.waiting) insertOutbox(bulk.writer, row);
  else
    bulk.writer
      .change<[number, Buffer, number]>(SENT)
      .run([order.seq, Buffer.from(row.payloadHash, 'hex'), ackedAt]);
}

/** Writes one sale at the moment of the clock; tells its id when it was paid, and null for one that the customer left behind. */
export function writeSale(sales: SeedSales, date: BusinessDate): OrderId | null {
  const { bulk, chance } = sales;
  const at = chance.clock.now();
  const orderId = chance.ids.next<OrderId>();
  const bill = nextBill(chance, sales.products, orderId);
  sales.next.order += 1;
  const seq = sales.next.order;
  const head = { orderId, seq, date, at };
  const paid = payFor(sales, head, kindOf(sales), bill.cart.payablePaise);
  const order = orderOf(sales, bill, head, paid);
  const { paymentStatus: _, status: __, ...row } = order;
  // Its answer is that of its last attempt, which is the newest of all.
  const paymentAttemptSeq = row.paymentGatewayResponse === null ? null : sales.next.attempt;
  bulk.insert('orders', { ...row, paymentGatewayResponse: null, paymentAttemptSeq });
  writeLines(sales, head, bill);
  writeWords(sales, seq, bill, order.buyerName);
  for (const [index, tender] of paid.tenders.entries()) {
    bulk.insert('tenders', { orderSeq: seq, position: index + 1, ...tender, tenderId: null });
  }
  if (paid.tenders.length > 0) writePaid(sales, order, bill, paid.tenders);
  else bulk.insert('audit', auditOf(order, 'order-abandoned', null));
  return paid.tenders.length > 0 ? orderId : null;
}
