/**
 * What must hold in every store at every moment, whatever was killed, cut or lost before: of the store alone, and of the store against what
 * the gateway holds. Each rule answers sentences about what breaks it; none means that it holds.
 */
import { createHash } from 'node:crypto';
import type { SeenCall } from '../../electron/training/emulator/control.ts';
import { refundedPaise, type HeldTransaction } from '../../electron/training/emulator/transaction.ts';
import { expectedDayTotals, totalKey } from './ledger-day-totals.ts';
import type { Ledger, LedgerAttempt, LedgerOrder, LedgerRefund } from './ledger.ts';

/** A sale that somebody was told of as paid: by the screen, by a reply, by a printed bill. */
export type ConfirmedSale = {
  readonly orderId: string;
  readonly invoiceNumber: string;
  readonly totalPaise: number;
};

/** What the gateway knows. */
export type GatewayBooks = {
  readonly transactions: readonly HeldTransaction[];
  readonly calls: readonly SeenCall[];
};

const isPaid = (order: LedgerOrder): boolean => order.state === 'paid' || order.state === 'refunded';
const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

function broken(holds: boolean, sentence: string): string[] {
  return holds ? [] : [sentence];
}

/** A bill is the sum of its lines, and a paid one the sum of its tenders. */
function bills(ledger: Ledger): string[] {
  const linesOf = Map.groupBy(ledger.lines, (line) => line.orderSeq);
  const tendersOf = Map.groupBy(ledger.tenders, (tender) => tender.orderSeq);
  return ledger.orders.flatMap((order) => {
    const lines = linesOf.get(order.seq) ?? [];
    const name = `order ${order.seq} (${order.state})`;
    const tax = sum(lines.map((line) => line.cgstPaise + line.sgstPaise + line.igstPaise));
    const paidPaise = sum((tendersOf.get(order.seq) ?? []).map((tender) => tender.amountPaise));
    const due = isPaid(order) ? paidPaise === order.totalPaise : paidPaise <= order.totalPaise;
    return [
      ...broken(lines.length === order.lineCount, `${name} has ${lines.length} of ${order.lineCount} lines`),
      ...broken(
        sum(lines.map((line) => line.taxablePaise)) === order.subtotalPaise,
        `${name}: taxable value of the lines`,
      ),
      ...broken(tax === order.taxPaise, `${name}: tax of the lines`),
      ...broken(due, `${name}: tenders of ${paidPaise} for ${order.totalPaise}`),
    ];
  });
}

/** Numbers are allotted to paid orders and to credit notes, one each, from 1 without a gap (Rule 46(b)). */
function invoiceNumbers(ledger: Ledger): string[] {
  const numbered = ledger.orders.filter((order) => order.invoiceNumber !== null);
  const distinct = new Set(numbered.map((order) => order.invoiceNumber));
  const gaps = ledger.series.flatMap(({ seriesId, prefix, nextNumber }) => {
    const numbers = [...numbered, ...ledger.creditNotes]
      .filter((document) => document.seriesId === seriesId)
      .map((document) => document.seriesNumber ?? 0)
      .toSorted((a, b) => a - b);
    const gapless = numbers.every((number, index) => number === index + 1);
    return [
      ...broken(gapless, `series ${prefix} has the numbers ${numbers.join()}`),
      ...broken(numbers.length + 1 === nextNumber, `series ${prefix} goes on with ${nextNumber}`),
    ];
  });
  return [
    ...gaps,
    ...broken(distinct.size === numbered.length, 'an invoice number was used twice'),
    ...ledger.orders.flatMap((order) =>
      broken(isPaid(order) === (order.invoiceNumber !== null), `order ${order.seq} (${order.state}) number`),
    ),
  ];
}

/** The day's sums are those of its rows. */
function dayTotals(ledger: Ledger): string[] {
  const expected = expectedDayTotals(ledger);
  const kept = new Map(ledger.dayTotals.map((total) => [totalKey(total), JSON.stringify(total)]));
  const wrong = [...expected].filter(([key, total]) => kept.get(key) !== JSON.stringify(total));
  const extra = [...kept.keys()].filter((key) => !expected.has(key));
  return [
    ...wrong.map(
      ([key, total]) => `day total ${key}: kept ${kept.get(key) ?? 'none'}, rows ${JSON.stringify(total)}`,
    ),
    ...extra.map((key) => `day total ${key} belongs to no row`),
  ];
}

/** Every paid order is in the outbox and in the audit once, under its own number, and nothing else is. */
function outboxAndAudit(ledger: Ledger): string[] {
  const rowsOf = Map.groupBy(
    ledger.outbox.filter((row) => row.kind === 'order-completed'),
    (row) => row.aggregateId,
  );
  const audited = Map.groupBy(
    ledger.audited.filter((entry) => entry.action === 'sale-completed'),
    (entry) => entry.subjectId,
  );
  return [
    ...ledger.orders.flatMap((order) => {
      const rows = rowsOf.get(order.orderId) ?? [];
      const times = isPaid(order) ? 1 : 0;
      const audits = audited.get(order.orderId)?.length ?? 0;
      const payload = rows[0]?.payload ?? null;
      const told = payload === null || payload.includes(JSON.stringify(order.invoiceNumber));
      return [
        ...broken(rows.length === times, `order ${order.seq} (${order.state}): ${rows.length} outbox rows`),
        ...broken(audits === times, `order ${order.seq} (${order.state}): ${audits} audits of its sale`),
        ...broken(told, `order ${order.seq}: the outbox tells of another number`),
      ];
    }),
    ...ledger.outbox.flatMap(({ payload, payloadHash, aggregateId }) => {
      const hash = payload === null ? payloadHash : createHash('sha256').update(payload).digest('hex');
      return [
        ...broken(aggregateId !== null, 'the outbox tells of an order that is not there'),
        ...broken(hash === payloadHash, `the outbox row of ${aggregateId} was changed`),
      ];
    }),
  ];
}

/** A level is what came in less what paid orders took out. */
function stockLevels(ledger: Ledger): string[] {
  const paid = new Set(ledger.orders.filter(isPaid).map((order) => order.seq));
  const levels = new Map<string, number>();
  const add = (productId: string, quantityMilli: number): void => {
    levels.set(productId, (levels.get(productId) ?? 0) + quantityMilli);
  };
  for (const { productId, quantityMilli } of ledger.moved) add(productId, quantityMilli);
  for (const line of ledger.lines) {
    if (paid.has(line.orderSeq) && line.productId !== null) add(line.productId, -line.quantityMilli);
  }
  const kept = new Map(ledger.stock.map(({ productId, quantityMilli }) => [productId, quantityMilli]));
  return [...new Set([...levels.keys(), ...kept.keys()])].flatMap((productId) =>
    broken(
      (levels.get(productId) ?? 0) === (kept.get(productId) ?? 0),
      `stock of ${productId}: kept ${kept.get(productId) ?? 0}, rows ${levels.get(productId) ?? 0}`,
    ),
  );
}

/** An attempt's events tell its whole life, and at most one attempt of an order is open. */
function attemptLives(ledger: Ledger): string[] {
  const eventsOf = Map.groupBy(ledger.events, (event) => event.attemptSeq);
  const open = ledger.attempts.filter((attempt) => undecided.has(attempt.state) && attempt.superseded === 0);
  const crowded = [...Map.groupBy(open, (attempt) => attempt.orderSeq)].filter(([, some]) => some.length > 1);
  return [
    ...crowded.map(([orderSeq]) => `order ${orderSeq} has more than one open attempt`),
    ...ledger.attempts.flatMap((attempt) => {
      const events = eventsOf.get(attempt.attemptSeq) ?? [];
      const unbroken = events.every(
        (event, index) =>
          event.version === index + 1 && event.fromState === (events[index - 1]?.toState ?? null),
      );
      const last = events.at(-1);
      const told = last?.toState === attempt.state && last.version === attempt.version;
      return broken(unbroken && told, `attempt ${attempt.attemptSeq}: its events do not tell its life`);
    }),
  ];
}

/** No cart in hand belongs to an order that is over; every order can be searched. */
function cartsAndSearch(ledger: Ledger): string[] {
  const over = new Set(
    ledger.orders
      .filter((order) => isPaid(order) || order.state === 'abandoned')
      .map(({ orderId }) => orderId),
  );
  const indexed = ledger.indexedOrders.join();
  return [
    ...ledger.carts.flatMap(({ orderId }) =>
      broken(!over.has(orderId), `the cart of ${orderId} outlived its sale`),
    ),
    ...broken(
      indexed === ledger.orders.map(({ seq }) => seq).join(),
      `orders that can be searched: ${indexed}`,
    ),
  ];
}

/** Every rule of the store by itself. */
export function storeViolations(ledger: Ledger): string[] {
  return [
    ...ledger.damage,
    ...[bills, invoiceNumbers, dayTotals, outboxAndAudit, stockLevels, attemptLives, cartsAndSearch].flatMap(
      (rule) => rule(ledger),
    ),
  ];
}

/** Whatever was confirmed to somebody is there, paid, under the number and for the amount that they were told. */
export function lostSales(ledger: Ledger, confirmed: readonly ConfirmedSale[]): string[] {
  const orders = new Map(ledger.orders.map((order) => [order.orderId, order]));
  return confirmed.flatMap(({ orderId, invoiceNumber, totalPaise }) => {
    const order = orders.get(orderId);
    const kept =
      order !== undefined &&
      isPaid(order) &&
      order.invoiceNumber === invoiceNumber &&
      order.totalPaise === totalPaise;
    return broken(kept, `the confirmed sale ${invoiceNumber} of ${totalPaise} is ${JSON.stringify(order)}`);
  });
}

const undecided: ReadonlySet<string> = new Set(['CREATED', 'SENDING', 'PENDING', 'UNKNOWN']);
const goingBack: ReadonlySet<string> = new Set(['VOID_DUE', 'VOID_UNKNOWN', 'REFUND_DUE', 'REFUND_UNKNOWN']);

const refundUnderWay: ReadonlySet<string> = new Set(['DUE', 'UNKNOWN']);
/** The ways to pay whose money the gateway knows; not cash, and not the slip of another machine. */
const atGateway: ReadonlySet<string> = new Set(['card-terminal', 'upi-qr', 'card-keyed']);

/** What the gateway may hold of an attempt that the store has in this state; `none` is nothing, or a cancel that came before its sale. */
const agreeing: Readonly<Record<string, readonly string[]>> = {
  DECLINED: ['DECLINED'],
  CANCELLED: ['CANCELLED', 'none'],
  NOT_SENT: ['none', 'CANCELLED'],
  VOIDED: ['VOIDED'],
  REFUNDED: ['REFUNDED'],
  REFUND_REFUSED: ['APPROVED'],
};

/** What went back of a paid attempt because goods came back, in paise; `voided` when its whole payment was taken back. */
function wentBack(refunds: readonly LedgerRefund[], attemptId: string): { paise: number; voided: boolean } {
  const done = refunds.filter((refund) => refund.attemptId === attemptId && refund.state === 'DONE');
  const byGateway = done.filter(({ kind }) => kind !== 'cash-back');
  return {
    paise: sum(byGateway.map(({ amountPaise }) => amountPaise)),
    voided: byGateway.some(({ kind }) => kind === 'void'),
  };
}

/** What the gateway says of a paid attempt of which so much came back. */
function statusAfter({ paise, voided }: ReturnType<typeof wentBack>, approvedPaise: number | null): string {
  if (voided) return 'VOIDED';
  return paise > 0 && paise === approvedPaise ? 'REFUNDED' : 'APPROVED';
}

function agreement(
  attempt: LedgerAttempt,
  held: HeldTransaction | undefined,
  refunds: readonly LedgerRefund[],
): string[] {
  const status = held === undefined || held.tombstone ? 'none' : held.status;
  const back = wentBack(refunds, attempt.attemptId);
  const allowed =
    attempt.state === 'APPROVED' ? [statusAfter(back, attempt.approvedPaise)] : agreeing[attempt.state];
  const open = refunds.some(
    (refund) => refund.attemptId === attempt.attemptId && refundUnderWay.has(refund.state),
  );
  if (open) return [];
  const returned = held === undefined || back.voided ? back.paise : refundedPaise(held);
  const amount = attempt.state !== 'APPROVED' || held?.chargedPaise === attempt.approvedPaise;
  const name = `attempt ${attempt.attemptSeq}`;
  return [
    ...broken(
      allowed === undefined || allowed.includes(status),
      `${name}: ${attempt.state} here, ${status} at the gateway`,
    ),
    ...broken(amount, `${name}: approved for another amount than the gateway charged`),
    ...broken(
      attempt.state !== 'APPROVED' || returned === back.paise,
      `${name}: ${back.paise} went back here, ${returned} at the gateway`,
    ),
  ];
}

/**
 * The card money of an order at the gateway is what its tenders say: nobody paid twice, no goods went unpaid. Money that the gateway refused to give
 * back is left out when it stands on the exception list, where a manager gives it back by hand; in silence it counts.
 */
function moneyOfOrders(ledger: Ledger, gateway: GatewayBooks): string[] {
  const listed = new Set(
    ledger.audited.filter(({ action }) => action === 'payment-exception').map(({ subjectId }) => subjectId),
  );
  const byHand = new Set(
    ledger.attempts
      .filter(({ state, attemptId }) => state === 'REFUND_REFUSED' && listed.has(attemptId))
      .map(({ attemptId }) => attemptId),
  );
  const keptPaise = new Map(
    gateway.transactions
      .filter((held) => held.status === 'APPROVED' && !byHand.has(held.attemptId))
      .map((held) => [held.attemptId, held.chargedPaise - refundedPaise(held)]),
  );
  const attemptsOf = Map.groupBy(ledger.attempts, (attempt) => attempt.orderSeq);
  const cardTenders = Map.groupBy(
    ledger.tenders.filter((tender) => atGateway.has(tender.kind)),
    (tender) => tender.orderSeq,
  );
  const refundsOf = Map.groupBy(
    ledger.refunds.filter((refund) => atGateway.has(refund.tenderKind) && refund.state !== 'REFUSED'),
    (refund) => refund.orderSeq,
  );
  return ledger.orders.flatMap((order) => {
    const attempts = attemptsOf.get(order.seq) ?? [];
    if (attempts.some(({ state }) => undecided.has(state) || goingBack.has(state))) return [];
    const card = cardTenders.get(order.seq) ?? [];
    const refunds = refundsOf.get(order.seq) ?? [];
    if (refunds.some(({ state }) => refundUnderWay.has(state))) return [];
    const tendered = sum([
      ...card.map((tender) => tender.amountPaise),
      ...refunds.map((refund) => -refund.amountPaise),
    ]);
    const charged = sum(attempts.map((attempt) => keptPaise.get(attempt.attemptId) ?? 0));
    return broken(
      charged === tendered,
      `order ${order.seq} (${order.state}): the card was charged ${charged}, its tenders say ${tendered}`,
    );
  });
}

/** Attempt by attempt, the store and the gateway agree; the gateway holds nothing that the store does not know; no sale was sent twice. */
export function gatewayViolations(ledger: Ledger, gateway: GatewayBooks): string[] {
  const known = new Set(ledger.attempts.map((attempt) => attempt.attemptId));
  const held = new Map(gateway.transactions.map((one) => [one.attemptId, one]));
  const charges: readonly string[] = ['sale', 'keyed-sale', 'process'];
  const sales = gateway.calls
    .filter((call) => charges.includes(call.operation))
    .map((call) => call.attemptId);
  const twice = new Set(sales.filter((attemptId, index) => sales.indexOf(attemptId) !== index));
  return [
    ...[...twice].map((attemptId) => `the sale of ${attemptId} was sent more than once`),
    ...gateway.transactions.flatMap(({ attemptId, status }) =>
      broken(known.has(attemptId), `the gateway holds ${attemptId} (${status}), the store does not know it`),
    ),
    ...ledger.attempts
      .filter(({ kind }) => atGateway.has(kind))
      .flatMap((attempt) => agreement(attempt, held.get(attempt.attemptId), ledger.refunds)),
    ...moneyOfOrders(ledger, gateway),
  ];
}

/** The attempts about which the till must still ask, or whose money is still on its way back. */
export function unsettled(ledger: Ledger): LedgerAttempt[] {
  return ledger.attempts.filter(({ state }) => undecided.has(state) || goingBack.has(state));
}

/** The refunds of which nobody knows yet whether the money is back. */
export function openRefunds(ledger: Ledger): LedgerRefund[] {
  return ledger.refunds.filter(({ state }) => refundUnderWay.has(state));
}
