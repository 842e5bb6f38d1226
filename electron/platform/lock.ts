import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { Clock } from './clock.ts';
import { writeFileDurably } from './disk.ts';

/** Who holds a data folder. */
export type LockHolder = {
  /** What the holder is, such as `app` or `import`. */
  readonly what: string;
  readonly pid: number;
  /** UTC milliseconds. */
  readonly since: number;
};

/** The lock of a data folder, until it is released or the process ends, however it ends. */
export type Lock = { readonly release: () => void };

export type LockRefusal =
  /** Somebody else writes in the folder; `by` is null in the instant before they have said who they are. */
  | { readonly code: 'held'; readonly by: LockHolder | null }
  /** The folder can't be read or written, or is none. */
  | { readonly code: 'folder-unusable' | 'folder-full' | 'folder-read-only'; readonly detail: string };

// Nobody may open lock.db but SQLite: to close any other handle on it in this process would drop the lock (https://sqlite.org/howtocorrupt.html, 2.2).
const LOCK_FILE = 'lock.db';
// The holder's name is in a file of its own, written only under the lock: the transaction that is the lock is never committed, so nobody could read it there.
const HOLDER_FILE = 'lock-holder.json';

function isHolder(value: unknown): value is LockHolder {
  return (
    typeof value === 'object' &&
    value !== null &&
    'what' in value &&
    typeof value.what === 'string' &&
    'pid' in value &&
    typeof value.pid === 'number' &&
    'since' in value &&
    typeof value.since === 'number'
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // Not permitted to signal it: it is there all the same.
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}

/** The name that the last holder left; null when there is none or its process is gone. */
function readHolder(dataFolder: string): LockHolder | null {
  try {
    const value: unknown = JSON.parse(readFileSync(join(dataFolder, HOLDER_FILE), 'utf8'));
    return isHolder(value) && isAlive(value.pid) ? value : null;
  } catch {
    return null;
  }
}

function isHeld(thrown: unknown): boolean {
  return thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_BUSY');
}

/** What is wrong with a folder in which no lock can be taken, by what the system or SQLite called it. */
function wrongWith(code: string): Exclude<LockRefusal['code'], 'held'> {
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return 'folder-full';
  return code.startsWith('SQLITE_READONLY') || code === 'EROFS' ? 'folder-read-only' : 'folder-unusable';
}

function lockOn(db: Database.Database): Lock {
  return {
    release: () => {
      if (!db.open) return;
      db.exec('ROLLBACK');
      db.close();
    },
  };
}

/**
 * Takes a data folder for writing: at most one process or thread holds it, and who comes second is told by whom. The lock is a write transaction on a database of
 * its own, which the system ends with the process: a SIGKILL leaves nothing behind. Reading needs no lock.
 * @param what names the holder to others, such as `app`
 */
export function acquireLock(
  dataFolder: string,
  what: string,
  clock: Pick<Clock, 'now'>,
): Result<Lock, LockRefusal> {
  let db: Database.Database | null = null;
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    db = new Database(join(dataFolder, LOCK_FILE), { timeout: 0 });
    db.exec('BEGIN IMMEDIATE');
    const holder: LockHolder = { what, pid: process.pid, since: clock.now() };
    writeFileDurably(join(dataFolder, HOLDER_FILE), JSON.stringify(holder));
    return ok(lockOn(db));
  } catch (thrown) {
    db?.close();
    if (isHeld(thrown)) return err({ code: 'held', by: readHolder(dataFolder) });
    if (!(thrown instanceof Error) || !('code' in thrown)) throw thrown;
    const code = String(thrown.code);
    return err({ code: wrongWith(code), detail: `${code}: ${thrown.message}` });
  }
}
