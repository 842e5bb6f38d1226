import Database from 'better-sqlite3';

/** What can go wrong with the disk under an open store. The transaction in hand was rolled back whole. */
export type StoreFault = {
  readonly code: 'disk-full' | 'io-error' | 'read-only' | 'locked' | 'corrupt' | 'moved';
  /** What SQLite said, for the log. */
  readonly detail: string;
};

// SQLite's primary result codes (https://sqlite.org/rescode.html); an extended code begins with its primary one.
const faultCodes = [
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_IOERR', 'io-error'],
  ['SQLITE_READONLY_DBMOVED', 'moved'],
  ['SQLITE_READONLY', 'read-only'],
  ['SQLITE_BUSY', 'locked'],
  ['SQLITE_LOCKED', 'locked'],
  ['SQLITE_PROTOCOL', 'locked'],
  ['SQLITE_CORRUPT', 'corrupt'],
  ['SQLITE_NOTADB', 'corrupt'],
] as const satisfies readonly (readonly [string, StoreFault['code']])[];

/** The fault that a thrown value stands for, or null when it is a bug (a broken constraint, a wrong statement). */
export function faultOf(thrown: unknown): StoreFault | null {
  if (!(thrown instanceof Database.SqliteError)) return null;
  const found = faultCodes.find(([prefix]) => thrown.code.startsWith(prefix));
  return found === undefined ? null : { code: found[1], detail: `${thrown.code}: ${thrown.message}` };
}

/** Tells whether a thrown value is a broken constraint: a unique index, a CHECK, a foreign key or a RAISE of a trigger. */
export function isConstraint(thrown: unknown): boolean {
  return thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_CONSTRAINT');
}
