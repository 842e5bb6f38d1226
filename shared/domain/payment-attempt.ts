import type { AttemptId, OrderId, RefundId, VoidId } from './ids.ts';
import type { Paise } from './money.ts';
import type { PaymentReason } from './payment-reasons.ts';
import { assert } from './result.ts';

/** The states of a payment attempt (FIELD 4). Every one of them is on disk before the next network call. */
export const ATTEMPT_STATES = [
  'CREATED',
  'SENDING',
  'PENDING',
  'APPROVED',
  'DECLINED',
  'CANCELLED',
  'NOT_SENT',
  'UNKNOWN',
  'RESOLVED_PAID',
  'RESOLVED_UNPAID',
  'VOID_DUE',
  'VOIDED',
  'VOID_UNKNOWN',
  'REFUND_DUE',
  'REFUNDED',
  'REFUND_UNKNOWN',
  'REFUND_REFUSED',
] as const;
export type AttemptState = (typeof ATTEMPT_STATES)[number];

/**
 * How an attempt is paid: card on a terminal, UPI QR, card on another machine with the slip typed by hand, or card number
 * keyed in.
 */
export type AttemptKind = 'card-terminal' | 'upi-qr' | 'card-manual' | 'card-keyed';

/** What proves an approval. A UPI payment has no auth code, only its RRN. */
export type ApprovalEvidence = {
  readonly amountPaise: Paise;
  readonly authCode: string | null;
  readonly rrn: string;
  readonly transactionId: string | null;
};

/** A payment attempt as the state machine knows it. Changed only by `transition`; `version` counts its changes from 1. */
export type PaymentAttempt = {
  readonly attemptId: AttemptId;
  readonly orderId: OrderId;
  readonly kind: AttemptKind;
  readonly amountPaise: Paise;
  readonly merchantId: string | null;
  readonly terminalId: string | null;
  readonly state: AttemptState;
  readonly version: number;
  /** A manager took another tender while this one was unknown: it no longer blocks its order, asking goes on. */
  readonly superseded: boolean;
  /** A wish to cancel, not yet a fact. */
  readonly cancelRequested: boolean;
  /** Should it turn out approved, the money goes back at once. */
  readonly unwanted: boolean;
  /** The processing window ended, so that the terminal no longer shows this amount. */
  readonly terminalReleased: boolean;
  /** The gateway's own name for it, where status needs one. */
  readonly handle: string | null;
  /** Why it stands where it stands; null where the state says it all. */
  readonly reason: PaymentReason | null;
  readonly approval: ApprovalEvidence | null;
  /** The id of the one void this attempt can need, made with it, so that a repeat is always the same void. */
  readonly voidId: VoidId;
  /** The id of the refund that follows a refused void; a new one only after a refusal. */
  readonly refundId: RefundId;
};

/** A new attempt, CREATED. Write it to disk with its ids before anything is sent (FIELD 4.1). */
export function createAttempt(input: {
  readonly attemptId: AttemptId;
  readonly orderId: OrderId;
  readonly kind: AttemptKind;
  readonly amountPaise: Paise;
  readonly merchantId: string | null;
  readonly terminalId: string | null;
  readonly voidId: VoidId;
  readonly refundId: RefundId;
}): PaymentAttempt {
  assert(input.amountPaise > 0, 'an attempt asks for more than nothing');
  return {
    ...input,
    state: 'CREATED',
    version: 1,
    superseded: false,
    cancelRequested: false,
    unwanted: false,
    terminalReleased: false,
    handle: null,
    reason: null,
    approval: null,
  };
}

const UNDECIDED: ReadonlySet<AttemptState> = new Set(['CREATED', 'SENDING', 'PENDING', 'UNKNOWN']);
const FINAL_UNPAID: ReadonlySet<AttemptState> = new Set([
  'DECLINED',
  'CANCELLED',
  'NOT_SENT',
  'RESOLVED_UNPAID',
]);
const DUE: ReadonlySet<AttemptState> = new Set(['VOID_DUE', 'VOID_UNKNOWN', 'REFUND_DUE', 'REFUND_UNKNOWN']);

/** Tells whether the outcome is not known yet, superseded or not. */
export function isUndecided(attempt: PaymentAttempt): boolean {
  return UNDECIDED.has(attempt.state);
}

/** "Open" as FIELD 4 has it: undecided and not superseded. An order has at most one such attempt. */
export function isOpen(attempt: PaymentAttempt): boolean {
  return isUndecided(attempt) && !attempt.superseded;
}

/** Tells whether a state is final and nothing was paid. */
export function isFinalUnpaid(state: AttemptState): boolean {
  return FINAL_UNPAID.has(state);
}

/** Tells whether the attempt counts as a tender of its order: approved, or resolved as paid by a manager or a typed slip. */
export function isPaid(attempt: PaymentAttempt): boolean {
  return attempt.state === 'APPROVED' || attempt.state === 'RESOLVED_PAID';
}

/** Tells whether money has to go back and it is not yet certain that it did. */
export function isReversalDue(attempt: PaymentAttempt): boolean {
  return DUE.has(attempt.state);
}

/**
 * Tells whether the terminal may still show this amount, so that the next customer would pay it (FIELD 4.6). A superseded attempt
 * holds its terminal too, until a final status or the window's end.
 */
export function holdsTerminal(attempt: PaymentAttempt): boolean {
  return attempt.terminalId !== null && isUndecided(attempt) && !attempt.terminalReleased;
}
