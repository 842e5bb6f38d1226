/** The offices that a fleet of tills in processes of their own pushes to: the central program on either database, or a base-contract server. */
import { baseDifferences } from './base-contract/base-differences.ts';
import { serverFaults, startBaseServer } from './base-contract/start-base-server.ts';
import { foundShop, onDatabase, startCentralProcess, type CentralPlace } from './central/killed-central.ts';
import { differencesOf, FLEET } from './fleet-differences.ts';
import type { FleetOffice } from './killed-fleet.ts';
import { seededRandom } from './seeded-random.ts';

const TILLS = ['F1', 'F2', 'F3', 'F4'];

/** The central program; what it has is read after it was killed for the last time, from what it left on disk. */
export async function centralOffice(place: CentralPlace): Promise<FleetOffice> {
  const tokens = await foundShop(place, FLEET, TILLS);
  let central = await startCentralProcess(place);
  return {
    url: () => central.url,
    tokens,
    faultsOfLine: 0.4,
    needsAudit: false,
    calm: () => Promise.resolve(),
    killAndRestart: async () => {
      await central.child.kill();
      central = await startCentralProcess(place);
    },
    differences: async (sales) => {
      await central.child.kill();
      return onDatabase(place, (db) => differencesOf(db, sales));
    },
    stop: () => central.child.end(),
  };
}

/** A server without idempotency, in this process: it has nothing on disk that could outlive it. Half of the faults are its own. */
export async function baseOffice(seed: number): Promise<FleetOffice> {
  const random = seededRandom(seed);
  const server = await startBaseServer(Object.fromEntries(TILLS.map((code) => [`token-${code}`, code])));
  server.faultOf = () => (random.chance(0.25) ? random.pick(serverFaults) : 'none');
  return {
    url: () => server.url,
    tokens: TILLS.map((code) => `token-${code}`),
    faultsOfLine: 0.2,
    needsAudit: true,
    calm: () => {
      server.faultOf = () => 'none';
      return server.settled();
    },
    killAndRestart: null,
    differences: (sales) => Promise.resolve(baseDifferences(server.book, sales)),
    stop: () => server.close(),
  };
}
