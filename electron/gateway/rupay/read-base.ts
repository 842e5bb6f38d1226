import { baseTransactionReply, type BaseTransaction } from '../../../shared/contract/gateway.ts';
import { fromDecimalString } from '../../../shared/domain/money.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { Answer, AttemptRef, GatewayError } from '../gateway.ts';
import { unknownOutcome, weighApproval } from '../weigh-approval.ts';
import type { BaseReply } from './base-call.ts';
import type { RupaySettings } from './signed-call.ts';

/** Statuses of a refusal to charge that leave no doubt: malformed, not accepted, declined. Any other may hide a charge. */
const certainRefusals: Readonly<Record<number, 'declined' | 'auth-failure'>> = {
  400: 'declined',
  401: 'auth-failure',
  402: 'declined',
  403: 'auth-failure',
  422: 'declined',
};

/** What a refused POST /payment/process means. */
export function readProcessRefusal(status: number): Result<Answer, GatewayError> {
  const meaning = certainRefusals[status];
  if (meaning === 'declined') return ok({ kind: 'declined', hostCode: null, hostMessage: null });
  if (meaning === 'auth-failure') return err({ code: 'auth-failure', detail: `status ${status}` });
  return unknownOutcome('unexpected-status');
}

/** The gateway's own transaction when it is about this very payment, else why it proves nothing. */
export function readBaseTransaction(
  reply: BaseReply,
  asked: AttemptRef,
  settings: RupaySettings,
): Result<BaseTransaction, GatewayError> {
  // A transaction that the gateway named and then denies is a riddle, never a proof that nothing was charged.
  if (reply.kind === 'refused') return unknownOutcome('unexpected-status');
  const parsed = baseTransactionReply.safeParse(reply.json);
  if (!parsed.success) return unknownOutcome('unparseable');
  const { data } = parsed;
  // The order id of the base protocol is our attempt id: nothing else tells two tries at one bill apart.
  if (data.orderId !== asked.attemptId || data.transactionId !== asked.handle)
    return unknownOutcome('attempt-mismatch');
  if (data.merchantId !== settings.merchantId) return unknownOutcome('merchant-mismatch');
  if (data.terminalId !== settings.terminalId) return unknownOutcome('terminal-mismatch');
  return data.currency === 'INR' ? ok(data) : unknownOutcome('currency-mismatch');
}

/** What may stand for the RRN where the gateway tells none: its own name for the transaction, letters and digits of it. */
function referenceOf({ rrn, transactionId }: BaseTransaction): string {
  return rrn ?? transactionId.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 35);
}

/** Weighs an approval by the rule that holds for every provider. Amounts are compared as paise, never as floats. */
export function readBaseApproval(
  data: BaseTransaction,
  asked: AttemptRef,
  settings: RupaySettings,
): Result<Answer, GatewayError> {
  const amount = fromDecimalString(data.amount);
  if (!amount.ok) return unknownOutcome('unparseable');
  const { transactionId, authCode, merchantId, terminalId, currency } = data;
  const reference = referenceOf(data);
  const none = {
    batch: null,
    invoiceNumber: null,
    cardKind: null,
    aid: null,
    applicationName: null,
    tvr: null,
    tsi: null,
    tc: null,
    hostCode: null,
    hostMessage: null,
  };
  return weighApproval(asked, settings, {
    reply: {
      attemptId: asked.attemptId,
      amountPaise: amount.value,
      currency,
      merchantId,
      terminalId,
      authCode,
      rrn: reference,
      transactionId,
    },
    slip: {
      ...none,
      transactionId,
      authCode,
      rrn: reference,
      scheme: data.scheme ?? null,
      maskedCard: data.maskedCard ?? null,
      entryMode: 'keyed',
    },
    settled: false,
    handle: transactionId,
  });
}

/** What the status of a transaction means. The words are a closed list; any other leaves the outcome unknown. */
export function readBaseStatus(
  data: BaseTransaction,
  asked: AttemptRef,
): Result<Exclude<Answer, { kind: 'approved' | 'approved-other-amount' }> | 'approved', GatewayError> {
  const word = data.status.toUpperCase();
  if (word === 'APPROVED') return ok('approved');
  const amount = fromDecimalString(data.amount);
  if (!amount.ok || amount.value !== asked.amountPaise) return unknownOutcome('amount-mismatch');
  if (word === 'PENDING') return ok({ kind: 'pending', handle: data.transactionId });
  // An auth code beside any other word contradicts it.
  if ((data.authCode ?? '') !== '' && word !== 'VOIDED' && word !== 'REFUNDED')
    return unknownOutcome('host-unsure');
  if (word === 'DECLINED') return ok({ kind: 'declined', hostCode: null, hostMessage: null });
  if (word === 'CANCELLED') return ok({ kind: 'cancelled' });
  if (word === 'VOIDED') return ok({ kind: 'voided' });
  if (word === 'REFUNDED') return ok({ kind: 'refunded', refundedPaise: amount.value });
  return unknownOutcome('unexpected-status');
}
