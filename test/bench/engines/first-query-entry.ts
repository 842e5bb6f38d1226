/** The store alone, as the bundle for `first-query.mjs` takes it. */
import { openStore } from '../../../electron/store/connection.ts';
import { listOrders } from '../../../electron/store/repositories/order-list.ts';

/** Opens a store as a start does, for writing, and reads the newest orders; returns how many. */
export function firstQuery(path: string): number {
  const store = openStore({ path, clock: { now: () => Date.now() } });
  if (!store.ok) throw new Error(store.error.detail);
  return listOrders(store.value.reader, { query: '', beforeSeq: null, limit: 50 }).orders.length;
}
