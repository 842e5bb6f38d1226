import { closeSync, fsyncSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { pragmaNumber } from '../durable-connection.ts';
import { migrations } from '../migrations/index.ts';
import { runMigrations } from '../run-migrations.ts';
import { fileFaultOf, type FileFault } from './check-file.ts';

/** Puts a file's bytes on disk. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Brings a copy of a store to the newest version, on disk when it returns. The copy is ours alone: after an Err it is thrown away. */
export function upgradeCopy(path: string, at: number): Result<{ readonly from: number }, FileFault> {
  let db: Database.Database | null = null;
  try {
    db = new Database(path, { fileMustExist: true });
    db.pragma('foreign_keys = ON');
    db.pragma('synchronous = FULL');
    const from = pragmaNumber(db, 'user_version');
    runMigrations(db, migrations, at);
    db.close();
    syncFile(path);
    return ok({ from });
  } catch (thrown) {
    db?.close();
    if (thrown instanceof Error && thrown.name === 'StepFailed')
      return err({ code: 'damaged', detail: thrown.message });
    return err(fileFaultOf(thrown));
  }
}
