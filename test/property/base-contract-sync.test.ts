import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OrderCompletedPayload } from '../../shared/contract/central-api.ts';
import { baseOrderOf, baseTransactionId } from '../../electron/sync/base/base-order.ts';
import { firstMapping } from '../../electron/sync/sync-settings.ts';
import type { BookOrder } from '../support/base-contract/order-book.ts';
import {
  startBaseServer,
  type BaseFault,
  type BaseServer,
} from '../support/base-contract/start-base-server.ts';
import { lineFaults, startFaultProxy, type FaultProxy } from '../support/fault-proxy.ts';
import { seededRandom, type Random } from '../support/seeded-random.ts';
import { temporaryFolder } from '../support/store-fixtures.ts';
import { openSyncTill, sellOne, type SyncTill } from '../support/sync-till.ts';

const TOKEN = 'till-token';
let server: BaseServer;
let line: FaultProxy;
let folder = '';
let remove = (): void => undefined;

beforeEach(async () => {
  server = await startBaseServer({ [TOKEN]: 'shop' });
  line = await startFaultProxy(server.url);
  ({ folder, remove } = temporaryFolder());
});
afterEach(async () => {
  await line.settled();
  await server.settled();
  await line.close();
  await server.close();
  remove();
});

/** Faults of the server itself; a very late order comes after every quiet period, and only the audit can find it. */
const serverFaults: readonly BaseFault[] = [
  'error-before',
  'error-half',
  'error-half',
  'error-after',
  'lost-reply',
  'late',
  'late',
];

/** Four in ten calls go wrong, half of them on the line and half at the server. */
function makeTrouble(random: Random, veryLate: boolean): void {
  line.faultOf = () => (random.chance(0.2) ? random.pick(lineFaults) : 'none');
  server.faultOf = () => {
    if (veryLate && random.chance(0.03)) return 'very-late';
    return random.chance(0.25) ? random.pick(serverFaults) : 'none';
  };
}

function noTrouble(): void {
  line.faultOf = () => 'none';
  server.faultOf = () => 'none';
}

const callsMade = (): number => [...line.made.values()].reduce((sum, count) => sum + count, 0);

const opened = (): SyncTill => openSyncTill(folder, { url: line.url, token: TOKEN });

/** What of the server's book is wrong, given what was sold: lost, doubled, incomplete, or nobody's. */
function differences(sales: readonly OrderCompletedPayload[]): string[] {
  const byTransaction = Map.groupBy(server.book.orders.values(), (order: BookOrder) =>
    String(order.fields['transaction_id']),
  );
  const wrong: string[] = [];
  for (const sale of sales) {
    const name = baseTransactionId(sale);
    const found = byTransaction.get(name) ?? [];
    byTransaction.delete(name);
    if (found.length !== 1) wrong.push(`${name}: ${found.length} times`);
    const sent = baseOrderOf(sale, firstMapping);
    const there = found[0]?.items.map((item) => `${item.quantity} x ${item.price} ${item.product_title}`);
    const here = sent.ok
      ? sent.value.order_items.map((item) => `${item.quantity} x ${item.price} ${item.title}`)
      : [];
    if (there?.join() !== here.join()) wrong.push(`${name}: other lines`);
    if (sent.ok && found[0]?.fields['total_amount'] !== sent.value.total_amount) {
      wrong.push(`${name}: another total`);
    }
  }
  return [...wrong, ...[...byTransaction.keys()].map((name) => `${name}: nobody sold it`)];
}

test('two hundred orders reach a server without idempotency once each, whole, with four calls in ten going wrong', async () => {
  const random = seededRandom(20261120);
  const till = opened();
  const sales = Array.from({ length: 200 }, () => sellOne(till.store, random));
  makeTrouble(random, true);
  till.sync.begin();
  await expect.poll(() => till.sync.status().waiting, { timeout: 240_000 }).toBe(0);
  noTrouble();
  await server.settled();
  await line.settled();
  expect(till.sync.status()).toMatchObject({ refused: 0, ambiguous: 0, server: 'base' });
  await till.sync.audit();
  expect(differences(sales)).toEqual([]);
  expect(line.made.size).toBe(lineFaults.length + 1);
  await till.close();
}, 300_000);

test('a till that is killed at any moment, again and again, loses and doubles nothing there', async () => {
  const random = seededRandom(7);
  const sales: OrderCompletedPayload[] = [];
  makeTrouble(random, false);
  for (let lives = 0; lives < 40; lives += 1) {
    const till = opened();
    for (let count = 0; count < 2; count += 1) sales.push(sellOne(till.store, random));
    till.sync.begin();
    const until = callsMade() + 1 + random.below(8);
    const isTime = (): boolean => callsMade() >= until || till.sync.status().waiting === 0;
    await expect.poll(isTime, { interval: 1, timeout: 20_000 }).toBe(true);
    await till.kill();
  }
  noTrouble();
  const last = opened();
  last.sync.begin();
  await expect.poll(() => last.sync.status().waiting, { timeout: 60_000 }).toBe(0);
  await server.settled();
  await line.settled();
  await last.sync.audit();
  expect(last.sync.status()).toMatchObject({ refused: 0, ambiguous: 0 });
  expect(differences(sales)).toEqual([]);
  await last.close();
}, 180_000);
