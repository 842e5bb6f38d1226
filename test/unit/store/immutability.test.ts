import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store } from '../../../electron/store/connection.ts';
import {
  acknowledgeOutbox,
  buryOutbox,
  listWaitingOutbox,
} from '../../../electron/store/repositories/outbox.ts';
import { openBusinessDay, closeBusinessDay } from '../../../electron/store/repositories/business-days.ts';
import { chargeCash } from '../../../electron/store/units/charge-cash.ts';
import { ok } from '../../../shared/domain/result.ts';
import {
  AT,
  billOf,
  cashOf,
  day,
  lineOf,
  momentOf,
  newStore,
  pressOf,
  temporaryFolder,
} from '../../support/store-fixtures.ts';

let store: Store;
let remove = (): void => undefined;

function sell() {
  const bill = billOf([lineOf('Basmati rice', 2)]);
  return chargeCash(store.writer, { ...bill, press: pressOf(), tender: cashOf(200), moment: momentOf() });
}

beforeEach(() => {
  const temporary = temporaryFolder();
  ({ remove } = temporary);
  store = newStore(temporary.folder);
  sell();
});
afterEach(() => {
  store.close();
  remove();
});

const run = (sql: string): number => store.writer.change<[]>(sql).run([]).changes;

test.each([
  ['its total', 'UPDATE orders SET total_paise = 100, round_off_paise = -110'],
  ['its tax', 'UPDATE orders SET tax_paise = 0, subtotal_paise = 210'],
  ['its number', "UPDATE orders SET invoice_number = 'X1'"],
  ['its day', "UPDATE orders SET business_date = '2026-11-21'"],
  ['when it was paid', 'UPDATE orders SET paid_at = 5'],
  ['who bought', "UPDATE orders SET buyer_name = 'Other'"],
  ['what was sold', "UPDATE orders SET first_product = 'Gold'"],
  ['that it is paid', "UPDATE orders SET state = 'open'"],
  ['that it is paid, by giving it up', "UPDATE orders SET state = 'abandoned'"],
  ['its existence', 'DELETE FROM orders'],
  ['a line’s price', 'UPDATE order_lines SET unit_price_paise = 1'],
  ['a line’s text', "UPDATE line_texts SET name = 'Gold'"],
  ['a line’s existence', 'DELETE FROM order_lines'],
  ['a tender’s amount', 'UPDATE tenders SET amount_paise = 1, received_paise = 1'],
  ['a tender, by withdrawing it', 'UPDATE tenders SET withdrawn_at = 1'],
  ['a tender’s existence', 'DELETE FROM tenders'],
  ['the audit', "UPDATE audit SET action = 'nothing'"],
  ['the audit’s existence', 'DELETE FROM audit'],
  ['what a press of Charge began', "UPDATE charge_requests SET body_hash = ''"],
  ['a series, backwards', 'UPDATE invoice_series SET next_number = 1'],
  ['a series, with a gap', 'UPDATE invoice_series SET next_number = 9'],
  ['a series’ existence', 'DELETE FROM invoice_series'],
  ['what the outbox says', "UPDATE outbox SET payload = '{}'"],
  ['the outbox, before it is acknowledged', 'DELETE FROM outbox'],
])('Nothing changes of a paid sale %s', (_what, sql) => {
  expect(() => run(sql)).toThrow(
    /SQLITE_CONSTRAINT|RAISE|frozen|append-only|kept|keeps|stays|never|counts|withdrawn|word|not open/,
  );
});

test('No line and no tender enters a paid order', () => {
  const line = `INSERT INTO order_lines SELECT order_seq, 2, line_id, text_id, quantity_milli, unit_price_paise, mrp_paise,
    gross_paise, discount_paise, taxable_paise, gst_rate_bp, cgst_paise, sgst_paise, igst_paise, total_paise FROM order_lines`;
  expect(() => run(line)).toThrow(/frozen/);
  const tender = `INSERT INTO tenders SELECT order_seq, 2, tender_id, kind, amount_paise, received_paise, change_paise, attempt_seq,
    scheme, last_four, rrn, auth_code, business_date, taken_at, withdrawn_at FROM tenders`;
  expect(() => run(tender)).toThrow(/being paid/);
});

test('A closed day takes no more sales and is never opened again', () => {
  store.writer.transaction(() => {
    openBusinessDay(store.writer, day('2026-11-20'), AT);
    const closing = { businessDate: day('2026-11-20'), at: AT, closedBy: null, exceptions: null };
    return ok(closeBusinessDay(store.writer, closing));
  });
  expect(() => sell()).toThrow(/closed day/);
  expect(() => run('UPDATE business_days SET closed_at = NULL')).toThrow(/stays closed/);
});

test('An acknowledged outbox row keeps its hash, drops its payload, and stays acknowledged', () => {
  const [row] = listWaitingOutbox(store.reader, 0, 10);
  expect(buryOutbox(store.writer, row?.outboxId ?? '', 'refused', AT)).toBe(true);
  expect(acknowledgeOutbox(store.writer, row?.outboxId ?? '', AT)).toBe(true);
  expect(acknowledgeOutbox(store.writer, row?.outboxId ?? '', AT)).toBe(false);
  expect(listWaitingOutbox(store.reader, 0, 10)).toEqual([]);
  const kept = store.reader.query<[], unknown>('SELECT payload, payload_hash FROM outbox').all([]);
  expect(kept).toEqual([{ payload: null, payload_hash: 'hash' }]);
  expect(() => run('UPDATE outbox SET acked_at = NULL')).toThrow(/CHECK|word/);
});
