/** The whole till, just opened on a store whose outbox is full, until the office has acknowledged all of it. */
import { openBenchTill } from '../data/bench-till.ts';
import { engineDone, engineTask } from '../harness/engine-process.ts';

const task = engineTask<{ readonly folder: string; readonly url: string; readonly token: string }>();
const till = await openBenchTill(task.folder, null, { url: task.url, token: task.token });
const sync = till.shop()?.sync;
if (sync === undefined) throw new Error(`the till did not open: ${JSON.stringify(till.problem())}`);
// The sending began a moment ago, as the last thing of the till's start.
const from = performance.now();
const status = await sync.settled(1);
const sent = performance.now() - from;
if (status.waiting > 0 || status.refused > 0) throw new Error(JSON.stringify(status));
await till.close();
engineDone({ sent: [sent] });
