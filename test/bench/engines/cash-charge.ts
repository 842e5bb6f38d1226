/** Charge pressed for cash, in main: validated, priced again, committed, answered. */
import { must } from '../../support/catalogue.ts';
import { billOf, inCash, openBenchTill, shelfOf } from '../data/bench-till.ts';
import { engineDone, engineTask } from '../harness/engine-process.ts';

const task = engineTask<{ readonly folder: string; readonly sales: number }>();
const till = await openBenchTill(task.folder);
const shelf = await shelfOf(till);
const charge: number[] = [];
for (let at = 0; at < task.sales; at += 1) {
  const bill = billOf(shelf, at, inCash);
  const from = performance.now();
  const reply = must(await till.handlers.charge(bill));
  charge.push(performance.now() - from);
  if (reply.state !== 'paid') throw new Error('a cash sale is paid at once');
}
await till.close();
engineDone({ charge });
