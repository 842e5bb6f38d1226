import { listAttempts } from '../../electron/store/repositories/attempts.ts';
import { findOrder } from '../../electron/store/repositories/orders.ts';
import type { RefundOrderRequest, RefundQuote } from '../../shared/contract/refunds.ts';
import type { OrderId, RefundId } from '../../shared/domain/ids.ts';
import { paise } from '../../shared/domain/money.ts';
import { quantityMilli } from '../../shared/domain/quantity.ts';
import { count } from './tally.ts';
import { PLANTED_BUG, type Life, type SimTill } from './till.ts';
import type { World } from './world.ts';

const manager = { pin: '246813' };

/** Everything that is left, or some of one line. */
function goodsToReturn({ random }: World, { returnable }: RefundQuote): RefundOrderRequest['lines'] {
  const some = returnable.filter((line) => line.quantityMilli > 0);
  if (some.length === 0 || random.chance(0.4)) return null;
  const line = random.pick(some);
  const whole = random.chance(0.5) || line.quantityMilli % 2000 !== 0;
  return [{ ...line, quantityMilli: whole ? line.quantityMilli : quantityMilli(line.quantityMilli / 2) }];
}

/** Presses Refund and says whether it was taken; null when the till died of it. */
async function press(
  world: World,
  till: SimTill,
  life: Life,
  request: RefundOrderRequest,
): Promise<boolean | null> {
  try {
    const begun = await life.refunds.refund(request);
    if (!life.alive) return null;
    const code = begun.ok ? `return: ${request.to}` : `return: ${begun.error.code}`;
    count(world.tally.deeds, code);
    world.note(`${till.name} takes goods of ${request.orderId} back, ${request.refundId}: ${code}`);
    return begun.ok;
  } catch (thrown) {
    if (!String(thrown).includes(PLANTED_BUG)) {
      world.broken(`${till.name}: a return of ${request.orderId} threw ${String(thrown)}`);
    }
    return null;
  }
}

/** A customer comes back with goods of a paid bill; impatient hands press twice, and wrongly. */
export async function takeGoodsBack(
  world: World,
  till: SimTill,
  life: Life,
  orderId: OrderId,
): Promise<void> {
  const { random, ids } = world;
  const all = life.refunds.quote({ orderId, lines: null });
  if (!all.ok) return count(world.tally.deeds, `return: ${all.error.code}`);
  const lines = goodsToReturn(world, all.value);
  const quote = life.refunds.quote({ orderId, lines });
  if (!quote.ok) return count(world.tally.deeds, `return: ${quote.error.code}`);
  const request: RefundOrderRequest = {
    refundId: ids.next<RefundId>(),
    orderId,
    lines,
    expectedPaybackPaise: quote.value.paybackPaise,
    to: random.chance(0.2) ? 'cash' : 'instrument',
    reason: 'brought back',
    restock: random.chance(0.5),
    manager,
  };
  if (random.chance(0.05)) {
    const wrong = { ...request, expectedPaybackPaise: paise(request.expectedPaybackPaise + 100) };
    if ((await press(world, till, life, wrong)) === true) world.broken(`${orderId} took another amount back`);
  }
  const [first, again] = await Promise.all([
    press(world, till, life, request),
    random.chance(0.15) ? press(world, till, life, request) : null,
  ]);
  if (first === true && again === false) world.broken(`return ${request.refundId} again was refused`);
  if (first !== true || !life.alive || !random.chance(0.1)) return;
  const other = { ...request, lines: null, reason: 'another reason' };
  if ((await press(world, till, life, other)) === true) {
    world.broken(`return ${request.refundId} took another body`);
  }
}

/** What the gateway refused to give back, a manager pays out of the drawer. */
export async function payRefusedInCash(
  world: World,
  till: SimTill,
  life: Life,
  orderId: OrderId,
): Promise<void> {
  const listed = life.refunds.list(orderId);
  const refused = listed.ok ? listed.value.refunds.find(({ state }) => state === 'REFUSED') : undefined;
  if (refused === undefined) return;
  try {
    const paid = await life.refunds.payInCash({ refundId: refused.refundId, manager });
    if (life.alive) count(world.tally.deeds, `refused refund in cash: ${paid.ok ? 'paid' : paid.error.code}`);
  } catch (thrown) {
    if (!String(thrown).includes(PLANTED_BUG))
      world.broken(`${till.name}: cash for a refund threw ${String(thrown)}`);
  }
}

/** Somebody asks the gateway about the payments of a bill, long after. */
export function verifyBill(world: World, life: Life, orderId: OrderId): void {
  const order = findOrder(life.deps.db, orderId);
  if (order === null) return;
  for (const { attemptId } of listAttempts(life.deps.db, order.seq)) {
    void life.payments.verify(attemptId).then((verdict) => {
      if (life.alive)
        count(world.tally.deeds, `verify: ${verdict.ok ? verdict.value.verdict : verdict.error.code}`);
    });
  }
}
