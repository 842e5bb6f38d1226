import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { Db, Querier } from './db.ts';
import { migrations } from './migrations/index.ts';

/** The database was written by a newer program; this one does not touch it. */
export type NewerSchema = { readonly code: 'newer-schema'; readonly found: number; readonly known: number };

const LEDGER = `CREATE TABLE IF NOT EXISTS schema_versions (
  version integer PRIMARY KEY,
  name text NOT NULL,
  applied_at bigint NOT NULL
)`;

/** Two servers that start together must not run the same step: the second waits here until the first has committed. */
const LOCK = 'LOCK TABLE schema_versions IN SHARE ROW EXCLUSIVE MODE';

async function apply(tx: Querier, now: () => number): Promise<Result<number, NewerSchema>> {
  // A new index on the orders of a chain takes minutes, and the limit is for the questions of the day.
  await tx.query('SET LOCAL statement_timeout = 0');
  await tx.query(LOCK);
  const rows = await tx.query<{ version: number | null }>(
    'SELECT max(version) AS version FROM schema_versions',
  );
  const found = rows[0]?.version ?? 0;
  const known = migrations.at(-1)?.version ?? 0;
  if (found > known) return err({ code: 'newer-schema', found, known });
  for (const { version, name, statements } of migrations.filter((step) => step.version > found)) {
    for (const statement of statements) await tx.query(statement);
    await tx.query('INSERT INTO schema_versions (version, name, applied_at) VALUES ($1, $2, $3)', [
      version,
      name,
      now(),
    ]);
  }
  return ok(known);
}

/** Brings the schema to the newest version in one transaction, or refuses a database that is newer than this program. */
export async function runMigrations(db: Db, now: () => number): Promise<Result<number, NewerSchema>> {
  await db.run(LEDGER);
  return db.transaction((tx) => apply(tx, now));
}

/** The version that the database has, for the check whether it is ready. */
export async function schemaVersion(db: Querier): Promise<number> {
  const rows = await db.query<{ version: number | null }>(
    'SELECT max(version) AS version FROM schema_versions',
  );
  return rows[0]?.version ?? 0;
}

/** The version that this program needs. */
export const neededSchemaVersion = migrations.at(-1)?.version ?? 0;
