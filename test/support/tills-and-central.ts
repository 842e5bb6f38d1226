/** Several tills that push to one central over bad lines, are killed and started anew, and lose the central now and then. */
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { realSurroundings } from '../../central/clock.ts';
import { createApp } from '../../central/http/app.ts';
import { createLog } from '../../central/log.ts';
import type { Db } from '../../central/store/db.ts';
import { ensureShop, ensureTill } from '../../central/store/shops.ts';
import { createToken } from '../../central/store/tokens.ts';
import type { Store } from '../../electron/store/connection.ts';
import { writerOf } from '../../electron/store/handles.ts';
import type { OrderCompletedPayload } from '../../shared/contract/central-api.ts';
import { lineFaults, startFaultProxy, type FaultProxy } from './fault-proxy.ts';
import { differencesOf, FLEET } from './fleet-differences.ts';
import type { Random } from './seeded-random.ts';
import { openSyncTill, sellOne, storeIn, type SyncTill } from './sync-till.ts';

/** Small pushes, so that many calls are made of which many go wrong. */
const EVENTS_MOST = 50;

export type FleetOptions = {
  readonly db: Db;
  readonly folder: string;
  readonly random: Random;
  readonly tills: number;
  readonly orders: number;
  /** How many times a till is killed, and how many times the central is. */
  readonly kills: number;
};

type Central = { readonly url: string; readonly stop: () => Promise<void> };

async function listen(db: Db): Promise<Central> {
  const app = await createApp({
    db,
    surroundings: realSurroundings,
    log: createLog('silent', { write: () => undefined }),
    gateway: null,
    trustedProxies: [],
    corsOrigins: [],
    perTill: { burst: 1_000_000, perMinute: 1_000_000 },
    tls: null,
    hsts: false,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      // Every call that is under way is cut, wherever it is.
      app.server.closeAllConnections();
      await app.close();
    },
  };
}

type Member = {
  readonly code: string;
  readonly folder: string;
  readonly token: string;
  readonly line: FaultProxy;
  readonly sales: OrderCompletedPayload[];
  life: SyncTill;
};

/** Sells without waiting for the disk, which is no part of what is tested here. */
function sellMany(folder: string, orders: number, random: Random): OrderCompletedPayload[] {
  storeIn(folder).close();
  const db = new Database(join(folder, 'store.db'));
  db.pragma('synchronous = OFF');
  const writer = writerOf(db, { committed: () => undefined, faulted: () => undefined });
  const store = { writer } as Pick<Store, 'writer'> as Store;
  const sales = Array.from({ length: orders }, () => sellOne(store, random));
  db.close();
  return sales;
}

function start(member: Pick<Member, 'folder' | 'token' | 'line'>): SyncTill {
  const { url } = member.line;
  const life = openSyncTill(member.folder, { url, token: member.token, eventsMost: EVENTS_MOST });
  life.sync.begin();
  return life;
}

async function enlist(options: FleetOptions, central: Central, number: number): Promise<Member> {
  const { db, random } = options;
  const at = realSurroundings.now();
  const code = `F${number}`;
  const shopId = await ensureShop(db, { code: FLEET, name: FLEET, at });
  const tillId = await ensureTill(db, { shopId, code, name: code, at });
  const token = await createToken(db, { shopId, tillId }, { tokenId: realSurroundings.newId(), at });
  const folder = join(options.folder, code);
  mkdirSync(folder);
  const sales = sellMany(folder, Math.floor(options.orders / options.tills), random);
  const line = await startFaultProxy(central.url);
  return { code, folder, token, line, sales, life: start({ folder, token, line }) };
}

const waitingOf = (members: readonly Member[]): number =>
  members.reduce((sum, { life }) => sum + life.sync.status().waiting, 0);

async function until(isReached: () => boolean): Promise<void> {
  while (!isReached()) await new Promise((resolve) => setTimeout(resolve, 2));
}

const callsOf = (members: readonly Member[]): number =>
  members.reduce((sum, { line }) => sum + [...line.made.values()].reduce((all, one) => all + one, 0), 0);

/** Kills a till and starts it anew, or the central, whenever a few more calls were made. */
async function killAround(
  options: FleetOptions,
  members: readonly Member[],
  central: Central,
): Promise<Central> {
  const { random, kills } = options;
  let current = central;
  for (let done = 0; done < kills && waitingOf(members) > 0; done += 1) {
    const calls = callsOf(members) + 1 + random.below(12);
    await until(() => callsOf(members) >= calls || waitingOf(members) === 0);
    if (done % 4 === 3) {
      await current.stop();
      current = await listen(options.db);
      for (const { line } of members) line.target = current.url;
      continue;
    }
    const member = random.pick(members);
    await member.life.kill();
    member.life = start(member);
  }
  return current;
}

export type FleetResult = {
  readonly differences: readonly string[];
  readonly sold: number;
  readonly faults: number;
  readonly refused: number;
};

/** Lets the tills push everything through 40 % faults and kills, then compares. */
export async function runFleet(options: FleetOptions): Promise<FleetResult> {
  const { db, random, tills } = options;
  let central = await listen(db);
  const members: Member[] = [];
  for (let number = 1; number <= tills; number += 1) members.push(await enlist(options, central, number));
  for (const { line } of members) {
    line.faultOf = () => (random.chance(0.4) ? random.pick(lineFaults) : 'none');
  }
  central = await killAround(options, members, central);
  await until(() => waitingOf(members) === 0);
  const refused = members.reduce((sum, { life }) => sum + life.sync.status().refused, 0);
  const faults = callsOf(members) - members.reduce((sum, { line }) => sum + (line.made.get('none') ?? 0), 0);
  for (const member of members) {
    await member.life.close();
    await member.line.settled();
    await member.line.close();
  }
  const differences = await differencesOf(
    db,
    members.flatMap((member) => member.sales),
  );
  await central.stop();
  const sold = members.reduce((sum, member) => sum + member.sales.length, 0);
  return { differences, sold, faults, refused };
}
