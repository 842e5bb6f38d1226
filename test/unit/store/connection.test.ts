import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from 'vitest';
import { createStore, openReader, openStore } from '../../../electron/store/connection.ts';
import { connectToWrite } from '../../../electron/store/durable-connection.ts';
import { readerOf, type Reader, type Writer } from '../../../electron/store/handles.ts';
import { saveSetting } from '../../../electron/store/repositories/settings.ts';
import { saveCart } from '../../../electron/store/units/save-cart.ts';
import { systemIds } from '../../../electron/platform/ids.ts';
import { ok } from '../../../shared/domain/result.ts';
import { fixedClock, hashOf, newStore, reopenStore, temporaryFolder } from '../../support/store-fixtures.ts';

let folder = '';
let remove = (): void => undefined;
let path = '';

beforeEach(() => {
  const temporary = temporaryFolder();
  ({ folder, remove } = temporary);
  path = join(folder, 'store.db');
});
afterEach(() => remove());

function problemAtOpen(): string {
  const opened = openStore({ path, clock: fixedClock });
  if (opened.ok) opened.value.close();
  return opened.ok ? 'opened' : opened.error.code;
}

function alter(change: (db: Database.Database) => void): void {
  const db = new Database(path);
  change(db);
  db.close();
}

describe('A connection', () => {
  test('is durable at the first open and at every later one', () => {
    newStore(folder).close();
    for (const round of [1, 2, 3]) {
      const db = connectToWrite(path);
      const settings = [
        'synchronous',
        'journal_mode',
        'foreign_keys',
        'trusted_schema',
        'wal_autocheckpoint',
      ];
      const found = settings.map((name) => db.pragma(name, { simple: true }));
      db.prepare('INSERT INTO settings VALUES (?, ?, ?)').run(`round ${round}`, '1', 0);
      db.close();
      expect(found).toEqual([2, 'wal', 1, 0, 0]);
    }
  });

  test('without our settings a file that is in WAL mode already would not be durable', () => {
    newStore(folder).close();
    const db = new Database(path);
    db.prepare('SELECT count(*) FROM settings').get();
    const synchronous = db.pragma('synchronous', { simple: true });
    db.close();
    expect(synchronous).toBe(1);
  });

  test('keeps what was committed over a close and a new open', () => {
    const first = newStore(folder);
    first.writer.transaction(() => ok(saveSetting(first.writer, 'shop', { name: 'Asha' }, 1)));
    first.close();
    const second = reopenStore(folder);
    const rows = second.reader.query<[], { value: string }>('SELECT value FROM settings').all([]);
    second.close();
    expect(rows).toEqual([{ value: '{"name":"Asha"}' }]);
  });
});

describe('A reader', () => {
  test('has no way to write in its type', () => {
    expectTypeOf<Reader>().not.toHaveProperty('change');
    expectTypeOf<Reader>().not.toHaveProperty('transaction');
    expectTypeOf<Reader>().not.toExtend<Writer>();
    expectTypeOf<Writer>().toExtend<Reader>();
    expect(true).toBe(true);
  });

  test('is refused by SQLite when it is made to write all the same', () => {
    const store = newStore(folder);
    const query = store.reader.query<[string], unknown>(
      'INSERT INTO settings VALUES (?, 1, 1) RETURNING key',
    );
    expect(() => query.all(['x'])).toThrow(/readonly/);
    store.close();
  });

  test('needs a connection that is opened read-only', () => {
    newStore(folder).close();
    const db = connectToWrite(path);
    expect(() => readerOf(db)).toThrow(/read-only/);
    db.close();
  });

  test('of a worker sees what the writer committed, and nothing before', () => {
    const store = newStore(folder);
    const other = openReader(path);
    if (!other.ok) throw new Error(other.error.detail);
    const count = other.value.reader.query<[], { n: number }>('SELECT count(*) AS n FROM settings');
    const seen = store.writer.transaction(() => {
      saveSetting(store.writer, 'a', 1, 1);
      return ok(count.get([])?.n);
    });
    const after = count.get([])?.n;
    other.value.close();
    store.close();
    expect([seen, after]).toEqual([ok(0), 1]);
  });
});

describe('A store that cannot be opened', () => {
  test('is missing, and none is made in its place', () => {
    expect(problemAtOpen()).toBe('missing');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is newer than this program, and stays as it is', () => {
    newStore(folder).close();
    alter((db) => db.pragma('user_version = 999'));
    const before = hashOf(path);
    expect(problemAtOpen()).toBe('newer');
    expect(hashOf(path)).toBe(before);
  });

  test('is newer in its log alone, and stays as it is', () => {
    newStore(folder).close();
    const db = connectToWrite(path);
    db.pragma('user_version = 999');
    const copy = join(folder, 'copy', 'store.db');
    mkdirSync(join(folder, 'copy'));
    for (const companion of ['', '-wal', '-shm']) copyFileSync(`${path}${companion}`, `${copy}${companion}`);
    db.close();
    const before = hashOf(copy);
    const opened = openStore({ path: copy, clock: fixedClock });
    expect(opened.ok ? 'opened' : opened.error.code).toBe('newer');
    expect(hashOf(copy)).toBe(before);
  });

  test.each([
    ['empty', () => writeFileSync(path, '')],
    ['a text', () => writeFileSync(path, 'x'.repeat(5000))],
    ['cut short', () => truncateSync(path, 40_960)],
    [
      'torn on its first page',
      () => writeFileSync(path, Buffer.alloc(4000, 0x47), { flag: 'r+', flush: true }),
    ],
  ])('is corrupt when it is %s, and stays as it is', (_what, spoil) => {
    newStore(folder).close();
    spoil();
    const before = hashOf(path);
    expect(problemAtOpen()).toBe('corrupt');
    expect(hashOf(path)).toBe(before);
  });

  test('is another program’s database, and stays as it is', () => {
    alter((db) => db.exec('CREATE TABLE theirs (a TEXT)'));
    const before = hashOf(path);
    expect(problemAtOpen()).toBe('unreadable');
    expect(hashOf(path)).toBe(before);
  });

  test('is marked read-only, and stays as it is', () => {
    newStore(folder).close();
    const before = hashOf(path);
    chmodSync(path, 0o444);
    expect(problemAtOpen()).toBe('read-only');
    expect(hashOf(path)).toBe(before);
  });

  test('is locked by another program’s write', () => {
    newStore(folder).close();
    const other = connectToWrite(path);
    other.exec('BEGIN IMMEDIATE');
    const before = hashOf(path);
    const code = problemAtOpen();
    other.exec('ROLLBACK');
    other.close();
    expect(code).toBe('locked');
    expect(hashOf(path)).toBe(before);
  });

  test('is a folder', () => {
    mkdirSync(path);
    expect(problemAtOpen()).toBe('unreadable');
  });
});

describe('Making a store', () => {
  test('opens the file that is there and overwrites nothing', () => {
    const first = newStore(folder);
    first.writer.transaction(() => ok(saveSetting(first.writer, 'kept', true, 1)));
    first.close();
    const again = newStore(folder);
    const kept = again.reader.query<[], { key: string }>('SELECT key FROM settings').all([]);
    again.close();
    expect(kept).toEqual([{ key: 'kept' }]);
  });

  test('does not read the log of a store that is gone into the new one', () => {
    const gone = newStore(folder);
    gone.writer.transaction(() => ok(saveSetting(gone.writer, 'old', true, 1)));
    copyFileSync(`${path}-wal`, join(folder, 'wal'));
    gone.close();
    remove();
    mkdirSync(folder);
    writeFileSync(`${path}-wal`, 'the log of a store that is gone');
    const made = newStore(folder);
    const rows = made.reader.query<[], unknown>('SELECT * FROM settings').all([]);
    made.close();
    expect(rows).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.includes('.left-'))).toHaveLength(1);
  });

  test('starts again after a crash in the middle left an unfinished file', () => {
    writeFileSync(`${path}.unfinished`, 'half a file');
    newStore(folder).close();
    expect(existsSync(`${path}.unfinished`)).toBe(false);
    expect(problemAtOpen()).toBe('opened');
  });

  test('says that a folder cannot be made where a file is in the way', () => {
    writeFileSync(join(folder, 'file'), '');
    const made = createStore({ path: join(folder, 'file', 'store.db'), clock: fixedClock });
    expect(made.ok).toBe(false);
  });
});

describe('A stop', () => {
  test('is clean when the store was closed', () => {
    newStore(folder).close();
    const store = reopenStore(folder);
    expect(store.stoppedUncleanly).toBe(false);
    store.close();
  });

  test('is unclean when it was not, and the next clean one ends that', () => {
    newStore(folder).close();
    alter((db) => db.exec('UPDATE last_run SET closed_at = NULL'));
    const store = reopenStore(folder);
    expect(store.stoppedUncleanly).toBe(true);
    store.close();
    const next = reopenStore(folder);
    expect(next.stoppedUncleanly).toBe(false);
    next.close();
  });

  test('leaves the log empty', () => {
    const store = newStore(folder);
    saveCart(store.writer, systemIds.next(), '{}', 1);
    store.close();
    expect(existsSync(`${path}-wal`)).toBe(false);
  });
});

test('Upkeep in slices ends, and has copied a grown log into the file', () => {
  const store = newStore(folder);
  const sizeBefore = statSync(path).size;
  for (let round = 0; round < 60; round += 1) {
    store.writer.transaction(() => ok(saveSetting(store.writer, `k${round}`, 'x'.repeat(20_000), 1)));
  }
  const sizeOfBusyFile = statSync(path).size;
  let slices = 0;
  while (store.idleSlice()) slices += 1;
  const sizeAfter = statSync(path).size;
  store.close();
  expect(slices).toBeGreaterThan(0);
  expect(sizeOfBusyFile).toBe(sizeBefore);
  expect(sizeAfter).toBeGreaterThan(sizeBefore + 60 * 20_000);
});
