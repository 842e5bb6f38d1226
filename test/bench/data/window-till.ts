/** A data folder as a till has it after a day of use, for starting the packaged app on. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemClock } from '../../../electron/platform/clock.ts';
import { firstConfig } from '../../../electron/platform/config.ts';
import { dataPaths } from '../../../electron/platform/paths.ts';
import { createStore } from '../../../electron/store/connection.ts';
import { must } from '../../support/catalogue.ts';
import { openBenchTill } from './bench-till.ts';
import { fillStore } from './bench-store.ts';

/** The place of the installation's id as an app must know it that starts on a till made here: another one would take the till for a copy. */
export function homeOf(environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const place = environment['GALLA_INSTALLATION_DIR'];
  return place === undefined ? {} : { GALLA_INSTALLATION_DIR: place };
}

/** Makes a training till that sells `products` synthetic products. Its payments are asked about every 20 ms. */
export async function makeWindowTill(folder: string, products: number): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const paths = dataPaths(folder);
  writeFileSync(paths.config, JSON.stringify({ ...firstConfig, timings: { pollMs: 20 } }));
  mkdirSync(dirname(paths.store.training), { recursive: true });
  const store = must(createStore({ path: paths.store.training, clock: systemClock }));
  await fillStore(store, products);
  store.close();
  // Opened once as a till, so that it has its shop; the sample products only go into a catalogue that never had any.
  const till = await openBenchTill(folder);
  await till.close();
}
