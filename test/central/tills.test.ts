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

/** Ten thousand are pushed among the tests of the sending, on PGlite. */
const orders = process.env['GALLA_CENTRAL_DB'] === 'postgres' ? 1000 : 200;

test('orders of four tills are here once each, field by field, with four calls in ten going wrong and everybody killed now and then', async () => {
  const random = seededRandom(1000);
  const result = await runFleet({ db: own.db, folder, random, tills: 4, orders, kills: 20 });
  expect(result.differences).toEqual([]);
  expect(result).toMatchObject({ sold: orders, refused: 0 });
}, 180_000);
