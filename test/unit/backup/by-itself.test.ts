import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { firstConfig, readConfig, writeConfig } from '../../../electron/platform/config.ts';
import { dataPaths } from '../../../electron/platform/paths.ts';
import { runRestore } from '../../../electron/commands/restore.ts';
import type { Backups } from '../../../shared/contract/backup.ts';
import type { Mode } from '../../../shared/contract/till.ts';
import { openBackedUpTill, type BackedUpTill } from '../../support/backed-up-till.ts';
import { pagesOf, spoilPage } from '../../support/busy-store.ts';
import { must } from '../../support/catalogue.ts';

const patience = { timeout: 60_000 };
let root = '';
let tills: BackedUpTill[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'galla-by-itself-'));
});
afterEach(async () => {
  for (const till of tills) await till.close();
  tills = [];
  rmSync(root, { recursive: true, force: true });
});

const folder = (): string => join(root, 'till');

async function open(firstLookMs = 600_000): Promise<BackedUpTill> {
  const more = { firstLookMs };
  const till = await openBackedUpTill(folder(), join(root, 'installation'), { path: null }, more);
  tills.push(till);
  return till;
}

const view = (till: BackedUpTill): Promise<Backups> => till.call('getBackups', undefined);

async function begin(mode: Mode): Promise<BackedUpTill> {
  writeConfig(dataPaths(folder()).config, { ...firstConfig, mode });
  return open(20);
}

describe('What a till does by itself', () => {
  test('is a backup and a check of the whole store, once a day, where it sells for real', async () => {
    const till = await begin('real');
    await vi.waitFor(async () => expect((await view(till)).check).toMatchObject({ sound: true }), patience);
    const { backups, last } = await view(till);
    expect(backups.map(({ reason, verdict }) => [reason, verdict])).toEqual([['auto', 'good']]);
    expect(last).toMatchObject({ verdict: 'good' });
  });

  test('is a check in training, too, but no backup', async () => {
    const till = await begin('training');
    await vi.waitFor(async () => expect((await view(till)).check).toMatchObject({ sound: true }), patience);
    expect((await view(till)).backups).toEqual([]);
  });
});

/** Makes a store look as one does that was not closed in order, or as one that was, with a damaged page that no start looks at. */
async function damagedStore(closed: boolean): Promise<void> {
  const first = await open();
  await first.sellCash();
  await first.close();
  const db = new Database(first.storePath);
  if (!closed) db.prepare('UPDATE last_run SET closed_at = NULL').run();
  db.close();
  const [page] = pagesOf(first.storePath).filter(({ table }) => table === 'charge_requests');
  spoilPage(first.storePath, page?.number ?? 0);
}

test('A till that was not closed in order checks its whole store soon, and stops when it is damaged', async () => {
  await damagedStore(false);
  const till = await open();
  expect(await till.call('getSnapshot', undefined)).toMatchObject({ kind: 'ready' });
  await vi.waitFor(async () => {
    expect(await till.call('getSnapshot', undefined)).toMatchObject({ problem: { code: 'corrupt' } });
  }, patience);
  expect((await view(till)).check).toMatchObject({ sound: false });
});

describe('The last check of the store', () => {
  test('is still known after a restart, for its own mode alone', async () => {
    const first = await open();
    const { check } = await first.call('checkStore', undefined);
    expect(check).toMatchObject({ sound: true });
    await first.close();
    const again = await open();
    expect((await view(again)).check).toEqual(check);
    const { checks } = must(readConfig(dataPaths(folder()).config)).backups ?? {};
    expect(checks).toMatchObject({ training: check, real: null });
  });

  test('that found damage is still known after a restart, and makes another one due', async () => {
    await damagedStore(true);
    const damaged = await open();
    const { check } = await damaged.call('checkStore', undefined);
    expect(check).toMatchObject({ sound: false });
    await damaged.close();
    const again = await open(20);
    expect((await view(again)).check).toEqual(check);
    await vi.waitFor(async () => {
      expect(await again.call('getSnapshot', undefined)).toMatchObject({ problem: { code: 'corrupt' } });
    }, patience);
  });

  test('is forgotten when another store takes its place, in the app or from a shell', async () => {
    const till = await open();
    await till.sellCash();
    const made = await till.call('makeBackup', { folderToken: null, passphrase: null });
    await till.call('checkStore', undefined);
    const [backup] = made.backups;
    const back = { backupKey: backup?.backupKey ?? '', passphrase: null, salvage: false, manager: null };
    expect((await till.call('restoreBackup', back)).verdict).toBe('good');
    expect((await view(till)).check).toBeNull();
    expect((await till.call('checkStore', undefined)).check).toMatchObject({ sound: true });
    await till.close();
    const file = join(backup?.folder ?? '', backup?.fileName ?? '');
    expect(runRestore([file, '--data', folder(), '--mode', 'training'])).toBe(0);
    expect((await view(await open())).check).toBeNull();
  });
});
