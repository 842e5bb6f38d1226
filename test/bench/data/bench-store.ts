import { join } from 'node:path';
import { loadProducts } from '../../../electron/catalogue/index.ts';
import { systemClock } from '../../../electron/platform/clock.ts';
import { systemIds } from '../../../electron/platform/ids.ts';
import { createStore, type Store } from '../../../electron/store/connection.ts';
import { must } from '../../support/catalogue.ts';
import { BENCH_DATE, syntheticProducts } from './products.ts';

/** The file of a store in a folder. */
export function storePath(folder: string): string {
  return join(folder, 'store.db');
}

/** Opens the store of a folder, making it where there is none. */
export function openBenchStore(folder: string): Store {
  return must(createStore({ path: storePath(folder), clock: systemClock }));
}

/** Loads synthetic products into an open store, and does the upkeep that a quiet moment would do. */
export async function fillStore(store: Store, count: number): Promise<void> {
  const deps = {
    writer: store.writer,
    clock: systemClock,
    ids: systemIds,
    businessDate: () => BENCH_DATE,
  };
  must(await loadProducts(deps, syntheticProducts(count)));
  while (store.idleSlice()) continue;
}

/** Makes a closed store of `count` products in a folder. */
export async function makeFilledStore(folder: string, count: number): Promise<void> {
  const store = openBenchStore(folder);
  await fillStore(store, count);
  store.close();
}
