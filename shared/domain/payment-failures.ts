import type { AttemptEvent } from './payment-events.ts';
import type { DeclineReason, NotSentReason, UnknownReason } from './payment-reasons.ts';
import { assertNever } from './result.ts';

/** The error classes of FIELD 4 for the call that starts a sale. */
export type SaleFailure =
  | { readonly code: 'declined'; readonly reason: DeclineReason }
  | { readonly code: 'invalid-request' }
  | { readonly code: 'auth-failure' }
  | { readonly code: 'not-sent'; readonly reason: NotSentReason }
  | { readonly code: 'unknown-outcome'; readonly reason: UnknownReason }
  | { readonly code: 'duplicate' };

/**
 * What a failed sale call makes of the attempt. Refused at the door or never sent: NOT_SENT. Anything not certain, a duplicate among
 * them: unknown, and the status tells. For sale calls only: a failed status call says nothing about the sale.
 */
export function saleFailureEvent(failure: SaleFailure): AttemptEvent {
  switch (failure.code) {
    case 'declined':
      return { type: 'declined', reason: failure.reason };
    case 'invalid-request':
    case 'auth-failure':
      return { type: 'not-sent', reason: failure.code };
    case 'not-sent':
      return { type: 'not-sent', reason: failure.reason };
    case 'unknown-outcome':
      return { type: 'lost', reason: failure.reason };
    case 'duplicate':
      return { type: 'lost', reason: 'duplicate' };
    default:
      return assertNever(failure);
  }
}
