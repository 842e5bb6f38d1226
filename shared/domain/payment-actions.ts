import { isFinalUnpaid, isReversalDue, type PaymentAttempt } from './payment-attempt.ts';

/** What a person may do about an attempt. */
export type SafeAction = 'wait' | 'cancel' | 'ask-again' | 'new-attempt' | 'supersede' | 'resolve';

/** Who stands at the till. */
export type CounterRole = 'cashier' | 'manager';

/** What may be done about an attempt whose outcome is unknown. */
function unknownActions(attempt: PaymentAttempt, role: CounterRole, windowOver: boolean): SafeAction[] {
  const actions: SafeAction[] = ['wait', 'ask-again'];
  if (!attempt.cancelRequested && !attempt.unwanted) actions.push('cancel');
  if (role !== 'manager') return actions;
  if (!attempt.superseded) actions.push('supersede');
  if (windowOver) actions.push('resolve');
  return actions;
}

/**
 * The only actions that are safe now, for the cashier's panel (FIELD 4.8): a new attempt only after a final unpaid state, or where money is
 * on its way back; taking another tender over an unknown one, and saying how it ended, only by a manager, the latter after the window.
 */
export function safeActions(
  attempt: PaymentAttempt,
  who: { readonly role: CounterRole; readonly windowOver: boolean },
): readonly SafeAction[] {
  if (attempt.state === 'UNKNOWN') return unknownActions(attempt, who.role, who.windowOver);
  if (attempt.state === 'CREATED' || attempt.state === 'SENDING' || attempt.state === 'PENDING') {
    const actions: SafeAction[] = ['wait'];
    if (attempt.state === 'PENDING') actions.push('ask-again');
    if (!attempt.cancelRequested) actions.push('cancel');
    return actions;
  }
  if (isFinalUnpaid(attempt.state) || isReversalDue(attempt)) return ['new-attempt'];
  const isGivenBack =
    attempt.state === 'VOIDED' || attempt.state === 'REFUNDED' || attempt.state === 'REFUND_REFUSED';
  return isGivenBack ? ['new-attempt'] : [];
}
