import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { planOnce } from '../../../electron/store/plan-once.ts';
import { orderQueries } from '../../../electron/store/repositories/order-list.ts';
import { newStore, temporaryFolder } from '../../support/store-fixtures.ts';

const { folder, remove } = temporaryFolder();
let db: Database.Database;

beforeAll(() => {
  newStore(folder).close();
  db = new Database(join(folder, 'store.db'), { readonly: true });
});
afterAll(() => {
  db.close();
  remove();
});

test('every parameter stands in a subquery of its own, and nothing else is touched', () => {
  expect(planOnce('SELECT a FROM t WHERE b = ? AND c < @before ORDER BY d LIMIT ?2')).toBe(
    'SELECT a FROM t WHERE b = (SELECT ?) AND c < (SELECT @before) ORDER BY d LIMIT (SELECT ?2)',
  );
  const text = `SELECT '?', '@it''s', "a?", json_extract(d, '$.hour') FROM t -- what is ?`;
  expect(planOnce(text)).toBe(text);
});

test('a query finds the same rows as before, whatever its parameters are', () => {
  const small = new Database(':memory:');
  small.exec('CREATE TABLE t (a INTEGER, b TEXT) STRICT');
  small.exec("INSERT INTO t VALUES (1, '1'), (2, NULL), (3, '10')");
  const rows = (sql: string, ...values: (string | number | null)[]): unknown[] =>
    small
      .prepare(planOnce(sql))
      .pluck()
      .all(...values);
  expect(rows('SELECT a FROM t WHERE b = ?', '10')).toEqual([3]);
  expect(rows('SELECT a FROM t WHERE b IS ?', null)).toEqual([2]);
  expect(rows('SELECT a FROM t WHERE a IN (?, ?) ORDER BY a DESC LIMIT ?', 1, 3, 1)).toEqual([3]);
  expect(rows('SELECT a FROM t WHERE a >= ? AND b > ?', 1, '1')).toEqual([3]);
  small.close();
});

test('the plan of every way to find orders stays what it was', () => {
  const planOf = (sql: string): string[] =>
    db
      .prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all({ value: null, before: 1, limit: 1 })
      .map(({ detail }) => detail)
      .filter((detail) => !/SCALAR SUBQUERY|REUSE SUBQUERY|CONSTANT ROW/.test(detail));
  for (const sql of Object.values(orderQueries)) expect(planOf(planOnce(sql))).toEqual(planOf(sql));
});
