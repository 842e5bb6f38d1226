/** Orders to central on a real PostgreSQL: pushed over HTTP, pushed again, the same statements without HTTP, and the rows by COPY. */
import { join } from 'node:path';
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
import { ensureTill } from '../../../central/store/shops.ts';
import { createToken } from '../../../central/store/tokens.ts';
import type { BulkEvent } from '../../../shared/contract/central-api.ts';
import { must } from '../../support/catalogue.ts';
import { startPostgres } from '../../support/central/real-postgres.ts';
import { saleEvent } from '../../support/central/sale-events.ts';
import { copyRows } from '../harness/copy-rows.ts';
import { engineDone, engineTask } from '../harness/engine-process.ts';

const BATCH = 500;
const CONNECTIONS = 4;
const task = engineTask<{ readonly orders: number; readonly rounds: number; readonly folder: string }>();

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

/** A till of its own for each connection: what one till pushes is stored one after another. */
const tills = await Promise.all(
  Array.from({ length: CONNECTIONS }, async (_, index) => {
    const at = realSurroundings.now();
    const tillId = await ensureTill(db, { shopId: demo.shopId, code: `B${index}`, name: 'Bench', at });
    const tokenId = realSurroundings.newId();
    return { tillId, token: await createToken(db, { shopId: demo.shopId, tillId }, { tokenId, at }) };
  }),
);
type BenchTill = (typeof tills)[number];

/** The time until all of it is done, each till at its own pace. */
async function timedOver<Item>(
  items: readonly Item[],
  work: (item: Item, till: BenchTill) => Promise<unknown>,
): Promise<number> {
  const from = performance.now();
  let next = 0;
  const one = async (till: BenchTill): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item, till);
  };
  await Promise.all(tills.map(one));
  return performance.now() - from;
}

async function push(body: Uint8Array<ArrayBuffer>, { token }: BenchTill): Promise<void> {
  const headers = {
    authorization: `Token ${token}`,
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

/** The newest rows of each table, by COPY. */
function copied(): Promise<number> {
  const newest = (of: string, key: string): string =>
    `${key} >= (SELECT ${of} ORDER BY 1 DESC OFFSET ${task.orders - 1} LIMIT 1)`;
  return copyRows(db, join(task.folder, 'copy'), {
    events: newest('seq FROM events', 'seq'),
    orders: newest('id FROM orders', 'id'),
    order_items: newest('id FROM orders', 'order_id'),
    payments: newest('id FROM orders', 'order_id'),
  });
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
  const sender = { shopId: demo.shopId, receivedAt: realSurroundings.now() };
  series.direct.push(
    await timedOver(direct, (events, { tillId }) =>
      db.transaction((tx) => storeEvents(tx, { ...sender, tillId }, events)),
    ),
  );
  series.copy.push(await copied());
  series.again.push(await timedOver(batches().map(packed), push));
  bytes = packed((batches()[0] ?? []).slice(0, 100)).length / 100;
}
await app.close();
await db.close();
await server.stop();
engineDone(series, { bytes });
