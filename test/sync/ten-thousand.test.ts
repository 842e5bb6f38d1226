import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../support/seeded-random.ts';
import { temporaryFolder } from '../support/store-fixtures.ts';
import { freshDb, type TestDb } from '../support/central/start-central.ts';
import { runFleet } from '../support/tills-and-central.ts';

let own: TestDb;
const { folder, remove } = temporaryFolder();
beforeAll(async () => {
  own = await freshDb();
});
afterAll(async () => {
  await own.drop();
  remove();
});

test('ten thousand orders of four tills are at the office once each, field by field, with four calls in ten going wrong and everybody killed now and then', async () => {
  const random = seededRandom(10_000);
  const result = await runFleet({ db: own.db, folder, random, tills: 4, orders: 10_000, kills: 60 });
  expect(result.differences).toEqual([]);
  expect(result).toMatchObject({ sold: 10_000, refused: 0 });
  expect(result.faults).toBeGreaterThan(20);
}, 420_000);
