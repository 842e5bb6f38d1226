import type { OrderId, PersonId } from '../../../shared/domain/ids.ts';
import { assert, err, ok, type Result } from '../../../shared/domain/result.ts';
import type { StoreFault } from '../faults.ts';
import type { Writer } from '../handles.ts';
import { findAttempt, findOpenAttemptOfOrder, updateAttempt } from '../repositories/attempts.ts';
import { insertOrderAudit } from '../repositories/audit.ts';
import { dropCart } from '../repositories/carts.ts';
import { findOrder, setOrderState, type OrderRecord } from '../repositories/orders.ts';
import { insertRefund, type RefundRecord } from '../repositories/refunds.ts';
import { withdrawTender } from '../repositories/tenders.ts';
import type { AttemptStep, StaleAttempt } from './complete-sale.ts';
import { tellAttempt } from './tell-office.ts';

export type AbandonOrder = {
  readonly orderId: OrderId;
  /** The approvals of the order, each on its way to VOID_DUE (FIELD 4.3). */
  readonly steps: readonly AttemptStep[];
  /** The cash that is given back. */
  readonly refunds: readonly RefundRecord[];
  readonly personId: PersonId | null;
  readonly at: number;
};

export type AbandonRefusal = { readonly code: 'not-found' | 'order-closed' | 'attempt-open' } | StaleAttempt;

function run(db: Writer, input: AbandonOrder): Result<OrderRecord, AbandonRefusal> {
  const { orderId, at, personId } = input;
  const order = findOrder(db, orderId);
  if (order === null) return err({ code: 'not-found' });
  if (order.state === 'paid' || order.state === 'refunded') return err({ code: 'order-closed' });
  if (order.state === 'abandoned') return ok(order);
  for (const step of input.steps) {
    if (updateAttempt(db, step.previous, step.next, step.event) === 0) return err({ code: 'stale' });
    // Its money goes back, so it pays nothing any more.
    withdrawTender(db, order.seq, step.previous.attemptSeq, at);
    const stored = findAttempt(db, step.previous.attemptId);
    if (stored !== null) tellAttempt(db, step.previous, stored);
  }
  if (findOpenAttemptOfOrder(db, order.seq) !== null) return err({ code: 'attempt-open' });
  for (const refund of input.refunds) insertRefund(db, order.seq, refund);
  assert(setOrderState(db, order, 'abandoned', at), 'nobody else writes');
  insertOrderAudit(db, { at, personId, action: 'order-abandoned', detail: null, orderSeq: order.seq });
  dropCart(db, orderId);
  const stored = findOrder(db, orderId);
  assert(stored !== null, 'what was written can be read');
  return ok(stored);
}

/** Abandons an order that is not completed, with the voids and the cash back that it owes. A repeat changes nothing. */
export function abandonOrder(
  db: Writer,
  input: AbandonOrder,
): Result<OrderRecord, AbandonRefusal | StoreFault> {
  return db.transaction(() => run(db, input));
}
