import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createStore, type Store } from '../../electron/store/connection.ts';
import { acknowledgeOutbox, listWaitingOutbox } from '../../electron/store/repositories/outbox.ts';
import { listOpenFigures } from '../../electron/store/repositories/review-totals.ts';
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

/** A file of version 3 with three bills, one of which the office has. */
beforeEach(() => {
  const temporary = temporaryFolder();
  remove = temporary.remove;
  path = join(temporary.folder, 'store.db');
  store = opened(todayPath());
  for (let count = 0; count < 3; count += 1) {
    const bill = billOf([lineOf('Basmati rice', 2)]);
    const tender = cashOf(bill.order.totalPaise);
    const sold = chargeCash(store.writer, { ...bill, press: pressOf(), tender, moment: momentOf() });
    expect(sold.ok).toBe(true);
  }
  const [first] = listWaitingOutbox(store.writer, 0, 1);
  store.writer.transaction<boolean, never>(() =>
    ok(acknowledgeOutbox(store.writer, first?.outboxId ?? '', AT)),
  );
  store.close();
  makeOlderStore(todayPath(), path, 3);
  store = opened(path);
});
afterEach(() => {
  store.close();
  remove();
});

test('the orders that waited before the upgrade are counted after it, over the index alone', () => {
  const waiting = listOpenFigures(store.reader).find(({ dimension }) => dimension === 'waiting');
  expect(waiting?.billCount).toBe(2);
  const db = new Database(path, { readonly: true });
  const plan = db
    .prepare<[], { detail: string }>(
      `EXPLAIN QUERY PLAN SELECT count(*) FROM outbox INDEXED BY outbox_to_send_by_kind
        WHERE aggregate = 'order' AND acked_at IS NULL AND dead_at IS NULL`,
    )
    .all();
  db.close();
  expect(plan.map(({ detail }) => detail)).toEqual([
    expect.stringMatching(/^SEARCH outbox USING COVERING INDEX outbox_to_send_by_kind/),
  ]);
});
