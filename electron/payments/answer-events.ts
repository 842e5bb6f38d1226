import type { Slip } from '../../shared/contract/gateway.ts';
import { checkApproval } from '../../shared/domain/payment-approval.ts';
import type { PaymentAttempt } from '../../shared/domain/payment-attempt.ts';
import type { AttemptEvent } from '../../shared/domain/payment-events.ts';
import { saleFailureEvent } from '../../shared/domain/payment-failures.ts';
import { declineEvent } from '../../shared/domain/payment-response-codes.ts';
import { isFinalNotFound } from '../../shared/domain/payment-window.ts';
import { assertNever, type Result } from '../../shared/domain/result.ts';
import type { Answer, Approval, GatewayError } from '../gateway/index.ts';

/** What an answer of the gateway means to the machine, and the slip it brought. */
export type AnswerEvent = { readonly event: AttemptEvent; readonly slip: Slip | null };

/** What is known beside the answer when a status comes. */
export type StatusFacts = { readonly windowOver: boolean; readonly tombstoned: boolean };

const bare = (event: AttemptEvent): AnswerEvent => ({ event, slip: null });

/** The one place where evidence becomes an approval: the adapter checked it, the domain checks it again against what is on disk. */
function approvalEvent(attempt: PaymentAttempt, approval: Approval, source: 'reply' | 'status'): AnswerEvent {
  // A QR belongs to no terminal; the adapter has made sure that the one it names is the account's own.
  const { terminalId } = attempt.kind === 'upi-qr' ? attempt : approval;
  const check = checkApproval(attempt, { ...approval, terminalId }, source);
  switch (check.kind) {
    case 'approved':
      return { event: { type: 'approved', approval: check.approval }, slip: approval.slip };
    case 'other-amount':
      return { event: { type: 'approved-other-amount', approval: check.approval }, slip: approval.slip };
    case 'mismatch':
      return bare({ type: 'lost', reason: check.reason });
    default:
      return assertNever(check);
  }
}

/** A decline that the gateway calls final stands, whatever the host's code leaves open. */
function finalDecline({ hostCode, otp }: Extract<Answer, { kind: 'declined' }>): AnswerEvent {
  if (otp !== undefined) return bare({ type: 'declined', reason: `otp-${otp}` });
  const event = declineEvent(hostCode);
  return bare(event.type === 'declined' ? event : { type: 'declined', reason: 'declined' });
}

/** What the answer to the start of a sale makes of its attempt. */
export function saleEvent(attempt: PaymentAttempt, result: Result<Answer, GatewayError>): AnswerEvent {
  if (!result.ok) return bare(saleFailureEvent(result.error));
  const answer = result.value;
  switch (answer.kind) {
    case 'pending':
      return bare({ type: 'pending', handle: answer.handle });
    case 'approved':
    case 'approved-other-amount':
      return approvalEvent(attempt, answer.approval, 'reply');
    case 'declined':
      return finalDecline(answer);
    case 'cancelled':
      return bare({ type: 'cancelled' });
    case 'voided':
    case 'refunded':
    case 'not-found':
      return bare({ type: 'lost', reason: 'unexpected-status' });
    default:
      return assertNever(answer);
  }
}

/** What a status makes of the attempt; null when it taught nothing, as a failed call does. */
export function statusEvent(
  attempt: PaymentAttempt,
  result: Result<Answer, GatewayError>,
  facts: StatusFacts,
): AnswerEvent | null {
  if (!result.ok) return null;
  const answer = result.value;
  switch (answer.kind) {
    case 'pending':
      return bare({ type: 'pending', handle: answer.handle });
    case 'approved':
    case 'approved-other-amount':
      return approvalEvent(attempt, answer.approval, 'status');
    case 'declined':
      return finalDecline(answer);
    case 'cancelled':
      return bare({ type: 'cancelled' });
    case 'voided':
      return bare({ type: 'voided' });
    case 'refunded':
      return bare({ type: 'refunded' });
    case 'not-found':
      return bare({ type: isFinalNotFound(facts) ? 'not-found-final' : 'not-found' });
    default:
      return assertNever(answer);
  }
}
