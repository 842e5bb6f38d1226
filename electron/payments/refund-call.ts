import type { RefundId } from '../../shared/domain/ids.ts';
import type { Paise } from '../../shared/domain/money.ts';
import { assertNever } from '../../shared/domain/result.ts';
import type { AttemptRef, Gateway, GatewayError, NotSupported } from '../gateway/index.ts';
import type { AttemptRecord } from '../store/repositories/attempts.ts';

/** A refund of a paid order, as it is asked for: by the attempt's own void, or by a refund under its own id. */
export type RefundAsk = {
  readonly refundId: RefundId;
  readonly amountPaise: Paise;
  readonly kind: 'void' | 'return';
  /** An earlier call under the same id was lost. */
  readonly isUnknown: boolean;
};

/** What the call came to. `not-sent` is certain, `lost` is not; `void-refused` asks for a refund in the void's place. */
export type RefundOutcome =
  | { readonly type: 'done'; readonly rrn: string | null }
  | { readonly type: 'refused' }
  | { readonly type: 'void-refused' }
  | { readonly type: 'not-sent' }
  | { readonly type: 'lost' };

/** A call that failed. What was refused at the door was not done, unless an earlier one under the same id was. */
function failed(error: GatewayError | NotSupported, ask: RefundAsk): RefundOutcome {
  switch (error.code) {
    case 'not-supported':
      return ask.kind === 'void' ? { type: 'void-refused' } : { type: 'refused' };
    case 'not-sent':
    case 'auth-failure':
      return { type: 'not-sent' };
    case 'invalid-request':
      return ask.isUnknown || ask.kind === 'void' ? { type: 'lost' } : { type: 'refused' };
    case 'duplicate':
    case 'unknown-outcome':
      return { type: 'lost' };
    default:
      return assertNever(error);
  }
}

/** The whole payment could not be given back: somebody else may have done it already, and the status tells. */
async function askInstead(
  gateway: Gateway,
  ref: AttemptRef,
  standing: RefundOutcome,
  signal: AbortSignal,
): Promise<RefundOutcome> {
  const status = await gateway.status(ref, signal);
  if (!status.ok) return { type: 'lost' };
  switch (status.value.kind) {
    case 'voided':
    case 'refunded':
      return { type: 'done', rrn: null };
    case 'approved':
    case 'approved-other-amount':
      return standing;
    case 'pending':
      return { type: 'lost' };
    case 'declined':
    case 'cancelled':
    case 'not-found':
      return { type: 'refused' };
    default:
      return assertNever(status.value);
  }
}

/**
 * Gives a part or all of a paid attempt back, once. The ids are the attempt's void and the refund's own, so that a repeat is always the same one;
 * any doubt is `lost` (FIELD 4.4).
 */
export async function callRefund(
  gateway: Gateway,
  attempt: AttemptRecord,
  ask: RefundAsk,
  signal: AbortSignal,
): Promise<RefundOutcome> {
  const amountPaise = attempt.approvedPaise ?? attempt.amountPaise;
  const ref = { attemptId: attempt.attemptId, amountPaise, handle: attempt.gatewayHandle };
  if (ask.kind === 'void') {
    const result = await gateway.void({ ...ref, voidId: attempt.voidId }, signal);
    if (!result.ok) return failed(result.error, ask);
    if (result.value.kind === 'voided') return { type: 'done', rrn: result.value.rrn };
    if (result.value.kind === 'settled') return { type: 'void-refused' };
    return askInstead(gateway, ref, { type: 'void-refused' }, signal);
  }
  const { refundId, amountPaise: refundPaise } = ask;
  const result = await gateway.refund({ ...ref, refundId, refundPaise }, signal);
  if (!result.ok) return failed(result.error, ask);
  if (result.value.kind === 'refunded') return { type: 'done', rrn: result.value.rrn };
  return refundPaise === amountPaise
    ? askInstead(gateway, ref, { type: 'refused' }, signal)
    : { type: 'refused' };
}
