import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PackableRow } from '../../../electron/store/repositories/outbox.ts';
import { batchBody } from '../../../electron/sync/central/batch.ts';
import type { Packing } from '../../../shared/contract/central-api.ts';
import { day, temporaryFolder } from '../../support/store-fixtures.ts';
import { seedStore } from '../../support/seed/seed-store.ts';

const SALES = `SELECT outbox_seq AS outboxSeq, outbox_id AS outboxId, kind, aggregate_id AS aggregateId, created_at AS createdAt, CAST(payload AS BLOB) AS payload,
  payload_hash AS payloadHash FROM outbox WHERE kind = 'order-completed' ORDER BY outbox_seq LIMIT 500`;

const { folder, remove } = temporaryFolder();
let sales: PackableRow[] = [];

beforeAll(async () => {
  const environment = { ...process.env, GALLA_INSTALLATION_DIR: join(folder, 'installation') };
  const wish = { dataFolder: join(folder, 'till'), environment, mode: 'training', waiting: true } as const;
  const size = { orders: 600, products: 2000, seed: 1, until: day('2026-11-22') };
  const { path } = await seedStore({ ...wish, ...size, say: () => undefined });
  const db = new Database(path, { readonly: true });
  sales = db.prepare<[], PackableRow>(SALES).all();
  db.close();
});
afterAll(() => remove());

/** Bytes of an order on the wire, in batches of so many of a shop's own bills: on average, and in the largest. */
async function bytesOf(
  packing: Packing,
  batch = 100,
): Promise<{ readonly mean: number; readonly most: number }> {
  const sizes: number[] = [];
  for (let at = 0; at + batch <= sales.length; at += batch) {
    sizes.push(
      (await batchBody(sales.slice(at, at + batch), 0, packing, { storeId: randomUUID(), follows: [] }))
        .length / batch,
    );
  }
  expect(sizes).toHaveLength(sales.length / batch);
  return { mean: sizes.reduce((sum, size) => sum + size) / sizes.length, most: Math.max(...sizes) };
}

test('an order of five lines is under 350 bytes on the wire in batches of a hundred and of five hundred, and under 400 in one of a hundred while others wait behind it', async () => {
  const written = sales.reduce((sum, { payload }) => sum + payload.length, 0) / sales.length;
  expect(written).toBeGreaterThan(3000);
  expect((await bytesOf('br')).mean).toBeLessThanOrEqual(350);
  expect((await bytesOf('br')).most).toBeLessThanOrEqual(380);
  expect((await bytesOf('zstd')).mean).toBeLessThanOrEqual(400);
  expect((await bytesOf('zstd', sales.length)).mean).toBeLessThanOrEqual(350);
  expect((await bytesOf('gzip')).most).toBeLessThanOrEqual(750);
});
