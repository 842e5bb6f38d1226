/** The five-line bills of the commit tables, the same for every engine. */
import type { ChargeCash } from '../../../electron/store/units/charge-cash.ts';
import { billOf, cashOf, lineOf, momentOf, pressOf } from '../../support/store-fixtures.ts';
import type { ProductId } from '../../../shared/domain/ids.ts';
import { systemIds } from '../../../electron/platform/ids.ts';

const names = ['Basmati rice', 'Toor dal', 'Salt', 'Soap', 'Tea'];
const products = Array.from({ length: names.length * 50 }, () => systemIds.next<ProductId>());

/** The next bill: five goods of two hundred and fifty. */
export function fixedSale(at: number): ChargeCash {
  const lines = names.map((name, line) => {
    const productId = products[(at % 50) * names.length + line] ?? null;
    return { ...lineOf(`${name} ${at % 50}`, 2 * (1 + line)), productId };
  });
  const bill = billOf(lines);
  return { ...bill, press: pressOf(), tender: cashOf(bill.order.totalPaise), moment: momentOf() };
}
