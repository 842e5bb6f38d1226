import { err, ok, type Result } from './result.ts';

/** A refund of an order, under one id: DUE is on disk before the call, UNKNOWN is repeated under the same id (FIELD 4.4). */
export type RefundState = 'DUE' | 'UNKNOWN' | 'DONE' | 'REFUSED';

/** What a refund call brought. `not-sent` is certain; `lost` is not. */
export type RefundEvent = 'done' | 'refused' | 'lost' | 'not-sent' | 'paid-in-cash';

/** Where a refund goes. DONE is final; a refused one can still be paid in cash by a manager, or be asked for under a new id. */
export const REFUND_TRANSITIONS: Readonly<
  Record<RefundState, Readonly<Partial<Record<RefundEvent, RefundState>>>>
> = {
  DUE: { done: 'DONE', refused: 'REFUSED', lost: 'UNKNOWN', 'not-sent': 'DUE', 'paid-in-cash': 'DONE' },
  UNKNOWN: { done: 'DONE', refused: 'REFUSED', lost: 'UNKNOWN', 'not-sent': 'UNKNOWN' },
  DONE: { done: 'DONE', lost: 'DONE' },
  REFUSED: { done: 'DONE', refused: 'REFUSED', lost: 'REFUSED', 'paid-in-cash': 'DONE' },
};

/** Moves a refund; an unknown one is never paid a second time in cash. */
export function moveRefund(
  state: RefundState,
  event: RefundEvent,
): Result<
  RefundState,
  { readonly code: 'illegal-refund-transition'; readonly state: RefundState; readonly event: RefundEvent }
> {
  const next = REFUND_TRANSITIONS[state][event];
  return next === undefined ? err({ code: 'illegal-refund-transition', state, event }) : ok(next);
}
