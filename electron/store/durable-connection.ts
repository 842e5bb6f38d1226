import Database from 'better-sqlite3';

/** Marks a file as a till's store: the letters GALA at offset 68 of the header (https://sqlite.org/fileformat.html). */
export const APPLICATION_ID = 0x47414c41;

/** How long a statement waits for a lock before it gives up: no longer than a cashier would not notice. */
const BUSY_TIMEOUT_MS = 250;

/**
 * A log that begins again keeps the room that it once took, up to this, until the store is closed: the sale that begins it would have to wait while the file system
 * gives the room back (70 ms after a long import).
 */
const JOURNAL_SIZE_LIMIT_BYTES = 512 * 1024 * 1024;

const CACHE_KIB = 32 * 1024;

/** What every connection of ours sets: SQLite keeps none of these in the file. */
function harden(db: Database.Database): void {
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma(`cache_size = -${CACHE_KIB}`);
  db.pragma('temp_store = MEMORY');
}

/**
 * Opens a store's file for writing, durably: write-ahead log with synchronous=FULL, so that a commit that returned survives a power cut. It is set at
 * every open, because better-sqlite3 is built with DEFAULT_WAL_SYNCHRONOUS=1 and would run a file that is in WAL mode already at NORMAL.
 * Checkpoints and the merging of full-text segments are left to idle-work.ts. The file must exist.
 */
export function connectToWrite(path: string): Database.Database {
  const db = new Database(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    harden(db);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('wal_autocheckpoint = 0');
    db.pragma(`journal_size_limit = ${JOURNAL_SIZE_LIMIT_BYTES}`);
  } catch (thrown) {
    db.close();
    throw thrown;
  }
  return db;
}

/**
 * Does work whose commits don't wait for the disk: a power cut may lose them, never a part of one. In WAL mode NORMAL keeps the file whole, and the next
 * commit at FULL syncs what is before it in the log too (https://sqlite.org/pragma.html#pragma_synchronous). Not inside a transaction.
 */
export function withoutSync<T>(db: Database.Database, work: () => T): T {
  db.pragma('synchronous = NORMAL');
  try {
    return work();
  } finally {
    db.pragma('synchronous = FULL');
  }
}

/** Opens a store's file for reading only; SQLite refuses to write through it. The file must exist. */
export function connectToRead(path: string): Database.Database {
  const db = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    harden(db);
    db.pragma('query_only = ON');
  } catch (thrown) {
    db.close();
    throw thrown;
  }
  return db;
}

/** A whole number that a pragma answers. */
export function pragmaNumber(db: Database.Database, name: string): number {
  return Number(db.pragma(name, { simple: true }));
}
