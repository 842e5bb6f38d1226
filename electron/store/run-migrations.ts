import type Database from 'better-sqlite3';
import { assert } from '../../shared/domain/result.ts';
import { APPLICATION_ID, pragmaNumber } from './durable-connection.ts';
import { faultOf } from './faults.ts';
import type { Migration } from './migrations/migration.ts';

/** A step of the schema could not be taken though the disk is well: the file is as it was before it. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
}

/** The version that a file has once it took these steps. */
export function newestVersion(steps: readonly Migration[]): number {
  for (const [index, step] of steps.entries())
    assert(step.version === index + 1, 'steps are numbered without gaps');
  return steps.length;
}

function take(db: Database.Database, step: Migration, at: number): void {
  for (const statement of step.statements) db.exec(statement);
  const broken = db.pragma('foreign_key_check');
  assert(Array.isArray(broken) && broken.length === 0, `step ${step.version} leaves no broken reference`);
  db.prepare('INSERT INTO schema_history (version, name, applied_at) VALUES (?, ?, ?)').run(
    step.version,
    step.name,
    at,
  );
  db.pragma(`user_version = ${step.version}`);
  db.pragma(`application_id = ${APPLICATION_ID}`);
}

function failed(step: Migration, thrown: Error): StepFailed {
  return new StepFailed(`step ${step.version}, ${step.name}: ${thrown.message}`, { cause: thrown });
}

/**
 * Takes every step that a file has not taken yet, all in one transaction: after a failure, which is thrown (a fault of the disk, or StepFailed), the file is
 * as it was before the first. The caller has made a backup of a file that holds anything.
 */
export function runMigrations(db: Database.Database, steps: readonly Migration[], at: number): void {
  const missing = steps.slice(pragmaNumber(db, 'user_version'));
  if (missing.length === 0) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const step of missing) {
      try {
        take(db, step, at);
      } catch (thrown) {
        throw faultOf(thrown) === null && thrown instanceof Error ? failed(step, thrown) : thrown;
      }
    }
    db.exec('COMMIT');
  } catch (thrown) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw thrown;
  }
}
