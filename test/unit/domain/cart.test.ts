import { describe, expect, test } from 'vitest';
import { MAX_LINES } from '../../../shared/domain/cart-check.ts';
import { priceCart, type CartContext, type CartLine, type PricedCart } from '../../../shared/domain/cart.ts';
import { paise } from '../../../shared/domain/money.ts';
import { quantityMilli } from '../../../shared/domain/quantity.ts';
import { priceRefund } from '../../../shared/domain/refund.ts';

const shop: CartContext = { business: 'regular', supply: 'intra-state' };

function line(lineId: string, change: Partial<CartLine> = {}): CartLine {
  return {
    lineId,
    productId: null,
    name: 'Rice',
    hsn: '1006',
    unit: 'piece',
    quantityMilli: quantityMilli(1000),
    unitPricePaise: paise(118_00),
    mrpPaise: null,
    gstRateBp: 1800,
    ...change,
  };
}

function priced(lines: readonly CartLine[], context: CartContext = shop): PricedCart {
  const result = priceCart(lines, context);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function refusal(lines: readonly CartLine[], context: CartContext = shop): string {
  const result = priceCart(lines, context);
  return result.ok ? 'priced' : result.error.code;
}

describe('pricing a cart', () => {
  test('takes 18 % out of a price that includes it, in two equal halves', () => {
    expect(priced([line('a')])).toMatchObject({
      document: 'tax-invoice',
      taxablePaise: 100_00,
      cgstPaise: 9_00,
      sgstPaise: 9_00,
      igstPaise: 0,
      totalPaise: 118_00,
      roundOffPaise: 0,
      payablePaise: 118_00,
    });
  });

  test('charges IGST across States and puts tax on a price without it', () => {
    const cart = priced([line('a', { unitPricePaise: paise(100_00), priceIncludesTax: false })], {
      business: 'regular',
      supply: 'inter-state',
    });
    expect(cart).toMatchObject({
      taxablePaise: 100_00,
      igstPaise: 18_00,
      cgstPaise: 0,
      payablePaise: 118_00,
    });
  });

  test('shows no tax on a bill of supply', () => {
    expect(priced([line('a')], { business: 'composition', supply: 'intra-state' })).toMatchObject({
      document: 'bill-of-supply',
      taxablePaise: 118_00,
      taxPaise: 0,
    });
    expect(priced([line('a', { gstRateBp: 0 })]).document).toBe('bill-of-supply');
  });

  test('rounds a weighed line once and shows the round-off to the rupee', () => {
    const cart = priced([
      line('a', {
        unit: 'kg',
        quantityMilli: quantityMilli(333),
        unitPricePaise: paise(99_99),
        gstRateBp: 500,
      }),
    ]);
    expect(cart).toMatchObject({
      grossPaise: 33_30,
      totalPaise: 33_30,
      roundOffPaise: -30,
      payablePaise: 33_00,
    });
    expect(priced([line('a', { unitPricePaise: paise(10_50) })])).toMatchObject({
      roundOffPaise: 50,
      payablePaise: 11_00,
    });
  });

  test('spreads a bill discount so that the parts are the whole', () => {
    const three = ['a', 'b', 'c'].map((id) => line(id, { unitPricePaise: paise(33_33) }));
    const cart = priced(three, { ...shop, billDiscount: { kind: 'amount', amountPaise: paise(10_00) } });
    expect(cart.lines.map((one) => one.billDiscountPaise)).toEqual([334, 333, 333]);
    expect(cart).toMatchObject({ discountPaise: 10_00, totalPaise: 89_99 });
  });

  test('prices an empty cart at nothing', () => {
    expect(priced([])).toMatchObject({ payablePaise: 0, lines: [], rates: [] });
  });

  test('refuses with a code what cannot be sold', () => {
    expect(refusal([line('a'), line('a')])).toBe('duplicate-line');
    expect(refusal([line('a', { mrpPaise: paise(117_99) })])).toBe('price-over-mrp');
    expect(refusal([line('a', { priceIncludesTax: false, mrpPaise: paise(118_00) })])).toBe('price-over-mrp');
    expect(refusal([line('a', { mrpPaise: paise(118_00) })])).toBe('priced');
    expect(refusal([line('a', { quantityMilli: quantityMilli(500) })])).toBe('invalid-quantity');
    expect(refusal([line('a', { quantityMilli: quantityMilli(0) })])).toBe('invalid-quantity');
    expect(refusal([line('a', { unitPricePaise: paise(-1) })])).toBe('invalid-price');
    expect(refusal([line('a', { gstRateBp: 18.5 })])).toBe('invalid-gst-rate');
    expect(refusal([line('a', { discount: { kind: 'rate', rateBp: 10_001 } })])).toBe('invalid-discount');
    expect(refusal([line('a', { discount: { kind: 'amount', amountPaise: paise(118_01) } })])).toBe(
      'discount-too-large',
    );
    expect(
      refusal([line('a')], { ...shop, billDiscount: { kind: 'amount', amountPaise: paise(118_01) } }),
    ).toBe('discount-too-large');
    expect(
      refusal([line('a', { quantityMilli: quantityMilli(9_999_000), unitPricePaise: paise(1_00_000_00) })]),
    ).toBe('line-amount-too-large');
    expect(
      refusal([line('a'), line('b')].map((one) => ({ ...one, unitPricePaise: paise(99_00_000_00) }))),
    ).toBe('bill-amount-too-large');
    expect(refusal(Array.from({ length: MAX_LINES + 1 }, (_, index) => line(String(index))))).toBe(
      'too-many-lines',
    );
  });
});

describe('a return', () => {
  const cart = priced([
    line('a', { quantityMilli: quantityMilli(3000), unitPricePaise: paise(33_50) }),
    line('b'),
  ]);

  test('of everything pays back what was paid, round-off included', () => {
    const all = priceRefund(
      cart,
      new Map(),
      cart.lines.map(({ lineId, quantityMilli: quantity }) => ({ lineId, quantityMilli: quantity })),
    );
    expect(all).toMatchObject({ ok: true, value: { paybackPaise: cart.payablePaise, isComplete: true } });
  });

  test('is refused beyond what was sold, for unknown lines and for part of a piece', () => {
    const code = (lineId: string, quantity: number, before = 0) => {
      const result = priceRefund(cart, new Map([['a', before]]), [
        { lineId, quantityMilli: quantityMilli(quantity) },
      ]);
      return result.ok ? 'priced' : result.error.code;
    };
    expect(code('a', 2000, 2000)).toBe('refund-over-sold');
    expect(code('a', 1000, 2000)).toBe('priced');
    expect(code('x', 1000)).toBe('refund-unknown-line');
    expect(code('a', 500)).toBe('refund-invalid-quantity');
    expect(priceRefund(cart, new Map(), [])).toEqual({ ok: false, error: { code: 'refund-empty' } });
  });
});
