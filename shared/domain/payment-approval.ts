import type { ApprovalEvidence, PaymentAttempt } from './payment-attempt.ts';
import type { UnknownReason } from './payment-reasons.ts';
import type { Paise } from './money.ts';

/** What a reply says about an approval, as far as it was read; anything that was absent is null. */
export type ApprovalReply = {
  readonly attemptId: string | null;
  readonly amountPaise: Paise | null;
  readonly currency: string | null;
  readonly merchantId: string | null;
  readonly terminalId: string | null;
  readonly authCode: string | null;
  readonly rrn: string | null;
  readonly transactionId: string | null;
};

/** What an approval is weighed against: the attempt as far as its evidence goes. */
export type AskedPayment = Pick<
  PaymentAttempt,
  'attemptId' | 'kind' | 'amountPaise' | 'merchantId' | 'terminalId'
>;

/** Why a reply is no evidence for an attempt. */
export type EvidenceFault = Extract<
  UnknownReason,
  | 'attempt-mismatch'
  | 'amount-mismatch'
  | 'currency-mismatch'
  | 'merchant-mismatch'
  | 'terminal-mismatch'
  | 'evidence-missing'
>;

/** What the evidence amounts to. */
export type ApprovalCheck =
  | { readonly kind: 'approved'; readonly approval: ApprovalEvidence }
  /** All agrees but the amount, and a status said so: the approval is real and is to be taken back. */
  | { readonly kind: 'other-amount'; readonly approval: ApprovalEvidence }
  /** Not evidence for this attempt: the outcome is unknown. */
  | { readonly kind: 'mismatch'; readonly reason: EvidenceFault };

/** Tells whether a code from a slip is there: letters and digits, of a length any host uses. */
function isSlipCode(text: string | null): text is string {
  return text !== null && /^[A-Za-z0-9]{4,35}$/.test(text);
}

/** The first thing that does not fit the attempt, the amount left aside. */
function mismatchOf(attempt: AskedPayment, reply: ApprovalReply): EvidenceFault | null {
  if (reply.attemptId !== attempt.attemptId) return 'attempt-mismatch';
  if (reply.currency !== 'INR') return 'currency-mismatch';
  if (reply.merchantId === null || reply.merchantId !== attempt.merchantId) return 'merchant-mismatch';
  // A UPI QR belongs to no terminal; where one is named it must be ours.
  const terminalNeeded = attempt.kind !== 'upi-qr' || reply.terminalId !== null;
  if (terminalNeeded && (reply.terminalId === null || reply.terminalId !== attempt.terminalId))
    return 'terminal-mismatch';
  return null;
}

/**
 * Weighs an approval (FIELD 4, end): only the same attempt, amount, currency INR, merchant and terminal, with an RRN and an auth
 * code (UPI has none), is an approval of this attempt. `source` tells the answer to the sale from a status: only a status confirms
 * that another amount was approved.
 */
export function checkApproval(
  attempt: AskedPayment,
  reply: ApprovalReply,
  source: 'reply' | 'status',
): ApprovalCheck {
  const mismatch = mismatchOf(attempt, reply);
  if (mismatch !== null) return { kind: 'mismatch', reason: mismatch };
  const { amountPaise, rrn } = reply;
  const authCode = isSlipCode(reply.authCode) ? reply.authCode : null;
  if (!isSlipCode(rrn) || (authCode === null && attempt.kind !== 'upi-qr')) {
    return { kind: 'mismatch', reason: 'evidence-missing' };
  }
  if (amountPaise === null || amountPaise <= 0) return { kind: 'mismatch', reason: 'amount-mismatch' };
  const approval = { amountPaise, authCode, rrn, transactionId: reply.transactionId };
  if (amountPaise === attempt.amountPaise) return { kind: 'approved', approval };
  return source === 'status'
    ? { kind: 'other-amount', approval }
    : { kind: 'mismatch', reason: 'amount-mismatch' };
}
