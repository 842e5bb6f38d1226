/** Stores of a shop with so many orders, made once and kept: a million takes minutes to make. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { dataPaths } from '../../../electron/platform/paths.ts';
import { assert } from '../../../shared/domain/result.ts';
import { parseBusinessDate } from '../../../shared/domain/business-date.ts';
import { seedStore } from '../../support/seed/seed-store.ts';
import { must } from '../../support/catalogue.ts';

/** The last day on which a seeded store traded. */
export const SEEDED_UNTIL = '2026-11-22';

/** A data folder with a store of so many orders. `GALLA_BENCH_STORES` names where they are kept between runs; else they go with the run. */
export async function seededFolder(
  run: { readonly folder: string; readonly say: (line: string) => void },
  orders: number,
): Promise<string> {
  const kept = process.env['GALLA_BENCH_STORES'] ?? '';
  const folder = join(kept === '' ? join(run.folder, '..', 'galla-bench-stores') : kept, String(orders));
  if (existsSync(dataPaths(folder).store.training)) return folder;
  mkdirSync(folder, { recursive: true });
  const until = must(parseBusinessDate(SEEDED_UNTIL));
  run.say(`making a store of ${orders} orders in ${folder}`);
  const { orders: made } = await seedStore({
    dataFolder: folder,
    environment: process.env,
    mode: 'training',
    orders,
    products: 20_000,
    seed: 1,
    until,
    waiting: false,
    say: run.say,
  });
  assert(made === orders, 'the store has the orders that were asked for');
  return folder;
}

/** The file of a seeded folder's store. */
export function seededPath(folder: string): string {
  return dataPaths(folder).store.training;
}
