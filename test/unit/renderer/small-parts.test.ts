import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SavedCart } from '../../../shared/contract/sale.ts';
import type { Shop } from '../../../shared/contract/till.ts';
import { isUuid } from '../../../shared/domain/ids.ts';
import { ok } from '../../../shared/domain/result.ts';
import { uuidV7 } from '../../../renderer/app/ids.ts';
import { dateWords, timeWords } from '../../../renderer/app/time-words.ts';
import { keepCart } from '../../../renderer/counter/cart-saving.ts';
import { createCartStore } from '../../../renderer/counter/cart-store.ts';
import { rateText } from '../../../renderer/receipt/rate-text.ts';
import { draftOf, problemsOf, shopOf } from '../../../renderer/settings/shop-check.ts';
import { product, testIds } from './pretend.ts';

describe('keeping the cart on disk', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test('a burst of changes is one write, of the last state', async () => {
    const cart = createCartStore(testIds);
    const saved: SavedCart[] = [];
    keepCart(
      cart,
      async (one) => {
        saved.push(one);
        return ok(undefined);
      },
      () => undefined,
    );
    cart.getState().add(product(), null);
    cart.getState().add(product(), null);
    await vi.runAllTimersAsync();
    expect(saved).toHaveLength(1);
    expect(saved[0]?.lines).toHaveLength(2);
  });

  test('a charge waits until the newest cart is written, once', async () => {
    const cart = createCartStore(testIds);
    const saved: SavedCart[] = [];
    const saving = keepCart(
      cart,
      async (one) => {
        saved.push(one);
        return ok(undefined);
      },
      () => undefined,
    );
    cart.getState().add(product(), null);
    await saving.flush();
    await vi.runAllTimersAsync();
    expect(saved).toHaveLength(1);
  });

  test('who buys is kept with the bill, and comes back with it', async () => {
    const cart = createCartStore(testIds);
    const saved: SavedCart[] = [];
    keepCart(
      cart,
      async (one) => {
        saved.push(one);
        return ok(undefined);
      },
      () => undefined,
    );
    const salt = product();
    cart.getState().add(salt, null);
    await vi.runAllTimersAsync();
    cart.getState().setBuyer({ name: 'Asha Rao', phone: null, gstin: null });
    await vi.runAllTimersAsync();
    expect(saved).toHaveLength(2);
    const [, kept] = saved;
    const later = createCartStore(testIds);
    if (kept !== undefined) later.getState().restore(kept, [salt]);
    expect(later.getState().buyer?.name).toBe('Asha Rao');
  });

  test('a bill that is left is forgotten, so that it does not come back after a restart', async () => {
    const cart = createCartStore(testIds);
    const saved: SavedCart[] = [];
    keepCart(
      cart,
      async (one) => {
        saved.push(one);
        return ok(undefined);
      },
      () => undefined,
    );
    const { orderId } = cart.getState();
    cart.getState().add(product(), null);
    cart.getState().startNew();
    await vi.runAllTimersAsync();
    expect(saved[0]).toEqual({ orderId, lines: [] });
    expect(saved[1]).toEqual({ orderId: cart.getState().orderId, lines: [] });
  });

  test('choosing a line writes nothing', async () => {
    const cart = createCartStore(testIds);
    const save = vi.fn(async () => ok(undefined));
    keepCart(cart, save, () => undefined);
    cart.getState().select(null);
    await vi.runAllTimersAsync();
    expect(save).not.toHaveBeenCalled();
  });
});

describe('ids made in the window', () => {
  test('are UUIDs of version 7 that sort by time', () => {
    const random = new Uint8Array(10).fill(255);
    const early = uuidV7(1_700_000_000_000, random);
    const late = uuidV7(1_700_000_000_001, new Uint8Array(10));
    expect(isUuid(early)).toBe(true);
    expect(early.charAt(14)).toBe('7');
    expect(early.charAt(19)).toBe('b');
    expect(early < late).toBe(true);
  });
});

describe('figures and dates', () => {
  test('rates are printed without needless zeros', () => {
    expect([1800, 250, 25, 0, 12.5].map(rateText)).toEqual(['18%', '2.5%', '0.25%', '0%', '0.125%']);
  });

  test('dates and times are those of the shop, with the digits of its bills', () => {
    expect(dateWords('2026-11-22', 'en')).toContain('22 Nov');
    expect(dateWords('2026-11-22', 'hi')).toMatch(/22.*2026/);
    expect(timeWords(Date.UTC(2026, 10, 22, 9, 30), 'en', 'Asia/Kolkata')).toMatch(/3:00/);
  });
});

const shop: Shop = {
  name: 'Gupta Kirana',
  addressLines: ['12 Station Road', 'Pune'],
  phone: null,
  gstScheme: 'regular',
  gstin: '27AAPFU0939F1ZV',
  stateCode: '27',
  zone: 'Asia/Kolkata',
  footer: '',
  tillCode: 'A1',
};

describe('the shop as it is typed', () => {
  test('comes back unchanged when nothing was typed', () => {
    expect(shopOf(draftOf(shop), shop)).toEqual(shop);
    expect(problemsOf(draftOf(shop))).toEqual({});
  });

  test('names each mistake', () => {
    const draft = { ...draftOf(shop), name: ' ', gstin: '27AAPFU0939F1ZW', tillCode: 'too long' };
    expect(problemsOf(draft)).toEqual({
      name: 'nameBad',
      gstin: 'gstin-check-digit',
      tillCode: 'tillCodeBad',
    });
    expect(problemsOf({ ...draftOf(shop), stateCode: '07' })).toEqual({ state: 'stateDiffers' });
  });

  test('an unregistered shop keeps no GSTIN', () => {
    const draft = { ...draftOf(shop), gstScheme: 'unregistered' as const, gstin: 'anything' };
    expect(problemsOf(draft)).toEqual({});
    expect(shopOf(draft, shop).gstin).toBeNull();
  });
});
