import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createStore, type Store } from '../../electron/store/connection.ts';
import {
  buryOutbox,
  countWaitingOutbox,
  listWaitingOutbox,
} from '../../electron/store/repositories/outbox.ts';
import { chargeCash } from '../../electron/store/units/charge-cash.ts';
import { ok } from '../../shared/domain/result.ts';
import { makeOlderStore } from '../support/older-store.ts';
import {
  AT,
  billOf,
  cashOf,
  fixedClock,
  lineOf,
  momentOf,
  pressOf,
  temporaryFolder,
} from '../support/store-fixtures.ts';

let path = '';
let remove = (): void => undefined;
let store: Store;

/** A store of today, in a file of its own: what was done in it is put into one of an earlier version. */
const todayPath = (): string => `${path}.today`;

function opened(file: string): Store {
  const result = createStore({ path: file, clock: fixedClock });
  if (!result.ok) throw new Error(result.error.detail);
  return result.value;
}

function sell(): void {
  const bill = billOf([lineOf('Basmati rice', 2)]);
  const tender = cashOf(bill.order.totalPaise);
  const sold = chargeCash(store.writer, { ...bill, press: pressOf(), tender, moment: momentOf() });
  expect(sold.ok).toBe(true);
}

/** A file as the release before left it: three bills that nobody was told of, and one of them refused. */
beforeEach(() => {
  const temporary = temporaryFolder();
  remove = temporary.remove;
  path = join(temporary.folder, 'store.db');
  store = opened(todayPath());
  for (let count = 0; count < 3; count += 1) sell();
  const [first] = listWaitingOutbox(store.writer, 0, 1);
  store.writer.transaction<boolean, never>(() =>
    ok(buryOutbox(store.writer, first?.outboxId ?? '', 'refused', AT)),
  );
  store.close();
  makeOlderStore(todayPath(), path, 2);
  store = opened(path);
});
afterEach(() => {
  store.close();
  remove();
});

/** What SQLite says to a statement on the upgraded file. */
function raw(...statements: string[]): string {
  store.close();
  const db = new Database(path);
  try {
    for (const sql of statements) db.exec(sql);
    return 'done';
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : 'thrown';
  } finally {
    db.close();
    store = opened(path);
  }
}

test('What waited still waits, in its order, and what was refused is not sent by itself', () => {
  expect(countWaitingOutbox(store.reader)).toBe(2);
  expect(listWaitingOutbox(store.reader, 0, 10).map((row) => row.outboxSeq)).toEqual([2, 3]);
});

test('A correction is never changed or dropped', () => {
  const insert = `INSERT INTO outbox_corrections (outbox_seq, payload, payload_hash, created_at) VALUES (1, '{}', 'h', 1)`;
  expect(raw(insert)).toBe('done');
  expect(raw(`UPDATE outbox_corrections SET payload = '[]'`)).toMatch(/append-only/);
  expect(raw(`DELETE FROM outbox_corrections`)).toMatch(/keeps every row/);
});

test('A delivery can’t be done without the order it became, nor in doubt without a time', () => {
  const row = (state: string, rest: string): string =>
    `INSERT INTO sync_deliveries (outbox_seq, server, transaction_id, watermark, state, posted_at, remote_id, updated_at)
     VALUES (2, 's', 'galla-0000000001', 0, '${state}', ${rest}, 1)`;
  expect(raw(row('done', '1, NULL'))).toMatch(/CHECK/);
  expect(raw(row('ambiguous', 'NULL, NULL'))).toMatch(/CHECK/);
  expect(raw(row('ambiguous', '1, NULL'))).toBe('done');
});

test('What the sender asks every few seconds is a range of an index', () => {
  store.close();
  const db = new Database(path, { readonly: true });
  const plan = (sql: string): string =>
    db
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map((step) => step.detail)
      .join('\n');
  const toSend = 'acked_at IS NULL AND dead_at IS NULL';
  expect(plan(`SELECT payload FROM outbox WHERE ${toSend} AND outbox_seq > 1 ORDER BY outbox_seq`)).toContain(
    'outbox_to_send',
  );
  expect(plan(`SELECT count(*) FROM outbox WHERE ${toSend}`)).toContain('outbox_to_send');
  expect(plan(`SELECT * FROM outbox WHERE acked_at IS NULL AND dead_at IS NOT NULL`)).toContain(
    'outbox_dead',
  );
  expect(plan(`SELECT * FROM outbox_corrections WHERE outbox_seq = 1`)).toContain(
    'outbox_corrections_by_row',
  );
  expect(plan(`SELECT * FROM sync_deliveries WHERE state = 'ambiguous'`)).toContain(
    'sync_deliveries_ambiguous',
  );
  expect(
    plan(
      `SELECT * FROM catalogue_pulls WHERE applied_at IS NULL AND server = 's' AND effective_from <= '2026-11-20'`,
    ),
  ).toContain('catalogue_pulls_due');
  db.close();
  store = opened(path);
});
