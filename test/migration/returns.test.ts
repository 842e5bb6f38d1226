import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createStore, type Store } from '../../electron/store/connection.ts';
import { findOrder } from '../../electron/store/repositories/orders.ts';
import { insertRefund } from '../../electron/store/repositories/refunds.ts';
import { findRefund } from '../../electron/store/repositories/returns.ts';
import { chargeCash } from '../../electron/store/units/charge-cash.ts';
import { systemIds } from '../../electron/platform/ids.ts';
import type { OrderId, RefundId } from '../../shared/domain/ids.ts';
import { paise } from '../../shared/domain/money.ts';
import { ok } from '../../shared/domain/result.ts';
import { makeOlderStore } from '../support/older-store.ts';
import {
  AT,
  billOf,
  cashOf,
  day,
  fixedClock,
  lineOf,
  momentOf,
  pressOf,
  temporaryFolder,
} from '../support/store-fixtures.ts';

let path = '';
let remove = (): void => undefined;
let store: Store;
let orderId: OrderId;
const refundId = systemIds.next<RefundId>();

/** A store of today, in a file of its own: what was done in it is put into one of an earlier version. */
const todayPath = (): string => `${path}.today`;

function opened(file: string): Store {
  const result = createStore({ path: file, clock: fixedClock });
  if (!result.ok) throw new Error(result.error.detail);
  return result.value;
}

/** A file as the first release left it: a bill that was paid, and cash that went back for it. */
beforeEach(() => {
  const temporary = temporaryFolder();
  remove = temporary.remove;
  path = join(temporary.folder, 'store.db');
  store = opened(todayPath());
  const bill = billOf([lineOf('Basmati rice', 2), lineOf('Toor dal', 4)]);
  ({ orderId } = bill.order);
  const total = bill.order.totalPaise;
  const sold = chargeCash(store.writer, {
    ...bill,
    press: pressOf(),
    tender: cashOf(total),
    moment: momentOf(),
  });
  expect(sold.ok).toBe(true);
  const seq = findOrder(store.writer, orderId)?.seq ?? 0;
  store.writer.transaction<null, never>(() => {
    insertRefund(store.writer, seq, {
      refundId,
      attemptSeq: null,
      kind: 'cash-back',
      tenderKind: 'cash',
      amountPaise: paise(100),
      state: 'DONE',
      reason: 'order-abandoned',
      rrn: null,
      creditNoteId: null,
      businessDate: day('2026-11-20'),
      personId: null,
      approvedBy: null,
      createdAt: AT,
      updatedAt: AT,
    });
    return ok(null);
  });
  store.close();
  makeOlderStore(todayPath(), path, 1);
  store = opened(path);
});
afterEach(() => {
  store.close();
  remove();
});

function raw(sql: string): string {
  store.close();
  const db = new Database(path);
  try {
    db.exec(sql);
    return 'done';
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : 'thrown';
  } finally {
    db.close();
    store = opened(path);
  }
}

const refundRow = (amountPaise: number, state: string): string =>
  `INSERT INTO refunds (refund_id, order_seq, kind, tender_kind, amount_paise, state, reason, business_date, created_at, updated_at)
   VALUES ('${systemIds.next<RefundId>()}', 1, 'cash-back', 'cash', ${amountPaise}, '${state}', 'test', '2026-11-20', 1, 1)`;
const lineRow = (quantityMilli: number): string =>
  `INSERT INTO refund_lines VALUES (1, 1, 1, ${quantityMilli}, 100, 0, 0, 0, 100, 0)`;

test('Refunds of the first schema are kept, and belong to no return', () => {
  expect(findRefund(store.writer, refundId)).toMatchObject({
    amountPaise: 100,
    state: 'DONE',
    returnId: null,
  });
});

test('No more money goes back for a bill than it was, whatever code writes it', () => {
  expect(raw(refundRow(501, 'DUE'))).toMatch(/no more goes back than was paid/);
  expect(raw(refundRow(500, 'DUE'))).toBe('done');
  expect(raw(refundRow(1, 'DUE'))).toMatch(/no more goes back than was paid/);
});

test('No more of a line comes back than was sold', () => {
  expect(raw(lineRow(1001))).toMatch(/no more comes back than was sold/);
  expect(raw(lineRow(1000))).toBe('done');
});

test('A refund that is done stays done, keeps what it is, and enters no closed day', () => {
  expect(raw(`UPDATE refunds SET state = 'REFUSED', version = version + 1`)).toMatch(/stays gone/);
  expect(raw(`UPDATE refunds SET amount_paise = 1, version = version + 1`)).toMatch(/keeps its identity/);
  expect(raw(`UPDATE refunds SET rrn = '1'`)).toMatch(/version/);
  expect(raw(refundRow(5, 'DUE'))).toBe('done');
  expect(raw(`UPDATE business_days SET closed_at = 2`)).toBe('done');
  const done = `UPDATE refunds SET state = 'DONE', version = version + 1 WHERE amount_paise = 5`;
  expect(raw(done)).toMatch(/closed day/);
});

test('What is asked of refunds, attempts by time, exceptions and comparisons is a range of an index', () => {
  const plan = (sql: string): string => {
    store.close();
    const db = new Database(path, { readonly: true });
    const steps = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all();
    db.close();
    store = opened(path);
    return steps.map((step) => step.detail).join('\n');
  };
  expect(plan(`SELECT * FROM refunds WHERE return_id = 'x'`)).toContain('refunds_by_return');
  expect(plan(`SELECT * FROM returns WHERE order_seq = 1`)).toContain('returns_by_order');
  expect(plan(`SELECT * FROM payment_attempts WHERE created_at >= 1 AND created_at < 2`)).toContain(
    'payment_attempts_by_time',
  );
  expect(
    plan(`SELECT * FROM audit WHERE action = 'payment-exception' AND at >= 1 ORDER BY at, audit_seq`),
  ).toContain('audit_exceptions');
  expect(
    plan(`SELECT * FROM reconciliations WHERE business_date = 'x' ORDER BY reconciliation_seq DESC LIMIT 1`),
  ).toContain('reconciliations_by_date');
});
