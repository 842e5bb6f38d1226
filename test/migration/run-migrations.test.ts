import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createStore, openStore } from '../../electron/store/connection.ts';
import { APPLICATION_ID } from '../../electron/store/durable-connection.ts';
import { migrations } from '../../electron/store/migrations/index.ts';
import type { Migration } from '../../electron/store/migrations/migration.ts';
import { listOrders } from '../../electron/store/repositories/order-list.ts';
import { newestVersion } from '../../electron/store/run-migrations.ts';
import { chargeCash } from '../../electron/store/units/charge-cash.ts';
import {
  billOf,
  cashOf,
  fixedClock,
  hashOf,
  lineOf,
  momentOf,
  newStore,
  pressOf,
  temporaryFolder,
} from '../support/store-fixtures.ts';

let folder = '';
let path = '';
let remove = (): void => undefined;

beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
  path = join(folder, 'store.db');
});
afterEach(() => remove());

const later = (...statements: string[]): readonly Migration[] => [
  ...migrations,
  { version: migrations.length + 1, name: 'later', statements },
];

function look<T>(file: string, read: (db: Database.Database) => T): T {
  const db = new Database(file, { readonly: true });
  try {
    return read(db);
  } finally {
    db.close();
  }
}

const versionOf = (file: string): unknown => look(file, (db) => db.pragma('user_version', { simple: true }));
const backups = (): string[] => readdirSync(folder).filter((name) => name.startsWith('before-version-'));

function sellOnce(): void {
  const store = newStore(folder);
  const bill = billOf([lineOf('Basmati rice', 2)]);
  const sold = chargeCash(store.writer, {
    ...bill,
    press: pressOf(),
    tender: cashOf(200),
    moment: momentOf(),
  });
  store.close();
  expect(sold.ok).toBe(true);
}

test('The steps are numbered from one without gaps', () => {
  expect(newestVersion(migrations)).toBe(migrations.length);
  expect(() => newestVersion([{ version: 2, name: 'second', statements: [] }])).toThrow(/without gaps/);
});

test('A new file is at the newest version, is ours, is sound, and remembers its steps', () => {
  newStore(folder).close();
  const found = look(path, (db) => ({
    version: db.pragma('user_version', { simple: true }),
    application: db.pragma('application_id', { simple: true }),
    integrity: db.pragma('integrity_check', { simple: true }),
    history: db.prepare('SELECT version, name FROM schema_history').all(),
  }));
  expect(found).toEqual({
    version: migrations.length,
    application: APPLICATION_ID,
    integrity: 'ok',
    history: migrations.map(({ version, name }) => ({ version, name })),
  });
});

test('Every table of ours is STRICT', () => {
  newStore(folder).close();
  const loose = look(path, (db) =>
    db
      .prepare(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
      )
      .all(),
  );
  expect(loose).toEqual([]);
});

test('A step is taken with the data kept, after a backup that holds what the store held', () => {
  sellOnce();
  const steps = later('ALTER TABLE orders ADD COLUMN delivered_at INTEGER');
  const opened = openStore({ path, clock: fixedClock, steps });
  if (!opened.ok) throw new Error(opened.error.detail);
  const { orders } = listOrders(opened.value.reader, { query: 'rice', beforeSeq: null, limit: 10 });
  opened.value.close();
  expect(orders).toMatchObject([{ invoiceNumber: 'A1/2627/000001', totalPaise: 200 }]);
  expect(versionOf(path)).toBe(migrations.length + 1);
  const [backup, ...others] = backups();
  expect(others).toEqual([]);
  const kept = join(folder, backup ?? '');
  expect(versionOf(kept)).toBe(migrations.length);
  expect(look(kept, (db) => db.prepare('SELECT invoice_number FROM orders').pluck().all())).toEqual([
    'A1/2627/000001',
  ]);
});

test('A step that fails leaves the file as it was, with its backup beside it, and says so', () => {
  sellOnce();
  const before = look(path, (db) => db.prepare('SELECT sql FROM sqlite_schema ORDER BY name').all());
  const steps = later('CREATE TABLE half (a TEXT) STRICT', 'CREATE TABLE half (a TEXT) STRICT');
  const opened = openStore({ path, clock: fixedClock, steps });
  expect(opened.ok ? 'opened' : opened.error.code).toBe('unreadable');
  expect(versionOf(path)).toBe(migrations.length);
  expect(look(path, (db) => db.prepare('SELECT sql FROM sqlite_schema ORDER BY name').all())).toEqual(before);
  expect(backups()).toHaveLength(1);
});

test('A step that leaves a broken reference is rolled back', () => {
  sellOnce();
  const orphan = `INSERT INTO refund_lines VALUES (9, 9, 9, 1000, 100, 0, 0, 0, 100, 0)`;
  const steps = later('PRAGMA defer_foreign_keys = ON', orphan);
  const opened = openStore({ path, clock: fixedClock, steps });
  expect(opened.ok ? '' : opened.error.code).toBe('unreadable');
  expect(opened.ok ? '' : opened.error.detail).toMatch(/reference/);
  expect(versionOf(path)).toBe(migrations.length);
});

test('A file that has taken a later step is refused by a program without it, and stays as it is', () => {
  const made = createStore({ path, clock: fixedClock, steps: later('CREATE TABLE extra (a TEXT) STRICT') });
  if (!made.ok) throw new Error(made.error.detail);
  made.value.close();
  const before = hashOf(path);
  const opened = openStore({ path, clock: fixedClock });
  expect(opened.ok ? 'opened' : opened.error.code).toBe('newer');
  expect(hashOf(path)).toBe(before);
});
