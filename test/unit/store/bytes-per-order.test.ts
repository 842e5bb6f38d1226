import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { seedStore } from '../../support/seed/seed-store.ts';
import { day, temporaryFolder } from '../../support/store-fixtures.ts';

const { folder, remove } = temporaryFolder();
afterAll(remove);

/** Enough that what a day leaves when it is closed is a small part: the seeded shop closes a thousand of them. */
const ORDERS = 4000;

/** What grows with the orders; the catalogue and the sums of days do not. */
const TABLES = [
  'orders',
  'order_lines',
  'tenders',
  'payment_attempts',
  'payment_attempt_events',
  'charge_requests',
  'outbox',
  'outbox_sent',
  'audit',
  'order_search_data',
  'order_search_docsize',
  'order_search_idx',
];

/** The bytes on disk of these tables, their indexes with them. */
const BYTES = `SELECT sum(pgsize) FROM dbstat
  WHERE name IN (SELECT name FROM sqlite_schema WHERE tbl_name IN (${TABLES.map((name) => `'${name}'`).join(', ')}))`;

async function bytesPerOrder(name: string, waiting: boolean): Promise<number> {
  const { path } = await seedStore({
    dataFolder: join(folder, name),
    environment: { GALLA_INSTALLATION_DIR: join(folder, 'installation') },
    mode: 'training',
    orders: ORDERS,
    products: 60,
    seed: 3,
    until: day('2026-11-22'),
    waiting,
    say: () => undefined,
  });
  const db = new Database(path, { readonly: true });
  const bytes = Number(db.prepare(BYTES).pluck().get());
  db.close();
  return bytes / ORDERS;
}

// More than half are paid by card or QR; of a million orders each takes less, because their pages are full and a day has hundreds of them (docs/performance.md).
test('an acknowledged order leaves its payload behind and keeps within its room on disk', async () => {
  const acknowledged = await bytesPerOrder('acknowledged', false);
  const waiting = await bytesPerOrder('waiting', true);
  expect(waiting - acknowledged).toBeGreaterThan(1000);
  expect(acknowledged).toBeLessThanOrEqual(1536);
}, 240_000);
