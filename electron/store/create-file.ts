import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { syncFolder } from '../platform/disk.ts';
import type { Migration } from './migrations/migration.ts';
import { runMigrations } from './run-migrations.ts';
import { systemCode } from './store-file.ts';

/** What SQLite keeps beside a file. */
export const companions = ['-wal', '-shm', '-journal'] as const;

/** The log of a store that is gone must not be read into the new one; it is kept under another name. */
function setOrphansAside(path: string, at: number): void {
  for (const companion of companions) {
    const orphan = `${path}${companion}`;
    if (existsSync(orphan)) renameSync(orphan, `${path}.left-${at}${companion}`);
  }
}

/** Gives a finished file its name unless the name is taken; a disk without hard links is asked first. */
export function publish(from: string, path: string): void {
  try {
    linkSync(from, path);
    rmSync(from);
  } catch (thrown) {
    if (systemCode(thrown) === 'EEXIST' || existsSync(path)) throw thrown;
    renameSync(from, path);
  }
}

const SERIES_FROM = `INSERT INTO settings (key, value, updated_at) VALUES ('series-from', json_quote(@letter), @at)`;

/**
 * Makes a new, empty store under a name that nobody has: complete under another name first, so that a crash leaves none or a whole one. Its
 * series begin with the letter `seriesFrom`: past A in a store that takes the place of a lost one. Throws what the system or SQLite says.
 */
export function createFile(path: string, steps: readonly Migration[], at: number, seriesFrom = 'A'): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const unfinished = `${path}.unfinished`;
  for (const companion of ['', ...companions]) rmSync(`${unfinished}${companion}`, { force: true });
  const db = new Database(unfinished);
  try {
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    runMigrations(db, steps, at);
    if (seriesFrom !== 'A') db.prepare(SERIES_FROM).run({ letter: seriesFrom, at });
    db.pragma('journal_mode = WAL');
  } finally {
    db.close();
  }
  const file = openSync(unfinished, 'r+');
  fsyncSync(file);
  closeSync(file);
  setOrphansAside(path, at);
  publish(unfinished, path);
  syncFolder(dirname(path));
}
