/** One value of a statement. */
export type Scalar = string | number | boolean | null;

/** An array of which it is known that the database takes it as `text[]`: it goes there in a quicker form. */
export type Texts = { readonly texts: readonly (string | null)[] };

/** What a statement's parameter may be; an array is for `unnest`. */
export type Param = Scalar | readonly Scalar[] | Texts;

/** Whether a parameter is an array of texts. */
export function areTexts(param: Param): param is Texts {
  return typeof param === 'object' && param !== null && 'texts' in param;
}

/** Runs statements; whole numbers of the database come back as numbers. */
export type Querier = {
  /** The rows of one statement. Throws a DbError or what the driver throws. */
  readonly query: <Row extends object>(sql: string, params?: readonly Param[]) => Promise<Row[]>;
};

/** A PostgreSQL or an embedded one: the same SQL runs on both. */
export type Db = Querier & {
  /** Runs `work` in one transaction; rolls back when it throws. A deadlock or a serialisation failure is tried again. */
  readonly transaction: <T>(work: (tx: Querier) => Promise<T>) => Promise<T>;
  /** Runs statements without parameters, separated by semicolons. */
  readonly run: (sql: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The SQLSTATE of a failure, or null when the database did not answer with one (PostgreSQL, appendix A). */
export function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : null;
}

/** Whether the database chose this transaction as the one to give up: the same again may succeed. */
export function isRetryable(error: unknown): boolean {
  const state = sqlState(error);
  return state === '40001' || state === '40P01';
}

/** Whether the database refused the values themselves: a broken rule (class 23) or data that it cannot hold (class 22). */
export function isRefusedData(error: unknown): boolean {
  const state = sqlState(error);
  return state !== null && (state.startsWith('22') || state.startsWith('23'));
}

const MOST_TRIES = 5;

/** Runs a transaction again while the database asks for it, up to five times. */
export async function withRetries<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tries >= MOST_TRIES || !isRetryable(error)) throw error;
    }
  }
}
