import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chargeCash } from '../../electron/store/units/charge-cash.ts';
import { listSeries } from '../../electron/store/repositories/invoice-series.ts';
import {
  billOf,
  cashOf,
  lineOf,
  momentOf,
  newStore,
  pressOf,
  temporaryFolder,
} from '../support/store-fixtures.ts';

/** How one sale goes: through, or stopped at one of the places where it can stop after its number was allotted. */
const howSalesGo = ['through', 'number refused', 'outbox throws', 'constraint breaks'] as const;

test('Numbers of a series have no gap and no double, however sales fail between them', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...howSalesGo), { minLength: 1, maxLength: 12 }), (plan) => {
      const { folder, remove } = temporaryFolder();
      const store = newStore(folder);
      for (const how of plan) {
        const bill = billOf([lineOf('Salt', 2)]);
        const plain = momentOf();
        const moment = momentOf({
          formatNumber: (allotted) =>
            how === 'number refused'
              ? { ok: false, error: { code: 'series-exhausted' } }
              : plain.formatNumber(allotted),
          outbox: (sale) => {
            if (how === 'outbox throws') throw new Error('a bug');
            const row = plain.outbox(sale);
            return how === 'constraint breaks' ? { ...row, payload: 'not JSON' } : row;
          },
        });
        const sell = () =>
          chargeCash(store.writer, { ...bill, press: pressOf(), tender: cashOf(200), moment });
        if (how === 'outbox throws' || how === 'constraint breaks') expect(sell).toThrow();
        else expect(sell().ok).toBe(how === 'through');
      }
      const numbers = store.reader
        .query<[], { number: string }>(
          'SELECT invoice_number AS number FROM orders WHERE invoice_number IS NOT NULL ORDER BY seq',
        )
        .all([])
        .map((row) => row.number);
      const sold = plan.filter((how) => how === 'through').length;
      expect(numbers).toEqual(
        Array.from({ length: sold }, (_, index) => `A1/2627/${String(index + 1).padStart(6, '0')}`),
      );
      expect(listSeries(store.reader).map((series) => series.nextNumber)).toEqual(
        sold === 0 ? [] : [sold + 1],
      );
      store.close();
      remove();
    }),
    { numRuns: 25 },
  );
});
