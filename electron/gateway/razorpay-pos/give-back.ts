import {
  razorpayPosPaths,
  razorpayPosReply,
  type RazorpayPosRefund,
  type RazorpayPosVoid,
} from '../../../shared/contract/razorpay-pos.ts';
import { fromDecimalString, toDecimalString } from '../../../shared/domain/money.ts';
import { assertNever, err, ok, type Result } from '../../../shared/domain/result.ts';
import type {
  Approval,
  Answer,
  Gateway,
  GatewayError,
  NotSupported,
  RefundAnswer,
  VoidAnswer,
} from '../gateway.ts';
import { postJson } from '../post-json.ts';
import { unknownOutcome } from '../weigh-approval.ts';
import type { RazorpayPosSettings } from './settings.ts';

type Status = Gateway['status'];

/** What stands before money goes back: the approval to take back, or why there is none. */
type Standing =
  | { readonly kind: 'approved'; readonly approval: Approval; readonly settled: boolean }
  | { readonly kind: 'voided' | 'refunded' | 'not-approved' };

function standingOf(answer: Answer): Standing | null {
  switch (answer.kind) {
    case 'approved':
    case 'approved-other-amount':
      return { kind: 'approved', approval: answer.approval, settled: answer.settled };
    case 'voided':
    case 'refunded':
      return { kind: answer.kind };
    case 'declined':
    case 'cancelled':
      return { kind: 'not-approved' };
    // Not over yet, or nothing is known of it: neither voided nor surely unpaid.
    case 'pending':
    case 'not-found':
      return null;
    default:
      return assertNever(answer);
  }
}

/** Sends a void or a refund once and reads whether it was done to this very transaction. */
async function send(
  settings: RazorpayPosSettings,
  path: string,
  body: RazorpayPosVoid | RazorpayPosRefund,
  done: {
    readonly status: string;
    readonly amount: string | null;
    readonly isSame: (txnId: string) => boolean;
  },
  signal: AbortSignal | undefined,
): Promise<Result<{ readonly rrn: string | null }, GatewayError>> {
  const result = await postJson(settings.baseUrl, path, body, settings.call, signal);
  if (!result.ok) return result;
  const parsed = razorpayPosReply.safeParse(result.value);
  if (!parsed.success) return unknownOutcome('unparseable');
  const { success, errorCode, status, txnId, amount, rrNumber } = parsed.data;
  if (txnId !== null && !done.isSame(txnId)) return unknownOutcome('attempt-mismatch');
  if (!success || errorCode !== null || status !== done.status) return unknownOutcome('unexpected-status');
  const told = amount === null || done.amount === null ? null : fromDecimalString(amount);
  if (told !== null && (!told.ok || toDecimalString(told.value) !== done.amount))
    return unknownOutcome('amount-mismatch');
  return ok({ rrn: rrNumber });
}

/**
 * Voids an approval. The provider has no key against repetition, so the status is asked first: what is voided already is not voided again, and
 * what is settled is left to a refund.
 */
export async function voidSale(
  settings: RazorpayPosSettings,
  status: Status,
  ref: Parameters<Gateway['void']>[0],
  signal?: AbortSignal,
): Promise<Result<VoidAnswer, GatewayError>> {
  const answer = await status(ref, signal);
  if (!answer.ok) return answer;
  const standing = standingOf(answer.value);
  if (standing === null) return unknownOutcome('host-unsure');
  if (standing.kind === 'voided') return ok({ kind: 'voided', rrn: null });
  if (standing.kind !== 'approved') return ok({ kind: 'not-approved' });
  if (standing.settled) return ok({ kind: 'settled' });
  const txnId = standing.approval.transactionId;
  if (txnId === null) return unknownOutcome('evidence-missing');
  const { username, appKey } = settings;
  const body = { username, appKey, txnId };
  const done = { status: 'VOIDED', amount: null, isSame: (told: string) => told === txnId };
  const sent = await send(settings, razorpayPosPaths.void, body, done, signal);
  return sent.ok ? ok({ kind: 'voided', rrn: sent.value.rrn }) : sent;
}

/**
 * Refunds a whole settled sale, the status asked first. A part is not offered: after a lost reply nobody could tell whether the same part
 * went back already, and a second one would be paid out, while a second whole refund exceeds the sale.
 */
export async function refundSale(
  settings: RazorpayPosSettings,
  status: Status,
  ref: Parameters<Gateway['refund']>[0],
  signal?: AbortSignal,
): Promise<Result<RefundAnswer, GatewayError | NotSupported>> {
  if (ref.refundPaise > ref.amountPaise) return ok({ kind: 'refused', reason: 'over-refund' });
  if (ref.refundPaise < ref.amountPaise) return err({ code: 'not-supported', call: 'part-refund' });
  const answer = await status(ref, signal);
  if (!answer.ok) return answer;
  const standing = standingOf(answer.value);
  if (standing === null) return unknownOutcome('host-unsure');
  if (standing.kind === 'refunded') return ok({ kind: 'refunded', rrn: null });
  if (standing.kind !== 'approved') return ok({ kind: 'refused', reason: 'not-approved' });
  if (standing.approval.amountPaise !== ref.refundPaise) return unknownOutcome('amount-mismatch');
  if (!standing.settled) return ok({ kind: 'refused', reason: 'not-settled' });
  const originalTransactionId = standing.approval.transactionId;
  if (originalTransactionId === null) return unknownOutcome('evidence-missing');
  const { username, appKey } = settings;
  const amount = toDecimalString(ref.refundPaise);
  const body = { username, appKey, amount, originalTransactionId, externalRefNumber: ref.refundId };
  // A refund is a transaction of its own, so its number is not the sale's.
  const sent = await send(
    settings,
    razorpayPosPaths.refund,
    body,
    { status: 'REFUNDED', amount, isSame: () => true },
    signal,
  );
  return sent.ok ? ok({ kind: 'refunded', rrn: sent.value.rrn }) : sent;
}
