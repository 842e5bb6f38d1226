import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { Checkout } from '../../shared/contract/sale.ts';
import type { OrderId } from '../../shared/domain/ids.ts';
import { err, type Result } from '../../shared/domain/result.ts';
import { findOrder } from '../store/repositories/orders.ts';
import type { RefundRecord } from '../store/repositories/refunds.ts';
import { listTenders, standingTenders } from '../store/repositories/tenders.ts';
import { abandonOrder } from '../store/units/abandon-order.ts';
import { announceOrder, checkoutOf } from './checkout.ts';
import type { SalesDeps } from './ports.ts';
import { refusalError } from './refusals.ts';
import { businessDateOf } from './sale-day.ts';

/** The cash of an order, given back over the counter. */
function cashBack(deps: SalesDeps, orderSeq: number, at: number): RefundRecord[] {
  const cash = standingTenders(listTenders(deps.db, orderSeq)).filter((tender) => tender.kind === 'cash');
  return cash.map((tender) => ({
    refundId: deps.ids.next(),
    attemptSeq: null,
    kind: 'cash-back',
    tenderKind: 'cash',
    amountPaise: tender.amountPaise,
    state: 'DONE',
    reason: 'order-abandoned',
    rrn: null,
    creditNoteId: null,
    businessDate: businessDateOf(deps.db, at, deps.shop().zone),
    personId: deps.person(),
    approvedBy: null,
    createdAt: at,
    updatedAt: at,
  }));
}

/**
 * Gives an unpaid or part-paid order up: its approvals are to be voided, its cash goes back (FIELD 4.3). Refused while an attempt is open, because
 * that money may still come.
 */
export function abandon(deps: SalesDeps, orderId: OrderId): Result<Checkout, PosError> {
  const order = findOrder(deps.db, orderId);
  if (order === null) return err(posError('not-found'));
  if (order.state === 'abandoned') return checkoutOf(deps, orderId);
  const at = deps.clock.now();
  const steps = deps.payments().giveUpSteps(order.seq);
  const refunds = cashBack(deps, order.seq, at);
  const done = abandonOrder(deps.db, { orderId, steps, refunds, personId: deps.person(), at });
  if (!done.ok) return err(refusalError(done.error));
  announceOrder(deps, orderId);
  for (const step of steps) deps.payments().carryOn(step.previous.attemptId);
  return checkoutOf(deps, orderId);
}
