/** Stores of a shop with so many orders, made once and kept: a million takes minutes to make. */
import { constants, copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemClock } from '../../../electron/platform/clock.ts';
import { systemIds } from '../../../electron/platform/ids.ts';
import { installationIdFor } from '../../../electron/platform/installation.ts';
import { dataPaths, installationFolder } from '../../../electron/platform/paths.ts';
import { openStore } from '../../../electron/store/connection.ts';
import { listSeries } from '../../../electron/store/repositories/invoice-series.ts';
import { saveSetting } from '../../../electron/store/repositories/settings.ts';
import { forgetSetting } from '../../../electron/store/repositories/store-standing.ts';
import { assert, ok } from '../../../shared/domain/result.ts';
import { parseBusinessDate } from '../../../shared/domain/business-date.ts';
import { seedStore } from '../../support/seed/seed-store.ts';
import { must } from '../../support/catalogue.ts';

/** The last day on which a seeded store traded. */
export const SEEDED_UNTIL = '2026-11-22';

type Run = { readonly folder: string; readonly say: (line: string) => void };

/**
 * A data folder with a store of so many orders, all of them acknowledged or all of them `waiting` for the office. `GALLA_BENCH_STORES` names where they are kept
 * between runs; else they go with the run.
 */
export async function seededFolder(run: Run, orders: number, waiting = false): Promise<string> {
  const kept = process.env['GALLA_BENCH_STORES'] ?? '';
  const folder = join(
    kept === '' ? join(run.folder, '..', 'galla-bench-stores') : kept,
    `${orders}${waiting ? '-waiting' : ''}`,
  );
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
    waiting,
    say: run.say,
  });
  assert(made === orders, 'the store has the orders that were asked for');
  return folder;
}

/** The file of a seeded folder's store. */
export function seededPath(folder: string): string {
  return dataPaths(folder).store.training;
}

/** A copy of a seeded folder that is at home where it lies, so that a till opens it as its own and not as one that was put back. */
export async function tillOn(run: Run, orders: number, name: string, waiting = false): Promise<string> {
  const from = await seededFolder(run, orders, waiting);
  const folder = join(run.folder, name);
  const [source, path] = [dataPaths(from), dataPaths(folder)];
  mkdirSync(dirname(path.store.training), { recursive: true });
  copyFileSync(source.config, path.config);
  copyFileSync(source.store.training, path.store.training, constants.COPYFILE_FICLONE);
  const store = must(openStore({ path: path.store.training, clock: systemClock }));
  const installationId = installationIdFor(installationFolder(process.env), folder, systemIds);
  const [series] = listSeries(store.reader);
  const identity = {
    storeId: systemIds.next(),
    installationId,
    seriesId: series?.installationId ?? installationId,
  };
  must(
    store.writer.transaction<null, never>(() => {
      saveSetting(store.writer, 'store-identity', identity, systemClock.now());
      forgetSetting(store.writer, 'till-restored');
      return ok(null);
    }),
  );
  store.close();
  return folder;
}
