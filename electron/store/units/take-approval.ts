import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { StoreFault } from '../faults.ts';
import type { Writer } from '../handles.ts';
import type { AttemptRecord } from '../repositories/attempts.ts';
import type { Sale, SaleRefusal } from './apply-tender.ts';
import { commitApprovalAlone } from './commit-approval-alone.ts';
import { completeSale, type AttemptStep, type CompleteSale, type StaleAttempt } from './complete-sale.ts';

/** Why an approval was kept without its sale; `bug` carries what was thrown, for the log. */
export type KeptBecause = StoreFault | SaleRefusal | { readonly code: 'bug'; readonly thrown: unknown };

export type TakenApproval =
  /** The sale is completed, or the order is part-paid: its state says. */
  | { readonly kind: 'sold'; readonly sale: Sale }
  /** The order is paid and not completed. */
  | { readonly kind: 'kept'; readonly attempt: AttemptRecord; readonly because: KeptBecause };

function tryToComplete(db: Writer, input: CompleteSale): Result<Sale, KeptBecause | StaleAttempt> {
  try {
    return completeSale(db, input);
  } catch (thrown) {
    return err({ code: 'bug', thrown });
  }
}

/**
 * Takes an approval: with the whole sale where that is possible, alone where it isn't, never not at all (FIELD 4.3). `stale`: another answer came first. A
 * fault: not even the approval could be written; it is to be tried again before anything else is told.
 */
export function takeApproval(
  db: Writer,
  input: CompleteSale & { readonly approval: AttemptStep },
): Result<TakenApproval, StaleAttempt | StoreFault> {
  const completed = tryToComplete(db, input);
  if (completed.ok) return ok({ kind: 'sold', sale: completed.value });
  const because = completed.error;
  if (because.code === 'stale') return err(because);
  const kept = commitApprovalAlone(db, input.approval);
  if (!kept.ok) return kept;
  return ok({ kind: 'kept', attempt: kept.value, because });
}
