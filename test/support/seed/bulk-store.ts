/**
 * A store's file opened to be filled: one long transaction without an fsync, the triggers and the indexes of the large tables put away meanwhile and put back,
 * word for word, in the end. Only for a file that nobody else knows of yet.
 */
import Database from 'better-sqlite3';
import { flag, insertInto } from '../../../electron/store/columns.ts';
import { writerOf, type SqlValue, type Writer } from '../../../electron/store/handles.ts';

/** An open file that is being filled. */
export type BulkStore = {
  readonly db: Database.Database;
  /** The store's own units work on it: their transactions are part of the long one. */
  readonly writer: Writer;
  /** Adds a row under the names of its fields. */
  readonly insert: (table: string, row: object) => void;
  /** Puts everything back, checks every reference and ends it. Throws when a row refers to none. */
  readonly finish: () => void;
  /** Ends it without more ado. */
  readonly close: () => void;
};

const LARGE = [
  'orders',
  'order_lines',
  'tenders',
  'payment_attempts',
  'charge_requests',
  'outbox',
  'outbox_sent',
  'audit',
];
const COMMIT_EVERY = 500_000;
const CACHE_KIB = 512 * 1024;
/** While filling, the search collects so much before it writes; the setting is taken back in the end. */
const HASH_BYTES = 32 * 1024 * 1024;
/** What it is without a word from anybody (https://sqlite.org/fts5.html, "hashsize"). */
const HASH_BYTES_DEFAULT = 1024 * 1024;

type SchemaRow = {
  readonly type: string;
  readonly name: string;
  readonly tbl_name: string;
  readonly sql: string;
};

function putAway(db: Database.Database): SchemaRow[] {
  const rows = db
    .prepare<[], SchemaRow>(
      `SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY rowid`,
    )
    .all();
  const away = rows.filter(({ type, tbl_name: table }) => type === 'trigger' || LARGE.includes(table));
  for (const { type, name } of away) db.exec(`DROP ${type} ${name}`);
  return away;
}

/** Values as SQLite keeps them: true is 1, false is 0. */
function bound(row: object): Record<string, SqlValue> {
  const values: Record<string, SqlValue> = {};
  for (const [name, value] of Object.entries(row)) {
    values[name] = typeof value === 'boolean' ? flag(value) : (value as SqlValue);
  }
  return values;
}

function inserter(db: Database.Database): BulkStore['insert'] {
  const statements = new Map<string, Database.Statement>();
  let rows = 0;
  return (table, row) => {
    let statement = statements.get(table);
    if (statement === undefined) {
      statement = db.prepare(insertInto(table, Object.keys(row)));
      statements.set(table, statement);
    }
    statement.run(bound(row));
    rows += 1;
    if (rows % COMMIT_EVERY !== 0) return;
    db.exec('COMMIT');
    db.exec('BEGIN');
  };
}

/** The number stands in the text: bound, it would be a real one, which the search refuses. */
function setHash(db: Database.Database, bytes: number): void {
  db.exec(`INSERT INTO order_search (order_search, rank) VALUES ('hashsize', ${bytes})`);
}

/** Opens a store's file for filling. */
export function openBulk(path: string): BulkStore {
  const db = new Database(path, { fileMustExist: true });
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma('foreign_keys = OFF');
  db.pragma('temp_store = MEMORY');
  db.pragma(`cache_size = -${CACHE_KIB}`);
  const away = putAway(db);
  const nothing = (): undefined => undefined;
  const writer = writerOf(db, { committed: nothing, faulted: nothing });
  setHash(db, HASH_BYTES);
  db.exec('BEGIN');
  return {
    db,
    writer: { ...writer, transaction: (work) => work() },
    insert: inserter(db),
    finish: () => {
      db.exec('COMMIT');
      for (const { sql } of away) db.exec(sql);
      setHash(db, HASH_BYTES_DEFAULT);
      const broken = db.pragma('foreign_key_check');
      if (!Array.isArray(broken) || broken.length > 0)
        throw new Error('a row refers to one that is not there');
      db.pragma('locking_mode = NORMAL');
      db.pragma('journal_mode = WAL');
      db.close();
    },
    close: () => db.close(),
  };
}
