/**
 * Central on a real PostgreSQL that waits for its disk, as an office runs it. Each question names a shop and is answered with a token of it, how many orders
 * it has, and, where a folder for it is named, how long the database takes to COPY what it has of it.
 */
import type { AddressInfo } from 'node:net';
import { realSurroundings } from '../../../central/clock.ts';
import { createApp } from '../../../central/http/app.ts';
import { createLog } from '../../../central/log.ts';
import { openPg } from '../../../central/store/pg-db.ts';
import { runMigrations } from '../../../central/store/run-migrations.ts';
import { ensureShop, ensureTill } from '../../../central/store/shops.ts';
import { createToken } from '../../../central/store/tokens.ts';
import { must } from '../../support/catalogue.ts';
import { startPostgres } from '../../support/central/real-postgres.ts';
import { copyRows } from '../harness/copy-rows.ts';
import { engineTask } from '../harness/engine-process.ts';
import { serveUntilTold } from '../harness/server-process.ts';

const { port } = engineTask<{ readonly port?: number }>();
const server = await startPostgres();
const onError = (): void => undefined;
const db = openPg({ url: server.url, maxConnections: 8, statementTimeoutMs: 120_000, onError });
must(await runMigrations(db, realSurroundings.now));
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
await app.listen({ host: '127.0.0.1', port: port ?? 0 });
const at = realSurroundings.now();
await serveUntilTold(
  { url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`, database: server.url },
  async ({ shop, copyIn }) => {
    const code = String(shop);
    const shopId = await ensureShop(db, { code, name: code, at });
    const tillId = await ensureTill(db, { shopId, code: 'A1', name: 'A1', at });
    const token = await createToken(db, { shopId, tillId }, { tokenId: realSurroundings.newId(), at });
    const rows = await db.query<{ orders: number }>(
      'SELECT count(*) AS orders FROM orders WHERE shop_id = $1',
      [shopId],
    );
    const mine = `shop_id = ${shopId}`;
    const tables = { events: mine, orders: mine, order_items: mine, payments: mine };
    const copyMs = typeof copyIn === 'string' ? await copyRows(db, copyIn, tables) : null;
    return { token, orders: rows[0]?.orders ?? 0, copyMs };
  },
);
await app.close();
await db.close();
await server.stop();
