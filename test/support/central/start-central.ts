/** A central for one test file: a database of its own, the whole API listening on loopback. */
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { inject } from 'vitest';
import { createApp, type CentralOptions } from '../../../central/http/app.ts';
import { ensureDemo } from '../../../central/demo.ts';
import { createLog } from '../../../central/log.ts';
import type { Db } from '../../../central/store/db.ts';
import { openPg } from '../../../central/store/pg-db.ts';
import { pgliteDb } from '../../../central/store/pglite-db.ts';
import { runMigrations } from '../../../central/store/run-migrations.ts';
import { realSurroundings } from '../../../central/clock.ts';

export type TestDb = { readonly db: Db; readonly url: string | null; readonly drop: () => Promise<void> };

/** A migrated, empty database: PGlite in memory, or a copy of the template on the run's PostgreSQL. */
export async function freshDb(): Promise<TestDb> {
  if (process.env['GALLA_CENTRAL_DB'] !== 'postgres') {
    const db = await freshPglite();
    return { db, url: null, drop: () => db.close() };
  }
  const server = inject('postgresUrl');
  const name = `central_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name} TEMPLATE central_template`);
  await admin.end();
  const url = server.replace(/postgres$/, name);
  const db = openPg({ url, maxConnections: 10, statementTimeoutMs: 30_000, onError: () => undefined });
  return { db, url, drop: () => db.close() };
}

/** A copy of the run's template; where there is none, as in the tests of other parts, a new one. */
async function freshPglite(): Promise<Db> {
  const template: string | undefined = inject('pgliteTemplate');
  if (template !== undefined) {
    return pgliteDb(await PGlite.create({ loadDataDir: new Blob([readFileSync(template)]) }));
  }
  const db = pgliteDb(await PGlite.create());
  await runMigrations(db, () => 0);
  return db;
}

export type TestCentral = {
  readonly db: Db;
  readonly url: string;
  readonly token: string;
  readonly shopId: number;
  readonly tillId: number;
  /** What it logged, one JSON text a line. */
  readonly logged: string[];
  readonly call: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Reply>;
  readonly stop: () => Promise<void>;
};

export type Reply = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; null when there is none. */
  readonly json: unknown;
};

/** Makes one call and reads all of its reply. A body that is text or bytes is sent as it is. */
export async function callApi(
  base: string,
  token: string | null,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(`${base}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(token === null ? {} : { authorization: `Token ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isRaw ? (body as BodyInit) : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  const json: unknown = isJson && text !== '' ? JSON.parse(text) : null;
  return { status: response.status, headers: response.headers, text, json };
}

/** Starts a central with the demo shop on a database of its own. */
export async function startCentral(changes: Partial<CentralOptions> = {}): Promise<TestCentral> {
  const { db, drop } = await freshDb();
  const demo = await ensureDemo(db, realSurroundings, null);
  const logged: string[] = [];
  const app = await createApp({
    db,
    surroundings: realSurroundings,
    log: createLog('info', { write: (line) => logged.push(line) }),
    gateway: null,
    metricsToken: null,
    trustedProxies: [],
    corsOrigins: [],
    perTill: { burst: 100_000, perMinute: 100_000 },
    tls: null,
    hsts: false,
    ...changes,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const token = demo.token ?? '';
  return {
    db,
    url,
    token,
    shopId: demo.shopId,
    tillId: demo.tillId,
    logged,
    call: (method, path, body, headers) => callApi(url, token, method, path, body, headers),
    stop: async () => {
      await app.close();
      await drop();
    },
  };
}
