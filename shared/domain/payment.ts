import { isFinalUnpaid, isPaid, isUndecided } from './payment-attempt.ts';
import type { ApprovalEvidence, AttemptState, PaymentAttempt } from './payment-attempt.ts';
import type { AttemptEffect, AttemptEvent, AttemptEventType } from './payment-events.ts';
import type { PaymentReason } from './payment-reasons.ts';
import { TRANSITIONS, type Target } from './payment-transitions.ts';
import { assert, err, ok, type Result } from './result.ts';

/** Why an event was refused; the attempt is as it was. */
export type IllegalTransition =
  | { readonly code: 'illegal-transition'; readonly state: AttemptState; readonly event: AttemptEventType }
  | { readonly code: 'window-not-over' }
  | { readonly code: 'wrong-kind' };

/**
 * An accepted event. When `changed`, write the attempt (compare-and-swap on attemptId and the old version, fsynced) before any effect
 * is carried out: that is the ★ of FIELD 4. When not, only the effects remain.
 */
export type Transition = {
  readonly attempt: PaymentAttempt;
  readonly changed: boolean;
  readonly effects: readonly AttemptEffect[];
};

/** Applies an event to an attempt, as FIELD 4 says. Pure: no clock, no ids, no I/O. */
export function transition(
  attempt: PaymentAttempt,
  event: AttemptEvent,
): Result<Transition, IllegalTransition> {
  const target = TRANSITIONS[attempt.state][event.type];
  if (target === undefined)
    return err({ code: 'illegal-transition', state: attempt.state, event: event.type });
  const refused = guard(attempt, event);
  if (refused !== null) return err(refused);
  const state = stateFor(attempt, target);
  const next = mark({ ...attempt, state, reason: reasonFor(attempt, event, target, state) }, event, attempt);
  const changed = differs(attempt, next);
  const result = changed ? { ...next, version: attempt.version + 1 } : attempt;
  check(attempt, result, event);
  return ok({ attempt: result, changed, effects: effectsOf(attempt, result, event, target) });
}

/** Applies events in turn and stops at the first refusal; the effects of all are joined. */
export function transitions(
  attempt: PaymentAttempt,
  events: readonly AttemptEvent[],
): Result<Transition, IllegalTransition> {
  let current: Transition = { attempt, changed: false, effects: [] };
  for (const event of events) {
    const next = transition(current.attempt, event);
    if (!next.ok) return next;
    current = {
      attempt: next.value.attempt,
      changed: current.changed || next.value.changed,
      effects: [...current.effects, ...next.value.effects],
    };
  }
  return ok(current);
}

/** What the table cannot say: kinds, and the window that a manager must wait for. */
function guard(attempt: PaymentAttempt, event: AttemptEvent): IllegalTransition | null {
  if (event.type === 'shown' && attempt.kind !== 'upi-qr') return { code: 'wrong-kind' };
  if (event.type === 'slip-typed' && attempt.kind !== 'card-manual') return { code: 'wrong-kind' };
  if (event.type === 'send' && attempt.kind === 'card-manual') return { code: 'wrong-kind' };
  const resolves = event.type === 'resolved-paid' || event.type === 'resolved-unpaid';
  return resolves && !event.windowOver ? { code: 'window-not-over' } : null;
}

/** Where money that must go back goes first: UPI knows no void, and a slip of another machine is given back by hand. */
function takeBackState(attempt: PaymentAttempt): AttemptState {
  return attempt.kind === 'upi-qr' || attempt.kind === 'card-manual' ? 'REFUND_DUE' : 'VOID_DUE';
}

/** Resolves a target of the table for one attempt. */
function stateFor(attempt: PaymentAttempt, target: Target): AttemptState {
  const isWanted = !attempt.unwanted && !attempt.superseded;
  switch (target) {
    case 'stay':
    case 'contradict':
      return attempt.state;
    case 'pay':
      return isWanted ? 'APPROVED' : takeBackState(attempt);
    case 'pay-by-word':
      return isWanted ? 'RESOLVED_PAID' : takeBackState(attempt);
    case 'take-back':
      return takeBackState(attempt);
    default:
      return target;
  }
}

/** The reason the attempt carries after the event; a state that was kept keeps its reason. */
function reasonFor(
  attempt: PaymentAttempt,
  event: AttemptEvent,
  target: Target,
  state: AttemptState,
): PaymentReason | null {
  if (state === attempt.state) return attempt.reason;
  if (state === 'APPROVED' || state === 'RESOLVED_PAID') return null;
  if (target === 'take-back' || target === 'pay' || target === 'pay-by-word')
    return takeBackReason(attempt, event);
  switch (event.type) {
    case 'declined':
    case 'not-sent':
    case 'lost':
      return event.reason;
    case 'cancelled':
      return attempt.cancelRequested ? null : 'customer-cancelled';
    case 'approved-other-amount':
      return 'amount-mismatch';
    case 'not-found-final':
      return 'not-found';
    case 'window-over':
      return 'window-over';
    case 'cancel-requested':
    case 'unwanted':
      return 'cancelled-before-sending';
    case 'restarted':
      return state === 'NOT_SENT' ? 'restarted-before-sending' : 'restarted';
    case 'refund-refused':
      return 'refund-refused';
    case 'void-refused':
      return 'void-refused';
    default:
      return attempt.unwanted ? attempt.reason : null;
  }
}

/** Why an approval goes back. */
function takeBackReason(attempt: PaymentAttempt, event: AttemptEvent): PaymentReason {
  if (event.type === 'approved-other-amount') return 'other-amount';
  return isFinalUnpaid(attempt.state) ? 'late-approval' : 'unwanted';
}

/** Puts on the attempt what the event brought besides the state: flags, the handle, the evidence, a new refund id. */
function mark(next: PaymentAttempt, event: AttemptEvent, before: PaymentAttempt): PaymentAttempt {
  switch (event.type) {
    case 'pending':
      return { ...next, handle: before.handle ?? (isUndecided(before) ? event.handle : null) };
    case 'cancel-requested':
      return { ...next, cancelRequested: true };
    case 'unwanted':
      return { ...next, unwanted: true };
    case 'superseded':
      return { ...next, superseded: true, unwanted: true };
    case 'window-over':
      return before.state === 'UNKNOWN' ? { ...next, terminalReleased: true } : next;
    case 'approved':
    case 'approved-other-amount':
    case 'resolved-paid':
    case 'slip-typed':
      return keepsEvidence(before, next) ? { ...next, approval: event.approval } : next;
    case 'refund-retried':
      return { ...next, refundId: event.refundId };
    default:
      return next;
  }
}

/** Evidence is taken with the change of state it causes, and never replaced by a second telling. */
function keepsEvidence(before: PaymentAttempt, next: PaymentAttempt): boolean {
  return before.state !== next.state && next.state !== 'UNKNOWN';
}

/** Tells whether anything that is on disk differs. */
function differs(a: PaymentAttempt, b: PaymentAttempt): boolean {
  return (
    a.state !== b.state ||
    a.reason !== b.reason ||
    a.superseded !== b.superseded ||
    a.cancelRequested !== b.cancelRequested ||
    a.unwanted !== b.unwanted ||
    a.terminalReleased !== b.terminalReleased ||
    a.handle !== b.handle ||
    a.approval !== b.approval ||
    a.refundId !== b.refundId
  );
}

/** What must hold after every event, whatever the table says. */
function check(before: PaymentAttempt, after: PaymentAttempt, event: AttemptEvent): void {
  const regressed =
    before.state === 'APPROVED' && !['APPROVED', 'VOID_DUE', 'REFUND_DUE'].includes(after.state);
  assert(!regressed, 'an approval never regresses');
  assert(
    after.state !== 'SENDING' || event.type === 'send' || before.state === 'SENDING',
    'a sale is sent once',
  );
  assert(!(after.superseded && isPaid(after)), 'a superseded attempt pays nothing');
}

/** Two tellings of one approval: the same RRN for the same money. */
function sameApproval(a: ApprovalEvidence | null, b: ApprovalEvidence): boolean {
  return a === null || (a.rrn === b.rrn && a.amountPaise === b.amountPaise);
}

/** What is to be done once the change is on disk. */
function effectsOf(
  before: PaymentAttempt,
  after: PaymentAttempt,
  event: AttemptEvent,
  target: Target,
): readonly AttemptEffect[] {
  const effects: AttemptEffect[] = [];
  const secondApproval =
    event.type === 'approved' && isPaid(before) && !sameApproval(before.approval, event.approval);
  const afterWord = before.state === 'RESOLVED_UNPAID' && target === 'take-back';
  if (target === 'contradict' || secondApproval || afterWord) {
    const exception = { code: 'contradiction', state: before.state, event: event.type } as const;
    effects.push({ type: 'raise-exception', exception });
  }
  if (isPaid(after) && !isPaid(before)) effects.push({ type: 'commit-approval' });
  if (isPaid(before) && !isPaid(after)) effects.push({ type: 'withdraw-tender' });
  const wish = event.type === 'cancel-requested' || event.type === 'unwanted' || event.type === 'superseded';
  if (wish && isUndecided(after)) effects.push({ type: 'send-cancel' });
  const entered = before.state !== after.state;
  if (entered || event.type === 'restarted') effects.push(...workOf(after));
  else if (after.state === 'UNKNOWN' && event.type === 'not-found') effects.push({ type: 'ask-status' });
  return effects;
}

/** The work that a state asks for when it is entered, and again at every start. */
function workOf(attempt: PaymentAttempt): readonly AttemptEffect[] {
  switch (attempt.state) {
    case 'SENDING':
      return [{ type: 'send-sale' }];
    case 'PENDING':
    case 'UNKNOWN':
      return attempt.cancelRequested || attempt.unwanted
        ? [{ type: 'send-cancel' }, { type: 'ask-status' }]
        : [{ type: 'ask-status' }];
    case 'VOID_DUE':
    case 'VOID_UNKNOWN':
      return [{ type: 'send-void' }];
    case 'REFUND_DUE':
    case 'REFUND_UNKNOWN':
      return attempt.kind === 'card-manual'
        ? [{ type: 'raise-exception', exception: { code: 'refund-by-hand' } }]
        : [{ type: 'send-refund' }];
    case 'REFUND_REFUSED':
      return [{ type: 'raise-exception', exception: { code: 'refund-refused' } }];
    default:
      return [];
  }
}
