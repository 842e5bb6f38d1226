/** Before the tests of central on PostgreSQL: one server for all of them, and a migrated database that each file copies. */
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openPg } from '../../../central/store/pg-db.ts';
import { runMigrations } from '../../../central/store/run-migrations.ts';
import { startPostgres, type RealPostgres } from './real-postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

let server: RealPostgres | null = null;

/** Starts the server and makes the template. */
export async function setup(project: TestProject): Promise<void> {
  server = await startPostgres(['-c', 'fsync=off', '-c', 'max_connections=200']);
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query('CREATE DATABASE central_template');
  const template = openPg({
    url: server.url.replace(/postgres$/, 'central_template'),
    maxConnections: 1,
    statementTimeoutMs: 60_000,
    onError: () => undefined,
  });
  await runMigrations(template, () => 0);
  await template.close();
  await admin.end();
  project.provide('postgresUrl', server.url);
}

/** Ends the server and removes its folder. */
export async function teardown(): Promise<void> {
  await server?.stop();
}
