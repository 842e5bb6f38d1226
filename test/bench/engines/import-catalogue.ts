/**
 * Imports a file through the real catalogue while the counter sells for cash: how long it takes, how long the main loop is held, and how long a sale waits.
 * With no file, only the sales, for comparison.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { chargeCash } from '../../../electron/store/units/charge-cash.ts';
import { assert } from '../../../shared/domain/result.ts';
import { fivePercent, must, openCatalogue } from '../../support/catalogue.ts';
import { billOf, cashOf, lineOf, momentOf, pressOf } from '../../support/store-fixtures.ts';
import { engineDone, engineTask } from '../harness/engine-process.ts';

const task = engineTask<{
  readonly file: string | null;
  readonly saleEveryMs: number;
  readonly aloneMs: number;
}>();
const names = ['Basmati rice', 'Toor dal', 'Salt', 'Soap', 'Tea'];
const fixture = openCatalogue();
const waited: number[] = [];
const committed: number[] = [];

// Sales come from a thread of their own, at moments that the main loop does not choose, as clicks do.
const cashier = new Worker(
  `const { parentPort, workerData } = require('node:worker_threads');
   const press = () => parentPort.postMessage(performance.timeOrigin + performance.now());
   const next = () => setTimeout(() => { press(); next(); }, workerData * (0.5 + Math.random()));
   next();`,
  { eval: true, workerData: task.saleEveryMs },
);
cashier.on('message', (pressedAt: number) => {
  const from = performance.now();
  waited.push(performance.timeOrigin + from - pressedAt);
  const bill = billOf(names.map((name, line) => lineOf(name, 2 * (1 + line))));
  const input = { ...bill, press: pressOf(), tender: cashOf(bill.order.totalPaise), moment: momentOf() };
  assert(chargeCash(fixture.store.writer, input).ok, 'the sale goes through');
  committed.push(performance.now() - from);
});

const facts: Record<string, number> = {};
const delay = monitorEventLoopDelay({ resolution: 1 });
if (task.file === null) {
  delay.enable();
  await new Promise((resolve) => setTimeout(resolve, task.aloneMs));
} else {
  const { handlers, settled } = fixture.catalogue;
  const fileToken = await fixture.choosePath(task.file);
  const preview = must(await handlers.previewImport({ fileToken }));
  waited.length = 0;
  committed.length = 0;
  delay.enable();
  const from = performance.now();
  const { importId } = must(
    await handlers.startImport({ fileToken, mapping: preview.mapping, defaults: fivePercent }),
  );
  let status = must(await handlers.getImport({ importId }));
  while (status.state === 'reading' || status.state === 'applying') {
    await new Promise((resolve) => setTimeout(resolve, 2));
    status = must(await handlers.getImport({ importId }));
  }
  facts['importMs'] = performance.now() - from;
  assert(status.state === 'done', 'the import is complete');
  facts['rows'] = status.rowsRead;
  facts['added'] = status.added;
  facts['refused'] = status.refused;
  delay.disable();
  await cashier.terminate();
  await settled();
}
delay.disable();
await cashier.terminate();
facts['longestTaskMs'] = delay.max / 1e6;
await fixture.end();
engineDone({ waited, committed }, facts);
