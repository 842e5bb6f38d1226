/** A central that an earlier version of the program made, opened by this one: what it holds stays, and is found. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { realSurroundings } from '../../central/clock.ts';
import { ensureDemo } from '../../central/demo.ts';
import { pushEvents } from '../../central/ingest/push-events.ts';
import { migrations } from '../../central/store/migrations/index.ts';
import { countOrders, listOrders, totalsByDay } from '../../central/store/read-orders.ts';
import { neededSchemaVersion, runMigrations, schemaVersion } from '../../central/store/run-migrations.ts';
import { orderIdOf, saleEvent } from '../support/central/sale-events.ts';
import { freshDb, type TestDb } from '../support/central/start-central.ts';

let fresh: TestDb;
beforeEach(async () => {
  fresh = await freshDb();
  await fresh.db.run('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
});
afterEach(() => fresh.drop());

/** The schema as the program of that version made it. */
async function madeBy(version: number): Promise<void> {
  const { db } = fresh;
  await db.run(
    'CREATE TABLE schema_versions (version integer PRIMARY KEY, name text NOT NULL, applied_at bigint NOT NULL)',
  );
  for (const step of migrations.slice(0, version)) {
    for (const statement of step.statements) await db.run(statement);
    await db.query('INSERT INTO schema_versions (version, name, applied_at) VALUES ($1, $2, 0)', [
      step.version,
      step.name,
    ]);
  }
}

test.each(migrations.slice(0, -1).map(({ version }) => version))(
  'version %i keeps every order, and lists them',
  async (version) => {
    const { db } = fresh;
    await madeBy(version);
    const { shopId, tillId } = await ensureDemo(db, realSurroundings, null);
    const sales = Array.from({ length: 30 }, () => saleEvent({ lines: 2 }));
    const results = await pushEvents(db, { shopId, tillId, receivedAt: 1 }, sales);
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['stored']));
    const page = { key: 'id', descending: false, after: null, offset: 0, limit: 100 } as const;
    const before = await listOrders(db, shopId, {}, page);
    const sums = await totalsByDay(db, shopId, {}, 10);

    expect(await runMigrations(db, () => 1)).toEqual({ ok: true, value: neededSchemaVersion });
    expect(await schemaVersion(db)).toBe(neededSchemaVersion);
    expect(before.map((order) => order.order_ref).toSorted()).toEqual(sales.map(orderIdOf).toSorted());
    expect(await listOrders(db, shopId, {}, page)).toEqual(before);
    expect(await totalsByDay(db, shopId, {}, 10)).toEqual(sums);
    const date = before[0]?.business_date ?? '';
    expect(await countOrders(db, shopId, { dateFrom: date, dateTo: date, paymentStatus: 'completed' })).toBe(
      30,
    );
    // What comes after the upgrade is taken as before it.
    const again = await pushEvents(db, { shopId, tillId, receivedAt: 2 }, [
      ...sales.slice(0, 1),
      saleEvent({ lines: 1 }),
    ]);
    expect(again.map(({ outcome }) => outcome).toSorted()).toEqual(['known', 'stored']);
  },
);
