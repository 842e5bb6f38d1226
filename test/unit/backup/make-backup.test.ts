import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseBackupName } from '../../../electron/backup/backup-names.ts';
import { listBackups, pruneBackups } from '../../../electron/backup/list-backups.ts';
import { makeBackup, type BackupOrder, type MadeBackup } from '../../../electron/backup/make-backup.ts';
import { verifyBackup } from '../../../electron/backup/open-backup.ts';
import { systemIds } from '../../../electron/platform/ids.ts';
import type { Store } from '../../../electron/store/connection.ts';
import { chargeCash } from '../../../electron/store/units/charge-cash.ts';
import { must } from '../../support/catalogue.ts';
import {
  AT,
  billOf,
  cashOf,
  hashOf,
  lineOf,
  momentOf,
  newStore,
  pressOf,
  temporaryFolder,
} from '../../support/store-fixtures.ts';

let folder = '';
let remove = (): void => undefined;
let store: Store;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
  store = newStore(folder);
  for (let bill = 0; bill < 20; bill += 1) sell();
});
afterEach(() => {
  store.close();
  remove();
});

function sell(): void {
  const charged = billOf([lineOf('Rice', 20)]);
  must(
    chargeCash(store.writer, {
      ...charged,
      press: pressOf(),
      tender: cashOf(charged.order.totalPaise),
      moment: momentOf(),
    }),
  );
}

function order(given: Partial<BackupOrder> = {}): BackupOrder {
  return {
    storePath: store.path,
    mode: 'real',
    folder: join(folder, 'backups'),
    reason: 'hand',
    backupId: systemIds.next(),
    at: AT,
    passphrase: null,
    ...given,
  };
}

function change(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
  writeFileSync(path, bytes);
}

const scratch = (): string => join(folder, 'scratch');
const verified = (made: MadeBackup, passphrase: string | null = null): ReturnType<typeof verifyBackup> => {
  mkdirSync(scratch(), { recursive: true });
  return verifyBackup({ path: made.path, passphrase }, scratch());
};

describe('a backup', () => {
  test('is a checked copy of one moment, made while the store is open, with its hash beside it', () => {
    const made = must(makeBackup(order()));
    expect(made.holds).toMatchObject({ bills: 20, firstDate: '2026-11-20', madeAt: AT });
    expect(made.holds.lastDocuments).toEqual([
      { kind: 'invoice', financialYear: '2627', letter: 'A', number: 'A1/2627/000020' },
    ]);
    expect(hashOf(made.path)).toBe(made.sha256);
    expect(readFileSync(`${made.path}.sha256`, 'utf8')).toBe(`${made.sha256}  ${made.fileName}\n`);
    expect(parseBackupName(made.fileName)).toEqual({
      mode: 'real',
      reason: 'hand',
      madeAt: AT,
      encrypted: false,
    });
    sell();
    expect(must(verified(made)).bills).toBe(20);
  });

  test('with a passphrase is sealed, opens with it alone, and leaves nothing unsealed behind', () => {
    const made = must(makeBackup(order({ passphrase: 'tamarind rice' })));
    expect(readFileSync(made.path).includes('Rice')).toBe(false);
    expect(must(verified(made, 'tamarind rice')).bills).toBe(20);
    expect(verified(made)).toEqual({ ok: false, error: { code: 'passphrase-needed' } });
    expect(verified(made, 'no')).toEqual({ ok: false, error: { code: 'wrong-passphrase' } });
    expect(readdirSync(scratch())).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
    expect(readdirSync(join(folder, 'backups')).toSorted()).toEqual([
      made.fileName,
      `${made.fileName}.sha256`,
    ]);
  });

  test('that was tampered with is refused, with the hash beside it and without', () => {
    const made = must(makeBackup(order({ passphrase: 'p' })));
    change(made.path, 5000);
    expect(verified(made, 'p')).toMatchObject({ ok: false, error: { code: 'damaged' } });
    writeFileSync(`${made.path}.sha256`, `${hashOf(made.path)}  ${made.fileName}\n`);
    expect(verified(made, 'p')).toEqual({ ok: false, error: { code: 'tampered' } });
  });

  test('whose page was damaged is refused', () => {
    const made = must(makeBackup(order()));
    for (let at = 4096 * 3; at < 4096 * 4; at += 7) change(made.path, at);
    expect(verified(made)).toMatchObject({ ok: false, error: { code: 'damaged' } });
    writeFileSync(`${made.path}.sha256`, `${hashOf(made.path)}  ${made.fileName}\n`);
    expect(verified(made)).toMatchObject({ ok: false, error: { code: 'damaged' } });
  });

  test('whose rows contradict each other is refused, though SQLite finds it sound', () => {
    const made = must(makeBackup(order()));
    const db = new Database(made.path);
    db.exec('DROP TRIGGER tenders_is_kept; DELETE FROM tenders WHERE order_seq = 3');
    db.close();
    writeFileSync(`${made.path}.sha256`, `${hashOf(made.path)}  ${made.fileName}\n`);
    const checked = verified(made);
    expect(checked).toMatchObject({ ok: false, error: { code: 'damaged' } });
    expect(JSON.stringify(checked)).toContain('a paid bill is the sum of its tenders');
  });

  test('of a newer program is refused by name', () => {
    const made = must(makeBackup(order()));
    const db = new Database(made.path);
    db.pragma('user_version = 900');
    db.close();
    writeFileSync(`${made.path}.sha256`, `${hashOf(made.path)}  ${made.fileName}\n`);
    expect(verified(made)).toMatchObject({ ok: false, error: { code: 'newer' } });
  });

  test('is not made of a damaged store, and leaves no file', () => {
    store.close();
    const bytes = readFileSync(store.path);
    bytes.fill(0xa5, 4096 * 20, 4096 * 60);
    writeFileSync(store.path, bytes);
    expect(makeBackup(order())).toMatchObject({ ok: false, error: { code: 'damaged' } });
    expect(readdirSync(join(folder, 'backups'))).toEqual([]);
    remove();
    ({ folder, remove } = temporaryFolder());
    store = newStore(folder);
  });

  test('into a folder that is a file is refused', () => {
    writeFileSync(join(folder, 'backups'), 'x');
    expect(makeBackup(order())).toMatchObject({ ok: false, error: { code: 'folder-unusable' } });
  });

  test('removes what one that was killed left behind, and nothing that is being made', () => {
    mkdirSync(join(folder, 'backups'));
    const dead = join(
      folder,
      'backups',
      '.galla-real-hand-20260101T000000Z-00000000.gallabackup.999999999.unfinished',
    );
    const alive = join(
      folder,
      'backups',
      `.galla-real-hand-20260101T000000Z-00000000.gallabackup.1.unfinished`,
    );
    for (const path of [dead, `${dead}-journal`, alive]) writeFileSync(path, 'x');
    must(makeBackup(order()));
    expect([existsSync(dead), existsSync(`${dead}-journal`), existsSync(alive)]).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('of the schedule is removed when it is no longer needed, one made by hand never', () => {
    for (const reason of ['auto', 'hand'] as const) {
      for (const hour of [1, 2, 3]) must(makeBackup(order({ reason, at: AT + hour * 60_000 })));
    }
    const keep = { days: 1, weeks: 1, months: 1 };
    expect(pruneBackups(join(folder, 'backups'), 'real', keep, 'Asia/Kolkata')).toBe(2);
    const left = listBackups(join(folder, 'backups'), 'real').map(({ reason }) => reason);
    expect(left.toSorted()).toEqual(['auto', 'hand', 'hand', 'hand']);
    expect(listBackups(join(folder, 'backups'), 'training')).toEqual([]);
    expect(readdirSync(join(folder, 'backups')).length).toBe(8);
  });
});
