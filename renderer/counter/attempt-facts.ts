import type { AttemptView, Checkout } from '../../shared/contract/sale.ts';
import { subtractPaise, sumPaise, type Paise } from '../../shared/domain/money.ts';
import { assertNever } from '../../shared/domain/result.ts';

/** What the panel must say about an attempt: one mood for several states. */
export type AttemptMood =
  | 'working'
  | 'paid'
  | 'not-paid'
  | 'unknown'
  | 'giving-back'
  | 'given-back'
  | 'needs-manager';

/** The mood of an attempt's state; a state that is not final is never shown as paid or unpaid. */
export function moodOf(state: AttemptView['state']): AttemptMood {
  switch (state) {
    case 'CREATED':
    case 'SENDING':
    case 'PENDING':
      return 'working';
    case 'APPROVED':
    case 'RESOLVED_PAID':
      return 'paid';
    case 'DECLINED':
    case 'CANCELLED':
    case 'NOT_SENT':
    case 'RESOLVED_UNPAID':
      return 'not-paid';
    case 'UNKNOWN':
      return 'unknown';
    case 'VOID_DUE':
    case 'VOID_UNKNOWN':
    case 'REFUND_DUE':
    case 'REFUND_UNKNOWN':
      return 'giving-back';
    case 'VOIDED':
    case 'REFUNDED':
      return 'given-back';
    case 'REFUND_REFUSED':
      return 'needs-manager';
    default:
      return assertNever(state);
  }
}

/** The attempt that was begun last, or null. */
export function latestAttempt(checkout: Checkout): AttemptView | null {
  return checkout.attempts.reduce<AttemptView | null>(
    (latest, attempt) => (latest === null || attempt.createdAt >= latest.createdAt ? attempt : latest),
    null,
  );
}

/** True while an attempt may still bring money for its bill; one that a manager set aside does not hold the bill up any more. */
function isOpen(attempt: AttemptView): boolean {
  const mood = moodOf(attempt.state);
  return (mood === 'working' || mood === 'unknown') && !attempt.unwanted;
}

/** What the bill in hand may do next, as far as its payments allow. */
export type CheckoutPhase = 'none' | 'paying' | 'free' | 'paid' | 'over';

/**
 * Reads an order's state: 'paid' is done; 'over' was given up or came back; 'paying' keeps the lines frozen (an attempt is open, or money was
 * taken); 'free' had an attempt that took no money, so the bill can be changed or charged again; 'none' was never charged.
 */
export function phaseOf(checkout: Checkout): CheckoutPhase {
  if (checkout.state === 'paid') return 'paid';
  if (checkout.state === 'abandoned' || checkout.state === 'refunded') return 'over';
  if (checkout.state === 'part-paid' || checkout.state === 'paid-not-completed') return 'paying';
  const last = latestAttempt(checkout);
  if (last === null) return checkout.state === 'paying' ? 'paying' : 'none';
  const held = checkout.attempts.some(
    (attempt) =>
      (isOpen(attempt) || moodOf(attempt.state) === 'paid') && !attempt.actions.includes('new-attempt'),
  );
  return held || checkout.state === 'paying' ? 'paying' : 'free';
}

/** True when a next tender may be taken for a bill: nothing of it is open, and something is left to pay. */
export function mayTakeTender(checkout: Checkout): boolean {
  const phase = phaseOf(checkout);
  if (phase === 'paid' || phase === 'over' || checkout.state === 'paid-not-completed') return false;
  if (checkout.duePaise <= 0 || checkout.attempts.some(isOpen)) return false;
  if (phase === 'free' || checkout.state === 'part-paid') return true;
  return latestAttempt(checkout)?.actions.includes('new-attempt') === true;
}

/** A part of the bill that is in: by an attempt, or cash, which has none. */
export type TakenPart = { readonly attempt: AttemptView | null; readonly amountPaise: Paise };

/** What is taken of a bill, part by part; what no attempt brought was cash. */
export function takenParts(checkout: Checkout): readonly TakenPart[] {
  const attempts = checkout.attempts.filter(
    (attempt) => moodOf(attempt.state) === 'paid' && !attempt.unwanted,
  );
  const byAttempts = sumPaise(attempts.map((attempt) => attempt.amountPaise));
  const cashPaise = subtractPaise(checkout.paidPaise, byAttempts);
  const parts: TakenPart[] = attempts.map((attempt) => ({ attempt, amountPaise: attempt.amountPaise }));
  return cashPaise > 0 ? [...parts, { attempt: null, amountPaise: cashPaise }] : parts;
}

/** True when a part-paid bill may be given up: only while no payment of it is open, because that money may still come. */
export function mayGiveUp(checkout: Checkout): boolean {
  return checkout.state === 'part-paid' && !checkout.attempts.some(isOpen);
}
