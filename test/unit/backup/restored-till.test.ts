import { copyFileSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openBackedUpTill, type BackedUpTill } from '../../support/backed-up-till.ts';
import { must } from '../../support/catalogue.ts';
import { readLedger } from '../../support/ledger.ts';
import { storeViolations } from '../../support/ledger-invariants.ts';

const patience = { timeout: 60_000 };
let root = '';
let tills: BackedUpTill[] = [];

async function open(
  folder = 'till',
  chosen: { path: string | null } = { path: null },
): Promise<BackedUpTill> {
  const till = await openBackedUpTill(join(root, folder), join(root, 'installation'), chosen);
  tills.push(till);
  return till;
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'galla-restored-'));
});
afterEach(async () => {
  for (const till of tills) await till.close();
  tills = [];
  rmSync(root, { recursive: true, force: true });
});

/** Waits until the gateway was asked about every day since the backup. */
async function untilAsked(till: BackedUpTill): Promise<void> {
  await vi.waitFor(async () => {
    expect((await till.call('getBackups', undefined)).restored?.check).toBe('asked');
  }, patience);
}

async function newestBackup(till: BackedUpTill): Promise<string> {
  const [backup] = (await till.call('getBackups', undefined)).backups;
  return backup?.backupKey ?? '';
}

const restoreOf = (backupKey: string) => ({ backupKey, passphrase: null, salvage: false, manager: null });

describe('a till that was restored', () => {
  test('goes back to the backup, keeps what it had, and opens a new series past every number that was used', async () => {
    const till = await open();
    const first = await till.sellCash();
    await till.call('makeBackup', { folderToken: null, passphrase: null });
    const lost = [await till.sellCash(), await till.sellCash()];
    expect([first, ...lost]).toEqual(['TA1/2627/000001', 'TA1/2627/000002', 'TA1/2627/000003']);

    const look = await till.call('lookAtBackup', { backupKey: await newestBackup(till), passphrase: null });
    expect(look).toMatchObject({ verdict: 'good', holds: { bills: 1 } });
    const reply = await till.call('restoreBackup', restoreOf(await newestBackup(till)));
    expect(reply).toMatchObject({ verdict: 'good', done: { holds: { bills: 1 }, taken: 0, leftOver: 0 } });
    expect(existsSync(reply.done?.setAside ?? '')).toBe(true);
    await untilAsked(till);

    const { restored } = await till.call('getBackups', undefined);
    expect(restored).toMatchObject({ why: 'backup', original: 'gone' });
    expect(restored?.lastKnown.map(({ number }) => number)).toEqual(['TA1/2627/000003']);
    expect(restored?.lastHere.map(({ number }) => number)).toEqual(['TA1/2627/000001']);
    expect(await till.sellCash()).toBe('TA1-B/2627/00001');
    await till.close();
    expect(storeViolations(readLedger(till.storePath))).toEqual([]);
    expect(readLedger(reply.done?.setAside ?? '').orders).toHaveLength(3);
  });

  test('goes on in its new series when it is opened again, and asks for nothing more', async () => {
    const till = await open();
    await till.sellCash();
    await till.call('makeBackup', { folderToken: null, passphrase: null });
    await till.call('restoreBackup', restoreOf(await newestBackup(till)));
    await untilAsked(till);
    await till.sellCash();
    await till.close();
    const again = await open();
    expect(await again.sellCash()).toBe('TA1-B/2627/00002');
    expect((await again.call('getBackups', undefined)).restored?.check).toBe('asked');
  });

  test('again and again never uses a number twice', async () => {
    const till = await open();
    const numbers = [await till.sellCash()];
    await till.call('makeBackup', { folderToken: null, passphrase: null });
    for (let round = 0; round < 3; round += 1) {
      numbers.push(await till.sellCash(), await till.sellCash());
      const backups = (await till.call('getBackups', undefined)).backups;
      await till.call('restoreBackup', restoreOf(backups.at(-1)?.backupKey ?? ''));
      await untilAsked(till);
    }
    numbers.push(await till.sellCash());
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test('is told when somebody put an older file in the place of the store by hand', async () => {
    const till = await open();
    await till.sellCash();
    await till.close();
    copyFileSync(till.storePath, join(root, 'older.db'));
    const more = await open();
    await more.sellCash();
    await more.close();
    copyFileSync(join(root, 'older.db'), till.storePath);
    const back = await open();
    await untilAsked(back);
    const { restored } = await back.call('getBackups', undefined);
    expect(restored).toMatchObject({ why: 'older' });
    expect(restored?.lastKnown[0]?.number).toBe('TA1/2627/000002');
    expect(await back.sellCash()).toBe('TA1-B/2627/00001');
  });

  test('is told when a backup’s file was put in the place of the store by hand, even right away', async () => {
    const till = await open();
    await till.sellCash();
    const { backups } = await till.call('makeBackup', { folderToken: null, passphrase: null });
    await till.close();
    copyFileSync(join(backups[0]?.folder ?? '', backups[0]?.fileName ?? ''), till.storePath);
    const back = await open();
    await untilAsked(back);
    expect((await back.call('getBackups', undefined)).restored).toMatchObject({ why: 'backup' });
    expect(await back.sellCash()).toBe('TA1-B/2627/00001');
  });

  test('whose whole data folder was deleted begins a series that was never used', async () => {
    const till = await open();
    expect(await till.sellCash()).toBe('TA1/2627/000001');
    await till.close();
    rmSync(join(root, 'till'), { recursive: true });
    const empty = await open();
    expect(await empty.sellCash()).not.toMatch(/^TA1\//);
  });

  test('lists the payments that the gateway took after the backup', async () => {
    const till = await open();
    await till.sellByCard();
    await till.call('makeBackup', { folderToken: null, passphrase: null });
    await till.sellByCard();
    await till.call('restoreBackup', restoreOf(await newestBackup(till)));
    await untilAsked(till);
    const { restored } = await till.call('getBackups', undefined);
    const unknown = restored?.days.flatMap(({ differences }) => differences) ?? [];
    expect(unknown.filter((row) => row.class === 'gateway-only')).toHaveLength(1);
    expect(await till.sellByCard()).toBe('TA1-B/2627/00001');
  });
});

describe('a copied till', () => {
  test('does not sell before somebody said whether the original goes on', async () => {
    const till = await open();
    await till.sellCash();
    await till.close();
    cpSync(join(root, 'till'), join(root, 'copy'), { recursive: true });
    const copy = await open('copy');
    await untilAsked(copy);
    expect((await copy.call('getBackups', undefined)).restored).toMatchObject({
      why: 'copied',
      original: null,
    });
    await expect(copy.sellCash()).rejects.toThrow('till-restored');
    await copy.call('settleRestored', { signed: null, original: 'gone', lastNumber: 'TA1-C/2627/00017' });
    expect(await copy.sellCash()).toBe('TA1-D/2627/00001');
    const original = await open();
    expect(await original.sellCash()).toBe('TA1/2627/000002');
  });

  test('needs a code of its own where the original goes on', async () => {
    const till = await open();
    await till.sellCash();
    await till.close();
    cpSync(join(root, 'till'), join(root, 'copy'), { recursive: true });
    const copy = await open('copy');
    await untilAsked(copy);
    await copy.call('settleRestored', { signed: null, original: 'goes-on', lastNumber: null });
    await expect(copy.sellCash()).rejects.toThrow('till-restored');
    // What is not done yet can't be put away.
    await copy.call('settleRestored', { signed: null, original: null, lastNumber: null });
    expect((await copy.call('getBackups', undefined)).restored?.seen).toBe(false);
    const { shop } = await copy.call('getSettings', undefined);
    await copy.call('saveShop', { ...shop, tillCode: 'B7' });
    expect(await copy.sellCash()).toMatch(/^TB7/);
    await copy.call('settleRestored', { signed: null, original: null, lastNumber: null });
    expect((await copy.call('getBackups', undefined)).restored?.seen).toBe(true);
  });
});

describe('backups of a till', () => {
  test('go to a folder that was chosen, sealed with the passphrase that was set, and come back with it on another PC', async () => {
    const chosen = { path: join(root, 'stick') };
    const till = await open('till', chosen);
    const sold = await till.sellCash();
    const { schedule } = await till.call('getBackups', undefined);
    await till.call('saveBackupSchedule', { schedule, folderToken: 'chosen', passphrase: 'tamarind rice' });
    const made = await till.call('makeBackup', { folderToken: null, passphrase: null });
    expect(made).toMatchObject({ folder: chosen.path, hasPassphrase: true, last: { verdict: 'good' } });
    expect(made.backups[0]).toMatchObject({ sealed: true, verdict: 'good' });
    await till.close();

    const other = await open('other-pc', { path: join(chosen.path, made.backups[0]?.fileName ?? '') });
    await other.call('chooseBackupFile', undefined);
    const key = await newestBackup(other);
    expect(await other.call('lookAtBackup', { backupKey: key, passphrase: null })).toMatchObject({
      verdict: 'passphrase-needed',
    });
    expect(await other.call('restoreBackup', restoreOf(key))).toMatchObject({
      verdict: 'passphrase-needed',
      done: null,
    });
    const sealed = { ...restoreOf(key), passphrase: 'tamarind rice' };
    expect(await other.call('restoreBackup', sealed)).toMatchObject({
      verdict: 'good',
      done: { holds: { bills: 1 } },
    });
    await untilAsked(other);
    // The other PC knows of no number by itself: those of the backup are known.
    expect((await other.call('getBackups', undefined)).restored?.lastKnown).toMatchObject([{ number: sold }]);
    expect((await other.call('listOrders', { query: '', beforeSeq: null, limit: 5 })).orders).toHaveLength(1);
    expect(
      readdirSync(join(root, 'other-pc', 'training')).filter((name) => name.includes('unfinished')),
    ).toEqual([]);
  });

  test('are made by themselves after the close of a real day, and a folder that is gone is told', async () => {
    const chosen = { path: join(root, 'stick') };
    const till = await open('till', chosen);
    await till.call('setMode', { mode: 'real' });
    await till.call('setManagerPin', { currentPin: null, newPin: '2468' });
    const close = async (): Promise<void> => {
      const snapshot = await till.call('getSnapshot', undefined);
      const businessDate = snapshot.kind === 'ready' ? snapshot.businessDate : '';
      await till.call('closeDay', { businessDate, manager: { pin: '2468' }, signExceptions: true });
    };
    await close();
    await vi.waitFor(async () => {
      expect((await till.call('getBackups', undefined)).backups).toMatchObject([
        { reason: 'auto', verdict: 'good' },
      ]);
    }, patience);

    const { schedule } = await till.call('getBackups', undefined);
    writeFileSync(chosen.path, 'no folder any more');
    await till.call('saveBackupSchedule', { schedule, folderToken: 'chosen' });
    await close();
    await vi.waitFor(async () => {
      const snapshot = await till.call('getSnapshot', undefined);
      expect(snapshot.kind === 'ready' ? snapshot.notices.map(({ code }) => code) : []).toContain(
        'backup-failed',
      );
    }, patience);
    expect((await till.call('getBackups', undefined)).last).toMatchObject({ verdict: 'folder-unusable' });
  });

  test('a manager’s PIN is asked before a restore where there is one', async () => {
    const till = await open();
    await till.call('makeBackup', { folderToken: null, passphrase: null });
    await till.call('setManagerPin', { currentPin: null, newPin: '2468' });
    const key = await newestBackup(till);
    const refused = await till.ask('restoreBackup', restoreOf(key));
    expect(refused).toMatchObject({ ok: false, error: { code: 'manager-needed' } });
    const done = await till.ask('restoreBackup', { ...restoreOf(key), manager: { pin: '2468' } });
    expect(must(done).verdict).toBe('good');
  });

  test('the check of a sound store says so, and never stops the counter', async () => {
    const till = await open();
    await till.sellCash();
    const checked = await till.call('checkStore', undefined);
    expect(checked.check).toMatchObject({ sound: true, detail: '' });
    expect(await till.sellCash()).toBe('TA1/2627/000002');
  });
});
