/** Whatever order events arrive in, however often, and however they are cut into pushes: the end is the same. */
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BulkEvent } from '../../shared/contract/central-api.ts';
import { pushEvents } from '../../central/ingest/push-events.ts';
import { ensureShop, ensureTill } from '../../central/store/shops.ts';
import {
  attemptPayload,
  creditNotePayload,
  eventOf,
  refundOf,
  salePayload,
} from '../support/central/sale-events.ts';
import { startCentral, type TestCentral } from '../support/central/start-central.ts';

let central: TestCentral;
beforeAll(async () => {
  central = await startCentral();
});
afterAll(() => central.stop());

/** The life of a few orders: sales, refunds that were due, unknown and done, credit notes, late approvals, voids. */
function life(): BulkEvent[] {
  return Array.from({ length: 3 }, (_, index) => {
    const sale = salePayload({ transactionId: `LIFE-${randomUUID()}` });
    const { orderId, totalPaise } = sale.order;
    const part = index === 0 ? totalPaise : 5000;
    const due = refundOf(orderId, part, { state: 'DUE' });
    const done = { ...due, version: 3, state: 'DONE', rrn: '123456789012' };
    const standing = { version: 4 + index, state: index === 0 ? 'refunded' : 'paid' };
    const late = attemptPayload(orderId, { state: 'UNKNOWN' }).attempt;
    return [
      eventOf('order-completed', sale),
      eventOf('refund-changed', { form: 1, refund: due }),
      eventOf('refund-changed', { form: 1, refund: { ...due, version: 2, state: 'UNKNOWN' } }),
      eventOf('credit-note-issued', creditNotePayload(orderId, [done], standing)),
      eventOf('attempt-changed', { form: 1, attempt: late }),
      eventOf('attempt-changed', { form: 1, attempt: { ...late, version: 2, state: 'VOID_DUE' } }),
      eventOf('attempt-changed', { form: 1, attempt: { ...late, version: 3, state: 'VOIDED' } }),
      eventOf('order-changed', { form: 1, order: { orderId, version: 3, state: 'paid' } }),
      eventOf('day-closed', { form: 1, businessDate: '2026-06-01', closedAt: 1_780_000_000_000 }),
    ];
  }).flat();
}

/** All that a shop's tables say, without what depends on when and in which row it was written. */
async function stateOf(shopId: number): Promise<unknown> {
  const read = async (sql: string): Promise<unknown> => central.db.query(sql, [shopId]);
  return {
    orders: await read(
      `SELECT order_ref, status, payment_status, total_paise, refunded_paise, transaction_id FROM orders WHERE shop_id = $1 ORDER BY order_ref`,
    ),
    refunds: await read(
      `SELECT refund_ref, order_ref, version, state, amount_paise, rrn FROM refunds WHERE shop_id = $1 ORDER BY refund_ref`,
    ),
    notes: await read(
      'SELECT credit_note_ref, number, total_paise FROM credit_notes WHERE shop_id = $1 ORDER BY credit_note_ref',
    ),
    attempts: await read(
      'SELECT attempt_ref, version, state FROM attempts WHERE shop_id = $1 ORDER BY attempt_ref',
    ),
    standings: await read(
      'SELECT order_ref, version, state FROM standings WHERE shop_id = $1 ORDER BY order_ref',
    ),
    events: await read(
      'SELECT event_id, kind, sha256, payload FROM events WHERE shop_id = $1 ORDER BY event_id',
    ),
  };
}

async function newTill() {
  const shopId = await ensureShop(central.db, { code: randomUUID(), name: 'Any order', at: 0 });
  const tillId = await ensureTill(central.db, { shopId, code: 'T1', name: 'T1', at: 0 });
  return { shopId, tillId, receivedAt: 1 };
}

test('the state after any shuffling, repetition and cutting is that of the events in their order', async () => {
  const events = life();
  const straight = await newTill();
  await pushEvents(central.db, straight, events);
  const expected = await stateOf(straight.shopId);
  expect(JSON.stringify(expected)).toContain('"payment_status":"refunded"');
  const order = fc.shuffledSubarray([...events, ...events.slice(0, 9)], { minLength: events.length + 9 });
  await fc.assert(
    fc.asyncProperty(order, fc.integer({ min: 1, max: 9 }), async (shuffled, size) => {
      const till = await newTill();
      for (let at = 0; at < shuffled.length; at += size) {
        const results = await pushEvents(central.db, till, shuffled.slice(at, at + size));
        expect(results.every(({ outcome }) => outcome === 'stored' || outcome === 'known')).toBe(true);
      }
      expect(await stateOf(till.shopId)).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});

test('the same holds when the pushes run at the same time', async () => {
  const events = life();
  const straight = await newTill();
  await pushEvents(central.db, straight, events);
  const expected = await stateOf(straight.shopId);
  for (let round = 0; round < 5; round += 1) {
    const till = await newTill();
    const pushes = events.map((_, at) => events.filter((_event, place) => place % 6 === at % 6));
    await Promise.all(pushes.slice(0, 12).map((push) => pushEvents(central.db, till, push)));
    expect(await stateOf(till.shopId)).toEqual(expected);
  }
});
