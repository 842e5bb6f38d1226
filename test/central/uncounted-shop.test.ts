/** A shop that is new in a central of others: the database has not counted its orders yet, and plans as if it had none. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pushEvents } from '../../central/ingest/push-events.ts';
import { ensureShop, ensureTill } from '../../central/store/shops.ts';
import { settleOrders } from '../../central/store/write-orders.ts';
import type { BulkEvent } from '../../shared/contract/central-api.ts';
import { countingRows } from '../support/central/rows-read.ts';
import { eventOf, orderIdOf, refundOf, saleEvent } from '../support/central/sale-events.ts';
import { startCentral, type TestCentral } from '../support/central/start-central.ts';

// As many as central counts anew after, so that it does not do so again while the new shop pushes.
const COUNTED = 2400;
const NEW = 1200;
const PUSH = 300;
const AT = 1_780_000_000_000;

let central: TestCentral;
beforeAll(async () => {
  central = await startCentral();
});
afterAll(() => central.stop());

async function push(shopId: number, tillId: number, events: readonly BulkEvent[]): Promise<void> {
  for (let at = 0; at < events.length; at += PUSH) {
    const sender = { shopId, tillId, receivedAt: AT };
    const results = await pushEvents(central.db, sender, events.slice(at, at + PUSH));
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['stored']));
  }
}

test('what was said of the orders of a push is settled by reading them once', async () => {
  await push(
    central.shopId,
    central.tillId,
    Array.from({ length: COUNTED }, () => saleEvent({ lines: 1 })),
  );
  await central.db.run('ANALYZE');
  const shopId = await ensureShop(central.db, { code: randomUUID(), name: 'New', at: 0 });
  const tillId = await ensureTill(central.db, { shopId, code: 'T1', name: 'T1', at: 0 });
  const sales = Array.from({ length: NEW }, () => saleEvent({ lines: 1 }));
  const orderRefs = sales.map(orderIdOf);
  const refunds = orderRefs
    .filter((_, index) => index % 30 === 0)
    .map((orderId) => eventOf('refund-changed', { form: 1, refund: refundOf(orderId, 5000) }));
  await push(shopId, tillId, [...sales, ...refunds]);

  const read = await central.db.transaction(async (tx) => {
    const counting = countingRows(tx);
    await settleOrders(counting.querier, shopId, orderRefs.slice(-PUSH), AT);
    return counting.read();
  });
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(10 * (NEW + refunds.length));
});
