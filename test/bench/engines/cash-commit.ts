/** The transaction of a cash sale alone: order, lines, tender, invoice number, stock, full text, day totals, outbox and audit in one commit. */
import { chargeCash } from '../../../electron/store/units/charge-cash.ts';
import { assert } from '../../../shared/domain/result.ts';
import { billOf, cashOf, lineOf, momentOf, pressOf } from '../../support/store-fixtures.ts';
import { openBenchStore } from '../data/bench-store.ts';
import { engineDone, engineTask, timed } from '../harness/engine-process.ts';

const names = ['Basmati rice', 'Toor dal', 'Salt', 'Soap', 'Tea'];
const task = engineTask<{ readonly folder: string; readonly sales: number }>();
const store = openBenchStore(task.folder);
const commit: number[] = [];
for (let at = 0; at < task.sales; at += 1) {
  const bill = billOf(names.map((name, line) => lineOf(`${name} ${at % 50}`, 2 * (1 + line))));
  const input = { ...bill, press: pressOf(), tender: cashOf(bill.order.totalPaise), moment: momentOf() };
  commit.push(
    timed(() => {
      assert(chargeCash(store.writer, input).ok, 'the sale goes through');
    }),
  );
}
store.close();
engineDone({ commit });
