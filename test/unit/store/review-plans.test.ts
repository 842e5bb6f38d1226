import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../../electron/store/connection.ts';
import {
  datedRowQueries,
  openRowQueries,
  reviewDateQueries,
} from '../../../electron/store/repositories/review-rows.ts';
import { creditQueries } from '../../../electron/store/repositories/review-credits.ts';
import { countWaitingUpTo, reviewTotalQueries } from '../../../electron/store/repositories/review-totals.ts';
import { newStore, temporaryFolder } from '../../support/store-fixtures.ts';

let store: Store;
let plain: Database.Database;
const { folder, remove } = temporaryFolder();

beforeAll(() => {
  store = newStore(folder);
  plain = new Database(join(folder, 'store.db'), { readonly: true });
});
afterAll(() => {
  plain.close();
  store.close();
  remove();
});

/** How SQLite would run a statement, one text for each step. */
function planOf(sql: string): string[] {
  const steps = plain
    .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql.replace(/[@?]\w*/g, "'1'")}`)
    .all();
  return steps.map((step) => step.detail);
}

const scansIn = (sql: string): string[] => planOf(sql).filter((detail) => detail.startsWith('SCAN'));

/** What is read whole is small: payments that are unfinished, orders that the office refused. */
const smallIndex = /^SCAN \w+ USING (COVERING )?INDEX (payment_attempts_unfinished|outbox_dead)/;

describe('The review reads by indexes', () => {
  test.each(
    Object.entries({
      ...datedRowQueries,
      ...openRowQueries,
      ...reviewDateQueries,
      ...reviewTotalQueries,
      ...creditQueries,
    }),
  )('%s', (_name, sql) => {
    expect(scansIn(sql).filter((detail) => !smallIndex.test(detail))).toEqual([]);
  });

  test.each(Object.entries({ ...datedRowQueries, ...creditQueries }))(
    '%s begins with the rows of its dates alone',
    (_name, sql) => {
      expect(planOf(sql).some((detail) => /^SEARCH \w+ USING .*business_date[=>]\?/.test(detail))).toBe(true);
    },
  );

  test.each(['sales', 'tender', 'refund-tender'] as const)('%s sorts nothing', (name) => {
    expect(planOf(datedRowQueries[name]).filter((detail) => detail.includes('TEMP B-TREE'))).toEqual([]);
  });

  test('orders that wait are counted up to a bound by their index, whatever waits beside them', () => {
    expect(planOf(countWaitingUpTo).some((detail) => detail.includes('outbox_to_send_by_kind'))).toBe(true);
    expect(scansIn(countWaitingUpTo)).toEqual(['SCAN (subquery-1)']);
  });
});
