import { copyFileSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createStore, openStore, type Store } from '../../../electron/store/connection.ts';
import { saveSetting } from '../../../electron/store/repositories/settings.ts';
import { ok } from '../../../shared/domain/result.ts';
import { must, workerUrl } from '../../support/catalogue.ts';
import { fixedClock, temporaryFolder } from '../../support/store-fixtures.ts';

let folder = '';
let remove = (): void => undefined;
let path = '';
const nowhere = (name: string): URL => new URL(`./no-such-folder/${name}.ts`, import.meta.url);
let moved = 0;
/** How far the log of these tests may grow while the till is busy. */
const BUSY_BYTES_MAX = 24 * 1024 * 1024;
/** So many rows of these tests are worth a copying in a quiet moment. */
const WORTH_ROWS = 240;

beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
  path = join(folder, 'store.db');
  moved = 0;
  written = 0;
});
afterEach(() => remove());

function open(where = workerUrl): Store {
  const moves = (): void => {
    moved += 1;
  };
  const never = { quietMs: 3_600_000, busyBytesMax: BUSY_BYTES_MAX };
  return must(createStore({ path, clock: fixedClock, ...never, workerUrl: where, moved: moves }));
}

let written = 0;
/** Writes rows in a commit each; none says what it said before, or SQLite would have nothing to write. */
function write(store: Store, from: number, rows: number): void {
  for (let at = from; at < from + rows; at += 1) {
    written += 1;
    const text = `${written}${'x'.repeat(20_000)}`;
    must(store.writer.transaction(() => ok(saveSetting(store.writer, `k${at}`, text, written))));
  }
}

/** The rows that are in the file itself, without its log. */
function rowsInFile(): number {
  const copy = join(folder, 'copy.db');
  copyFileSync(path, copy);
  const db = new Database(copy);
  const count = db.prepare(`SELECT count(*) FROM settings WHERE key LIKE 'k%'`).pluck().get();
  db.close();
  return Number(count);
}

test('a thread copies the log into the file while the till goes on, and nothing takes its writing for somebody else’s', async () => {
  const store = open();
  write(store, 0, WORTH_ROWS);
  expect(rowsInFile()).toBe(0);
  while (store.idleSlice());
  write(store, WORTH_ROWS, 20);
  must(await store.writer.synced());
  expect(rowsInFile()).toBeGreaterThanOrEqual(WORTH_ROWS);
  expect(store.isInPlace()).toBe(true);
  write(store, WORTH_ROWS + 20, 1);
  expect(moved).toBe(0);
  store.close();
  expect(existsSync(`${path}-wal`)).toBe(false);
  expect(rowsInFile()).toBe(WORTH_ROWS + 21);
});

test('the log is not copied again for a sale or two, however long it once was', async () => {
  const store = open();
  write(store, 0, WORTH_ROWS);
  while (store.idleSlice());
  must(await store.writer.synced());
  write(store, WORTH_ROWS, 2);
  expect(statSync(`${path}-wal`).size).toBeGreaterThan(WORTH_ROWS * 20_000);
  while (store.idleSlice());
  must(await store.writer.synced());
  expect(rowsInFile()).toBe(WORTH_ROWS);
  store.close();
  expect(rowsInFile()).toBe(WORTH_ROWS + 2);
});

test('a till that is closed while a thread copies waits for it and keeps everything', () => {
  for (const round of [1, 2, 3]) {
    const store = round === 1 ? open() : must(openStore({ path, clock: fixedClock, workerUrl }));
    write(store, round * 1000, WORTH_ROWS);
    while (store.idleSlice());
    store.close();
    expect(existsSync(`${path}-wal`)).toBe(false);
    expect(rowsInFile()).toBe(round * WORTH_ROWS);
  }
});

test('where no thread can be had the main thread copies the log', async () => {
  const store = open(nowhere);
  write(store, 0, WORTH_ROWS);
  while (store.idleSlice());
  must(await store.writer.synced());
  while (store.idleSlice());
  expect(rowsInFile()).toBe(WORTH_ROWS);
  store.close();
});

test('a busy till’s log begins again once a thread has copied it', async () => {
  const store = open();
  const log = (): number => statSync(`${path}-wal`).size;
  write(store, 0, 1000);
  const grown = log();
  expect(grown).toBeGreaterThan(BUSY_BYTES_MAX);
  // What is written now, as much again, goes where the first of it was, but for what came while the thread copied.
  for (let round = 0; round < 100; round += 1) {
    must(await store.writer.synced());
    write(store, 0, 10);
  }
  expect(log()).toBeLessThan(1.5 * grown);
  expect(store.isInPlace()).toBe(true);
  store.close();
  expect(existsSync(`${path}-wal`)).toBe(false);
});

test('a slice is there at once for whoever reads, and what follows it is durable again', async () => {
  const store = open();
  const synchronous = (): unknown => store.writer.query<[], unknown>('PRAGMA synchronous').get([]);
  must(store.writer.slice(() => ok(saveSetting(store.writer, 'k1', 'staged', 1))));
  expect(synchronous()).toEqual({ synchronous: 2 });
  expect(() =>
    store.writer.slice(() => {
      expect(synchronous()).toEqual({ synchronous: 1 });
      throw new Error('a bug in a slice');
    }),
  ).toThrow('a bug in a slice');
  expect(synchronous()).toEqual({ synchronous: 2 });
  expect(await store.writer.synced()).toEqual({ ok: true, value: undefined });
  store.close();
});
