import { createHash } from 'node:crypto';
import pg from 'pg';
import { binaryTexts } from './array-binary.ts';
import { arrayLiteral } from './array-literal.ts';
import type { Db, Param, Querier, Scalar } from './db.ts';
import { areTexts, withRetries } from './db.ts';

export type PgOptions = {
  readonly url: string;
  readonly maxConnections: number;
  /** A statement that takes longer is ended by the server, milliseconds. */
  readonly statementTimeoutMs: number;
  /** A connection that broke while idle is reported here; the pool opens another. */
  readonly onError: (error: Error) => void;
};

const INT8 = 20;
const NUMERIC = 1700;

/** Reads whole numbers as numbers: money and ids stay far below 2^53, and one that does not is a bug. */
function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`not a safe whole number: ${text}`);
  return value;
}

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: string): never => {
    const parser: unknown =
      oid === INT8 || oid === NUMERIC
        ? wholeNumber
        : pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text');
    return parser as never;
  },
};

const names = new Map<string, string>();

/** A name for the statement, so that each connection plans it once. */
function nameOf(sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(sql).digest('hex').slice(0, 32);
  // Statements are written in the source; filters combine to a few hundred at most.
  if (names.size < 1000) names.set(sql, name);
  return name;
}

/** A parameter as the driver is to get it: it sends a buffer in the binary form and anything else as text. */
function bound(param: Param): Scalar | Buffer {
  return areTexts(param) ? binaryTexts(param.texts) : arrayLiteral(param);
}

function querierOf(client: pg.Pool | pg.PoolClient): Querier {
  return {
    query: async <Row extends object>(sql: string, params: readonly Param[] = []) => {
      const result = await client.query<Row>({
        name: nameOf(sql),
        text: sql,
        values: params.map(bound),
      });
      return result.rows;
    },
  };
}

/** Opens a pool of connections to a PostgreSQL server (12 or newer). Connects on first use. */
export function openPg(options: PgOptions): Db {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections,
    statement_timeout: options.statementTimeoutMs,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types,
  });
  pool.on('error', options.onError);
  const once = async <T>(work: (tx: Querier) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await work(querierOf(client));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((reason: unknown) => {
        broken = reason instanceof Error ? reason : new Error('rollback failed');
      });
      throw error;
    } finally {
      client.release(broken);
    }
  };
  return {
    ...querierOf(pool),
    transaction: (work) => withRetries(() => once(work)),
    run: async (sql) => {
      await pool.query(sql);
    },
    close: () => pool.end(),
  };
}
