import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ReadBack } from '../../shared/contract/read-back.ts';
import { must } from '../support/catalogue.ts';
import { startCentral, type TestCentral } from '../support/central/start-central.ts';
import {
  choosePin,
  manager,
  patience,
  refundOf,
  sellByCard,
  sellForCash,
  sellSplit,
  sellUnknown,
  settled,
} from '../support/give-back.ts';
import { readLedger } from '../support/ledger.ts';
import { storeViolations } from '../support/ledger-invariants.ts';
import { loseOrders } from '../support/lose-orders.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { temporaryFolders } from '../support/store-fixtures.ts';
import { pictureOf } from '../support/store-picture.ts';
import { openSyncTill } from '../support/sync-till.ts';
import { checkoutOf, openHome, openTill, type TestTill, type TillHome } from '../support/till-under-test.ts';

let central: TestCentral;
let home: TillHome;
const { newFolder, removeAll } = temporaryFolders();
beforeEach(async () => {
  home = await openHome();
  // One of its own for each test: what a token's till told is all one till's.
  central = await startCentral();
});
afterEach(async () => {
  await central.stop();
  await home.end();
  removeAll();
});

const storeOf = (folder: string): string => join(folder, 'store.db');

/** A copy of a store as a backup makes it: one whole file. */
function backUp(from: string): string {
  const folder = newFolder();
  const db = new Database(storeOf(from));
  db.exec(`VACUUM INTO '${storeOf(folder)}'`);
  db.close();
  return folder;
}

async function push(folder: string): Promise<void> {
  const till = openSyncTill(folder, { url: central.url, token: central.token });
  till.sync.begin();
  expect(await till.sync.settled(5)).toMatchObject({ waiting: 0, refused: 0 });
  await till.close();
}

const wish = { tillCode: 'A1', fromMs: 0, zone: 'Asia/Kolkata', write: true };

async function readBack(folder: string): Promise<ReadBack> {
  const till = openSyncTill(folder, { url: central.url, token: central.token });
  const held = await till.sync.readBack(wish, () => undefined);
  await till.close();
  const view = held === null ? null : must(held).readBack;
  if (view === null) throw new Error('an office was asked');
  return view;
}

/** One life of a process that reads back; true when it came to its end before it was killed. */
async function readInChild(folder: string, patienceMs: number | null): Promise<boolean> {
  const entry = new URL('../support/read-back-child.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [entry, folder, central.url, central.token]);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    if (said === '' && patienceMs !== null) setTimeout(() => child.kill('SIGKILL'), patienceMs);
    said += chunk.toString();
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code === 0 && said.includes('"outcome":"done"');
}

/** Bills of all sorts, of which some come back. */
async function trade(till: TestTill): Promise<void> {
  sellForCash(till, [
    ['Rice', 3],
    ['Soap', 2],
  ]);
  const cash = sellForCash(till, [['Rice', 2]]);
  const card = await sellByCard(till, [['Soap', 3]]);
  const split = await sellSplit(till, 50_00, [['Rice', 1]]);
  must(await till.refunds.refund(refundOf(till, cash, [1], { to: 'cash', manager })));
  must(await till.refunds.refund(refundOf(till, card, [1], { manager })));
  must(await till.refunds.refund(refundOf(till, split, null, { manager })));
  for (const order of [cash, card, split]) await settled(till, order, 'DONE');
}

/** Each is given a little longer; the last one is left alone. */
const LIVES = 12;

describe('what the office holds of a till', () => {
  test('comes back as the rows that were lost: bills, tenders, attempts, returns, credit notes, stock and sums', async () => {
    const till = await openTill(home);
    await choosePin(till);
    await trade(till);
    const backup = backUp(home.folder);
    await trade(till);
    await vi.waitFor(() => expect(readLedger(storeOf(home.folder)).creditNotes).toHaveLength(6), patience);
    await till.kill();
    await push(home.folder);
    const before = pictureOf(storeOf(home.folder));
    expect(before.orders).toHaveLength(8);

    expect(await readBack(backup)).toMatchObject({
      outcome: 'done',
      bills: 4,
      creditNotes: 3,
      there: 4,
      differCount: 0,
      refused: [],
    });
    expect(storeViolations(readLedger(storeOf(backup)))).toEqual([]);
    expect(pictureOf(storeOf(backup))).toEqual(before);

    // Again is the same as once, and nothing waits to be told that the office told us.
    expect(await readBack(backup)).toMatchObject({ bills: 0, creditNotes: 0, there: 8, refusedCount: 0 });
    expect(pictureOf(storeOf(backup))).toEqual(before);
    await push(backup);
  });

  test('comes back whichever bills were lost, with all that belongs to them, and twice is the same as once', async () => {
    const till = await openTill(home);
    await choosePin(till);
    await trade(till);
    await trade(till);
    await till.kill();
    await push(home.folder);
    const before = pictureOf(storeOf(home.folder));
    const ids = before.orders.map((order) => String(order['order_id']));
    await fc.assert(
      fc.asyncProperty(fc.subarray(ids), async (lost) => {
        const folder = backUp(home.folder);
        loseOrders(storeOf(folder), lost);
        expect(await readBack(folder)).toMatchObject({
          bills: lost.length,
          there: ids.length - lost.length,
          differCount: 0,
          refusedCount: 0,
        });
        // How often a product sold and when is counted on; the loss took none of it away.
        const { sold: _, ...rows } = pictureOf(storeOf(folder));
        expect({ ...rows, sold: before.sold }).toEqual(before);
        expect(storeViolations(readLedger(storeOf(folder)))).toEqual([]);
        expect(await readBack(folder)).toMatchObject({ bills: 0, creditNotes: 0, there: ids.length });
        expect({ ...pictureOf(storeOf(folder)), sold: before.sold }).toEqual(before);
      }),
      { numRuns: 12 },
    );
  }, 300_000);

  test('finishes a bill that was being paid when the backup was made, under the number that it got then', async () => {
    const till = await openTill(home);
    till.emulator.control.hold('sale', 'after');
    till.emulator.control.hold('status', 'before');
    const order = await sellUnknown(till);
    const backup = backUp(home.folder);
    till.emulator.control.releaseAll();
    await vi.waitFor(() => expect(checkoutOf(till, order.orderId).state).toBe('paid'), patience);
    await till.kill();
    await push(home.folder);
    expect(readLedger(storeOf(backup)).orders.map(({ state }) => state)).toEqual(['paying']);
    expect(await readBack(backup)).toMatchObject({ bills: 1, differCount: 0, refusedCount: 0 });
    expect(storeViolations(readLedger(storeOf(backup)))).toEqual([]);
    expect(pictureOf(storeOf(backup)).tenders).toEqual(pictureOf(storeOf(home.folder)).tenders);
    expect(pictureOf(storeOf(backup)).orders[0]?.['invoice_number']).toBe('A1/2627/000001');
  });

  test('comes back though it is killed again and again in between', async () => {
    const till = await openTill(home);
    await choosePin(till);
    for (let round = 0; round < 3; round += 1) await trade(till);
    await till.kill();
    await push(home.folder);
    const before = pictureOf(storeOf(home.folder));
    const folder = backUp(home.folder);
    loseOrders(
      storeOf(folder),
      before.orders.map((order) => String(order['order_id'])),
    );
    const random = seededRandom(11);
    let done = false;
    for (let life = 0; life < LIVES && !done; life += 1) {
      const patienceMs = life === LIVES - 1 ? null : random.below(40 + 60 * life);
      done = await readInChild(folder, patienceMs);
      expect(
        storeViolations(readLedger(storeOf(folder))).filter((rule) => !rule.startsWith('series')),
      ).toEqual([]);
    }
    expect(done).toBe(true);
    expect({ ...pictureOf(storeOf(folder)), sold: before.sold }).toEqual(before);
  }, 300_000);
});
