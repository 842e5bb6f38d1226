import type { PaymentAttempt } from '../../../shared/domain/payment-attempt.ts';
import { assert } from '../../../shared/domain/result.ts';
import type { AttemptProgress, AttemptRecord } from './attempts.ts';

/** A stored attempt as the domain's state machine knows it. */
export function paymentAttemptOf(record: AttemptRecord): PaymentAttempt {
  const { approvedPaise, rrn, authCode, transactionId } = record;
  const approved = approvedPaise !== null && rrn !== null;
  return {
    attemptId: record.attemptId,
    orderId: record.orderId,
    kind: record.kind,
    amountPaise: record.amountPaise,
    merchantId: record.merchantId,
    terminalId: record.terminalId,
    state: record.state,
    version: record.version,
    superseded: record.superseded,
    cancelRequested: record.cancelRequested,
    unwanted: record.unwanted,
    terminalReleased: record.terminalReleased,
    handle: record.gatewayHandle,
    reason: record.reason,
    approval: approved ? { amountPaise: approvedPaise, rrn, authCode, transactionId } : null,
    voidId: record.voidId,
    refundId: record.refundId,
  };
}

/** What of the gateway's answer is kept beside the machine's own fields; what is left out stays as it was. */
export type AttemptEvidence = Partial<
  Pick<
    AttemptProgress,
    | 'windowStartedAt'
    | 'paymentToken'
    | 'batch'
    | 'tid'
    | 'mid'
    | 'scheme'
    | 'lastFour'
    | 'maskedCard'
    | 'entryMode'
    | 'pinVerified'
    | 'hostCode'
    | 'hostMessage'
    | 'gatewayResponse'
    | 'slipDate'
  >
>;

/** What to store when the machine has moved an attempt: its next version must follow the stored one. */
export function progressOf(
  record: AttemptRecord,
  next: PaymentAttempt,
  evidence: AttemptEvidence,
  updatedAt: number,
): AttemptProgress {
  assert(next.attemptId === record.attemptId, 'an attempt moves to its own next state');
  assert(next.version > record.version, 'the machine counts the version up');
  return {
    ...record,
    ...evidence,
    state: next.state,
    reason: next.reason,
    cancelRequested: next.cancelRequested,
    superseded: next.superseded,
    unwanted: next.unwanted,
    terminalReleased: next.terminalReleased,
    gatewayHandle: next.handle,
    refundId: next.refundId,
    approvedPaise: next.approval?.amountPaise ?? record.approvedPaise,
    rrn: next.approval?.rrn ?? record.rrn,
    authCode: next.approval?.authCode ?? record.authCode,
    transactionId: next.approval?.transactionId ?? record.transactionId,
    updatedAt,
  };
}
