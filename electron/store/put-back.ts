import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import { syncFolder } from '../platform/disk.ts';
import { backUpInto } from './backup-file.ts';
import { companions, publish } from './create-file.ts';

/**
 * Gives an open store, whose file was deleted, moved away or replaced, a file under its path again: all that was committed, checked, on disk when this
 * returns. What lies at the path by now is kept as `….found-<at>`, nothing is overwritten. The connection stays on the file that is
 * gone: close it and open the store anew. Throws what the system or SQLite says, and then the connection still holds everything.
 */
export function putBack(db: Database.Database, path: string, at: number): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const rescued = `${path}.rescued-${at}`;
  backUpInto(db, rescued);
  for (const companion of ['', ...companions]) {
    const found = `${path}${companion}`;
    if (existsSync(found)) renameSync(found, `${path}.found-${at}${companion}`);
  }
  publish(rescued, path);
  syncFolder(dirname(path));
}

/**
 * Keeps copies of a file that is not ours any more and of its log, as `….found-<at>`: closing the last connection copies the log into the file, and whoever
 * looks for what can be saved should have both as they were. Does what it can and throws nothing.
 */
export function keepCopies(path: string, at: number): void {
  for (const companion of ['', '-wal']) {
    try {
      copyFileSync(`${path}${companion}`, `${path}.found-${at}${companion}`);
    } catch {
      // A file that is gone, or no room for it: nothing more can be kept.
    }
  }
}
