import { trainingCards } from './cards.ts';
import { digitsFor } from './digits.ts';
import { applyRefund, applyVoid, type Change, type RefundResult, type VoidResult } from './give-back.ts';
import type { Journal } from './journal.ts';
import { firstOtp, isOtpOver, otpDesk, withoutOtp } from './otp.ts';
import type { Scenario } from './scenario.ts';
import { DEFAULT_SCENARIO } from './scenarios/index.ts';
import type { HeldTransaction } from './transaction.ts';

export type BookOptions = {
  readonly journal: Journal;
  readonly now: () => number;
  readonly seed: number;
  readonly terminalId: string;
  /** How long a customer takes to tap, unless the scenario says otherwise. */
  readonly approveAfterMs: number;
  readonly scenarioNamed: (name: string) => Scenario;
};

export type SaleOrder = {
  readonly attemptId: string;
  readonly orderId: string;
  readonly terminalId: string;
  readonly amountPaise: number;
  readonly lastFour: string;
  /** A card that was typed in: what is kept of it, and whether its bank asks for a one-time password. */
  readonly keyed?: { readonly masked: string; readonly scheme: string; readonly asksOtp: boolean };
};

export type Refusal = { readonly refused: { readonly status: number; readonly code: string } };

/** The gateway's books: every payment, what became of it, and nothing that isn't in the journal. */
export type Book = {
  startSale(order: SaleOrder, scenario: Scenario): HeldTransaction | Refusal;
  /** The payment as it stands now, or null. */
  look(attemptId: string): HeldTransaction | null;
  cancel(attemptId: string, terminalId: string, amountPaise: number): HeldTransaction;
  void(attemptId: string, voidId: string): VoidResult | null;
  refund(attemptId: string, refundId: string, amountPaise: number): RefundResult | null;
  /** A one-time password for a typed card; null where none is waited for. */
  submitOtp(attemptId: string, otp: string): HeldTransaction | null;
  /** Another one-time password; null where none is waited for, or too many were sent. */
  resendOtp(attemptId: string): HeldTransaction | null;
  /** The one-time password that the customer's phone shows now, or null. */
  otpOf(attemptId: string): string | null;
  /** Ends a pending sale as if the customer had. */
  decide(attemptId: string, outcome: 'approve' | 'decline' | 'leave', how?: How): HeldTransaction | null;
  /** Somebody paid a UPI QR: the money is there, whatever became of the attempt meanwhile. The first payment of a reference counts. */
  payUpi(attemptId: string, amountPaise: number): HeldTransaction;
  /** From now on the customers of sales without a scenario of their own wait for a person to play them, or not. */
  setByHand(byHand: boolean): void;
  /** Writes a payment as an operator would, over whatever is there. */
  force(attemptId: string, orderId: string, amountPaise: number, status: 'APPROVED' | 'CANCELLED'): void;
  settle(): void;
  all(): readonly HeldTransaction[];
};

/** What a pending sale is when its time has come. */
function ripen(held: HeldTransaction, scenario: Scenario, nowMs: number): HeldTransaction {
  if (held.status !== 'PENDING') return held;
  if (isOtpOver(held, nowMs)) return withoutOtp(held, nowMs);
  if (held.dueAtMs === null || nowMs < held.dueAtMs) return held;
  const { outcome } = scenario;
  if (outcome.kind === 'decline') {
    const finalAtMs = held.dueAtMs + (outcome.unsureForMs ?? 0);
    return { ...held, status: 'DECLINED', hostCode: outcome.hostCode, decidedAtMs: held.dueAtMs, finalAtMs };
  }
  return { ...held, status: 'APPROVED', hostCode: '00', decidedAtMs: held.dueAtMs };
}

function firstState(
  { keyed, ...order }: SaleOrder,
  scenario: Scenario,
  options: BookOptions,
  byHand: boolean,
): HeldTransaction {
  const { outcome } = scenario;
  const asksOtp = keyed?.asksOtp === true;
  const startedAtMs = options.now();
  const share = outcome.kind === 'approve' ? (outcome.chargedShare ?? 1) : 1;
  const afterMs =
    outcome.kind === 'approve' ? (outcome.afterMs ?? options.approveAfterMs) : options.approveAfterMs;
  return {
    ...order,
    chargedPaise: share === 1 ? order.amountPaise : Math.max(1, Math.floor(order.amountPaise * share)),
    status: 'PENDING',
    hostCode: null,
    handle: `H${digitsFor(options.seed, order.attemptId, 'handle', 10)}`,
    scenario: scenario.name,
    startedAtMs,
    dueAtMs: outcome.kind === 'pending-for-ever' || byHand || asksOtp ? null : startedAtMs + afterMs,
    decidedAtMs: null,
    finalAtMs: 0,
    tombstone: false,
    settled: false,
    ...(keyed === undefined ? {} : { keyed: { masked: keyed.masked, scheme: keyed.scheme } }),
    ...(asksOtp ? { otp: firstOtp(scenario, startedAtMs) } : {}),
    voidId: null,
    refunds: [],
  };
}

/** What is remembered of an attempt that was cancelled before it came: when it comes, it is refused. */
function tombstoneOf(
  attemptId: string,
  terminalId: string,
  amountPaise: number,
  nowMs: number,
): HeldTransaction {
  return {
    attemptId,
    orderId: '',
    terminalId,
    amountPaise,
    chargedPaise: amountPaise,
    status: 'CANCELLED',
    hostCode: null,
    handle: null,
    scenario: 'approve',
    lastFour: '',
    startedAtMs: nowMs,
    dueAtMs: null,
    decidedAtMs: nowMs,
    finalAtMs: nowMs,
    tombstone: true,
    settled: false,
    voidId: null,
    refunds: [],
  };
}

/** A sale whose attempt is known already: the same one again, one that was cancelled before it came, or a misuse of its id. */
function repeated(known: HeldTransaction, order: SaleOrder): HeldTransaction | Refusal {
  if (known.tombstone) return { refused: { status: 409, code: 'tombstoned' } };
  const same = known.amountPaise === order.amountPaise && known.orderId === order.orderId;
  return same ? known : { refused: { status: 409, code: 'idempotency-differs' } };
}

type How = { readonly hostCode?: string; readonly entry?: 'tap' | 'pin' };

/** A pending sale as its customer ended it. */
function decided(
  held: HeldTransaction,
  outcome: 'approve' | 'decline' | 'leave',
  how: How,
  nowMs: number,
): HeldTransaction {
  const over = { ...held, dueAtMs: null, decidedAtMs: nowMs };
  if (outcome === 'leave') return { ...over, status: 'CANCELLED', finalAtMs: nowMs };
  const played = how.entry === undefined ? over : { ...over, entry: how.entry };
  if (outcome === 'approve') return { ...played, status: 'APPROVED', hostCode: '00' };
  return { ...played, status: 'DECLINED', hostCode: how.hostCode ?? '05' };
}

/** An attempt whose QR somebody paid, whatever became of it before. */
function paidByUpi(known: HeldTransaction, amountPaise: number, nowMs: number): HeldTransaction {
  const money = { amountPaise, chargedPaise: amountPaise, method: 'upi', tombstone: false } as const;
  return { ...known, ...money, status: 'APPROVED', hostCode: '00', decidedAtMs: nowMs, finalAtMs: nowMs };
}

/** A payment as an operator books it. */
function booked(known: HeldTransaction, status: 'APPROVED' | 'CANCELLED'): HeldTransaction {
  const isPaid = status === 'APPROVED';
  const told = { status, hostCode: isPaid ? '00' : null, tombstone: known.tombstone && !isPaid };
  return { ...known, ...told, lastFour: trainingCards[0].lastFour, dueAtMs: null };
}

/** Whether a terminal shows this payment now; a typed card is on none. */
function isOnTerminal(held: HeldTransaction, terminalId: string): boolean {
  return held.status === 'PENDING' && held.terminalId === terminalId && held.keyed === undefined;
}

/** Opens the books on what the journal restored. */
export function openBook(options: BookOptions): Book {
  const { journal, now, scenarioNamed } = options;
  const states = new Map(journal.restored.map((held) => [held.attemptId, held]));
  const keep = (held: HeldTransaction): HeldTransaction => {
    journal.append(held);
    states.set(held.attemptId, held);
    return held;
  };
  const look = (attemptId: string): HeldTransaction | null => {
    const held = states.get(attemptId);
    if (held === undefined) return null;
    const ripe = ripen(held, scenarioNamed(held.scenario), now());
    return ripe === held ? held : keep(ripe);
  };
  let byHand = false;
  const all = (): readonly HeldTransaction[] => [...states.keys()].map(look).filter((held) => held !== null);

  const give = <R>(attemptId: string, apply: (held: HeldTransaction) => Change<R>): R | null => {
    const held = look(attemptId);
    if (held === null) return null;
    const { next, result } = apply(held);
    if (next !== held) keep(next);
    return result;
  };

  return {
    look,
    all,
    startSale(order, scenario) {
      const known = look(order.attemptId);
      if (known !== null) return repeated(known, order);
      if (scenario.outcome.kind === 'refuse') return { refused: scenario.outcome };
      const isTyped = order.keyed !== undefined;
      if (!isTyped && all().some((held) => isOnTerminal(held, order.terminalId)))
        return { refused: { status: 409, code: 'terminal-busy' } };
      const waits = byHand && scenario.name === DEFAULT_SCENARIO && !isTyped;
      return keep(firstState(order, scenario, options, waits));
    },
    ...otpDesk({ look, keep, scenarioNamed, now, seed: options.seed }),
    cancel(attemptId, terminalId, amountPaise) {
      const held = look(attemptId) ?? keep(tombstoneOf(attemptId, terminalId, amountPaise, now()));
      const loses = scenarioNamed(held.scenario).cancel === 'loses';
      if (held.status !== 'PENDING' || loses) return held;
      return keep({ ...held, status: 'CANCELLED', dueAtMs: null, decidedAtMs: now(), finalAtMs: now() });
    },
    void: (attemptId, voidId) => give(attemptId, (held) => applyVoid(held, voidId)),
    refund: (attemptId, refundId, amountPaise) =>
      give(attemptId, (held) => applyRefund(held, refundId, amountPaise)),
    decide(attemptId, outcome, how = {}) {
      const held = look(attemptId);
      return held?.status === 'PENDING' ? keep(decided(held, outcome, how, now())) : held;
    },
    payUpi(attemptId, amountPaise) {
      const known = look(attemptId) ?? tombstoneOf(attemptId, options.terminalId, amountPaise, now());
      return known.method === 'upi' ? known : keep(paidByUpi(known, amountPaise, now()));
    },
    setByHand(wanted) {
      byHand = wanted;
    },
    force(attemptId, orderId, amountPaise, status) {
      const known = look(attemptId) ?? tombstoneOf(attemptId, options.terminalId, amountPaise, now());
      keep(booked({ ...known, orderId }, status));
    },
    settle() {
      const ready = all().filter((held) => held.status === 'APPROVED' && !held.settled);
      for (const held of ready) keep({ ...held, settled: true });
    },
  };
}
