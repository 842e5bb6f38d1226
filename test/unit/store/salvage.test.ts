import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  readSalvage,
  type SalvagedRow,
  type SalvageReport,
} from '../../../electron/store/salvage/read-salvage.ts';
import { fillStore, pagesOf, sellBills, spoilPage, type TablePage } from '../../support/busy-store.ts';
import { newStore, temporaryFolder } from '../../support/store-fixtures.ts';

type Rows = Map<string, SalvagedRow[]>;

let folder = '';
let remove = (): void => undefined;
let sound = '';
let pages: readonly TablePage[] = [];
let whole: Rows = new Map();

function salvage(path: string): { readonly rows: Rows; readonly report: SalvageReport } {
  const rows: Rows = new Map();
  const report = readSalvage(path, ({ name }, row) => {
    const known = rows.get(name);
    if (known === undefined) rows.set(name, [row]);
    else known.push(row);
  });
  return { rows, report };
}

function spoiled(...numbers: readonly number[]): string {
  const path = join(folder, 'spoiled.db');
  copyFileSync(sound, path);
  for (const number of numbers) spoilPage(path, number);
  return path;
}

/** Tables with rows of their own, as SQLite reads them. */
function readBySqlite(path: string): Rows {
  const db = new Database(path, { readonly: true });
  const tables = db
    .prepare<[], string>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`,
    )
    .pluck()
    .all();
  const rows: Rows = new Map();
  for (const table of tables) {
    const all = db.prepare<[], SalvagedRow>(`SELECT * FROM ${table}`).all();
    if (all.length > 0) rows.set(table, all);
  }
  db.close();
  return rows;
}

const sorted = (rows: readonly SalvagedRow[] | undefined, columns: readonly string[]): string[] =>
  (rows ?? []).map((row) => JSON.stringify(columns.map((column) => row[column]))).toSorted();

beforeAll(async () => {
  ({ folder, remove } = temporaryFolder());
  const store = newStore(folder);
  await fillStore(store, 300);
  store.close();
  sound = store.path;
  pages = pagesOf(sound);
  whole = salvage(sound).rows;
});
afterAll(() => remove());

describe('what can be read out of a store without SQLite', () => {
  test('of a sound file is every row of every table, value for value', () => {
    const bySqlite = readBySqlite(sound);
    expect([...whole.keys()].toSorted()).toEqual([...bySqlite.keys()].toSorted());
    for (const [table, rows] of bySqlite) {
      const columns = Object.keys(whole.get(table)?.[0] ?? {});
      expect(sorted(whole.get(table), columns), table).toEqual(sorted(rows, columns));
    }
  });

  test('is every row but those of the damaged page, whichever page of whichever table it is', () => {
    const kinds = new Set<string>();
    for (const [table, rows] of whole) {
      const own = pages.filter((page) => page.table === table);
      const leaves = own.filter(({ type }) => type === 'leaf');
      const tried = [
        leaves[0],
        leaves[Math.floor(leaves.length / 2)],
        leaves.at(-1),
        ...own.filter(({ type }) => type !== 'leaf').slice(0, 3),
      ];
      for (const page of new Set(tried.filter((some) => some !== undefined))) {
        kinds.add(page.type);
        const { rows: left, report } = salvage(spoiled(page.number));
        const isIndexTree =
          own.some(({ type, cells }) => type === 'internal' && cells > 0) && !hasRowid(table);
        const lost = page.type === 'leaf' || isIndexTree ? page.cells : 0;
        const name = `${table}, ${page.type} page ${page.number}`;
        expect(left.get(table)?.length ?? 0, name).toBe(rows.length - (page.type === 'overflow' ? 1 : lost));
        const damage = report.tables.find((one) => one.table === table);
        expect((damage?.damagedPages ?? 0) + (damage?.damagedRows ?? 0), name).toBeGreaterThan(0);
        for (const [other, others] of whole) {
          if (other !== table) expect(left.get(other)?.length, `${name}: ${other}`).toBe(others.length);
        }
      }
    }
    expect([...kinds].toSorted()).toEqual(['internal', 'leaf', 'overflow']);
  }, 240_000);

  test('is every row when the first page is damaged, with the list of the tables', () => {
    const { rows } = salvage(spoiled(1));
    for (const [table, some] of whole) expect(rows.get(table)?.length, table).toBe(some.length);
  });

  test('is every row of a table when the part of the list that names it is damaged', () => {
    const lists = pages.filter(({ table, type }) => table === 'sqlite_schema' && type === 'leaf');
    for (const { number } of lists) {
      const { rows } = salvage(spoiled(number));
      for (const table of ['orders', 'order_lines', 'tenders', 'audit', 'outbox', 'invoice_series']) {
        expect(rows.get(table)?.length, `${table}, list page ${number}`).toBe(whole.get(table)?.length);
      }
    }
  });

  test('takes in what is in the log only, up to the last whole commit', () => {
    const store = newStore(join(folder, 'open'));
    sellBills(store, 12);
    const path = join(folder, 'cut.db');
    copyFileSync(store.path, path);
    copyFileSync(`${store.path}-wal`, `${path}-wal`);
    expect(salvage(path).rows.get('orders')?.length).toBe(12);
    store.close();
  });

  test('never takes free pages for rows: what was deleted stays deleted', () => {
    const path = join(folder, 'deleted.db');
    copyFileSync(sound, path);
    const db = new Database(path);
    db.exec('DROP TRIGGER audit_is_kept; DELETE FROM audit WHERE audit_seq > 20');
    db.close();
    const audit = pagesOf(path).find(({ table }) => table === 'audit');
    spoilPage(path, audit?.number ?? 0);
    expect(salvage(path).rows.get('audit') ?? []).toEqual([]);
  });
});

function hasRowid(table: string): boolean {
  const db = new Database(sound, { readonly: true });
  try {
    return db.prepare('SELECT wr FROM pragma_table_list WHERE name = ?').pluck().get(table) === 0;
  } finally {
    db.close();
  }
}
