import type { RefundId } from './ids.ts';
import type { ApprovalEvidence, AttemptState } from './payment-attempt.ts';
import type { DeclineReason, NotSentReason, UnknownReason } from './payment-reasons.ts';

/**
 * What can happen to an attempt. `approved` and `approved-other-amount` only after `checkApproval`;
 * `not-found-final` only after `isFinalNotFound`.
 */
export type AttemptEvent =
  /** The sale is about to go out. Only from CREATED, so a sale is never sent twice. */
  | { readonly type: 'send' }
  /** A UPI QR that was made offline is on the screen. */
  | { readonly type: 'shown' }
  /** The gateway works on it; its handle where it gave one. */
  | { readonly type: 'pending'; readonly handle: string | null }
  | { readonly type: 'approved'; readonly approval: ApprovalEvidence }
  /** A status confirmed an approval for another amount than was asked (partial approval). */
  | { readonly type: 'approved-other-amount'; readonly approval: ApprovalEvidence }
  | { readonly type: 'declined'; readonly reason: DeclineReason }
  /** A status, or the answer to the sale itself, says that it was cancelled; never the mere answer "cancel succeeded". */
  | { readonly type: 'cancelled' }
  /** Certain: it never reached the gateway, or was refused at its door. */
  | { readonly type: 'not-sent'; readonly reason: NotSentReason }
  /** Nobody knows: a lost reply, a time-out, a mismatch, a duplicate, an expired QR. */
  | { readonly type: 'lost'; readonly reason: UnknownReason }
  | { readonly type: 'not-found' }
  /** Not found after the processing window and a tombstoning cancel (FIELD 4.7). */
  | { readonly type: 'not-found-final' }
  /** Somebody pressed Cancel: a durable wish. */
  | { readonly type: 'cancel-requested' }
  /** The order was abandoned or paid otherwise: an approval, known or to come, goes back. */
  | { readonly type: 'unwanted' }
  /** A manager takes another tender for the order (FIELD 4.8). */
  | { readonly type: 'superseded' }
  /** A manager says how it ended, after the window, with the RRN and a reason in the audit (FIELD 4.2). */
  | { readonly type: 'resolved-paid'; readonly windowOver: boolean; readonly approval: ApprovalEvidence }
  | { readonly type: 'resolved-unpaid'; readonly windowOver: boolean }
  /** The slip of another machine, typed by hand: RRN and auth code, not verified. */
  | { readonly type: 'slip-typed'; readonly approval: ApprovalEvidence }
  /** The processing window ended by the monotonic clock. */
  | { readonly type: 'window-over' }
  | { readonly type: 'voided' }
  | { readonly type: 'void-lost' }
  /** Refused as settled, or for any other reason: a refund takes over (FIELD 4.4). */
  | { readonly type: 'void-refused' }
  | { readonly type: 'refunded' }
  | { readonly type: 'refund-lost' }
  | { readonly type: 'refund-refused' }
  /** A manager tries a refused refund again, under a new id. */
  | { readonly type: 'refund-retried'; readonly refundId: RefundId }
  /** The till started (FIELD 4.5). */
  | { readonly type: 'restarted' };

export type AttemptEventType = AttemptEvent['type'];

/** What to do once the change is on disk; nothing of it before. Void and refund are repeated under the attempt's own ids. */
export type AttemptEffect =
  | { readonly type: 'send-sale' }
  | { readonly type: 'ask-status' }
  | { readonly type: 'send-cancel' }
  | { readonly type: 'send-void' }
  | { readonly type: 'send-refund' }
  /** Commit it as a tender, in the same transaction, with the whole sale when it completes the order (FIELD 4.3). */
  | { readonly type: 'commit-approval' }
  /** The tender this attempt was no longer counts. */
  | { readonly type: 'withdraw-tender' }
  /** Put it on the exception list that a manager signs. */
  | { readonly type: 'raise-exception'; readonly exception: AttemptException };

/** Why a payment is on the exception list. */
export type AttemptException =
  | { readonly code: 'contradiction'; readonly state: AttemptState; readonly event: AttemptEventType }
  | { readonly code: 'refund-by-hand' }
  | { readonly code: 'refund-refused' };
