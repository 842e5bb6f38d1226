/** The transaction of a cash sale alone: order, lines, tender, invoice number, stock, full text, day totals, outbox and audit in one commit. */
import { chargeCash } from '../../../electron/store/units/charge-cash.ts';
import { assert } from '../../../shared/domain/result.ts';
import { openBenchStore } from '../data/bench-store.ts';
import { fixedSale } from '../data/fixed-bills.ts';
import { engineDone, engineTask, timed } from '../harness/engine-process.ts';

const task = engineTask<{ readonly folder: string; readonly sales: number }>();
const store = openBenchStore(task.folder);
const commit: number[] = [];
for (let at = 0; at < task.sales; at += 1) {
  const input = fixedSale(at);
  commit.push(
    timed(() => {
      assert(chargeCash(store.writer, input).ok, 'the sale goes through');
    }),
  );
}
store.close();
engineDone({ commit });
