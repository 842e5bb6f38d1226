import { giveBackIdsOf } from '../../../shared/domain/derived-ids.ts';
import type { Reader } from '../handles.ts';
import { listAttempts, type AttemptRecord } from '../repositories/attempts.ts';
import type { OrderRecord } from '../repositories/orders.ts';

/** A payment attempt as the office is told of it: what is null, and a flag that is not set, is left out, and what follows or the order says too. */
export type ToldAttempt = Pick<AttemptRecord, 'attemptId' | 'attemptSeq' | 'kind' | 'state' | 'version'> &
  Partial<AttemptRecord>;

/** Of the press of Charge that began it nothing is told: it is over, and a digest is what packs worst. */
function told(attempt: AttemptRecord, order: OrderRecord): ToldAttempt {
  const { orderSeq: _, orderId: __, requestId: ___, requestHash: ____, ...facts } = attempt;
  const isOnOrder = facts.gatewayResponse === order.paymentGatewayResponse;
  const { voidId, refundId } = giveBackIdsOf(attempt.attemptId);
  const follows: Readonly<Record<string, unknown>> = { voidId, refundId };
  const kept = Object.entries(facts).filter(
    ([field, value]) =>
      value !== null &&
      value !== follows[field] &&
      (value !== false || field === 'pinVerified') &&
      !(field === 'gatewayResponse' && isOnOrder),
  );
  return Object.fromEntries(kept) as ToldAttempt;
}

/**
 * The payment attempts of a completed order for its outbox row, so that a till that was put back gets them again with their ids: a refund or a void is
 * asked for under those. Nothing at all for a bill that never had one.
 */
export function toldAttempts(db: Reader, order: OrderRecord): { readonly attempts?: readonly ToldAttempt[] } {
  const attempts = listAttempts(db, order.seq);
  return attempts.length === 0 ? {} : { attempts: attempts.map((attempt) => told(attempt, order)) };
}
