import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../../electron/store/connection.ts';
import { readerOf, type Reader, type Writer } from '../../../electron/store/handles.ts';
import * as attempts from '../../../electron/store/repositories/attempts.ts';
import { auditQueries, listPaymentExceptions } from '../../../electron/store/repositories/audit.ts';
import { lastBusinessDays, lastClosingAt } from '../../../electron/store/repositories/business-days.ts';
import { findChargeRequest } from '../../../electron/store/repositories/charge-requests.ts';
import { listCreditNotes } from '../../../electron/store/repositories/credit-notes.ts';
import { listDayTotals } from '../../../electron/store/repositories/day-totals.ts';
import { listLines } from '../../../electron/store/repositories/order-lines.ts';
import { orderQueries } from '../../../electron/store/repositories/order-list.ts';
import {
  findOrder,
  findOrderBySeq,
  listUnfinishedOrders,
} from '../../../electron/store/repositories/orders.ts';
import { outboxPageQueries } from '../../../electron/store/repositories/outbox-list.ts';
import { countWaitingOutbox, listWaitingOutbox } from '../../../electron/store/repositories/outbox.ts';
import { findLastReconciliation } from '../../../electron/store/repositories/reconciliations.ts';
import * as returns from '../../../electron/store/repositories/returns.ts';
import { listTenders } from '../../../electron/store/repositories/tenders.ts';
import { beginCharge } from '../../../electron/store/units/begin-charge.ts';
import { chargeCash } from '../../../electron/store/units/charge-cash.ts';
import { completeSale } from '../../../electron/store/units/complete-sale.ts';
import { saveAttempt } from '../../../electron/store/units/save-attempt.ts';
import { systemIds } from '../../../electron/platform/ids.ts';
import { assert } from '../../../shared/domain/result.ts';
import {
  AT,
  attemptOf,
  billOf,
  cardTenderOf,
  cashOf,
  day,
  lineOf,
  momentOf,
  newStore,
  pressOf,
  temporaryFolder,
} from '../../support/store-fixtures.ts';

let store: Store;
let plain: Database.Database;
const { folder, remove } = temporaryFolder();

beforeAll(() => {
  store = newStore(folder);
  plain = new Database(join(folder, 'store.db'), { readonly: true });
});
afterAll(() => {
  plain.close();
  store.close();
  remove();
});

/** How SQLite would run a statement, one text for each step. */
function planOf(sql: string): string[] {
  const steps = plain
    .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql.replace(/[@?]\w*/g, "'1'")}`)
    .all();
  return steps.map((step) => step.detail);
}

/** Steps that read a whole table; a virtual table's own index has a name of its own, a subquery is small by its LIMIT, and a till has few series. */
function scansIn(sql: string): string[] {
  return planOf(sql).filter(
    (detail) =>
      detail.startsWith('SCAN') &&
      !/VIRTUAL TABLE INDEX \d+:\S/.test(detail) &&
      !/^SCAN ([ts]|invoice_series)( |$)/.test(detail),
  );
}

/** The reader of a store that remembers every statement it prepared. */
function recording(): { readonly reader: Reader; readonly seen: string[] } {
  const seen: string[] = [];
  const reader = readerOf(plain);
  const query: Reader['query'] = (sql) => {
    seen.push(sql);
    return reader.query(sql);
  };
  return { reader: { ...reader, query }, seen };
}

describe('The list of orders', () => {
  test.each(Object.entries(orderQueries))('by %s is a range of an index', (_by, sql) => {
    expect(scansIn(sql)).toEqual([]);
    expect(planOf(sql).some((detail) => detail.startsWith('SEARCH') || detail.includes('VIRTUAL'))).toBe(
      true,
    );
  });

  test('sorts nothing, but for the page itself where it comes from a search', () => {
    const sorting = Object.entries(orderQueries).filter(([, sql]) =>
      planOf(sql).some((detail) => detail.includes('TEMP B-TREE')),
    );
    expect(sorting.map(([by]) => by)).toEqual(
      sorting.map(([by]) => by).filter((by) => ['words', 'lastFour', 'serial'].includes(by)),
    );
  });

  test('by an unindexed column would be seen to scan', () => {
    expect(scansIn("SELECT * FROM orders WHERE notes = 'x'")).toEqual(['SCAN orders']);
  });
});

test('Every other read on the way of a sale is a range of an index', () => {
  const { reader, seen } = recording();
  findOrder(reader, systemIds.next());
  findOrderBySeq(reader, 1);
  listUnfinishedOrders(reader);
  listLines(reader, 1);
  listTenders(reader, 1);
  attempts.findAttempt(reader, systemIds.next());
  attempts.listAttempts(reader, 1);
  attempts.findOpenAttemptOfOrder(reader, 1);
  attempts.findAttemptOnTerminal(reader, 'T1');
  attempts.listAttemptEvents(reader, 1);
  attempts.listAttemptsByRrn(reader, '1');
  findChargeRequest(reader, systemIds.next());
  listDayTotals(reader, day('2026-11-20'), day('2026-11-21'));
  listWaitingOutbox(reader, 0, 10);
  lastBusinessDays(reader);
  expect(seen.length).toBeGreaterThan(14);
  const scanning = seen.filter((sql) => scansIn(sql).some((detail) => !detail.includes('_unfinished')));
  expect(scanning).toEqual([]);
});

test('Every read on the way of a refund and of a day’s close is a range of an index', () => {
  const { reader, seen } = recording();
  returns.findReturn(reader, systemIds.next());
  returns.findRefund(reader, systemIds.next());
  returns.listRefundsOfOrder(reader, 1);
  returns.listRefundsOfReturn(reader, systemIds.next());
  returns.listRefundsOfAttempt(reader, 1);
  returns.listRefusedRefunds(reader, '2026-11-20');
  returns.listReturnedQuantities(reader, 1);
  returns.listRefundLines(reader, 1);
  listCreditNotes(reader, 1);
  attempts.listAttemptsBetween(reader, 0, 1);
  attempts.listAttemptsOfDay(reader, day('2026-11-20'));
  listPaymentExceptions(reader, 0);
  findLastReconciliation(reader, day('2026-11-20'));
  lastClosingAt(reader);
  expect(seen.length).toBe(14);
  expect(seen.filter((sql) => scansIn(sql).length > 0)).toEqual([]);
});

/** The writer of the store and every statement that goes through it. */
function spying(): { readonly writer: Writer; readonly seen: string[] } {
  const seen: string[] = [];
  const query: Writer['query'] = (sql) => {
    seen.push(sql);
    return store.writer.query(sql);
  };
  const change: Writer['change'] = (sql) => {
    seen.push(sql);
    return store.writer.change(sql);
  };
  return { writer: { ...store.writer, query, change }, seen };
}

test('Every statement of a cash sale finds its rows by an index', () => {
  const { writer, seen } = spying();
  const bill = billOf([lineOf('Basmati rice', 2)]);
  const sold = chargeCash(writer, { ...bill, press: pressOf(), tender: cashOf(200), moment: momentOf() });
  expect(sold.ok).toBe(true);
  expect(seen.length).toBeGreaterThan(20);
  expect(seen.filter((sql) => scansIn(sql).length > 0)).toEqual([]);
});

test('Every statement of a terminal sale finds its rows by an index', () => {
  const { writer, seen } = spying();
  const bill = billOf([lineOf('Basmati rice', 2)]);
  const press = pressOf();
  const begun = beginCharge(writer, { ...bill, press, attempt: attemptOf(200, press), at: AT });
  assert(begun.ok && begun.value.kind === 'begun', 'the charge begins');
  const { attempt } = begun.value;
  const sending = saveAttempt(writer, {
    previous: attempt,
    next: { ...attempt, state: 'SENDING' },
    event: 'send',
  });
  assert(sending.ok, 'the attempt is sent');
  const next = { ...sending.value, state: 'APPROVED' as const };
  const sold = completeSale(writer, {
    orderId: bill.order.orderId,
    approval: { previous: sending.value, next, event: 'approved' },
    tenders: [cardTenderOf(attempt.attemptSeq, 200)],
    moment: momentOf(),
  });
  expect(sold.ok).toBe(true);
  expect(seen.filter((sql) => scansIn(sql).length > 0)).toEqual([]);
});

test('A page of the outbox and of the audit reads what it shows, in the order of its tables', () => {
  for (const sql of [...Object.values(outboxPageQueries), ...Object.values(auditQueries)]) {
    expect(scansIn(sql)).toEqual([]);
    expect(planOf(sql).filter((detail) => detail.includes('TEMP B-TREE'))).toEqual([]);
  }
});

test('Waiting rows and unfinished attempts are counted over their small indexes', () => {
  const { reader, seen } = recording();
  countWaitingOutbox(reader);
  attempts.listUnfinishedAttempts(reader);
  const scanned = seen.flatMap(scansIn);
  expect(scanned).toHaveLength(2);
  expect(
    scanned.every((detail) =>
      /USING (COVERING )?INDEX (outbox_to_send|payment_attempts_unfinished)/.test(detail),
    ),
  ).toBe(true);
});

test('No repository pages by OFFSET or searches by LIKE', () => {
  const repositories = join(import.meta.dirname, '../../../electron/store/repositories');
  const texts = readdirSync(repositories).map((name) => readFileSync(join(repositories, name), 'utf8'));
  expect(texts.filter((text) => /\bOFFSET\b|\bLIKE\b/.test(text))).toEqual([]);
});
