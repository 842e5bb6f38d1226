import { listUnfinishedAttempts } from '../../electron/store/repositories/attempts.ts';
import { listUnfinishedOrders } from '../../electron/store/repositories/orders.ts';
import { listLines } from '../../electron/store/repositories/order-lines.ts';
import type { RequestId } from '../../shared/domain/ids.ts';
import { giveSlipBack } from './manager.ts';
import { killTill, type Life, type SimTill } from './till.ts';
import type { World } from './world.ts';

const undecided: readonly string[] = ['SENDING', 'PENDING', 'UNKNOWN'];

/** The end of a shift: what nobody waits for is cancelled, what is paid in part is paid or given up, what is paid is completed by a start. */
export function settleOrders(world: World, till: SimTill, life: Life): void {
  const { writer } = till.store;
  for (const attempt of listUnfinishedAttempts(writer)) {
    if (undecided.includes(attempt.state) && !attempt.cancelRequested)
      life.payments.cancel(attempt.attemptId);
    if (attempt.kind === 'card-manual' && attempt.state === 'REFUND_DUE')
      giveSlipBack(world, life, attempt.attemptId);
  }
  for (const order of listUnfinishedOrders(writer)) {
    if (order.state === 'paid-not-completed') {
      killTill(world, till, 'closed, to complete a sale');
      return;
    }
    if (order.state !== 'part-paid' || world.random.chance(0.5)) {
      life.sales.abandonOrder(order.orderId);
      continue;
    }
    payRest(world, life, order);
  }
}

function payRest(world: World, life: Life, order: ReturnType<typeof listUnfinishedOrders>[number]): void {
  const checkout = life.sales.getCheckout(order.orderId);
  if (!checkout.ok || checkout.value.duePaise <= 0) return;
  const { duePaise } = checkout.value;
  const lines = listLines(life.deps.db, order.seq).flatMap(({ lineId, productId, quantityMilli }) =>
    productId === null ? [] : [{ lineId, productId, quantityMilli }],
  );
  life.sales.charge({
    requestId: world.ids.next<RequestId>(),
    orderId: order.orderId,
    lines,
    expectedTotalPaise: order.totalPaise,
    buyer: null,
    tender: { kind: 'cash', amountPaise: duePaise, receivedPaise: duePaise },
  });
}
