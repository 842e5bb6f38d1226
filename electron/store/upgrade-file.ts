import { constants, copyFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { backUpInto } from './backup-file.ts';
import { companions } from './create-file.ts';
import { pragmaNumber } from './durable-connection.ts';
import type { Migration } from './migrations/migration.ts';
import { newestVersion, runMigrations, StepFailed } from './run-migrations.ts';

function remove(path: string): void {
  for (const companion of ['', ...companions]) rmSync(`${path}${companion}`, { force: true });
}

/** Takes the steps on a copy that nobody needs, and looks whether what comes of it is sound. Throws as runMigrations does. */
function rehearse(backup: string, path: string, steps: readonly Migration[], at: number): void {
  remove(path);
  try {
    copyFileSync(backup, path, constants.COPYFILE_FICLONE);
    const copy = new Database(path, { fileMustExist: true });
    try {
      copy.pragma('foreign_keys = ON');
      copy.pragma('synchronous = OFF');
      runMigrations(copy, steps, at);
      const checked = copy.pragma('integrity_check', { simple: true });
      if (checked !== 'ok') throw new StepFailed(`the upgraded copy is not sound: ${String(checked)}`);
    } finally {
      copy.close();
    }
  } finally {
    remove(path);
  }
}

/**
 * Brings an open store to the newest version: after a backup that was checked, and after the steps have gone well on a copy of it, they are taken on the
 * file itself, all in one transaction. Whatever goes wrong, or whenever the till is killed, the file is as it was or as it is to be. Throws as
 * runMigrations does.
 */
export function upgradeFile(
  db: Database.Database,
  path: string,
  steps: readonly Migration[],
  at: number,
): void {
  const version = pragmaNumber(db, 'user_version');
  if (version === newestVersion(steps)) return;
  const backup = join(dirname(path), `before-version-${version + 1}-${at}.db`);
  backUpInto(db, backup);
  rehearse(backup, `${path}.rehearsal`, steps, at);
  runMigrations(db, steps, at);
}
