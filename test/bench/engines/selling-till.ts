/** The whole till as it really runs, with an office that may be away: sells when it is told to, and says when nothing waits any more. */
import { Worker } from 'node:worker_threads';
import { must } from '../../support/catalogue.ts';
import { billOf, inCash, openBenchTill, shelfOf } from '../data/bench-till.ts';
import { engineTask } from '../harness/engine-process.ts';
import { serveUntilTold } from '../harness/server-process.ts';

const task = engineTask<{ readonly folder: string; readonly url: string; readonly token: string }>();
const till = await openBenchTill(task.folder, null, { url: task.url, token: task.token });
const sync = till.shop()?.sync;
if (sync === undefined) throw new Error(`the till did not open: ${JSON.stringify(till.problem())}`);
const shelf = await shelfOf(till);
let sold = 0;

function sell(): number {
  sold += 1;
  const bill = billOf(shelf, sold, inCash);
  const from = performance.now();
  const reply = till.handlers.charge(bill);
  const took = performance.now() - from;
  if (reply instanceof Promise) throw new Error('a cash sale is answered at once');
  must(reply);
  return took;
}

/** Presses come from a thread of their own, at moments that the main loop does not choose. */
async function sellFor(ms: number, everyMs: number): Promise<object> {
  const charged: number[] = [];
  const waited: number[] = [];
  const cashier = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     const press = () => parentPort.postMessage(performance.timeOrigin + performance.now());
     const next = () => setTimeout(() => { press(); next(); }, workerData * (0.5 + Math.random()));
     next();`,
    { eval: true, workerData: everyMs },
  );
  cashier.on('message', (pressedAt: number) => {
    waited.push(performance.timeOrigin + performance.now() - pressedAt);
    charged.push(sell());
  });
  await new Promise((resolve) => setTimeout(resolve, ms));
  await cashier.terminate();
  return { charged, waited };
}

const waiting = (): number => sync.status().waiting;

async function untilEmpty(): Promise<object> {
  while (waiting() > 0) await new Promise((resolve) => setTimeout(resolve, 2));
  return { at: performance.timeOrigin + performance.now() };
}

await serveUntilTold({ waiting: waiting() }, async ({ sellMs, everyMs, empty }) => {
  if (empty === true) return untilEmpty();
  if (sellMs !== undefined) return sellFor(Number(sellMs), Number(everyMs));
  sell();
  return { waiting: waiting() };
});
await till.close();
