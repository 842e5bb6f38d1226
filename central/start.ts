import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { CentralEnvironment } from '../shared/contract/central-settings.ts';
import { err, ok, type Result } from '../shared/domain/result.ts';
import { realSurroundings } from './clock.ts';
import { ensureDemo } from './demo.ts';
import { createStatusClient, type StatusClient } from './gateway/status-client.ts';
import { createApp } from './http/app.ts';
import { createLog, type Log } from './log.ts';
import type { StartSettings } from './settings.ts';
import type { Db } from './store/db.ts';
import { ensureOfficeUser, hasOfficeUser } from './store/office.ts';
import { openPg } from './store/pg-db.ts';
import { openPglite } from './store/pglite-db.ts';
import { runMigrations } from './store/run-migrations.ts';

export type RunningCentral = {
  readonly url: string;
  /** The demo till's token, where one was made now or given; it is shown this once. */
  readonly token: string | null;
  /** The office's first name and password, where they were made now; shown this once. */
  readonly office: { readonly name: string; readonly password: string } | null;
  /** Takes no more calls, finishes those that are there, and closes the database. */
  readonly stop: () => Promise<void>;
};

async function openDb(settings: StartSettings, log: Log): Promise<Db> {
  const { DATABASE_URL: url, CENTRAL_DB_CONNECTIONS: maxConnections } = settings.environment;
  if (url !== undefined) {
    const onError = (error: Error): void => log.warn('database-connection-lost', error);
    return openPg({ url, maxConnections, statementTimeoutMs: 30_000, onError });
  }
  if (settings.dataFolder === null) throw new Error('the settings name a folder or a server');
  mkdirSync(settings.dataFolder, { recursive: true });
  return openPglite(settings.dataFolder);
}

function gatewayOf(environment: CentralEnvironment): StatusClient | null {
  const { RUPAY_GATEWAY_URL: url, RUPAY_MERCHANT_ID: merchantId, RUPAY_API_KEY: apiKey } = environment;
  if (url === undefined || merchantId === undefined || apiKey === undefined) return null;
  return createStatusClient({ url, merchantId, apiKey });
}

/** The office's user: the one of the environment, or for the demo one with a password of its own. */
async function ensureOffice(
  db: Db,
  environment: CentralEnvironment,
  wantsDemo: boolean,
): Promise<RunningCentral['office']> {
  const { CENTRAL_ADMIN_NAME: name, CENTRAL_ADMIN_PASSWORD: password } = environment;
  if (name !== undefined && password !== undefined) {
    await ensureOfficeUser(db, name, password, realSurroundings.now());
    return null;
  }
  if (!wantsDemo || (await hasOfficeUser(db))) return null;
  const made = { name: 'office', password: randomBytes(12).toString('base64url') };
  await ensureOfficeUser(db, made.name, made.password, realSurroundings.now());
  return made;
}

async function listen(app: FastifyInstance, settings: StartSettings): Promise<string> {
  await app.listen({ host: settings.environment.CENTRAL_HOST, port: settings.port });
  const { address, port, family } = app.server.address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  return `${settings.tls === null ? 'http' : 'https'}://${host}:${port}`;
}

/** Starts central: migrates the database, makes the demo where the database is the embedded one or a token was given, and listens. */
export async function startCentral(settings: StartSettings): Promise<Result<RunningCentral, string>> {
  const { environment } = settings;
  const log = createLog(environment.CENTRAL_LOG_LEVEL, null);
  const db = await openDb(settings, log);
  const migrated = await runMigrations(db, realSurroundings.now);
  if (!migrated.ok) {
    await db.close();
    const { found, known } = migrated.error;
    return err(`The database has version ${found}, this program knows ${known}: start a newer program.`);
  }
  const wantsDemo = environment.DATABASE_URL === undefined || settings.token !== null;
  const demo = wantsDemo ? await ensureDemo(db, realSurroundings, settings.token) : null;
  const office = await ensureOffice(db, environment, wantsDemo);
  const perMinute = environment.CENTRAL_CALLS_PER_MINUTE;
  const app = await createApp({
    db,
    surroundings: realSurroundings,
    log,
    gateway: gatewayOf(environment),
    trustedProxies: environment.CENTRAL_TRUSTED_PROXIES,
    corsOrigins: environment.CENTRAL_CORS_ORIGINS,
    perTill: { burst: perMinute, perMinute },
    tls: settings.tls,
    metricsToken: environment.CENTRAL_METRICS_TOKEN ?? null,
    hsts: environment.CENTRAL_HSTS === 'on',
    adminFolder: join(import.meta.dirname, 'admin', 'dist'),
  });
  const url = await listen(app, settings);
  log.info('listening', { url });
  const stop = async (): Promise<void> => {
    await app.close();
    await db.close();
    log.info('stopped');
  };
  return ok({ url, token: demo?.token ?? null, office, stop });
}
