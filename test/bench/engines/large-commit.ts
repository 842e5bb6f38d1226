/** Cash sales in a store that is large already: each one's transaction, with the upkeep of a quiet moment after every twenty. */
import { setTimeout } from 'node:timers/promises';
import { createStore } from '../../../electron/store/connection.ts';
import { systemClock } from '../../../electron/platform/clock.ts';
import { chargeCash } from '../../../electron/store/units/charge-cash.ts';
import { assert } from '../../../shared/domain/result.ts';
import { day, must, workerUrl } from '../../support/catalogue.ts';
import { cashSales, productsBySales } from '../data/shop-bills.ts';
import { engineDone, engineTask, timed } from '../harness/engine-process.ts';

const BETWEEN_QUIET_MOMENTS = 20;
const WARM_UP = 60;
const QUIET_AFTER_MS = 20;

const task = engineTask<{ readonly path: string; readonly sales: number; readonly round: number }>();
const next = cashSales(productsBySales(task.path), day('2026-11-24'), task.round);
// The upkeep is done where it is called for below, as on a counter between two customers, and not whenever a timer says so.
const store = must(createStore({ path: task.path, clock: systemClock, quietMs: 3_600_000, workerUrl }));
const commit: number[] = [];
const upkeep: number[] = [];
for (let at = 0; at < task.sales + WARM_UP; at += 1) {
  const sale = next();
  const took = timed(() => {
    assert(chargeCash(store.writer, sale).ok, 'the sale goes through');
  });
  if (at >= WARM_UP) commit.push(took);
  if (at % BETWEEN_QUIET_MOMENTS !== BETWEEN_QUIET_MOMENTS - 1) continue;
  for (let more = true; more;) upkeep.push(timed(() => (more = store.idleSlice())));
  // The quiet moment lasts until the thread has copied the log, and a little longer: it begins 1.5 s after a sale, and ends when somebody comes.
  must(await store.writer.synced());
  await setTimeout(QUIET_AFTER_MS);
}
store.close();
engineDone({ commit, upkeep });
