import { describe, expect, test } from 'vitest';
import type { ListedOrder } from '../../../shared/contract/orders.ts';
import type { OrderId } from '../../../shared/domain/ids.ts';
import { paise } from '../../../shared/domain/money.ts';
import { ok } from '../../../shared/domain/result.ts';
import { createOrdersStore, joinFirstPage } from '../../../renderer/orders/orders-store.ts';
import { newId } from './pretend.ts';

const row = (seq: number): ListedOrder => ({
  orderId: newId<OrderId>(),
  seq,
  state: 'paid',
  invoiceNumber: `A1T/2627/${seq}`,
  businessDate: '2026-11-22',
  createdAt: seq,
  totalPaise: paise(100),
  lineCount: 1,
  firstProduct: 'Salt',
  tenderKinds: ['cash'],
  lastFour: null,
  buyerPhone: null,
  firstProductHi: null,
  refundState: null,
});

/** A shop with so many orders, paged as main pages them. */
function shopWith(count: number) {
  const rows = Array.from({ length: count }, (_, index) => row(count - index));
  const asked: Array<number | null> = [];
  const store = createOrdersStore(async ({ query, beforeSeq, limit }) => {
    asked.push(beforeSeq);
    const found = rows.filter(
      ({ seq, invoiceNumber }) => seq < (beforeSeq ?? Infinity) && (invoiceNumber ?? '').includes(query),
    );
    const page = found.slice(0, limit);
    return ok({ orders: page, nextBeforeSeq: found.length > limit ? (page.at(-1)?.seq ?? null) : null });
  });
  return { store, rows, asked };
}

const seqs = (rows: readonly ListedOrder[]): number[] => rows.map(({ seq }) => seq);

describe('the list of orders', () => {
  test('pages by the last sequence number until all are there, each once', async () => {
    const { store, asked } = shopWith(250);
    await store.getState().search('');
    await store.getState().more();
    await store.getState().more();
    await store.getState().more();
    expect(asked).toEqual([null, 151, 51]);
    expect(seqs(store.getState().rows)).toEqual(Array.from({ length: 250 }, (_, index) => 250 - index));
  });

  test('a page is asked for once, however often one scrolls there', async () => {
    const { store, asked } = shopWith(250);
    await store.getState().search('');
    await Promise.all([store.getState().more(), store.getState().more()]);
    expect(asked).toEqual([null, 151]);
  });

  test('a new order joins at the top without losing the pages that are there', async () => {
    const { store, rows } = shopWith(250);
    await store.getState().search('');
    await store.getState().more();
    rows.unshift(row(251));
    await store.getState().refresh();
    expect(seqs(store.getState().rows)).toEqual(Array.from({ length: 201 }, (_, index) => 251 - index));
    expect(store.getState().nextBeforeSeq).toBe(51);
  });

  test('an empty first page empties the list', () => {
    expect(joinFirstPage([], [row(1)])).toEqual([]);
  });

  test('the arrow keys begin at the newest order and stop at the ends', async () => {
    const { store } = shopWith(2);
    await store.getState().search('');
    store.getState().move(1);
    expect(store.getState().chosenId).toBe(store.getState().rows[0]?.orderId);
    store.getState().move(1);
    store.getState().move(1);
    expect(store.getState().chosenId).toBe(store.getState().rows[1]?.orderId);
  });

  test('an answer to an older search is dropped', async () => {
    const pending: Array<() => void> = [];
    const store = createOrdersStore(async ({ query }) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      pending.push(resolve);
      await promise;
      return ok({ orders: [row(query === 'new' ? 2 : 1)], nextBeforeSeq: null });
    });
    const first = store.getState().search('old');
    const second = store.getState().search('new');
    pending[1]?.();
    await second;
    pending[0]?.();
    await first;
    expect(seqs(store.getState().rows)).toEqual([2]);
  });
});
