import type { OrderId } from '../../../shared/domain/ids.ts';
import { assert, err, type Result } from '../../../shared/domain/result.ts';
import type { StoreFault } from '../faults.ts';
import type { Writer } from '../handles.ts';
import {
  findAttempt,
  updateAttempt,
  type AttemptProgress,
  type AttemptRecord,
} from '../repositories/attempts.ts';
import { findOrder } from '../repositories/orders.ts';
import type { NewTender } from '../repositories/tenders.ts';
import { tellAttempt, wasInDoubt } from './tell-office.ts';
import { applyTenders, type Sale, type SaleMoment, type SaleRefusal } from './apply-tender.ts';

/** A step of an attempt's life: what it was when it was read, and what it becomes. */
export type AttemptStep = {
  readonly previous: AttemptRecord;
  readonly next: AttemptProgress;
  readonly event: string;
};

export type CompleteSale = {
  readonly orderId: OrderId;
  /** The approval that pays, or null when it is on disk already (a sale that is paid and not completed). */
  readonly approval: AttemptStep | null;
  /** What is paid now, usually one tender; empty when all tenders are on disk already. */
  readonly tenders: readonly NewTender[];
  readonly moment: SaleMoment;
};

/** Another answer about the attempt came first: nothing was written. */
export type StaleAttempt = { readonly code: 'stale' };

function tellStep(db: Writer, { previous }: AttemptStep): void {
  const stored = findAttempt(db, previous.attemptId);
  assert(stored !== null, 'what was written can be read');
  tellAttempt(db, previous, stored);
}

function run(db: Writer, input: CompleteSale): Result<Sale, SaleRefusal | StaleAttempt> {
  const order = findOrder(db, input.orderId);
  if (order === null) return err({ code: 'not-found' });
  const { approval } = input;
  if (approval !== null && updateAttempt(db, approval.previous, approval.next, approval.event) === 0) {
    return err({ code: 'stale' });
  }
  if (approval !== null && wasInDoubt(approval.previous)) tellStep(db, approval);
  return applyTenders(db, order, input.tenders, input.moment);
}

/**
 * Commits an approval with the whole sale in one transaction: attempt, tender, paid order, invoice number, stock, day totals, outbox, audit
 * (FIELD 4.3). When the tenders don't cover the total yet, the order is part-paid and gets no number; the result's order says which.
 * On an Err nothing was written; an approval is then kept by commitApprovalAlone.
 */
export function completeSale(
  db: Writer,
  input: CompleteSale,
): Result<Sale, SaleRefusal | StaleAttempt | StoreFault> {
  return db.transaction(() => run(db, input));
}
