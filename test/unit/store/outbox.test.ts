import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sha256Hex } from '../../../electron/platform/message-signature.ts';
import { systemIds } from '../../../electron/platform/ids.ts';
import type { Store } from '../../../electron/store/connection.ts';
import {
  listAudit,
  listAuditOf,
  insertAudit,
  insertOrderAudit,
} from '../../../electron/store/repositories/audit.ts';
import { findOrder } from '../../../electron/store/repositories/orders.ts';
import { listOutboxPage } from '../../../electron/store/repositories/outbox-list.ts';
import {
  acknowledgeOutbox,
  buryOutbox,
  correctOutbox,
  insertOutbox,
  insertOutboxOnce,
  listWaitingOutbox,
  type NewOutboxRow,
} from '../../../electron/store/repositories/outbox.ts';
import { findDelivery, saveDelivery } from '../../../electron/store/repositories/sync-deliveries.ts';
import { chargeCash } from '../../../electron/store/units/charge-cash.ts';
import type { OrderId } from '../../../shared/domain/ids.ts';
import { readLedger } from '../../support/ledger.ts';
import { storeViolations } from '../../support/ledger-invariants.ts';
import {
  AT,
  billOf,
  cashOf,
  lineOf,
  momentOf,
  newStore,
  pressOf,
  temporaryFolder,
} from '../../support/store-fixtures.ts';

let store: Store;
let remove = (): void => undefined;

beforeEach(() => {
  const temporary = temporaryFolder();
  ({ remove } = temporary);
  store = newStore(temporary.folder);
});
afterEach(() => {
  store.close();
  remove();
});

const numbersIn = (table: string): number[] =>
  store.reader
    .query<[], { seq: number }>(`SELECT outbox_seq AS seq FROM ${table} ORDER BY 1`)
    .all([])
    .map(({ seq }) => seq);
const run = (sql: string): number => store.writer.change<[]>(sql).run([]).changes;

function rowOf(
  about: Pick<NewOutboxRow, 'aggregate' | 'aggregateId' | 'kind'>,
  content: object,
): NewOutboxRow {
  const payload = JSON.stringify({ form: 1, ...content });
  return { outboxId: systemIds.next(), ...about, payload, payloadHash: sha256Hex(payload), createdAt: AT };
}

/** Sells a bill; its outbox row as the app writes it. */
function sell(): { readonly orderId: OrderId; readonly row: NewOutboxRow } {
  const bill = billOf([lineOf('Basmati rice', 2)]);
  const rows: NewOutboxRow[] = [];
  const moment = momentOf({
    outbox: (sale) => {
      const about = { aggregate: 'order', aggregateId: sale.order.orderId, kind: 'order-completed' } as const;
      const row = rowOf(about, sale);
      rows.push(row);
      return row;
    },
  });
  chargeCash(store.writer, { ...bill, press: pressOf(), tender: cashOf(200), moment });
  const [row] = rows;
  if (row === undefined) throw new Error('the sale was refused');
  return { orderId: bill.order.orderId, row };
}

const acknowledged = ({ outboxId }: NewOutboxRow, at = AT + 1): boolean =>
  acknowledgeOutbox(store.writer, outboxId, at);
const closing = (): NewOutboxRow =>
  rowOf({ aggregate: 'day', aggregateId: '2026-11-20', kind: 'day-closed' }, {});

describe('a bill that was acknowledged', () => {
  test('leaves the outbox for what was sent, with its number, its hash and the moment, once', () => {
    const [first, second] = [sell(), sell()];
    expect([acknowledged(first.row), acknowledged(first.row)]).toEqual([true, false]);
    expect([numbersIn('outbox'), numbersIn('outbox_sent')]).toEqual([[2], [1]]);
    const kept = store.reader.query<[], unknown>(
      'SELECT order_seq AS orderSeq, hex(payload_hash) AS hash, acked_at AS at FROM outbox_sent',
    );
    const orderSeq = findOrder(store.reader, first.orderId)?.seq;
    expect(kept.all([])).toEqual([{ orderSeq, hash: first.row.payloadHash.toUpperCase(), at: AT + 1 }]);
    expect(listWaitingOutbox(store.reader, 0, 10)).toMatchObject([
      { outboxSeq: 2, payload: second.row.payload },
    ]);
    expect(storeViolations(readLedger(store.path))).toEqual([]);
  });

  test('stands in the list of what was told among the others, as it did before', () => {
    const [first, second, third] = [sell(), sell(), sell()];
    const day = closing();
    insertOutbox(store.writer, day);
    buryOutbox(store.writer, third.row.outboxId, 'no', AT + 2);
    const before = listOutboxPage(store.reader, 'all', null, 10);
    for (const row of [second.row, day, first.row]) acknowledged(row);
    const after = listOutboxPage(store.reader, 'all', null, 10);
    expect(after.map((row) => ({ ...row, ackedAt: null }))).toEqual(before);
    expect(after.map(({ outboxSeq, ackedAt }) => [outboxSeq, ackedAt])).toEqual([
      [4, AT + 1],
      [3, null],
      [2, AT + 1],
      [1, AT + 1],
    ]);
    const pages = [listOutboxPage(store.reader, 'all', null, 2), listOutboxPage(store.reader, 'all', 3, 2)];
    expect(pages.flat()).toEqual(after);
    expect(listOutboxPage(store.reader, 'refused', null, 10)).toMatchObject([{ outboxSeq: 3 }]);
    expect(listOutboxPage(store.reader, 'waiting', null, 10)).toEqual([]);
  });

  test('gives its number to no other row, though it was the last', () => {
    acknowledged(sell().row);
    acknowledged(sell().row);
    sell();
    insertOutboxOnce(store.writer, closing());
    expect([numbersIn('outbox'), numbersIn('outbox_sent')]).toEqual([
      [3, 4],
      [1, 2],
    ]);
    const again = `INSERT INTO outbox (outbox_seq, outbox_id, aggregate, aggregate_id, kind, payload, payload_hash, created_at)
      VALUES (1, '${systemIds.next()}', 'day', 'x', 'day-closed', '{}', 'hash', 1)`;
    expect(() => run(again)).toThrow(/never used again/);
  });

  test('can neither be changed, nor taken away, nor be said of a bill that waits, of other words or of no order', () => {
    const { row } = sell();
    const say = (hash: string, order: number): string =>
      `INSERT INTO outbox_sent (outbox_seq, order_seq, payload_hash, acked_at) VALUES (1, ${order}, unhex('${hash}'), 1)`;
    expect(() => run(say(sha256Hex('other words'), 1))).toThrow(/with its hash/);
    expect(() => run(say(row.payloadHash, 7))).toThrow(/is an order/);
    expect(() => run('DELETE FROM outbox')).toThrow(/is kept/);
    expect(numbersIn('outbox')).toEqual([1]);
    acknowledged(row);
    expect(() => run('UPDATE outbox_sent SET acked_at = 5')).toThrow(/append-only/);
    expect(() => run('DELETE FROM outbox_sent')).toThrow(/keeps every row/);
  });

  test('keeps what a manager put right of it, and how it came to a server without idempotency', () => {
    const { row } = sell();
    const delivery = {
      outboxSeq: 1,
      server: 's',
      transactionId: 'galla-0000000001',
      watermark: 3,
      state: 'done',
      posts: 1,
      postedAt: AT,
      remoteId: 4,
      updatedAt: AT,
    } as const;
    saveDelivery(store.writer, delivery);
    const correction = { outboxSeq: 1, payload: '{}', payloadHash: 'h', createdAt: AT };
    correctOutbox(store.writer, correction);
    acknowledged(row);
    expect(findDelivery(store.reader, 1)).toEqual(delivery);
    expect(listOutboxPage(store.reader, 'all', null, 1)).toMatchObject([{ deliveryState: 'done' }]);
    expect(numbersIn('outbox_corrections')).toEqual([1]);
    const other = { ...delivery, outboxSeq: 2, transactionId: 'galla-0000000002' };
    expect(() => saveDelivery(store.writer, other)).toThrow(/speaks of a row/);
    expect(() => correctOutbox(store.writer, { ...correction, outboxSeq: 2 })).toThrow(/speaks of a row/);
  });
});

test('Anything but a bill, and what is said of no order that is here, stays in the outbox without its payload', () => {
  const lost = rowOf({ aggregate: 'order', aggregateId: systemIds.next(), kind: 'order-completed' }, {});
  for (const row of [closing(), lost]) {
    insertOutbox(store.writer, row);
    expect([acknowledged(row), acknowledged(row)]).toEqual([true, false]);
  }
  expect(store.reader.query<[], unknown>('SELECT payload, acked_at AS at FROM outbox').all([])).toEqual([
    { payload: null, at: AT + 1 },
    { payload: null, at: AT + 1 },
  ]);
  expect(() => run('DELETE FROM outbox')).toThrow(/is kept/);
  expect(numbersIn('outbox_sent')).toEqual([]);
});

describe('the audit', () => {
  test('names an order by its number, and tells it by its id', () => {
    const { orderId } = sell();
    const orderSeq = findOrder(store.reader, orderId)?.seq ?? 0;
    insertOrderAudit(store.writer, {
      at: AT,
      personId: null,
      action: 'tender-taken',
      detail: null,
      orderSeq,
    });
    const about = { subjectKind: 'order', subjectId: orderId, detail: '{}' };
    insertAudit(store.writer, { at: AT, personId: null, action: 'order-resent', ...about });
    const kept = store.reader.query<[], unknown>(
      'SELECT DISTINCT subject_kind AS kind, subject_id AS id, order_seq AS orderSeq FROM audit',
    );
    expect(kept.all([])).toEqual([{ kind: null, id: null, orderSeq }]);
    const told = listAuditOf(store.reader, orderId);
    expect(told.map(({ action, detail }) => [action, detail])).toEqual([
      ['sale-completed', '{"hour":12}'],
      ['tender-taken', null],
      ['order-resent', '{}'],
    ]);
    for (const entry of told) expect(entry).toMatchObject({ subjectKind: 'order', subjectId: orderId });
    expect(listAudit(store.reader, null, 9)).toEqual(told.toReversed());
  });

  test('names anything else, and an order that was never written, by its id', () => {
    const never = systemIds.next();
    const others = [
      ['order', never],
      ['day', '2026-11-20'],
    ] as const;
    for (const [subjectKind, subjectId] of others) {
      const entry = { at: AT, personId: null, action: 'seen', subjectKind, subjectId, detail: null };
      insertAudit(store.writer, entry);
      expect(listAuditOf(store.reader, subjectId)).toMatchObject([entry]);
    }
  });
});
