import { assert, err, ok, type Result } from '../../../shared/domain/result.ts';
import type { StoreFault } from '../faults.ts';
import type { Writer } from '../handles.ts';
import {
  findAttempt,
  findOpenAttemptOfOrder,
  updateAttempt,
  type AttemptRecord,
} from '../repositories/attempts.ts';
import { findOrderBySeq, setOrderState } from '../repositories/orders.ts';
import { listTenders, standingTenders, withdrawTender } from '../repositories/tenders.ts';
import type { AttemptStep, StaleAttempt } from './complete-sale.ts';
import { tellAttempt } from './tell-office.ts';

/** Money that was taken for the order and that a completed sale must follow. */
const paidStates: readonly string[] = ['APPROVED', 'RESOLVED_PAID'];

/** An order that nobody pays any more can be charged again: open, or part-paid when it has a tender. */
function releaseOrder(db: Writer, orderSeq: number, at: number): void {
  const order = findOrderBySeq(db, orderSeq);
  assert(order !== null, 'an attempt belongs to an order');
  if (order.state !== 'paying' && order.state !== 'part-paid') return;
  if (findOpenAttemptOfOrder(db, orderSeq) !== null) return;
  const state = standingTenders(listTenders(db, orderSeq)).length === 0 ? 'open' : 'part-paid';
  if (state === order.state) return;
  assert(setOrderState(db, order, state, at), 'nobody else writes');
}

/** Writes a step of an attempt's life and frees its order when it ended unpaid. Called inside a transaction. */
export function applyAttemptStep(db: Writer, step: AttemptStep): Result<AttemptRecord, StaleAttempt> {
  if (updateAttempt(db, step.previous, step.next, step.event) === 0) return err({ code: 'stale' });
  const { orderSeq, attemptSeq } = step.previous;
  if (paidStates.includes(step.previous.state) && !paidStates.includes(step.next.state)) {
    withdrawTender(db, orderSeq, attemptSeq, step.next.updatedAt);
  }
  if (!paidStates.includes(step.next.state)) releaseOrder(db, orderSeq, step.next.updatedAt);
  const stored = findAttempt(db, step.previous.attemptId);
  assert(stored !== null, 'what was written can be read');
  tellAttempt(db, step.previous, stored);
  return ok(stored);
}

/**
 * Commits a step of an attempt's life by compare and swap on its version, with its event. `stale`: another answer came first and nothing was
 * written. An order whose attempt ended unpaid, or was superseded, can be charged again. An approval that pays belongs to completeSale.
 */
export function saveAttempt(db: Writer, step: AttemptStep): Result<AttemptRecord, StaleAttempt | StoreFault> {
  return db.transaction(() => applyAttemptStep(db, step));
}
