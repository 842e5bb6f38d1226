import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { Checkout } from '../../shared/contract/sale.ts';
import type { OrderId } from '../../shared/domain/ids.ts';
import { subtractPaise, sumPaise, ZERO_PAISE } from '../../shared/domain/money.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { checkoutVersion } from '../payments/index.ts';
import { listAttempts, sumAttemptVersions } from '../store/repositories/attempts.ts';
import { findOrder } from '../store/repositories/orders.ts';
import { listTenders, standingTenders } from '../store/repositories/tenders.ts';
import type { SalesDeps } from './ports.ts';

/** An order while it is paid, as the counter's panel shows it. */
export function checkoutOf(deps: SalesDeps, orderId: OrderId): Result<Checkout, PosError> {
  const order = findOrder(deps.db, orderId);
  if (order === null) return err(posError('not-found'));
  const attempts = listAttempts(deps.db, order.seq);
  // What was taken of a bill that was given up went back.
  const isOver = order.state === 'abandoned';
  const tenders = isOver ? [] : standingTenders(listTenders(deps.db, order.seq));
  const paidPaise = sumPaise(tenders.map((tender) => tender.amountPaise));
  return ok({
    orderId,
    version: checkoutVersion(
      order,
      attempts.reduce((sum, attempt) => sum + attempt.version, 0),
    ),
    state: order.state,
    totalPaise: order.totalPaise,
    paidPaise,
    duePaise: subtractPaise(order.totalPaise, paidPaise),
    changePaise: sumPaise(tenders.map((tender) => tender.changePaise ?? ZERO_PAISE)),
    invoiceNumber: order.invoiceNumber,
    attempts: attempts.map((attempt) => deps.payments().view(attempt)),
    tenders: tenders.map(({ kind, amountPaise, lastFour }) => ({ kind, amountPaise, lastFour })),
  });
}

/** Says that an order changed. */
export function announceOrder(deps: SalesDeps, orderId: OrderId): void {
  const order = findOrder(deps.db, orderId);
  if (order === null) return;
  const version = checkoutVersion(order, sumAttemptVersions(deps.db, order.seq));
  deps.emit({ topic: 'checkout', id: orderId, version });
  deps.emit({ topic: 'order', id: orderId, version });
}
