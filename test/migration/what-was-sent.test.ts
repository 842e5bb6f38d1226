import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sha256Hex } from '../../electron/platform/message-signature.ts';
import { systemIds } from '../../electron/platform/ids.ts';
import { createStore, openStore } from '../../electron/store/connection.ts';
import { migrations } from '../../electron/store/migrations/index.ts';
import { listAuditOf } from '../../electron/store/repositories/audit.ts';
import { listOutboxPage } from '../../electron/store/repositories/outbox-list.ts';
import { listSendableOutbox } from '../../electron/store/repositories/outbox.ts';
import { listSaleHours } from '../../electron/store/repositories/review-rows.ts';
import { listAmbiguousDeliveries } from '../../electron/store/repositories/sync-deliveries.ts';
import { chargeCash } from '../../electron/store/units/charge-cash.ts';
import type { OrderId } from '../../shared/domain/ids.ts';
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
let orders: OrderId[] = [];
const hashOf = (orderId: string): string => sha256Hex(`{"of":"${orderId}"}`);

function opened(file: string, make: boolean) {
  const result = (make ? createStore : openStore)({ path: file, clock: fixedClock });
  if (!result.ok) throw new Error(result.error.detail);
  return result.value;
}

function withFile<T>(read: (db: Database.Database) => T): T {
  const db = new Database(path);
  try {
    return read(db);
  } finally {
    db.close();
  }
}

const BEFORE = migrations.findIndex(({ name }) => name === 'what-was-sent');

/**
 * A file as the release before left it, with five bills told to the office: two that it has, one that it has though its words had to be put right, one in doubt, and
 * one that waits; a day's close that it has; and the audit as that release wrote it.
 */
beforeEach(() => {
  const temporary = temporaryFolder();
  ({ remove } = temporary);
  const today = join(temporary.folder, 'today.db');
  path = join(temporary.folder, 'store.db');
  const store = opened(today, true);
  orders = [];
  for (let count = 0; count < 5; count += 1) {
    const bill = billOf([lineOf('Basmati rice', 2)]);
    const { orderId } = bill.order;
    const payload = `{"of":"${orderId}"}`;
    const row = {
      outboxId: systemIds.next(),
      aggregate: 'order',
      aggregateId: orderId,
      kind: 'order-completed',
    } as const;
    const moment = momentOf({
      outbox: () => ({ ...row, payload, payloadHash: sha256Hex(payload), createdAt: AT }),
    });
    chargeCash(store.writer, { ...bill, press: pressOf(), tender: cashOf(200), moment });
    orders.push(orderId);
  }
  store.close();
  makeOlderStore(today, path, BEFORE);
  withFile((db) => {
    db.exec(`UPDATE outbox SET acked_at = ${AT} + outbox_seq, payload = NULL WHERE outbox_seq <= 3;
      INSERT INTO outbox_corrections (outbox_seq, payload, payload_hash, created_at) VALUES (3, '{}', 'h', ${AT});
      INSERT INTO sync_deliveries (outbox_seq, server, transaction_id, watermark, state, posts, posted_at, remote_id, updated_at)
        VALUES (2, 's', 'galla-0000000002', 0, 'done', 1, 1, 9, 1), (4, 's', 'galla-0000000004', 0, 'ambiguous', 1, 1, NULL, 1);
      INSERT INTO outbox (outbox_id, aggregate, aggregate_id, kind, payload_hash, created_at, acked_at)
        VALUES ('${systemIds.next()}', 'day', '2026-11-20', 'day-closed', 'hash', ${AT}, ${AT});
      INSERT INTO audit (at, action, subject_kind, subject_id, detail) VALUES (${AT}, 'seen', 'order', 'never written', '{}')`);
  });
});
afterEach(() => remove());

test('the release before named orders by their ids, in the audit and in what was sent', () => {
  withFile((db) => {
    expect(db.prepare('SELECT count(*) FROM audit WHERE subject_id IS NULL').pluck().get()).toBe(0);
    expect(db.prepare(`SELECT detail FROM audit LIMIT 1`).pluck().get()).toMatch(/"invoiceNumber":"A1/);
  });
});

test('what the office has keeps its place, its hash and its moment, and everything else its words', () => {
  const before = withFile((db) => db.prepare('SELECT * FROM outbox WHERE outbox_seq > 3').all());
  const store = opened(path, false);
  const page = listOutboxPage(store.reader, 'all', null, 10);
  expect(page.map(({ outboxSeq, kind, ackedAt }) => [outboxSeq, kind, ackedAt])).toEqual([
    [6, 'day-closed', AT],
    [5, 'order-completed', null],
    [4, 'order-completed', null],
    [3, 'order-completed', AT + 3],
    [2, 'order-completed', AT + 2],
    [1, 'order-completed', AT + 1],
  ]);
  expect(page.slice(1).map(({ aggregateId }) => aggregateId)).toEqual(orders.toReversed());
  for (const row of page) expect(row.createdAt).toBe(AT);
  const toSend = listSendableOutbox(store.reader, 0, 10).map((row) => ({
    ...row,
    payload: row.payload.toString(),
  }));
  expect(toSend).toMatchObject([
    { outboxSeq: 4, payload: `{"of":"${orders[3]}"}`, payloadHash: hashOf(orders[3] ?? '') },
    { outboxSeq: 5, payload: `{"of":"${orders[4]}"}`, payloadHash: hashOf(orders[4] ?? '') },
  ]);
  expect(listAmbiguousDeliveries(store.reader, 's').map(({ outboxSeq }) => outboxSeq)).toEqual([4]);
  store.close();
  withFile((db) => {
    expect(db.prepare('SELECT * FROM outbox ORDER BY outbox_seq').all()).toEqual(before);
    const hashes = db
      .prepare('SELECT lower(hex(payload_hash)) FROM outbox_sent ORDER BY outbox_seq')
      .pluck()
      .all();
    expect(hashes).toEqual(orders.slice(0, 3).map(hashOf));
    expect(db.prepare('SELECT outbox_seq, payload FROM outbox_corrections').all()).toEqual([
      { outbox_seq: 3, payload: '{}' },
    ]);
    expect(db.prepare('SELECT outbox_seq FROM sync_deliveries ORDER BY 1').pluck().all()).toEqual([2, 4]);
    expect(db.pragma('foreign_key_check')).toEqual([]);
  });
});

test('what can’t be told in the new form stays in the old one', () => {
  withFile((db) => {
    db.exec(`DROP TRIGGER outbox_keeps_its_word;
      UPDATE outbox SET payload_hash = 'no hash' WHERE outbox_seq = 1;
      UPDATE outbox SET created_at = 5 WHERE outbox_seq = 2;
      UPDATE outbox SET aggregate_id = 'lost' WHERE outbox_seq = 3`);
  });
  const store = opened(path, false);
  const page = listOutboxPage(store.reader, 'all', 4, 10);
  expect(page.map(({ aggregateId, createdAt, ackedAt }) => [aggregateId, createdAt, ackedAt])).toEqual([
    ['lost', AT, AT + 3],
    [orders[1], 5, AT + 2],
    [orders[0], AT, AT + 1],
  ]);
  store.close();
  expect(withFile((db) => db.prepare('SELECT count(*) FROM outbox_sent').pluck().get())).toBe(0);
});

test('the audit says of each order and of all else what it said, and the hours of the bills are still known', () => {
  const store = opened(path, false);
  for (const orderId of orders) {
    expect(listAuditOf(store.reader, orderId)).toMatchObject([
      { action: 'sale-completed', subjectKind: 'order', subjectId: orderId, at: AT, detail: '{"hour":12}' },
    ]);
  }
  expect(listAuditOf(store.reader, 'never written')).toMatchObject([{ action: 'seen', detail: '{}' }]);
  expect(listSaleHours(store.reader, day('2026-11-20')).map(({ hour }) => hour)).toEqual([
    12, 12, 12, 12, 12,
  ]);
  store.close();
  withFile((db) => {
    const named = db.prepare('SELECT order_seq FROM audit ORDER BY audit_seq').pluck().all();
    expect(named).toEqual([1, 2, 3, 4, 5, null]);
    const plan = (sql: string): string => JSON.stringify(db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
    expect(plan('SELECT * FROM audit WHERE order_seq = 1')).toContain('audit_by_order');
    expect(plan(`SELECT * FROM audit WHERE subject_id = 'x'`)).toContain('audit_by_subject');
    expect(plan(`SELECT * FROM audit WHERE action = 'payment-exception' AND at > 1 ORDER BY at`)).toContain(
      'audit_exceptions',
    );
    expect(() => db.exec('UPDATE audit SET at = 1')).toThrow(/append-only/);
    expect(() => db.exec('DELETE FROM audit')).toThrow(/keeps every row/);
    const both = `INSERT INTO audit (at, action, subject_kind, subject_id, order_seq) VALUES (1, 'a', 'order', 'x', 1)`;
    expect(() => db.exec(both)).toThrow(/CHECK/);
    expect(() => db.exec(`INSERT INTO audit (at, action) VALUES (1, 'a')`)).toThrow(/CHECK/);
  });
});
