import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeBackup } from '../../../electron/backup/make-backup.ts';
import { restoreStore, type RestoreOrder } from '../../../electron/backup/restore-store.ts';
import { systemIds } from '../../../electron/platform/ids.ts';
import { finishSwap, incomingPath, swapIn } from '../../../electron/store/backup/swap.ts';
import { migrations } from '../../../electron/store/migrations/index.ts';
import { createStore, type Store } from '../../../electron/store/connection.ts';
import { fillStore, pagesOf, sellBills, spoilPage } from '../../support/busy-store.ts';
import { must } from '../../support/catalogue.ts';
import { readLedger } from '../../support/ledger.ts';
import { storeViolations } from '../../support/ledger-invariants.ts';
import { AT, fixedClock, hashOf, newStore, temporaryFolder } from '../../support/store-fixtures.ts';

/** Many stores, or many processes, on a busy machine. */
const LONG = { timeout: 240_000 };

let folder = '';
let remove = (): void => undefined;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

function backUp(store: Store): string {
  const order = {
    storePath: store.path,
    mode: 'real',
    folder: join(folder, 'backups'),
    reason: 'hand',
    backupId: systemIds.next(),
    at: AT,
    passphrase: null,
  } as const;
  return must(makeBackup(order)).path;
}

function orderFor(
  store: Pick<Store, 'path'>,
  backup: string | null,
  given: Partial<RestoreOrder> = {},
): RestoreOrder {
  return {
    storePath: store.path,
    mode: 'real',
    backup: backup === null ? null : { path: backup, passphrase: null },
    salvage: false,
    at: AT + 1,
    restoreId: systemIds.next(),
    ...given,
  };
}

/** A closed store of 60 bills with a backup of its first 30. */
async function storeWithBackup(): Promise<{ readonly store: Store; readonly backup: string }> {
  const store = newStore(folder);
  await fillStore(store, 30);
  const backup = backUp(store);
  sellBills(store, 30, 30);
  store.close();
  return { store, backup };
}

const filesOf = (): string[] =>
  readdirSync(folder)
    .filter((name) => !name.endsWith('.reserve'))
    .toSorted();

describe('a restore', () => {
  test('puts the backup in place and keeps what was there, log and all', async () => {
    const { store, backup } = await storeWithBackup();
    const before = hashOf(store.path);
    const restored = must(restoreStore(orderFor(store, backup)));
    expect(restored.holds.bills).toBe(30);
    expect(readLedger(store.path).orders).toHaveLength(30);
    expect(hashOf(restored.setAside ?? '')).toBe(before);
  });

  test('of a backup that is damaged, sealed or of a newer program changes nothing', async () => {
    const { store, backup } = await storeWithBackup();
    const files = filesOf();
    const before = hashOf(store.path);
    const bad = join(folder, 'backups', 'bad.db');
    copyFileSync(backup, bad);
    spoilPage(bad, 9);
    const newer = join(folder, 'backups', 'newer.db');
    copyFileSync(backup, newer);
    const db = new Database(newer);
    db.pragma(`user_version = ${migrations.length + 1}`);
    db.close();
    const sealed = join(folder, 'backups', 'x.gallasealed');
    writeFileSync(sealed, 'not sealed at all');
    for (const [path, code] of [
      [bad, 'damaged'],
      [newer, 'newer'],
      [sealed, 'passphrase-needed'],
      [join(folder, 'none.db'), 'unreadable'],
    ] as const) {
      expect(restoreStore(orderFor(store, path)), path).toMatchObject({ ok: false, error: { code } });
    }
    expect(restoreStore(orderFor(store, backup, { mode: 'training' }))).toMatchObject({
      ok: false,
      error: { code: 'other-mode' },
    });
    expect(filesOf()).toEqual(files);
    expect(hashOf(store.path)).toBe(before);
  });

  test('brings a backup of every older version to the newest', async () => {
    for (let version = 1; version < migrations.length; version += 1) {
      const path = join(folder, `v${version}`, 'store.db');
      const old = must(createStore({ path, clock: fixedClock, steps: migrations.slice(0, version) }));
      old.close();
      const restored = must(
        restoreStore(orderFor({ path: join(folder, `restored-${version}`, 'store.db') }, path)),
      );
      expect(restored.holds.schemaVersion).toBe(migrations.length);
    }
  });

  test('that finds no room changes nothing', async () => {
    const { store, backup } = await storeWithBackup();
    const files = filesOf();
    // Larger than any disk, and it takes no room.
    const vast = join(folder, 'backups', 'vast.db');
    writeFileSync(vast, '');
    truncateSync(vast, 2 ** 43);
    expect(restoreStore(orderFor(store, vast))).toMatchObject({ ok: false, error: { code: 'disk-full' } });
    expect(filesOf()).toEqual(files);
    expect(must(restoreStore(orderFor(store, backup))).holds.bills).toBe(30);
  });
});

describe('a restore with what is left of a damaged store', () => {
  test('gives every bill back when the damage is in bills that the backup has', async () => {
    const { store, backup } = await storeWithBackup();
    const tree = pagesOf(store.path).filter(({ table, type }) => table === 'orders' && type === 'leaf');
    spoilPage(store.path, tree[0]?.number ?? 0);
    const restored = must(restoreStore(orderFor(store, backup, { salvage: true })));
    expect(restored).toMatchObject({ holds: { bills: 60 }, brokenRules: [], leftovers: null });
    expect(restored.merged).toMatchObject({ leftOver: 0, lostNumbers: [] });
    // The fixture's sales write outbox rows and audits in a shorter form than the till does.
    const broken = storeViolations(readLedger(store.path));
    expect(broken.filter((one) => !/outbox|audit/.test(one))).toEqual([]);
  });

  test('keeps every row that can be read, whichever table the damaged page belongs to', LONG, async () => {
    const { store, backup } = await storeWithBackup();
    const sound = join(folder, 'sound.db');
    copyFileSync(store.path, sound);
    const tables = tablesOf(sound);
    for (const [at, table] of tables.entries()) {
      const [page] = pagesOf(sound)
        .filter((one) => one.table === table && one.type === 'leaf')
        .slice(-1);
      if (page === undefined) continue;
      copyFileSync(sound, store.path);
      spoilPage(store.path, page.number);
      const restored = must(restoreStore(orderFor(store, backup, { salvage: true, at: AT + 10 + at })));
      const lostBills = table === 'orders' ? page.cells : 0;
      expect(restored.holds.bills, table).toBeGreaterThanOrEqual(60 - lostBills);
      const ledger = readLedger(store.path);
      expect(ledger.damage, table).toEqual([]);
      if (lostBills > 0) {
        expect(restored.merged?.lostNumbers.reduce((sum, { count }) => sum + count, 0)).toBe(
          60 - restored.holds.bills,
        );
        expect(existsSync(restored.leftovers ?? '')).toBe(true);
      }
    }
  });

  test('without any backup starts from what can be read, and its numbers go on', async () => {
    const { store } = await storeWithBackup();
    const series = pagesOf(store.path).find(({ table }) => table === 'invoice_series');
    spoilPage(store.path, series?.number ?? 0);
    const restored = must(restoreStore(orderFor(store, null, { salvage: true })));
    expect(restored.holds.bills).toBe(60);
    expect(restored.brokenRules).toEqual([]);
    expect(readLedger(store.path).series.map(({ nextNumber }) => nextNumber)).toEqual([61]);
  });

  test('of another store is refused, and nothing is changed', async () => {
    const { store } = await storeWithBackup();
    mkdirSync(join(folder, 'other'));
    const other = newStore(join(folder, 'other'));
    await fillStore(other, 5);
    const backup = backUp(other);
    other.close();
    const before = hashOf(store.path);
    expect(restoreStore(orderFor(store, backup, { salvage: true }))).toEqual({
      ok: false,
      error: { code: 'other-store' },
    });
    expect(hashOf(store.path)).toBe(before);
    expect(filesOf().filter((name) => name.includes('incoming') || name.includes('leftover'))).toEqual([]);
  });
});

describe('a swap that is cut off', () => {
  test('after any step leaves the old store or the new one, whole, and the next start finishes it', () => {
    const path = join(folder, 'store.db');
    const states = new Map<string, Map<string, string>>();
    // Every state that a kill can leave is made by doing the steps one after the other, and copied.
    const steps: readonly (() => void)[] = [
      () => {
        for (const [name, text] of [
          ['', 'old'],
          ['-wal', 'old log'],
          ['.incoming', 'new'],
        ])
          writeFileSync(`${path}${name}`, text ?? '');
        writeFileSync(
          `${path}.swap.json`,
          JSON.stringify({ incoming: 'store.db.incoming', aside: 'store.db.aside' }),
        );
      },
      () => {
        copyFileSync(`${path}-wal`, `${path}.aside-wal`);
        removeFile(`${path}-wal`);
      },
      () => {
        copyFileSync(path, `${path}.aside`);
        removeFile(path);
      },
      () => {
        copyFileSync(`${path}.incoming`, path);
        removeFile(`${path}.incoming`);
      },
    ];
    for (const [at, step] of steps.entries()) {
      step();
      states.set(
        `step ${at}`,
        new Map(filesOf().map((name) => [name, readFileSync(join(folder, name), 'utf8')])),
      );
    }
    for (const [name, files] of states) {
      for (const file of filesOf()) removeFile(join(folder, file));
      for (const [file, text] of files) writeFileSync(join(folder, file), text);
      finishSwap(path);
      expect(readFileSync(path, 'utf8'), name).toBe('new');
      expect(readFileSync(`${path}.aside`, 'utf8'), name).toBe('old');
      expect(readFileSync(`${path}.aside-wal`, 'utf8'), name).toBe('old log');
      expect(filesOf(), name).toEqual(['store.db', 'store.db.aside', 'store.db.aside-wal']);
      finishSwap(path);
    }
  });

  test('before its plan is on disk leaves the old store, and throws away what was being made', () => {
    const path = join(folder, 'store.db');
    writeFileSync(path, 'old');
    writeFileSync(incomingPath(path), 'half');
    writeFileSync(`${incomingPath(path)}-journal`, 'half');
    finishSwap(path);
    expect(filesOf()).toEqual(['store.db']);
  });

  test('touches nothing outside its folder, whatever its plan says', () => {
    const path = join(folder, 'in', 'store.db');
    mkdirSync(join(folder, 'in'));
    writeFileSync(path, 'old');
    writeFileSync(incomingPath(path), 'new');
    writeFileSync(join(folder, 'stays'), 'stays');
    writeFileSync(`${path}.swap.json`, JSON.stringify({ incoming: 'store.db.incoming', aside: '../stays' }));
    finishSwap(path);
    expect(readFileSync(join(folder, 'stays'), 'utf8')).toBe('stays');
    expect(readFileSync(join(folder, 'in', 'stays'), 'utf8')).toBe('old');
  });

  test('tells where the old store is', () => {
    const path = join(folder, 'store.db');
    writeFileSync(path, 'old');
    writeFileSync(incomingPath(path), 'new');
    expect(readFileSync(swapIn(path, 7), 'utf8')).toBe('old');
    expect(readFileSync(path, 'utf8')).toBe('new');
  });
});

function removeFile(path: string): void {
  rmSync(path, { force: true });
}

/** The tables of a file, without their indexes and without what full-text search keeps. */
function tablesOf(path: string): string[] {
  const db = new Database(path, { readonly: true });
  try {
    const sql = `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`;
    return db.prepare<[], string>(sql).pluck().all();
  } finally {
    db.close();
  }
}
