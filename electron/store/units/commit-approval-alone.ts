import { assert, err, ok, type Result } from '../../../shared/domain/result.ts';
import type { StoreFault } from '../faults.ts';
import type { Writer } from '../handles.ts';
import { findAttempt, updateAttempt, type AttemptRecord } from '../repositories/attempts.ts';
import { findOrderBySeq, setOrderState } from '../repositories/orders.ts';
import type { AttemptStep, StaleAttempt } from './complete-sale.ts';
import { tellAttempt } from './tell-office.ts';

function run(db: Writer, step: AttemptStep): Result<AttemptRecord, StaleAttempt> {
  if (updateAttempt(db, step.previous, step.next, step.event) === 0) return err({ code: 'stale' });
  const order = findOrderBySeq(db, step.previous.orderSeq);
  assert(order !== null, 'an attempt belongs to an order');
  if (order.state === 'paying' || order.state === 'part-paid') {
    assert(setOrderState(db, order, 'paid-not-completed', step.next.updatedAt), 'nobody else writes');
  }
  const stored = findAttempt(db, step.previous.attemptId);
  assert(stored !== null, 'what was written can be read');
  tellAttempt(db, step.previous, stored);
  return ok(stored);
}

/**
 * Keeps an approval whose sale could not be completed (a full disk, a failed assertion): the attempt is approved and its order "paid, not
 * completed". An approval is never rolled back (FIELD 4.3). completeSale with `approval: null` and the attempt's tender finishes it later.
 */
export function commitApprovalAlone(
  db: Writer,
  step: AttemptStep,
): Result<AttemptRecord, StaleAttempt | StoreFault> {
  return db.transaction(() => run(db, step));
}
