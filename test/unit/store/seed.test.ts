import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { readLedger } from '../../support/ledger.ts';
import { storeViolations } from '../../support/ledger-invariants.ts';
import { seedStore, type Seeded } from '../../support/seed/seed-store.ts';
import { day, newStore, reopenStore, temporaryFolder } from '../../support/store-fixtures.ts';
import { rootFolder } from '../../support/repository.ts';

const { folder, remove } = temporaryFolder();
afterAll(remove);

function seed(
  name: string,
  given: { readonly waiting?: boolean; readonly seed?: number; readonly orders?: number } = {},
): Promise<Seeded> {
  return seedStore({
    dataFolder: join(folder, name),
    environment: { GALLA_INSTALLATION_DIR: join(folder, `${name}-installation`) },
    mode: 'training',
    orders: given.orders ?? 600,
    products: 60,
    seed: given.seed ?? 7,
    until: day('2026-11-22'),
    waiting: given.waiting ?? false,
    say: () => undefined,
  });
}

function rowsOf(path: string, sql: string): unknown[] {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

const SCHEMA = `SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name`;

describe('A seeded shop', () => {
  test('keeps every rule of the ledger, with returns, splits and declined cards in it', async () => {
    const { path, orders, lines } = await seed('rules');
    const ledger = readLedger(path);
    expect(storeViolations(ledger)).toEqual([]);
    expect(ledger.orders).toHaveLength(orders);
    expect(ledger.lines).toHaveLength(lines);
    expect(lines / orders).toBeGreaterThan(4);
    expect(ledger.creditNotes.length).toBeGreaterThan(0);
    const states = new Set(ledger.orders.map(({ state }) => state));
    expect([...states].toSorted()).toEqual(['abandoned', 'paid', 'refunded']);
    const kinds = rowsOf(path, "SELECT DISTINCT tender_kinds FROM orders WHERE tender_kinds LIKE '%,%'");
    expect(kinds).toEqual([{ tender_kinds: 'cash,card-terminal' }]);
    expect(ledger.attempts.some(({ state }) => state === 'DECLINED')).toBe(true);
    expect(ledger.outbox.every(({ payload }) => payload === null)).toBe(true);
  });

  test('is the same shop for the same seed, and another for another', async () => {
    const told = `SELECT order_id, total_paise, invoice_number, buyer_phone FROM orders ORDER BY seq`;
    const few = { orders: 60 };
    const [one, two] = [await seed('one', few), await seed('two', few)];
    const other = await seed('other', { ...few, seed: 8 });
    expect(rowsOf(one.path, told)).toEqual(rowsOf(two.path, told));
    expect(rowsOf(one.path, told)).not.toEqual(rowsOf(other.path, told));
  });

  test('has the schema of a store that was not seeded, and opens as one', async () => {
    const { path } = await seed('schema', { waiting: true, orders: 60 });
    mkdirSync(join(folder, 'plain'));
    newStore(join(folder, 'plain')).close();
    expect(rowsOf(path, SCHEMA)).toEqual(rowsOf(join(folder, 'plain', 'store.db'), SCHEMA));
    const store = reopenStore(join(folder, 'schema', 'training'));
    expect(store.stoppedUncleanly).toBe(false);
    store.close();
    expect(readLedger(path).outbox.every(({ payload }) => payload !== null)).toBe(true);
    await expect(seed('schema')).rejects.toThrow('there is a store already');
  });
});

test('npm run seed refuses options that it does not know', () => {
  const command = join(rootFolder, 'test/commands/seed.ts');
  const run = spawnSync(process.execPath, [command, '--data', folder, '--orders', 'many'], {
    encoding: 'utf8',
  });
  expect(run.status).toBe(2);
  expect(run.stderr).toContain('Usage: npm run seed');
});
