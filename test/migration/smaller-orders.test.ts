import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAttempts } from '../../electron/store/repositories/attempts.ts';
import { listLines } from '../../electron/store/repositories/order-lines.ts';
import { findOrder, findOrderBySeq } from '../../electron/store/repositories/orders.ts';
import { listTenders } from '../../electron/store/repositories/tenders.ts';
import { giveBackIdsOf, lineIdAt, tenderIdAt } from '../../shared/domain/derived-ids.ts';
import { assert } from '../../shared/domain/result.ts';
import {
  choosePin,
  manager,
  refundOf,
  refundsOf,
  sellByCard,
  sellForCash,
  sellSplit,
  settled,
} from '../support/give-back.ts';
import { makeOlderStore } from '../support/older-store.ts';
import { openHome, openTill, type TestTill, type TillHome } from '../support/till-under-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'galla-smaller-'));
const path = join(folder, 'store.db');
let home: TillHome;
let till: TestTill;

/** Ids of lines, voids and refunds as version 5 made them: each one random. */
const RANDOM = `lower(hex(randomblob(4)) || '-0000-7' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))`;

beforeAll(async () => {
  home = await openHome();
  const before = await openTill(home);
  await choosePin(before);
  sellForCash(before, [
    ['Rice', 2],
    ['Soap', 1],
  ]);
  await sellByCard(before, [['Rice', 3]]);
  await sellSplit(before, 100_00, [['Rice', 2]]);
  await before.kill();
  makeOlderStore(join(home.folder, 'store.db'), path, 5);
  const db = new Database(path);
  for (const table of ['order_lines', 'tenders', 'payment_attempts']) {
    const triggers = `SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '${table}'`;
    const put = db.prepare<[], { name: string; sql: string }>(triggers).all();
    for (const { name } of put) db.exec(`DROP TRIGGER ${name}`);
    const ids = {
      order_lines: ['line_id'],
      tenders: ['tender_id'],
      payment_attempts: ['void_id', 'refund_id'],
    };
    for (const id of ids[table as keyof typeof ids]) db.exec(`UPDATE ${table} SET ${id} = ${RANDOM}`);
    for (const { sql } of put) db.exec(sql);
  }
  db.close();
  till = await openTill({ ...home, folder });
}, 120_000);
afterAll(async () => {
  await till.kill();
  await home.end();
  rmSync(folder, { recursive: true, force: true });
});

function columnOf(sql: string): unknown[] {
  const db = new Database(path, { readonly: true });
  const found = db.prepare<[], unknown>(sql).pluck().all();
  db.close();
  return found;
}

test('rows that had ids of their own keep them', () => {
  const { reader } = till.store;
  const paid = columnOf(
    `SELECT seq FROM orders WHERE state = 'paid' AND tender_kinds LIKE '%card%' ORDER BY seq`,
  );
  for (const seq of paid.map(Number)) {
    const stored = (column: string, table: string): unknown[] => {
      const order = table === 'payment_attempts' ? 'attempt_seq' : 'position';
      return columnOf(`SELECT ${column} FROM ${table} WHERE order_seq = ${seq} ORDER BY ${order}`);
    };
    expect(listLines(reader, seq).map((line) => line.lineId)).toEqual(stored('line_id', 'order_lines'));
    expect(listTenders(reader, seq).map((tender) => tender.tenderId)).toEqual(stored('tender_id', 'tenders'));
    const attempts = listAttempts(reader, seq);
    expect(attempts.map(({ voidId }) => voidId)).toEqual(stored('void_id', 'payment_attempts'));
    expect(attempts.map(({ refundId }) => refundId)).toEqual(stored('refund_id', 'payment_attempts'));
    const said = columnOf(`SELECT payment_gateway_response FROM orders WHERE seq = ${seq}`);
    expect([findOrderBySeq(reader, seq)?.paymentGatewayResponse]).toEqual(said);
    expect(said[0]).toMatch(/^\{"transactionId":/);
  }
  expect(paid.length).toBeGreaterThan(1);
});

test('goods of a bill of before come back by the ids they were sold under', async () => {
  const [seq] = columnOf(
    `SELECT seq FROM orders WHERE tender_kinds = 'cash' AND state = 'paid' ORDER BY seq DESC`,
  );
  const order = findOrderBySeq(till.store.reader, Number(seq));
  assert(order !== null, 'the bill is there');
  const lineIds = listLines(till.store.reader, order.seq).map(({ lineId }) => lineId);
  const sold = { orderId: order.orderId, lineIds, totalPaise: order.totalPaise, attemptIds: [] };
  const returned = await till.refunds.refund(refundOf(till, sold, [1], { manager, to: 'cash' }));
  expect(returned.ok).toBe(true);
  expect(await settled(till, sold, 'DONE')).toHaveLength(1);
  expect(refundsOf(till, sold)[0]?.orderId).toBe(order.orderId);
});

test('a bill of today says nothing twice, and reads as one that does', async () => {
  const bill = await sellByCard(till, [
    ['Rice', 1],
    ['Soap', 2],
  ]);
  const { reader } = till.store;
  const order = findOrder(reader, bill.orderId);
  assert(order !== null, 'the bill is there');
  const tenders = listTenders(reader, order.seq);
  expect(tenders.map(({ tenderId }) => tenderId)).toEqual([tenderIdAt(order.orderId, 1)]);
  const [attempt] = listAttempts(reader, order.seq);
  assert(attempt !== undefined, 'it was paid by card');
  expect(attempt).toMatchObject(giveBackIdsOf(attempt.attemptId));
  expect(JSON.parse(order.paymentGatewayResponse ?? '')).toMatchObject({ rrn: attempt.rrn, hostCode: '00' });
  expect(order.paymentGatewayResponse).toBe(attempt.gatewayResponse);
  const of = `WHERE order_seq = ${order.seq}`;
  expect(columnOf(`SELECT tender_id FROM tenders ${of}`)).toEqual([null]);
  expect(columnOf(`SELECT coalesce(void_id, refund_id) FROM payment_attempts ${of}`)).toEqual([null]);
  expect(columnOf(`SELECT gateway_response FROM payment_attempts ${of}`)).toEqual([
    expect.stringMatching(/^\[/),
  ]);
  expect(columnOf(`SELECT payment_attempt_seq FROM orders WHERE seq = ${order.seq}`)).toEqual([
    attempt.attemptSeq,
  ]);
  expect(columnOf(`SELECT payment_gateway_response FROM orders WHERE seq = ${order.seq}`)).toEqual([null]);
  expect(lineIdAt(order.orderId, 1)).not.toBe(lineIdAt(order.orderId, 2));
});

test('the attempt that a paid order refers to is as frozen as its money', () => {
  const change = `UPDATE orders SET payment_attempt_seq = 1 WHERE payment_attempt_seq IS NOT 1 AND state = 'paid'`;
  expect(() => till.store.writer.change<[]>(change).run([])).toThrow(/a paid order is frozen/);
});
