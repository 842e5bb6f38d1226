import type { Param, Querier, Scalar } from './db.ts';

/** A column of a batch: its name, its type in the database, and where its value comes from. */
export type Column<Row> = readonly [name: string, type: string, read: (row: Row) => Scalar];

export type Batch<Row> = {
  readonly table: string;
  readonly columns: readonly Column<Row>[];
  /** What follows the rows, such as `ON CONFLICT DO NOTHING RETURNING id`. */
  readonly tail: string;
};

/** The text of the one statement that writes a batch of any size: the shop first, then one array per column. */
export function batchSql<Row>({ table, columns, tail }: Batch<Row>): string {
  const names = columns.map(([name]) => name).join(', ');
  const arrays = columns.map(([, type], index) => `$${index + 2}::${type}[]`).join(', ');
  return `INSERT INTO ${table} (shop_id, ${names}) SELECT $1::bigint, batch.* FROM unnest(${arrays}) AS batch ${tail}`;
}

/** One column of all rows. Columns of texts go in a form of their own; what the others hold is short and has nothing to escape. */
function arrayOf<Row>([, type, read]: Column<Row>, rows: readonly Row[]): Param {
  if (type !== 'text') return rows.map(read);
  return {
    texts: rows.map((row) => {
      const value = read(row);
      return value === null ? null : String(value);
    }),
  };
}

/**
 * Writes rows of one shop with one statement, whatever their number, and gives back what `tail` returns.
 * Nothing is asked of the database when there are no rows.
 */
export async function insertRows<Row, Returned extends object>(
  tx: Querier,
  shopId: number,
  batch: Batch<Row> & { readonly sql: string },
  rows: readonly Row[],
): Promise<Returned[]> {
  if (rows.length === 0) return [];
  const params: Param[] = [shopId, ...batch.columns.map((column) => arrayOf(column, rows))];
  return tx.query<Returned>(batch.sql, params);
}

/** A batch with its statement ready. */
export function prepareBatch<Row>(batch: Batch<Row>): Batch<Row> & { readonly sql: string } {
  return { ...batch, sql: batchSql(batch) };
}
