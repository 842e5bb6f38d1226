import type { Notice } from '../../shared/contract/till.ts';
import { ok } from '../../shared/domain/result.ts';
import { listAttempts } from '../store/repositories/attempts.ts';
import { insertNotice } from '../store/repositories/notices.ts';
import { findOrderBySeq, listUnfinishedOrders, type OrderRecord } from '../store/repositories/orders.ts';
import { listTenders, standingTenders } from '../store/repositories/tenders.ts';
import { completeSale } from '../store/units/complete-sale.ts';
import { announceOrder } from './checkout.ts';
import { tenderOf } from './commit-approval.ts';
import type { SalesDeps } from './ports.ts';
import { noPayment, paymentOf, saleMoment } from './sale-moment.ts';

const paidStates: readonly string[] = ['APPROVED', 'RESOLVED_PAID'];

/** Writes what an approval that was kept alone could not: its tender, and the whole sale when that pays the bill. */
function completeOne(deps: SalesDeps, order: OrderRecord): void {
  const taken = new Set(standingTenders(listTenders(deps.db, order.seq)).map((tender) => tender.attemptSeq));
  const paid = listAttempts(deps.db, order.seq).filter((attempt) => paidStates.includes(attempt.state));
  const missing = paid.filter((attempt) => !taken.has(attempt.attemptSeq));
  const [first] = paid;
  const moment = saleMoment(deps, deps.clock.now(), first === undefined ? noPayment : paymentOf(first));
  const tenders = missing.map((attempt) => tenderOf(deps, attempt, attempt, moment));
  try {
    const sold = completeSale(deps.db, { orderId: order.orderId, approval: null, tenders, moment });
    if (!sold.ok) deps.report('sale-not-completed', { orderId: order.orderId, code: sold.error.code });
  } catch (error) {
    deps.report('sale-not-completed', { orderId: order.orderId, code: 'bug', error: String(error) });
  }
}

function tell(deps: SalesDeps, order: OrderRecord, code: Notice['code']): void {
  const { orderId, invoiceNumber, totalPaise: amountPaise } = order;
  const notice = { id: deps.ids.next(), code, at: deps.clock.now(), invoiceNumber, amountPaise, orderId };
  const told = deps.db.transaction<null, never>(() => {
    insertNotice(deps.db, notice);
    return ok(null);
  });
  if (!told.ok) deps.report('notice-not-kept', { code, fault: told.error.code });
}

/**
 * While the till runs: tries again what a disk that was ill for a moment left "paid, not completed". The window hears of each that is completed; nobody
 * is told again of what still can't be. True when nothing is left to do.
 */
export function completeOwed(deps: SalesDeps): boolean {
  const owed = listUnfinishedOrders(deps.db).filter((order) => order.state === 'paid-not-completed');
  const left = owed.filter((order) => {
    completeOne(deps, order);
    const now = findOrderBySeq(deps.db, order.seq) ?? order;
    if (now.state !== order.state) announceOrder(deps, order.orderId);
    return now.state === order.state;
  });
  return left.length === 0;
}

/**
 * At a start: completes the sales that are paid and were not completed, and tells the cashier of each what became of it. A bill of which a part is paid
 * takes the rest again, as any other.
 */
export function completePaidOrders(deps: SalesDeps): void {
  for (const order of listUnfinishedOrders(deps.db)) {
    if (order.state !== 'paid-not-completed') continue;
    completeOne(deps, order);
    const now = findOrderBySeq(deps.db, order.seq) ?? order;
    if (now.state !== 'part-paid')
      tell(deps, now, now.state === 'paid' ? 'sale-completed' : 'paid-not-completed');
    if (now.state !== order.state) announceOrder(deps, order.orderId);
  }
}
