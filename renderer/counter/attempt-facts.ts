import type { AttemptView, Checkout } from '../../shared/contract/sale.ts';
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

/** What the bill in hand may do next, as far as its payments allow. */
export type CheckoutPhase = 'none' | 'paying' | 'free' | 'paid';

/**
 * Reads an order's state: 'paid' is over; 'paying' keeps the lines frozen (an attempt is open, or money was taken); 'free' had an
 * attempt that took no money, so the bill can be changed or charged again; 'none' was never charged.
 */
export function phaseOf(checkout: Checkout): CheckoutPhase {
  if (checkout.state === 'paid') return 'paid';
  if (checkout.state === 'part-paid' || checkout.state === 'paid-not-completed') return 'paying';
  const last = latestAttempt(checkout);
  if (last === null) return checkout.state === 'paying' ? 'paying' : 'none';
  const open = checkout.attempts.some((attempt) => {
    const mood = moodOf(attempt.state);
    return (
      (mood === 'working' || mood === 'unknown' || mood === 'paid') &&
      !attempt.actions.includes('new-attempt')
    );
  });
  return open || checkout.state === 'paying' ? 'paying' : 'free';
}
