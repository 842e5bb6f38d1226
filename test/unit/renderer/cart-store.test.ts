import { describe, expect, test } from 'vitest';
import type { ProductId } from '../../../shared/domain/ids.ts';
import { paise } from '../../../shared/domain/money.ts';
import { ONE, quantityMilli } from '../../../shared/domain/quantity.ts';
import { priceEntries } from '../../../renderer/counter/cart-lines.ts';
import { createCartStore, savedCart } from '../../../renderer/counter/cart-store.ts';
import { product, testIds } from './pretend.ts';

const newCart = () => createCartStore(testIds);

describe('the cart in hand', () => {
  test('a second scan of the same piece makes quantity two on one line', () => {
    const cart = newCart();
    const salt = product();
    expect(cart.getState().add(salt, null)).toBe('new');
    expect(cart.getState().add(salt, null)).toBe('more');
    expect(cart.getState().entries).toHaveLength(1);
    expect(cart.getState().entries[0]?.quantityMilli).toBe(2000);
  });

  test('what is weighed gets a line of its own each time', () => {
    const cart = newCart();
    const dal = product({ soldBy: 'weight', unit: 'kg' });
    cart.getState().add(dal, quantityMilli(250));
    cart.getState().add(dal, quantityMilli(500));
    expect(cart.getState().entries.map((entry) => entry.quantityMilli)).toEqual([250, 500]);
  });

  test('a line that was removed comes back where it was', () => {
    const cart = newCart();
    for (const name of ['a', 'b', 'c']) cart.getState().add(product({ name }), null);
    const second = cart.getState().entries[1];
    expect(second).toBeDefined();
    if (second === undefined) return;
    cart.getState().remove(second.lineId);
    expect(cart.getState().entries.map((entry) => entry.product.name)).toEqual(['a', 'c']);
    cart.getState().undoRemove();
    expect(cart.getState().entries.map((entry) => entry.product.name)).toEqual(['a', 'b', 'c']);
    cart.getState().undoRemove();
    expect(cart.getState().entries).toHaveLength(3);
  });

  test('the minus key never takes the last piece', () => {
    const cart = newCart();
    cart.getState().add(product(), null);
    const lineId = cart.getState().selectedLineId;
    if (lineId === null) throw new Error('the new line must be selected');
    cart.getState().step(lineId, -1);
    expect(cart.getState().entries[0]?.quantityMilli).toBe(ONE);
    cart.getState().step(lineId, 1);
    expect(cart.getState().entries[0]?.quantityMilli).toBe(2000);
  });

  test('nothing changes while a payment of the bill is open', () => {
    const cart = newCart();
    cart.getState().add(product(), null);
    cart.getState().freeze(true);
    const before = cart.getState().entries;
    const lineId = before[0]?.lineId;
    if (lineId === undefined) throw new Error('there is a line');
    expect(cart.getState().add(product(), null)).toBe('frozen');
    cart.getState().remove(lineId);
    cart.getState().step(lineId, 1);
    cart.getState().setQuantity(lineId, quantityMilli(5000));
    expect(cart.getState().entries).toBe(before);
  });

  test('a saved cart comes back with its id, lines and quantities, less what is not sold any more', () => {
    const first = newCart();
    const salt = product();
    const gone = product();
    first.getState().add(salt, quantityMilli(3000));
    first.getState().add(gone, null);
    const saved = savedCart(first.getState());
    const second = newCart();
    second.getState().restore(saved, [salt]);
    expect(second.getState().orderId).toBe(saved.orderId);
    expect(savedCart(second.getState()).lines).toEqual(saved.lines.slice(0, 1));
  });

  test('the next bill has a new id and no lines', () => {
    const cart = newCart();
    const before = cart.getState().orderId;
    cart.getState().add(product(), null);
    cart.getState().startNew();
    expect(cart.getState().orderId).not.toBe(before);
    expect(cart.getState().entries).toEqual([]);
  });

  test('a changed price is taken over without touching quantities', () => {
    const cart = newCart();
    const salt = product();
    cart.getState().add(salt, quantityMilli(2000));
    cart.getState().refreshProducts([{ ...salt, pricePaise: paise(3000) }]);
    const priced = priceEntries(cart.getState().entries, 'regular');
    expect(priced.ok && priced.value.payablePaise).toBe(6000);
  });

  test('a bill takes five hundred lines and no more', () => {
    const cart = newCart();
    for (let line = 0; line < 500; line += 1) cart.getState().add(product(), null);
    expect(cart.getState().add(product({ id: '0' as ProductId }), null)).toBe('full');
    expect(cart.getState().entries).toHaveLength(500);
  });

  test('the selection moves by one line and stops at the ends', () => {
    const cart = newCart();
    for (const name of ['a', 'b']) cart.getState().add(product({ name }), null);
    const names = (): string | undefined =>
      cart.getState().entries.find((entry) => entry.lineId === cart.getState().selectedLineId)?.product.name;
    expect(names()).toBe('b');
    cart.getState().moveSelection(-1);
    cart.getState().moveSelection(-1);
    expect(names()).toBe('a');
    cart.getState().moveSelection(1);
    expect(names()).toBe('b');
  });
});
