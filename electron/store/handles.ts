import type Database from 'better-sqlite3';
import { assert, err, type Result } from '../../shared/domain/result.ts';
import { withoutSync } from './durable-connection.ts';
import { faultOf, type StoreFault } from './faults.ts';
import { planOnce } from './plan-once.ts';
import { syncOffMain } from './sync-off-main.ts';

declare const readerBrand: unique symbol;
declare const writerBrand: unique symbol;

/** A value that SQLite stores. */
export type SqlValue = string | number | bigint | null | Uint8Array;

/** What fills the gaps of a statement: by position, or by name. */
export type SqlParams = readonly SqlValue[] | Readonly<Record<string, SqlValue>>;

/** A prepared query; its rows have the shape that the caller names, which the STRICT tables keep. */
export type Query<P extends SqlParams, Row> = {
  readonly get: (params: P) => Row | undefined;
  readonly all: (params: P) => Row[];
};

/** A prepared change; it returns how many rows it touched and the rowid of the last one it inserted. */
export type Change<P extends SqlParams> = {
  readonly run: (params: P) => { readonly changes: number; readonly rowid: number };
};

/** A handle that can only read. Statements are prepared once per handle and SQL text. */
export type Reader = {
  readonly [readerBrand]: true;
  readonly query: <P extends SqlParams, Row>(sql: string) => Query<P, Row>;
};

/** The one handle that can write; a Reader of its own changes too. */
export type Writer = Reader & {
  readonly [writerBrand]: true;
  readonly change: <P extends SqlParams>(sql: string) => Change<P>;
  /**
   * Runs `work` in one immediate transaction. An Err of `work` rolls back and is returned; so is a fault of the disk, `COMMIT` included;
   * anything else that is thrown rolls back and is thrown on. Transactions don't nest.
   */
  readonly transaction: <T, E>(work: () => Result<T, E>) => Result<T, E | StoreFault>;
  /**
   * The same for one slice of a long work that nobody has been told of yet: its commit does not wait for the disk, so that a sale does not wait for it either.
   * A power cut may lose it, never a part of it and never what `transaction` committed; the next `transaction` makes it durable too, as does `synced`.
   */
  readonly slice: <T, E>(work: () => Result<T, E>) => Result<T, E | StoreFault>;
  /** Resolves when all that was committed is on the disk. The waiting is done off the main thread. */
  readonly synced: () => Promise<Result<void, StoreFault>>;
};

type Prepared = Pick<Database.Statement<[SqlParams]>, 'get' | 'all' | 'run'>;

function preparing(db: Database.Database, written: (sql: string) => string): (sql: string) => Prepared {
  const prepared = new Map<string, Prepared>();
  return (sql) => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const made = db.prepare<[SqlParams]>(written(sql));
    prepared.set(sql, made);
    return made;
  };
}

function queryOn<P extends SqlParams, Row>(statement: Prepared): Query<P, Row> {
  return statement as unknown as Query<P, Row>;
}

/** Makes the reading handle of a connection; the connection itself must refuse to write. */
export function readerOf(db: Database.Database): Reader {
  assert(db.readonly, 'a reader needs a connection that is opened read-only');
  const prepareQuery = preparing(db, planOnce);
  return { query: (sql) => queryOn(prepareQuery(sql)) } as Reader;
}

function rollBack(db: Database.Database): void {
  // SQLite has rolled back by itself after some faults (https://sqlite.org/lang_transaction.html).
  if (db.inTransaction) db.exec('ROLLBACK');
}

/** Who wants to know how transactions end. */
export type WriterEvents = {
  readonly committed: () => void;
  /** Resolves when the log is not being copied into the file: a long work then leaves it a chance to begin again. */
  readonly copied?: () => Promise<void>;
  /** What keeps a transaction from beginning though SQLite would not mind; null when nothing does. */
  readonly hindrance?: () => StoreFault | null;
  readonly faulted: (fault: StoreFault) => void;
  /** Looks closer at a fault, where more can be said than SQLite knows. */
  readonly explain?: (fault: StoreFault) => StoreFault;
};

function transactionOn(db: Database.Database, events: WriterEvents): Writer['transaction'] {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  return (work) => {
    assert(!db.inTransaction, 'transactions do not nest');
    const hindered = events.hindrance?.() ?? null;
    if (hindered !== null) {
      events.faulted(hindered);
      return err(hindered);
    }
    try {
      begin.run();
      const result = work();
      (result.ok ? commit : rollback).run();
      if (result.ok) events.committed();
      return result;
    } catch (thrown) {
      rollBack(db);
      const found = faultOf(thrown);
      if (found === null) throw thrown;
      const fault = events.explain?.(found) ?? found;
      events.faulted(fault);
      return err(fault);
    }
  };
}

/** Makes the writing handle of a connection. */
export function writerOf(db: Database.Database, events: WriterEvents): Writer {
  const prepareQuery = preparing(db, planOnce);
  const prepare = preparing(db, (sql) => sql);
  const transaction = transactionOn(db, events);
  return {
    query: (sql: string) => queryOn(prepareQuery(sql)),
    change: (sql: string) => ({
      run: (params: SqlParams) => {
        const { changes, lastInsertRowid } = prepare(sql).run(params);
        return { changes, rowid: Number(lastInsertRowid) };
      },
    }),
    transaction,
    slice: <T, E>(work: () => Result<T, E>) => withoutSync(db, () => transaction(work)),
    synced: async () => {
      await events.copied?.();
      return syncOffMain(`${db.name}-wal`);
    },
  } as unknown as Writer;
}
