/** The whole till sells for cash while it makes a backup, imports a catalogue and reviews a year: how long its main loop is held, and how long a sale takes. */
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { day, fivePercent, must } from '../../support/catalogue.ts';
import { billOf, inCash, openBenchTill, shelfOf } from '../data/bench-till.ts';
import { SEEDED_UNTIL } from '../data/seeded-store.ts';
import { engineDone, engineTask } from '../harness/engine-process.ts';

const task = engineTask<{
  readonly folder: string;
  readonly file: string;
  readonly saleEveryMs: number;
  readonly aloneMs: number;
}>();
const till = await openBenchTill(task.folder, task.file);
const shelf = await shelfOf(till);
const series: Record<string, number[]> = {};
const facts: Record<string, number> = {};
let phase = 'warm-up';
let sold = 0;

// Presses come from a thread of their own, at moments that the main loop does not choose.
const cashier = new Worker(
  `const { parentPort, workerData } = require('node:worker_threads');
   const press = () => parentPort.postMessage(performance.timeOrigin + performance.now());
   const next = () => setTimeout(() => { press(); next(); }, workerData * (0.5 + Math.random()));
   next();`,
  { eval: true, workerData: task.saleEveryMs },
);
const kept = (name: string): number[] => (series[`${name}, ${phase}`] ??= []);
cashier.on('message', (pressedAt: number) => {
  const from = performance.now();
  kept('waited').push(performance.timeOrigin + from - pressedAt);
  sold += 1;
  const reply = till.handlers.charge(billOf(shelf, sold, inCash));
  kept('charged').push(performance.now() - from);
  if (reply instanceof Promise) throw new Error('a cash sale is answered at once');
  must(reply);
});

async function during(name: string, work: () => Promise<unknown>): Promise<void> {
  phase = name;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const from = performance.now();
  await work();
  facts[`took, ${name}`] = performance.now() - from;
  delay.disable();
  series[`longest task, ${name}`] = [delay.max / 1e6];
  phase = 'between';
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function importFile(): Promise<void> {
  const { handlers } = till;
  const { fileToken } = must(await handlers.chooseImportFile(undefined));
  const preview = must(await handlers.previewImport({ fileToken }));
  const { importId } = must(
    await handlers.startImport({ fileToken, mapping: preview.mapping, defaults: fivePercent }),
  );
  for (;;) {
    const { state } = must(await handlers.getImport({ importId }));
    if (state === 'done') return;
    if (state !== 'reading' && state !== 'applying') throw new Error(`the import is ${state}`);
    await pause(5);
  }
}

await once(cashier, 'message');
// The HTTP client loads 2 s after a start, once (docs/performance.md); what follows is of a till that is up.
await pause(2500);
await during('sales alone', () => pause(task.aloneMs));
await during('backup', async () =>
  must(await till.handlers.makeBackup({ folderToken: null, passphrase: null })),
);
await during('import', importFile);
await during('review of a year', async () =>
  must(await till.handlers.getReview({ to: day(SEEDED_UNTIL), days: 366 })),
);
await cashier.terminate();
await till.close();
engineDone(series, facts);
