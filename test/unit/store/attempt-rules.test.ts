import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store } from '../../../electron/store/connection.ts';
import { insertAttempt } from '../../../electron/store/repositories/attempts.ts';
import { writeOrder } from '../../../electron/store/units/write-order.ts';
import { assert, ok } from '../../../shared/domain/result.ts';
import {
  attemptOf,
  billOf,
  lineOf,
  newStore,
  pressOf,
  temporaryFolder,
} from '../../support/store-fixtures.ts';

/*
 * What the tables themselves refuse, whatever the code above them does.
 */
let store: Store;
let remove = (): void => undefined;

beforeEach(() => {
  const temporary = temporaryFolder();
  ({ remove } = temporary);
  store = newStore(temporary.folder);
  store.writer.transaction(() => {
    for (let order = 0; order < 2; order += 1)
      assert(writeOrder(store.writer, billOf([lineOf('Salt', 2)])).ok, 'written');
    return ok(null);
  });
});
afterEach(() => {
  store.close();
  remove();
});

function add(orderSeq: number, terminalId: string): number {
  return insertAttempt(store.writer, orderSeq, attemptOf(200, pressOf(), terminalId), 'created');
}

const run = (sql: string): number => store.writer.change<[]>(sql).run([]).changes;
const advance = (change: string): number =>
  run(`UPDATE payment_attempts SET ${change}, version = version + 1`);

test('A second open attempt of an order breaks a unique index', () => {
  add(1, 'T1');
  expect(() => add(1, 'T2')).toThrow(/UNIQUE.*order_seq/);
  advance("state = 'UNKNOWN', superseded = 1");
  expect(add(1, 'T2')).toBe(2);
});

test('A second open attempt on a terminal breaks a unique index, superseded or not, until the terminal is released', () => {
  add(1, 'T1');
  expect(() => add(2, 'T1')).toThrow(/UNIQUE.*terminal_id/);
  advance("state = 'UNKNOWN', superseded = 1");
  expect(() => add(2, 'T1')).toThrow(/UNIQUE.*terminal_id/);
  advance('terminal_released = 1');
  expect(add(2, 'T1')).toBe(2);
});

test('A final attempt frees its order and its terminal', () => {
  add(1, 'T1');
  advance("state = 'DECLINED'");
  expect(add(1, 'T1')).toBe(2);
});

test.each([
  [
    'regress from an approval',
    "UPDATE payment_attempts SET state = 'DECLINED', version = version + 1",
    /never regresses/,
  ],
  ['change without counting its version', "UPDATE payment_attempts SET reason = 'x'", /version/],
  ['skip a version', 'UPDATE payment_attempts SET version = version + 2', /version/],
  ['change its amount', 'UPDATE payment_attempts SET amount_paise = 1, version = version + 1', /identity/],
  ['change its order', 'UPDATE payment_attempts SET order_seq = 2, version = version + 1', /identity/],
  ['be deleted', 'DELETE FROM payment_attempts', /keeps every row/],
  [
    'have a step of its life rewritten',
    "UPDATE payment_attempt_events SET to_state = 'DECLINED'",
    /append-only/,
  ],
  ['have a step of its life removed', 'DELETE FROM payment_attempt_events', /keeps every row/],
])('An attempt can’t %s', (_what, sql, refusal) => {
  add(1, 'T1');
  advance("state = 'APPROVED'");
  expect(() => run(sql)).toThrow(refusal);
});

test('An attempt on a terminal names its terminal', () => {
  const attempt = { ...attemptOf(200, pressOf()), terminalId: null };
  expect(() => insertAttempt(store.writer, 1, attempt, 'created')).toThrow(/CHECK/);
});

test('A slip typed by hand is taken once', () => {
  const slip = (orderSeq: number): number => {
    const attempt = attemptOf(200, pressOf());
    const typed = {
      kind: 'card-manual',
      terminalId: null,
      rrn: '632410000001',
      authCode: '4F2A10',
      slipDate: '2026-11-20',
    } as const;
    return insertAttempt(store.writer, orderSeq, { ...attempt, ...typed }, 'slip-typed');
  };
  slip(1);
  expect(() => slip(2)).toThrow(/UNIQUE.*rrn/);
});

test('An order can’t be paid by tenders that are not its total', () => {
  const paid = `UPDATE orders SET state = 'paid', invoice_number = 'A1/2627/000001', series_id = 1, series_number = 1, paid_at = 1
    WHERE seq = 1`;
  expect(() => run(paid)).toThrow(/paid when its tenders are its total/);
});

test('An order does not begin paid', () => {
  const copy = `INSERT INTO orders (order_id, state, till_code, business_date, document, supply, gross_paise, discount_paise,
      subtotal_paise, tax_paise, round_off_paise, total_paise, line_count, first_product, created_at, updated_at)
    SELECT '00000000-0000-7000-8000-000000000000', 'abandoned', till_code, business_date, document, supply, gross_paise,
      discount_paise, subtotal_paise, tax_paise, round_off_paise, total_paise, line_count, first_product, 1, 1 FROM orders WHERE seq = 1`;
  expect(() => run(copy)).toThrow(/begins open/);
});
