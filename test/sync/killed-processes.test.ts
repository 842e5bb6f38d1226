import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startPostgres } from '../support/central/real-postgres.ts';
import { baseOffice, centralOffice } from '../support/fleet-offices.ts';
import { runKilledFleet, type KilledFleetResult } from '../support/killed-fleet.ts';
import { temporaryFolder } from '../support/store-fixtures.ts';

/** Most kills hit a till that had something to send. */
function expectSound(result: KilledFleetResult): void {
  expect(result.differences).toEqual([]);
  expect(result.faults).toBeGreaterThan(result.calls / 10);
  expect(result.livesWithWaiting).toBeGreaterThan(result.killsOfTills / 2);
}

test('a thousand orders reach an office on the embedded database once each, though tills and office are processes that SIGKILL ends again and again', async () => {
  const own = temporaryFolder();
  const office = await centralOffice({ dataFolder: join(own.folder, 'office') });
  const given = { folder: own.folder, seed: 41, orders: 1000, killsOfTills: 36, killsOfOffice: 6 };
  const result = await runKilledFleet(given, office);
  own.remove();
  expectSound(result);
  expect(result).toMatchObject({ sold: 1000, killsOfTills: 36, killsOfOffice: 6 });
}, 420_000);

test('the same with an office on a PostgreSQL server', async () => {
  const own = temporaryFolder();
  const server = await startPostgres(['-c', 'fsync=off']);
  try {
    const office = await centralOffice({ databaseUrl: server.url });
    const given = { folder: own.folder, seed: 42, orders: 1000, killsOfTills: 34, killsOfOffice: 8 };
    const result = await runKilledFleet(given, office);
    expectSound(result);
    expect(result).toMatchObject({ sold: 1000, killsOfTills: 34, killsOfOffice: 8 });
  } finally {
    await server.stop();
    own.remove();
  }
}, 420_000);

test('two hundred orders reach a server without idempotency once each, though the tills are processes that SIGKILL ends again and again', async () => {
  const own = temporaryFolder();
  const office = await baseOffice(43);
  const given = { folder: own.folder, seed: 43, orders: 200, killsOfTills: 24, killsOfOffice: 0 };
  const result = await runKilledFleet(given, office);
  own.remove();
  expectSound(result);
  expect(result).toMatchObject({ sold: 200, killsOfTills: 24, killsOfOffice: 0 });
}, 420_000);
