/** A process of its own that sells for cash until it is killed: one line with the invoice number after each commit. `node sell-forever.ts FOLDER` */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../electron/store/connection.ts';
import { chargeCash } from '../../electron/store/units/charge-cash.ts';
import { assert } from '../../shared/domain/result.ts';
import { billOf, cashOf, fixedClock, installation, lineOf, momentOf, pressOf } from './store-fixtures.ts';

const [, , folder = '', installationId = installation] = process.argv;
const store = openStore({ path: join(folder, 'store.db'), clock: fixedClock });
assert(store.ok, 'the store opens');
const series = { ...momentOf().series, installationId: installationId as typeof installation };
for (;;) {
  const bill = billOf([lineOf('Basmati rice', 2), lineOf('Toor dal', 4), lineOf('Salt', 2)]);
  const tender = cashOf(bill.order.totalPaise);
  const sold = chargeCash(store.value.writer, {
    ...bill,
    press: pressOf(),
    tender,
    moment: momentOf({ series }),
  });
  assert(sold.ok && sold.value.kind === 'sold', 'the sale goes through');
  writeSync(1, `${String(sold.value.sale.order.invoiceNumber)}\n`);
  store.value.idleSlice();
}
