/** The same sale through our own unit, on a file with SQLite's old journal: DELETE, synchronous=FULL. */
import { writerOf } from '../../../electron/store/handles.ts';
import { connectToWrite } from '../../../electron/store/durable-connection.ts';
import { chargeCash } from '../../../electron/store/units/charge-cash.ts';
import { assert } from '../../../shared/domain/result.ts';
import { openBenchStore, storePath } from '../data/bench-store.ts';
import { fixedSale } from '../data/fixed-bills.ts';
import { engineDone, engineTask, timed } from '../harness/engine-process.ts';

const task = engineTask<{ readonly folder: string; readonly sales: number }>();
openBenchStore(task.folder).close();
const db = connectToWrite(storePath(task.folder));
db.pragma('journal_mode = DELETE');
const writer = writerOf(db, { committed: () => undefined, faulted: () => undefined });
const commit: number[] = [];
for (let at = 0; at < task.sales; at += 1) {
  const input = fixedSale(at);
  commit.push(
    timed(() => {
      assert(chargeCash(writer, input).ok, 'the sale goes through');
    }),
  );
}
db.close();
engineDone({ commit });
