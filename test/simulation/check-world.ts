import { refundedPaise } from '../../electron/training/emulator/transaction.ts';
import { readAll, type Ledger, type LedgerAttempt } from '../support/ledger.ts';
import {
  gatewayViolations,
  lostSales,
  openRefunds,
  storeViolations,
  unsettled,
} from '../support/ledger-invariants.ts';
import type { GatewaySide } from './gateway-side.ts';
import { count } from './tally.ts';
import type { SimTill } from './till.ts';
import type { World } from './world.ts';

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** A slip of another machine that pays a bill: its money is at that machine, on the cashier's word. */
const isHeldSlip = ({ kind, state }: LedgerAttempt): boolean =>
  kind === 'card-manual' && (state === 'APPROVED' || state === 'RESOLVED_PAID');

const isSold = (state: string): boolean => state === 'paid' || state === 'refunded';

/** Net received is the total less what came back when the order is paid, and nothing when it is not. */
function netReceived(ledger: Ledger, gateway: GatewaySide, cashBack: ReadonlyMap<number, number>): string[] {
  const attemptsOf = Map.groupBy(ledger.attempts, (attempt) => attempt.orderSeq);
  const tendersOf = Map.groupBy(ledger.tenders, (tender) => tender.orderSeq);
  const backOf = Map.groupBy(
    ledger.refunds.filter((refund) => refund.state === 'DONE'),
    (refund) => refund.orderSeq,
  );
  const slipHeld = new Set(ledger.attempts.filter(isHeldSlip).map(({ attemptId }) => attemptId));
  return ledger.orders.flatMap(({ seq, orderId, state, totalPaise }) => {
    const attempts = attemptsOf.get(seq) ?? [];
    const kept = attempts.filter((attempt) => attempt.state !== 'REFUND_REFUSED');
    const card = sum(
      kept.map(({ attemptId }) => {
        const held = gateway.book.look(attemptId);
        return held?.status === 'APPROVED' ? held.chargedPaise - refundedPaise(held) : 0;
      }),
    );
    const tenders = tendersOf.get(seq) ?? [];
    const cash = sum(tenders.filter(({ kind }) => kind === 'cash').map(({ amountPaise }) => amountPaise));
    const slips = sum(
      tenders
        .filter(
          ({ kind, attemptId }) => kind === 'card-manual' && attemptId !== null && slipHeld.has(attemptId),
        )
        .map(({ amountPaise }) => amountPaise),
    );
    const net = card + cash + slips - (cashBack.get(seq) ?? 0);
    const cameBack = sum((backOf.get(seq) ?? []).map(({ amountPaise }) => amountPaise));
    const due = isSold(state) ? totalPaise - cameBack : 0;
    return net === due ? [] : [`order ${orderId} (${state}): net received ${net}, due ${due}`];
  });
}

/** Every approval that the gateway kept is a tender of a paid order, or a refused refund on the exception list. */
function approvals(ledger: Ledger, gateway: GatewaySide): string[] {
  const paid = new Set(ledger.orders.filter(({ state }) => isSold(state)).map(({ seq }) => seq));
  const tendered = new Set(ledger.tenders.map(({ attemptId }) => attemptId));
  const excepted = new Set(
    ledger.audited.filter(({ action }) => action === 'payment-exception').map(({ subjectId }) => subjectId),
  );
  return ledger.attempts.flatMap(({ attemptId, orderSeq, state }) => {
    if (gateway.book.look(attemptId)?.status !== 'APPROVED') return [];
    if (paid.has(orderSeq) && tendered.has(attemptId)) return [];
    if (state === 'REFUND_REFUSED' && excepted.has(attemptId)) return [];
    return [`${attemptId} (${state}): approved at the gateway, in no paid order and on no list`];
  });
}

/** A slip of another machine pays one bill. */
function slipsTakenOnce(ledger: Ledger): string[] {
  const slips = ledger.attempts.filter(isHeldSlip).map(({ rrn }) => rrn);
  return slips
    .filter((rrn, index) => slips.indexOf(rrn) !== index)
    .map((rrn) => `the slip ${rrn} paid more than one bill`);
}

/** Never more goes back than was paid, and of what goes back nothing stays unknown. */
function returnsKept(ledger: Ledger): string[] {
  const totals = new Map(ledger.orders.map(({ seq, totalPaise }) => [seq, totalPaise]));
  const back = Map.groupBy(ledger.refunds, (refund) => refund.orderSeq);
  return [
    ...openRefunds(ledger).map(
      ({ refundId, state }) => `refund ${refundId} is ${state} after everything calmed down`,
    ),
    ...[...back].flatMap(([seq, refunds]) => {
      const paise = sum(refunds.map(({ amountPaise }) => amountPaise));
      const total = totals.get(seq) ?? 0;
      return paise <= total ? [] : [`order ${seq} of ${total} gave ${paise} back`];
    }),
  ];
}

function salesSentOnce(ledger: Ledger, gateway: GatewaySide): string[] {
  return ledger.attempts.flatMap(({ attemptId }) => {
    const sent = gateway.salesSeen.get(attemptId)?.size ?? 0;
    return sent > 1 ? [`${attemptId}: ${sent} sale requests`] : [];
  });
}

function unknownToStore(worldAttempts: ReadonlySet<string>, gateway: GatewaySide): string[] {
  return gateway.book
    .all()
    .filter(({ attemptId }) => !worldAttempts.has(attemptId))
    .map(({ attemptId }) => `the gateway holds ${attemptId}, which no till knows`);
}

function countSteps(world: World, ledger: Ledger): void {
  for (const { event, fromState, toState } of ledger.events) {
    count(world.tally.steps, `${fromState ?? '-'} ${event} ${toState}`);
  }
  world.tally.paid += ledger.orders.filter(({ state }) => isSold(state)).length;
  for (const { kind, state } of ledger.refunds) count(world.tally.deeds, `refund ended: ${kind} ${state}`);
}

function name(attempt: LedgerAttempt): string {
  return `${attempt.attemptId} of order ${attempt.orderId} is ${attempt.state} after everything calmed down`;
}

/** Checks a till's store, and the store against the gateway, once nothing moves any more. */
export function checkWorld(world: World, till: SimTill, gateway: GatewaySide): void {
  const { db } = till.store;
  const ledger = readAll(db);
  const cashBack = new Map(
    db
      .prepare<[], { seq: number; paise: number }>(
        `SELECT order_seq AS seq, sum(amount_paise) AS paise FROM refunds WHERE kind = 'cash-back' GROUP BY order_seq`,
      )
      .all()
      .map(({ seq, paise }) => [seq, paise]),
  );
  const mine = new Set(ledger.attempts.map(({ attemptId }) => attemptId));
  const transactions = gateway.book.all().filter(({ attemptId }) => mine.has(attemptId));
  countSteps(world, ledger);
  const sentences = [
    ...unsettled(ledger).map(name),
    ...storeViolations(ledger),
    ...lostSales(ledger, till.confirmed),
    ...gatewayViolations(ledger, { transactions, calls: [] }),
    ...netReceived(ledger, gateway, cashBack),
    ...approvals(ledger, gateway),
    ...salesSentOnce(ledger, gateway),
    ...slipsTakenOnce(ledger),
    ...returnsKept(ledger),
  ];
  for (const sentence of sentences) world.broken(`${till.name}: ${sentence}`);
}

/** The gateway holds nothing that no till knows of. */
export function checkGateway(world: World, tills: readonly SimTill[], gateway: GatewaySide): void {
  const known = tills.flatMap(({ store }) =>
    store.db.prepare<[], string>('SELECT attempt_id FROM payment_attempts').pluck().all(),
  );
  for (const sentence of unknownToStore(new Set(known), gateway)) world.broken(sentence);
}
