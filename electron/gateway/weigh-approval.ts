import { slipSchema, type Slip } from '../../shared/contract/gateway.ts';
import { checkApproval, type ApprovalReply } from '../../shared/domain/payment-approval.ts';
import { assertNever, err, ok, type Result } from '../../shared/domain/result.ts';
import type { Answer, Approval, AttemptRef, GatewayError, UnknownReason } from './gateway.ts';

/** A doubt as a result. */
export function unknownOutcome(reason: UnknownReason): Result<never, GatewayError> {
  return err({ code: 'unknown-outcome', reason });
}

/** What a provider said of an approval, its slip not yet read. */
export type ClaimedApproval = {
  readonly reply: ApprovalReply;
  readonly slip: Readonly<Record<Exclude<keyof Slip, 'pinVerified'>, string | null>>;
  readonly settled: boolean;
  readonly handle: string;
};

/**
 * Weighs the approval that a status claims (FIELD 4, end) by the rule of the domain: the same attempt, currency, MID and TID with an auth
 * code and an RRN, or the outcome is unknown. Another amount with all else agreeing is an approval that is to be taken back.
 */
export function weighApproval(
  asked: AttemptRef,
  account: { readonly merchantId: string; readonly terminalId: string },
  claimed: ClaimedApproval,
): Result<Answer, GatewayError> {
  const { attemptId, amountPaise } = asked;
  const { reply, settled, handle } = claimed;
  const { merchantId, terminalId } = account;
  const check = checkApproval(
    { attemptId, amountPaise, kind: 'card-terminal', merchantId, terminalId },
    reply,
    'status',
  );
  const slip = slipSchema.safeParse({ ...claimed.slip, pinVerified: null });
  if (!slip.success) return unknownOutcome('unparseable');
  switch (check.kind) {
    case 'mismatch':
      return unknownOutcome(check.reason);
    case 'approved':
    case 'other-amount': {
      const { authCode, rrn, transactionId } = check.approval;
      if (authCode === null) return unknownOutcome('evidence-missing');
      const approval: Approval = {
        attemptId,
        amountPaise: check.approval.amountPaise,
        currency: 'INR',
        merchantId,
        terminalId,
        transactionId,
        authCode,
        rrn,
        slip: slip.data,
      };
      const kind = check.kind === 'approved' ? 'approved' : 'approved-other-amount';
      return ok({ kind, approval, settled, handle });
    }
    default:
      return assertNever(check);
  }
}
