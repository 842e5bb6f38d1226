import type { Querier } from '../../../central/store/db.ts';
import { isRecord } from './json.ts';

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** The rows that a plan's parts gave and threw away, all their turns together (EXPLAIN ANALYZE says them per turn). */
function rowsOf(node: unknown): number {
  if (!isRecord(node)) return 0;
  const perTurn = ['Actual Rows', 'Rows Removed by Filter', 'Rows Removed by Join Filter'].reduce(
    (sum, key) => sum + numberOf(node[key]),
    0,
  );
  const below = Array.isArray(node['Plans']) ? node['Plans'] : [];
  return perTurn * numberOf(node['Actual Loops']) + below.reduce<number>((sum, one) => sum + rowsOf(one), 0);
}

/** Runs statements through `tx`, each once more to see how many rows it touches; `read` says how many that were so far. */
export function countingRows(tx: Querier): { readonly querier: Querier; readonly read: () => number } {
  let read = 0;
  const querier: Querier = {
    query: async (sql, params) => {
      const [plan] = await tx.query<{ 'QUERY PLAN': unknown }>(
        `EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`,
        params,
      );
      const plans: unknown = plan?.['QUERY PLAN'];
      const root: unknown = Array.isArray(plans) ? plans[0] : null;
      read += rowsOf(isRecord(root) ? root['Plan'] : null);
      return tx.query(sql, params);
    },
  };
  return { querier, read: () => read };
}
