import type { PGliteInterface, Transaction } from '@electric-sql/pglite';
import type { Db, Param, Querier, Texts } from './db.ts';
import { areTexts, withRetries } from './db.ts';

const INT8 = 20;
const NUMERIC = 1700;

/** A parameter as the embedded database is to get it. */
const plain = (param: Param): Exclude<Param, Texts> => (areTexts(param) ? param.texts : param);

function querierOf(db: Pick<PGliteInterface | Transaction, 'query'>): Querier {
  return {
    query: async <Row extends object>(sql: string, params: readonly Param[] = []) => {
      const result = await db.query<Row>(sql, params.map(plain), {
        parsers: { [INT8]: Number, [NUMERIC]: Number },
      });
      return result.rows;
    },
  };
}

/** A database over an embedded PostgreSQL that is open. */
export function pgliteDb(db: PGliteInterface): Db {
  return {
    ...querierOf(db),
    transaction: (work) => withRetries(() => db.transaction((tx) => work(querierOf(tx)))),
    run: async (sql) => {
      await db.exec(sql);
    },
    close: () => db.close(),
  };
}

/**
 * Opens the embedded PostgreSQL: one connection, in this process.
 * @param folder where it keeps its files
 */
export async function openPglite(folder: string): Promise<Db> {
  // Loaded only where it is used: a server on PostgreSQL does without its 25 MB.
  const { PGlite } = await import('@electric-sql/pglite');
  return pgliteDb(await PGlite.create({ dataDir: folder }));
}
