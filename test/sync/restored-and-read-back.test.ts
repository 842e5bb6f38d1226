import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openBackedUpTill, type BackedUpTill } from '../support/backed-up-till.ts';
import { startCentral, type TestCentral } from '../support/central/start-central.ts';
import { readLedger } from '../support/ledger.ts';
import { storeViolations } from '../support/ledger-invariants.ts';
import { pictureOf } from '../support/store-picture.ts';

const patience = { timeout: 60_000 };
let root = '';
let central: TestCentral;
let till: BackedUpTill;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'galla-read-back-'));
  central = await startCentral();
  till = await openBackedUpTill(join(root, 'till'), join(root, 'installation'));
  await till.call('setManagerPin', { currentPin: null, newPin: manager.pin });
});
afterEach(async () => {
  await till.close();
  await central.stop();
  rmSync(root, { recursive: true, force: true });
});

const manager = { pin: '2468' };

async function meetOffice(who = till, url = central.url, token = central.token): Promise<void> {
  const { mapping } = await who.call('getSyncSettings', undefined);
  await who.call('saveSyncSettings', { url, token, server: 'auto', mapping, manager });
}

async function untilTold(): Promise<void> {
  await vi.waitFor(async () => {
    expect(await till.call('getSyncStatus', undefined)).toMatchObject({ waiting: 0, server: 'central' });
  }, patience);
}

async function restoreNewest(): Promise<void> {
  const [backup] = (await till.call('getBackups', undefined)).backups;
  const request = { backupKey: backup?.backupKey ?? '', passphrase: null, salvage: false, manager };
  expect(await till.call('restoreBackup', request)).toMatchObject({ verdict: 'good' });
}

async function untilAsked(): Promise<void> {
  await vi.waitFor(async () => {
    expect((await till.call('getBackups', undefined)).restored?.check).toBe('asked');
  }, patience);
}

async function sell(times: number): Promise<string[]> {
  const numbers: string[] = [];
  for (let time = 0; time < times; time += 1) {
    numbers.push(await (time % 5 === 4 ? till.sellByCard() : till.sellCash()));
  }
  return numbers;
}

/** The review of the day in hand, as its page shows it; when it was asked is no part of it. */
async function review() {
  const { figures, days } = await till.call('getReview', { to: null, days: 1 });
  return { figures, days };
}

test('twenty bills, a backup, twenty more, and the backup put back: forty bills, and the day as it was', async () => {
  await meetOffice();
  await sell(20);
  await till.call('makeBackup', { folderToken: null, passphrase: null });
  await sell(20);
  await untilTold();
  const before = { day: await review(), rows: pictureOf(till.storePath) };
  expect(before.rows.orders).toHaveLength(40);

  await restoreNewest();
  await untilAsked();
  const { restored, readBack } = await till.call('getBackups', undefined);
  expect(readBack).toMatchObject({ outcome: 'done', bills: 20, there: 20, differCount: 0, refusedCount: 0 });
  expect(restored).toMatchObject({ lostBills: [], check: 'asked' });
  expect(restored?.days.flatMap(({ differences }) => differences)).toEqual([]);
  expect(pictureOf(till.storePath)).toEqual(before.rows);
  expect(await review()).toEqual(before.day);

  // It goes on in a series of its own, and tells the office only of what is new.
  expect(await till.sellCash()).toBe('TA1-B/2627/00001');
  await untilTold();
  expect(storeViolations(readLedger(till.storePath))).toEqual([]);
  expect(await till.call('getSyncStatus', undefined)).toMatchObject({ refused: 0 });
});

test('another till that was given the same token sends nothing, keeps everything, and is told why', async () => {
  await meetOffice();
  await sell(2);
  await untilTold();
  const other = await openBackedUpTill(join(root, 'other'), join(root, 'other-installation'));
  try {
    await other.call('setManagerPin', { currentPin: null, newPin: manager.pin });
    await other.sellCash();
    await meetOffice(other);
    await vi.waitFor(async () => {
      const status = await other.call('getSyncStatus', undefined);
      expect(status).toMatchObject({ state: 'paused', problem: 'token-in-use', waiting: 1 });
    }, patience);
  } finally {
    await other.close();
  }
  const [count] = await central.db.query<{ count: number }>('SELECT count(*)::int AS count FROM orders');
  expect(count).toEqual({ count: 2 });
});

test('a till that was put back with an old address of the office asks as soon as it has the right one', async () => {
  await meetOffice(till, 'http://127.0.0.1:1');
  await sell(1);
  await till.call('makeBackup', { folderToken: null, passphrase: null });
  await meetOffice();
  await sell(2);
  await untilTold();
  await restoreNewest();
  await untilRefused('office-unreachable');
  await meetOffice();
  // By itself it asks again only after half a minute.
  await vi.waitFor(
    async () => {
      const { restored, readBack } = await till.call('getBackups', undefined);
      expect(restored?.check).toBe('asked');
      expect(readBack).toMatchObject({ outcome: 'done', bills: 2 });
    },
    { timeout: 15_000 },
  );
});

test('an office that was not there is read back later, by a manager, into a day that was closed meanwhile', async () => {
  await meetOffice();
  await sell(3);
  const { mapping } = await till.call('getSyncSettings', undefined);
  await untilTold();
  await till.call('saveSyncSettings', { url: '', server: 'auto', mapping, manager });
  await till.call('makeBackup', { folderToken: null, passphrase: null });
  await meetOffice();
  await sell(6);
  await untilTold();
  const lost = pictureOf(till.storePath).orders;

  // What goes back to the backup knows of no office, sells on in its new series, and its day is closed.
  await restoreNewest();
  await untilAsked();
  expect(await till.sellCash()).toBe('TA1-B/2627/00001');
  const snapshot = await till.call('getSnapshot', undefined);
  const businessDate = snapshot.kind === 'ready' ? snapshot.businessDate : '';
  await till.call('closeDay', { businessDate, manager, signExceptions: true });
  await meetOffice();
  await untilTold();
  expect(await till.ask('readBack', { manager: null })).toMatchObject({
    ok: false,
    error: { code: 'manager-needed' },
  });
  expect(await till.call('readBack', { manager })).toMatchObject({
    outcome: 'done',
    bills: 6,
    intoClosedDays: 6,
    // The manager closed a day of one bill; now it has seven.
    differs: [{ what: businessDate, fields: ['day-sums'] }],
    refused: [],
  });
  const orders = new Map(pictureOf(till.storePath).orders.map((order) => [order['order_id'], order]));
  expect(orders.size).toBe(10);
  for (const order of lost) expect(orders.get(order['order_id'])).toEqual(order);
  expect(storeViolations(readLedger(till.storePath))).toEqual([]);
  expect(await till.call('readBack', { manager })).toMatchObject({ bills: 0, there: 10 });
  await untilTold();
  // The last bill is still the one that was sold last, not one that came back.
  expect(await till.sellCash()).toBe('TA1-B/2627/00002');
});

/** Works on the store's file while no till has it open. */
function withFile<T>(work: (db: Database.Database) => T): T {
  const db = new Database(till.storePath);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

async function untilRefused(refusal: string): Promise<void> {
  await vi.waitFor(async () => {
    expect((await till.call('getBackups', undefined)).restored).toMatchObject({ check: 'due', refusal });
  }, patience);
}

test('an office that does not answer is asked again and again, which is on record once; one that can’t be used is said to be just that', async () => {
  const { mapping } = await till.call('getSyncSettings', undefined);
  const nobody = {
    url: 'http://127.0.0.1:1',
    token: central.token,
    server: 'auto',
    mapping,
    manager,
  } as const;
  await till.call('saveSyncSettings', nobody);
  await sell(1);
  await till.call('makeBackup', { folderToken: null, passphrase: null });
  await restoreNewest();
  await untilRefused('office-unreachable');
  for (let time = 0; time < 3; time += 1) await till.call('askRestored', undefined);
  expect((await till.call('getBackups', undefined)).readBack).toMatchObject({ outcome: 'part', bills: 0 });
  await till.close();

  const records = `SELECT count(*) FROM audit WHERE action = 'read-back-from-office'`;
  expect(withFile((db) => db.prepare(records).pluck().get())).toBe(1);
  // As on a PC whose key store does not know the token: there is an office, and it can't be used.
  withFile((db) => db.exec(`UPDATE settings SET value = replace(value, '127.0.0.1', '192.0.2.1')`));
  till = await openBackedUpTill(join(root, 'till'), join(root, 'installation'));
  await untilRefused('office-not-set-up');
});

test('an office that does not accept the token of a till that was put back is said to be that, and the right token ends it', async () => {
  await meetOffice(till, central.url, 'not-a-token-of-this-office');
  await till.call('makeBackup', { folderToken: null, passphrase: null });
  await restoreNewest();
  await untilRefused('office-not-set-up');
  await meetOffice();
  await untilAsked();
});
