import { expect, test } from 'vitest';
import { noteGrowth } from '../../../central/store/growth.ts';
import type { Db } from '../../../central/store/db.ts';

/** A database that only remembers what it was told to run. */
function remembering(fails = false): { readonly db: Db; readonly ran: string[] } {
  const ran: string[] = [];
  const db: Db = {
    query: () => Promise.resolve([]),
    transaction: () => Promise.reject(new Error('none')),
    run: (sql) => {
      ran.push(sql);
      return fails ? Promise.reject(new Error('no leave')) : Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
  return { db, ran };
}

test('statistics are taken anew each time the orders have doubled, and not in between', async () => {
  const { db, ran } = remembering();
  await noteGrowth(db, 499);
  expect(ran).toEqual([]);
  await noteGrowth(db, 1);
  expect(ran).toEqual(['ANALYZE orders', 'ANALYZE order_items', 'ANALYZE payments', 'ANALYZE events']);
  await noteGrowth(db, 499);
  expect(ran).toHaveLength(4);
  await noteGrowth(db, 1);
  expect(ran).toHaveLength(8);
});

test('statistics that can’t be taken are no fault of the push', async () => {
  const { db, ran } = remembering(true);
  await noteGrowth(db, 500);
  expect(ran).toHaveLength(1);
});
