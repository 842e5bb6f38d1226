import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
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
  settled,
} from '../support/give-back.ts';
import { readLedger } from '../support/ledger.ts';
import { storeViolations } from '../support/ledger-invariants.ts';
import { temporaryFolder } from '../support/store-fixtures.ts';
import { pictureOf } from '../support/store-picture.ts';
import { openSyncTill } from '../support/sync-till.ts';
import { openHome, openTill, type TestTill, type TillHome } from '../support/till-under-test.ts';

let central: TestCentral;
let home: TillHome;
let folders: ReturnType<typeof temporaryFolder>[] = [];
beforeAll(async () => {
  central = await startCentral();
});
afterAll(async () => {
  await central.stop();
});
beforeEach(async () => {
  home = await openHome();
});
afterEach(async () => {
  await home.end();
  for (const { remove } of folders) remove();
  folders = [];
});

function newFolder(): string {
  const made = temporaryFolder();
  folders.push(made);
  return made.folder;
}

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

/** Bills of all sorts, of which some come back. */
async function trade(till: TestTill): Promise<void> {
  sellForCash(till, [['Rice', 3], ['Soap', 2]]);
  const cash = sellForCash(till, [['Rice', 2]]);
  const card = await sellByCard(till, [['Soap', 3]]);
  const split = await sellSplit(till, 50_00, [['Rice', 1]]);
  must(await till.refunds.refund(refundOf(till, cash, [1], { to: 'cash', manager })));
  must(await till.refunds.refund(refundOf(till, card, [1], { manager })));
  must(await till.refunds.refund(refundOf(till, split, null, { manager })));
  for (const order of [cash, card, split]) await settled(till, order, 'DONE');
}

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
});
