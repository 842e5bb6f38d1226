import type { Slip } from '../../shared/contract/gateway.ts';
import { assert } from '../../shared/domain/result.ts';
import type { PaymentAttempt } from '../../shared/domain/payment-attempt.ts';
import {
  DECLINE_REASONS,
  NOT_SENT_REASONS,
  TAKE_BACK_REASONS,
  UNKNOWN_REASONS,
  type PaymentReason,
} from '../../shared/domain/payment-reasons.ts';
import type { AttemptProgress, AttemptRecord } from '../store/repositories/attempts.ts';

const reasons: ReadonlySet<string> = new Set<PaymentReason>([
  ...DECLINE_REASONS,
  ...NOT_SENT_REASONS,
  ...UNKNOWN_REASONS,
  ...TAKE_BACK_REASONS,
  'customer-cancelled',
  'refund-refused',
]);

function isPaymentReason(text: string): text is PaymentReason {
  return reasons.has(text);
}

/** The stored attempt as the domain's machine knows it. */
export function machineOf(record: AttemptRecord): PaymentAttempt {
  const { reason, voidId, refundId, approvedPaise, rrn } = record;
  assert(
    voidId !== null && refundId !== null,
    'an attempt has the ids of its void and its refund from the start',
  );
  assert(reason === null || isPaymentReason(reason), `not a reason of the domain: ${reason}`);
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
    reason,
    approval: approved
      ? { amountPaise: approvedPaise, rrn, authCode: record.authCode, transactionId: record.transactionId }
      : null,
    voidId,
    refundId,
  };
}

/** Last four digits for the list of orders; anything else is none. */
function lastFourOf(maskedCard: string | null): string | null {
  return /(\d{4})$/.exec(maskedCard ?? '')?.[1] ?? null;
}

/** What is kept of the gateway's answer: field by field, so that nothing unexpected is ever stored. */
function slipFields(slip: Slip) {
  const { batch, scheme, maskedCard, entryMode, pinVerified, hostCode, hostMessage } = slip;
  const { transactionId, authCode, rrn, invoiceNumber, cardKind, aid, applicationName, tvr, tsi, tc } = slip;
  const card = { scheme, cardKind, maskedCard, entryMode, pinVerified };
  const chip = { aid, applicationName, tvr, tsi, tc };
  const response = {
    transactionId,
    authCode,
    rrn,
    batch,
    invoiceNumber,
    hostCode,
    hostMessage,
    ...card,
    ...chip,
  };
  return {
    batch,
    scheme,
    maskedCard,
    entryMode,
    pinVerified,
    hostCode,
    hostMessage,
    lastFour: lastFourOf(maskedCard),
    // Kept for six years with every order, so what the gateway left empty is left out.
    gatewayResponse: JSON.stringify(response, (_, value: unknown) => value ?? undefined),
  };
}

/** What is stored when the machine moved an attempt on. The slip is the one of the answer that moved it, if it brought one. */
export function progressOf(
  record: AttemptRecord,
  next: PaymentAttempt,
  slip: Slip | null,
  atMs: number,
): AttemptProgress {
  const { approval } = next;
  return {
    ...record,
    state: next.state,
    reason: next.reason,
    cancelRequested: next.cancelRequested,
    superseded: next.superseded,
    unwanted: next.unwanted,
    gatewayHandle: next.handle,
    terminalReleased: next.terminalReleased,
    ...(slip === null ? {} : slipFields(slip)),
    ...(approval === null
      ? {}
      : {
          approvedPaise: approval.amountPaise,
          authCode: approval.authCode,
          rrn: approval.rrn,
          transactionId: approval.transactionId,
          tid: record.terminalId,
          mid: record.merchantId,
        }),
    voidId: next.voidId,
    refundId: next.refundId,
    updatedAt: atMs,
  };
}
