import { sumPaise } from '../../shared/domain/money.ts';
import type { ApprovalCommit } from '../payments/index.ts';
import type { AttemptProgress, AttemptRecord } from '../store/repositories/attempts.ts';
import { findOrder } from '../store/repositories/orders.ts';
import { listTenders, standingTenders, type NewTender } from '../store/repositories/tenders.ts';
import { commitApprovalAlone } from '../store/units/commit-approval-alone.ts';
import type { AttemptStep, CompleteSale } from '../store/units/complete-sale.ts';
import { takeApproval } from '../store/units/take-approval.ts';
import type { SalesDeps } from './ports.ts';
import { paymentOf, saleMoment } from './sale-moment.ts';

/** The tender that an approval is. */
export function tenderOf(
  deps: SalesDeps,
  attempt: Pick<AttemptRecord, 'kind' | 'amountPaise' | 'attemptSeq'>,
  approval: AttemptProgress,
  moment: CompleteSale['moment'],
): NewTender {
  return {
    kind: attempt.kind,
    amountPaise: attempt.amountPaise,
    receivedPaise: null,
    changePaise: null,
    attemptSeq: attempt.attemptSeq,
    scheme: approval.scheme,
    lastFour: approval.lastFour,
    rrn: approval.rrn,
    authCode: approval.authCode,
    businessDate: moment.businessDate,
    takenAt: moment.at,
    withdrawnAt: null,
  };
}

/** Whether the order can take this money: it is being paid, and no less is due. */
function isWanted(deps: SalesDeps, step: AttemptStep): boolean {
  const order = findOrder(deps.db, step.previous.orderId);
  if (order === null || !['paying', 'part-paid', 'paid-not-completed'].includes(order.state)) return false;
  const taken = standingTenders(listTenders(deps.db, order.seq)).map((tender) => tender.amountPaise);
  return sumPaise(taken) + step.previous.amountPaise <= order.totalPaise;
}

type Taken = ReturnType<typeof takeApproval>;

/** The whole sale with the approval, or the approval alone. Whatever goes wrong in making the sale must not cost the approval. */
function take(deps: SalesDeps, step: AttemptStep): Taken | ReturnType<typeof commitApprovalAlone> {
  try {
    const moment = saleMoment(deps, deps.clock.now(), paymentOf(step.next));
    const tenders = [tenderOf(deps, step.previous, step.next, moment)];
    return takeApproval(deps.db, { orderId: step.previous.orderId, approval: step, tenders, moment });
  } catch (error) {
    deps.report('sale-not-completed', { orderId: step.previous.orderId, code: 'bug', error: String(error) });
    return commitApprovalAlone(deps.db, step);
  }
}

/**
 * Commits an approval with its whole sale; when that can't be done, alone: "paid, not completed" (FIELD 4.3). An order that is over or paid otherwise
 * takes no more money: then the approval is unwanted and nothing was written.
 * @param keptAlone hears that the sale is still to be completed
 */
export function commitApproval(deps: SalesDeps, step: AttemptStep, keptAlone: () => void): ApprovalCommit {
  if (!isWanted(deps, step)) return { kind: 'unwanted' };
  const taken = take(deps, step);
  if (!taken.ok) {
    return taken.error.code === 'stale' ? { kind: 'stale' } : { kind: 'failed', detail: taken.error.code };
  }
  if ('kind' in taken.value && taken.value.kind === 'kept') {
    const { because } = taken.value;
    const error = because.code === 'bug' ? String(because.thrown) : '';
    deps.report('sale-not-completed', { orderId: step.previous.orderId, code: because.code, error });
  }
  if ('kind' in taken.value ? taken.value.kind === 'kept' : true) keptAlone();
  return { kind: 'kept' };
}
