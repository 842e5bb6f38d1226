/** Orders to central on a real PostgreSQL: pushed over HTTP, pushed again, the same statements without HTTP, and the rows by COPY. */
import { join } from 'node:path';
import { chmodSync, mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { realSurroundings } from '../../../central/clock.ts';
import { ensureDemo } from '../../../central/demo.ts';
import { createApp } from '../../../central/http/app.ts';
import { openPush, readEvent, type ReadEvent } from '../../../central/ingest/read-event.ts';
import { storeEvents } from '../../../central/ingest/store-events.ts';
import { createLog } from '../../../central/log.ts';
import { openPg } from '../../../central/store/pg-db.ts';
import { runMigrations } from '../../../central/store/run-migrations.ts';
import type { BulkEvent } from '../../../shared/contract/central-api.ts';
import { must } from '../../support/catalogue.ts';
import { startPostgres } from '../../support/central/real-postgres.ts';
import { saleEvent } from '../../support/central/sale-events.ts';
import { engineDone, engineTask } from '../harness/engine-process.ts';

const BATCH = 500;
const CONNECTIONS = 4;
const task = engineTask<{ readonly orders: number; readonly rounds: number; readonly folder: string }>();
const tables = ['events', 'orders', 'order_items', 'payments'] as const;

const server = await startPostgres();
const db = openPg({
  url: server.url,
  maxConnections: 8,
  statementTimeoutMs: 120_000,
  onError: () => undefined,
});
must(await runMigrations(db, realSurroundings.now));
const demo = await ensureDemo(db, realSurroundings, null);
const app = await createApp({
  db,
  surroundings: realSurroundings,
  log: createLog('silent', null),
  gateway: null,
  trustedProxies: [],
  corsOrigins: [],
  perTill: { burst: 1_000_000, perMinute: 1_000_000 },
  tls: null,
  hsts: false,
});
await app.listen({ host: '127.0.0.1', port: 0 });
const { port } = app.server.address() as AddressInfo;
const address = `http://127.0.0.1:${port}/api/v1/orders/bulk/`;

const batches = (): BulkEvent[][] =>
  Array.from({ length: Math.ceil(task.orders / BATCH) }, () =>
    Array.from({ length: Math.min(BATCH, task.orders) }, () => saleEvent({ lines: 5 })),
  );

/** The time until all of it is done, over a fixed number of connections. */
async function timedOver<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
): Promise<number> {
  const from = performance.now();
  let next = 0;
  const one = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  return performance.now() - from;
}

async function push(body: Uint8Array<ArrayBuffer>): Promise<void> {
  const headers = {
    authorization: `Token ${demo.token ?? ''}`,
    'content-type': 'application/json',
    'content-encoding': 'gzip',
  };
  const reply = await fetch(address, { method: 'POST', body, headers });
  const said = await reply.text();
  if (reply.status !== 200 || /"(?:refused|conflict)"/.test(said)) throw new Error(said.slice(0, 300));
}

const packed = (events: readonly BulkEvent[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(gzipSync(JSON.stringify({ form: 1, events }), { level: 1 }));

function read(events: readonly BulkEvent[]): ReadEvent[] {
  return openPush(events).events.map((opened) => {
    const content = opened.ok ? readEvent(opened.value) : opened;
    if (!content.ok) throw new Error('a sale of the bench is right');
    return content.value;
  });
}

/** The newest rows of each table, written to files and copied into empty tables with the same indexes. */
async function copied(): Promise<number> {
  const folder = join(task.folder, 'copy');
  mkdirSync(folder, { recursive: true });
  // The database's server runs as another user, who must reach the folder.
  chmodSync(task.folder, 0o755);
  chmodSync(folder, 0o777);
  for (const table of tables) {
    const key = table === 'events' ? 'seq' : table === 'orders' ? 'id' : 'order_id';
    const newest = table === 'events' ? 'seq FROM events' : 'id FROM orders';
    const since = `(SELECT ${newest} ORDER BY 1 DESC OFFSET ${task.orders - 1} LIMIT 1)`;
    await db.run(`COPY (SELECT * FROM ${table} WHERE ${key} >= ${since}) TO '${join(folder, table)}'`);
    await db.run(
      `DROP TABLE IF EXISTS copy_${table}; CREATE TABLE copy_${table} (LIKE ${table} INCLUDING ALL)`,
    );
  }
  const from = performance.now();
  for (const table of tables) await db.run(`COPY copy_${table} FROM '${join(folder, table)}'`);
  return performance.now() - from;
}

const series = {
  push: [] as number[],
  again: [] as number[],
  replay: [] as number[],
  direct: [] as number[],
  copy: [] as number[],
};
let bytes = 0;
for (let round = 0; round < task.rounds; round += 1) {
  const first = batches().map(packed);
  series.push.push(await timedOver(first, push));
  series.replay.push(await timedOver(first, push));
  const direct = batches().map(read);
  const sender = { shopId: demo.shopId, tillId: demo.tillId, receivedAt: realSurroundings.now() };
  series.direct.push(
    await timedOver(direct, (events) => db.transaction((tx) => storeEvents(tx, sender, events))),
  );
  series.copy.push(await copied());
  series.again.push(await timedOver(batches().map(packed), push));
  bytes = packed((batches()[0] ?? []).slice(0, 100)).length / 100;
}
await app.close();
await db.close();
await server.stop();
engineDone(series, { bytes });
