import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OrderCompletedPayload } from '../../shared/contract/central-api.ts';
import { baseDifferences } from '../support/base-contract/base-differences.ts';
import {
  serverFaults,
  startBaseServer,
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
  expect(baseDifferences(server.book, sales)).toEqual([]);
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
  expect(baseDifferences(server.book, sales)).toEqual([]);
  await last.close();
}, 180_000);
