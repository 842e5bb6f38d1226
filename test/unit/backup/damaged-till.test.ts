import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openBackedUpTill, type BackedUpTill } from '../../support/backed-up-till.ts';
import { pagesOf, spoilPage } from '../../support/busy-store.ts';
import { readLedger } from '../../support/ledger.ts';
import { storeViolations } from '../../support/ledger-invariants.ts';

/** Many stores, or many processes, on a busy machine. */
const LONG = { timeout: 240_000 };

const patience = { timeout: 60_000 };
let root = '';
let tills: BackedUpTill[] = [];

async function open(): Promise<BackedUpTill> {
  const till = await openBackedUpTill(join(root, 'till'), join(root, 'installation'));
  tills.push(till);
  return till;
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'galla-damaged-'));
});
afterEach(async () => {
  for (const till of tills) await till.close();
  tills = [];
  rmSync(root, { recursive: true, force: true });
});

/** A till with one bill in a backup and one after it, opened again, whose file was damaged under it since. */
async function damagedTill(table: string): Promise<BackedUpTill> {
  const first = await open();
  await first.sellCash();
  await first.call('makeBackup', { folderToken: null, passphrase: null });
  await first.sellCash();
  await first.close();
  const till = await open();
  const [page] = pagesOf(till.storePath).filter((one) => one.table === table);
  spoilPage(till.storePath, page?.number ?? 0);
  return till;
}

async function untilItSells(till: BackedUpTill): Promise<void> {
  await vi.waitFor(async () => {
    expect((await till.call('getBackups', undefined)).restored?.check).toBe('asked');
  }, patience);
}

test('damage that the check finds stops the sale into that file, says so, and leads to a restore with every bill', async () => {
  const till = await damagedTill('charge_requests');
  const checked = await till.call('checkStore', undefined);
  expect(checked.check).toMatchObject({ sound: false });
  await vi.waitFor(async () => {
    expect(await till.call('getSnapshot', undefined)).toMatchObject({
      kind: 'problem',
      problem: { code: 'corrupt', actions: ['retry', 'restore', 'quit'] },
    });
  }, patience);
  expect(await till.ask('searchProducts', { query: 'a', limit: 1 })).toMatchObject({
    ok: false,
    error: { code: 'store-unavailable' },
  });

  const damage = await till.call('getDamage', undefined);
  expect(damage.tables.find(({ table }) => table === 'orders')).toMatchObject({ rows: 2, damagedPages: 0 });
  expect(damage.tables.find(({ table }) => table === 'charge_requests')).toMatchObject({ damagedPages: 1 });
  const [backup] = (await till.call('getBackups', undefined)).backups;
  const reply = await till.call('restoreBackup', {
    backupKey: backup?.backupKey ?? '',
    passphrase: null,
    salvage: true,
    manager: null,
  });
  expect(reply).toMatchObject({
    verdict: 'good',
    done: { holds: { bills: 2 }, lostNumbers: 0, brokenRules: [] },
  });
  expect((await till.call('getBackups', undefined)).lastRestore).toEqual(reply);
  await untilItSells(till);
  expect(await till.sellCash()).toMatch(/^TA1-[BC]\/2627\/00001$/);
  expect(readLedger(till.storePath).orders).toHaveLength(3);
});

test('without a backup the till starts from what can be read: bills whose rows are lost come back from what the office was still to be told', async () => {
  const till = await damagedTill('orders');
  await till.call('checkStore', undefined);
  await vi.waitFor(async () => {
    expect((await till.call('getSnapshot', undefined)).kind).toBe('problem');
  }, patience);
  const nothing = { backupKey: null, passphrase: null, salvage: true, manager: null };
  const reply = await till.call('restoreBackup', nothing);
  const whole = { holds: { bills: 2 }, lostNumbers: 0, leftOver: 0, brokenRules: [] };
  expect(reply).toMatchObject({ verdict: 'good', done: whole });
  const kept = readdirSync(dirname(till.storePath));
  expect(kept.filter((name) => /before-restore-\d+$/.test(name))).toHaveLength(1);
  await untilItSells(till);
  expect(await till.sellCash()).toMatch(/^TA1-[BC]\/2627\/00001$/);
  await till.close();
  expect(storeViolations(readLedger(till.storePath))).toEqual([]);
});

test('lines and tenders whose rows are lost come back the same way', LONG, async () => {
  for (const table of ['order_lines', 'tenders']) {
    const till = await damagedTill(table);
    await till.call('checkStore', undefined);
    await vi.waitFor(async () => {
      expect((await till.call('getSnapshot', undefined)).kind).toBe('problem');
    }, patience);
    const nothing = { backupKey: null, passphrase: null, salvage: true, manager: null };
    const reply = await till.call('restoreBackup', nothing);
    expect(reply.done, table).toMatchObject({ lostNumbers: 0, brokenRules: [] });
    await till.close();
    expect(storeViolations(readLedger(till.storePath)), table).toEqual([]);
    rmSync(join(root, 'till'), { recursive: true });
    rmSync(join(root, 'installation'), { recursive: true });
  }
});

test('a file that is damaged at the start is never replaced by an empty one by itself', async () => {
  const till = await damagedTill('audit');
  await till.close();
  const [settings] = pagesOf(till.storePath).filter(({ table }) => table === 'settings');
  spoilPage(till.storePath, settings?.number ?? 0);
  const again = await open();
  expect(await again.call('getSnapshot', undefined)).toMatchObject({
    kind: 'problem',
    problem: { code: 'corrupt' },
  });
  await again.call('retryOpenStore', undefined);
  await again.call('createMissingStore', undefined);
  expect(await again.call('getSnapshot', undefined)).toMatchObject({
    kind: 'problem',
    problem: { code: 'corrupt' },
  });
});
