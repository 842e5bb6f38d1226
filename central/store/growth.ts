import type { Db } from './db.ts';

/*
 * A database plans the look for each line's order once per connection, for tables as they were then. In a new central they are empty, any index seems as good as the
 * right one, and the first hundred thousand orders would take a time that grows with their square until the database's own upkeep comes by. Fresh statistics make
 * it plan anew.
 */

const FIRST = 500;
const TABLES = ['orders', 'order_items', 'payments', 'events'] as const;

type Growth = { orders: number; next: number; working: boolean };
const growths = new WeakMap<Db, Growth>();

async function analyse(db: Db): Promise<void> {
  for (const table of TABLES) await db.run(`ANALYZE ${table}`);
}

/** Counts orders that were stored; whenever they have doubled the statistics are taken anew, in the way of nobody. Resolves when that is done. */
export async function noteGrowth(db: Db, orders: number): Promise<void> {
  const growth = growths.get(db) ?? { orders: 0, next: FIRST, working: false };
  growths.set(db, growth);
  growth.orders += orders;
  if (growth.orders < growth.next || growth.working) return;
  growth.working = true;
  growth.next = growth.orders * 2;
  // Statistics that could not be taken only leave the plans as they were.
  await analyse(db).catch(() => null);
  growth.working = false;
}
