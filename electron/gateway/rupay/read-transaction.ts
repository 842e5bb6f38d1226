import { transactionReply, UPI_ENTRY_MODE, type TransactionReply } from '../../../shared/contract/gateway.ts';
import { assertNever, err, ok, type Result } from '../../../shared/domain/result.ts';
import type { Answer, Approval, GatewayError, OtpWait, UnknownReason } from '../gateway.ts';
import type { RupaySettings } from './signed-call.ts';

/** What the reply must agree with before a word of it is believed. */
export type Asked = { readonly attemptId: string; readonly amountPaise: number };

/** The host took it for a repetition of another message. */
const DUPLICATE_HOST_CODE = '94';

function unknownOutcome(reason: UnknownReason): Result<never, GatewayError> {
  return err({ code: 'unknown-outcome', reason });
}

/** Whose payment a reply is about; the amount is looked at apart, because another amount is a thing of its own. */
function identityMismatch(
  reply: TransactionReply,
  asked: Asked,
  settings: RupaySettings,
): UnknownReason | null {
  if (reply.attemptId !== asked.attemptId) return 'attempt-mismatch';
  if (reply.merchantId !== settings.merchantId) return 'merchant-mismatch';
  if (reply.terminalId !== settings.terminalId) return 'terminal-mismatch';
  return reply.currency === 'INR' ? null : 'currency-mismatch';
}

/** An approval needs its RRN and auth code, and no host code but "00". A UPI payment has no auth code; the domain takes that for a QR only. */
function readApproval(reply: TransactionReply): Result<Approval, GatewayError> {
  const { slip } = reply;
  const code = slip?.authCode?.trim() ?? '';
  const authCode = code === '' ? null : code;
  const rrn = slip?.rrn?.trim() ?? '';
  if (slip === null || rrn === '') return unknownOutcome('evidence-missing');
  if (authCode === null && slip.entryMode !== UPI_ENTRY_MODE) return unknownOutcome('evidence-missing');
  if (slip.hostCode !== null && slip.hostCode !== '00') return unknownOutcome('host-unsure');
  return ok({
    attemptId: reply.attemptId,
    amountPaise: reply.amountPaise,
    currency: reply.currency,
    merchantId: reply.merchantId,
    terminalId: reply.terminalId,
    transactionId: slip.transactionId,
    authCode,
    rrn,
    slip,
  });
}

function readApproved(reply: TransactionReply, asked: Asked): Result<Answer, GatewayError> {
  const approval = readApproval(reply);
  if (!approval.ok) return approval;
  const kind = reply.amountPaise === asked.amountPaise ? 'approved' : 'approved-other-amount';
  return ok({ kind, approval: approval.value, settled: reply.settled, handle: reply.handle });
}

/**
 * After host codes 09, 68, 91 and 96 the host itself can't say whether money moved; the gateway then leaves `final` out of its word until
 * its own reversal is confirmed, and so long the outcome is unknown.
 */
function readDeclined(reply: TransactionReply): Result<Answer, GatewayError> {
  const hostCode = reply.slip?.hostCode ?? null;
  if (hostCode === DUPLICATE_HOST_CODE) return err({ code: 'duplicate', detail: 'host code 94' });
  // An auth code or a "00" beside the word DECLINED contradicts it.
  if (hostCode === '00' || (reply.slip?.authCode ?? null) !== null) return unknownOutcome('host-unsure');
  if (!reply.final) return unknownOutcome('host-unsure');
  const otp = reply.otp?.state;
  const because =
    otp === 'WRONG' ? { otp: 'wrong' as const } : otp === 'EXPIRED' ? { otp: 'expired' as const } : {};
  return ok({ kind: 'declined', hostCode, hostMessage: reply.slip?.hostMessage ?? null, ...because });
}

/** The one-time password that the bank waits for, if it does. */
function readOtp({ otp }: TransactionReply): { readonly otp?: OtpWait } {
  if (otp === null || otp === undefined || otp.state === 'PASSED' || otp.state === 'EXPIRED') return {};
  const { triesLeft, resendsLeft, expiresAt } = otp;
  return { otp: { triesLeft, resendsLeft, expiresAtMs: expiresAt, wasWrong: otp.state === 'WRONG' } };
}

/**
 * Reads the gateway's picture of a payment against what was asked. Approved needs the same attempt, amount, currency, MID and TID,
 * an auth code and an RRN (FIELD 4); whatever disagrees leaves the outcome unknown.
 */
export function readTransaction(
  json: unknown,
  asked: Asked,
  settings: RupaySettings,
): Result<Answer, GatewayError> {
  const parsed = transactionReply.safeParse(json);
  if (!parsed.success) return unknownOutcome('unparseable');
  const reply = parsed.data;
  const mismatch = identityMismatch(reply, asked, settings);
  if (mismatch !== null) return unknownOutcome(mismatch);
  if (reply.status === 'APPROVED') return readApproved(reply, asked);
  if (reply.amountPaise !== asked.amountPaise) return unknownOutcome('amount-mismatch');
  switch (reply.status) {
    case 'PENDING':
      return ok({ kind: 'pending', handle: reply.handle, ...readOtp(reply) });
    case 'DECLINED':
      return readDeclined(reply);
    case 'CANCELLED':
      return reply.final ? ok({ kind: 'cancelled' }) : unknownOutcome('host-unsure');
    case 'VOIDED':
      return ok({ kind: 'voided' });
    case 'REFUNDED':
      return ok({ kind: 'refunded', refundedPaise: reply.refundedPaise });
    default:
      return assertNever(reply.status);
  }
}
