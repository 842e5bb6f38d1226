/** One thread of the simulator: plays a seed, says what came of it, and waits until it is told to go on. */
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerSays, WorkOrder } from './run-many.ts';
import { runWorld } from './run-world.ts';
import { stockShelf } from './shelf.ts';

const port = parentPort;
if (port === null) throw new Error('this file is the entry of a worker');
const { first, stride } = workerData as WorkOrder;
const shelf = await stockShelf();
for (let seed = first; ; seed += stride) {
  const { violations, tally } = await runWorld(seed, shelf);
  const said: WorkerSays = { seed, violations, tally };
  const goOn = once(port, 'message');
  port.postMessage(said);
  await goOn;
}
