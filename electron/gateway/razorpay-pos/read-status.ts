import { razorpayPosReply, type RazorpayPosReply } from '../../../shared/contract/razorpay-pos.ts';
import { fromDecimalString, type Paise } from '../../../shared/domain/money.ts';
import { ok, type Result } from '../../../shared/domain/result.ts';
import type { Answer, AttemptRef, GatewayError } from '../gateway.ts';
import { unknownOutcome, weighApproval } from '../weigh-approval.ts';
import type { RazorpayPosSettings } from './settings.ts';

type Account = Pick<RazorpayPosSettings, 'merchantId' | 'terminalId'>;

/** The server has never heard of this reference. */
const notFoundCodes: ReadonlySet<string> = new Set(['EZETAP_0000383', 'P2P_ORIGINAL_P2P_REQUEST_IS_MISSING']);

/** The request waits at the server or on the device. */
const waitingCodes: ReadonlySet<string> = new Set([
  'P2P_STATUS_QUEUED',
  'P2P_DEVICE_SENT',
  'P2P_DEVICE_RECEIVED',
]);

/** The request was taken back, on the device or from the till. */
const cancelledCodes: ReadonlySet<string> = new Set([
  'P2P_DEVICE_CANCELED',
  'P2P_STATUS_IN_CANCELED_FROM_EXTERNAL_SYSTEM',
]);

function readAmount(text: string | null): Paise | null {
  const amount = text === null ? null : fromDecimalString(text);
  return amount?.ok === true ? amount.value : null;
}

function claim(
  reply: RazorpayPosReply,
  ref: AttemptRef,
  handle: string,
  account: Account,
): Result<Answer, GatewayError> {
  const { txnId, authCode, rrNumber: rrn } = reply;
  return weighApproval(ref, account, {
    reply: {
      attemptId: reply.externalRefNumber,
      amountPaise: readAmount(reply.amount),
      currency: reply.currencyCode,
      merchantId: reply.mid,
      terminalId: reply.tid,
      authCode,
      rrn,
      transactionId: txnId,
    },
    slip: {
      transactionId: txnId,
      authCode,
      rrn,
      batch: reply.batchNumber,
      invoiceNumber: reply.invoiceNumber,
      scheme: reply.paymentCardBrand,
      cardKind: reply.paymentCardType,
      maskedCard: reply.formattedPan,
      entryMode: null,
      aid: null,
      applicationName: null,
      tvr: null,
      tsi: null,
      tc: null,
      hostCode: null,
      hostMessage: null,
    },
    settled: reply.settlementStatus === 'SETTLED',
    handle,
  });
}

/** A failed transaction is final only when its settlement failed too and no auth code contradicts it. */
function readFailed(reply: RazorpayPosReply, ref: AttemptRef): Result<Answer, GatewayError> {
  if (readAmount(reply.amount) !== ref.amountPaise) return unknownOutcome('amount-mismatch');
  if (reply.settlementStatus !== 'FAILED' || reply.authCode !== null) return unknownOutcome('host-unsure');
  return ok({ kind: 'declined', hostCode: null, hostMessage: reply.errorMessage ?? reply.errorCode });
}

/** The device is done: only the transaction's own status says with what. */
function readDone(
  reply: RazorpayPosReply,
  ref: AttemptRef,
  handle: string,
  account: Account,
): Result<Answer, GatewayError> {
  if (reply.externalRefNumber !== ref.attemptId) return unknownOutcome('attempt-mismatch');
  if (reply.status === 'FAILED') return readFailed(reply, ref);
  // The device also books cash and cheques as authorised; only a charge to a card was asked for.
  if (reply.paymentMode !== 'CARD' || (reply.txnType ?? 'CHARGE') !== 'CHARGE')
    return unknownOutcome('evidence-missing');
  if (reply.errorCode !== null) return unknownOutcome('host-unsure');
  switch (reply.status) {
    case 'AUTHORIZED':
      return claim(reply, ref, handle, account);
    case 'VOIDED':
      return ok({ kind: 'voided' });
    case 'AUTHORIZED_REFUNDED':
    case 'REFUNDED':
      return ok({ kind: 'refunded', refundedPaise: ref.amountPaise });
    case 'VOID_PENDING':
    case 'REFUND_PENDING':
      return unknownOutcome('host-unsure');
    default:
      return unknownOutcome('unexpected-status');
  }
}

/**
 * Reads the answer to status. `success` says only that the question was understood. Paid is AUTHORIZED beside P2P_DEVICE_TXN_DONE with all
 * its evidence; a word that is not known, or that contradicts another, leaves the outcome unknown.
 */
export function readStatus(
  json: unknown,
  ref: AttemptRef,
  handle: string,
  account: Account,
): Result<Answer, GatewayError> {
  const parsed = razorpayPosReply.safeParse(json);
  if (!parsed.success) return unknownOutcome('unparseable');
  const reply = parsed.data;
  if (!reply.success) {
    const isKnown = [reply.errorCode, reply.realCode, reply.messageCode].some((code) =>
      notFoundCodes.has(code ?? ''),
    );
    return isKnown ? ok({ kind: 'not-found' }) : unknownOutcome('unexpected-status');
  }
  const isOther = (told: string | null, asked: string): boolean => told !== null && told !== asked;
  if (isOther(reply.p2pRequestId, handle) || isOther(reply.externalRefNumber, ref.attemptId))
    return unknownOutcome('attempt-mismatch');
  const code = reply.messageCode ?? '';
  if (code === 'P2P_DEVICE_TXN_DONE') return readDone(reply, ref, handle, account);
  if (reply.status === 'AUTHORIZED' || reply.authCode !== null) return unknownOutcome('host-unsure');
  if (waitingCodes.has(code)) return ok({ kind: 'pending', handle });
  return cancelledCodes.has(code) ? ok({ kind: 'cancelled' }) : unknownOutcome('unexpected-status');
}
