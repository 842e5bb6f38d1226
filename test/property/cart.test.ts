import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  findBrokenSum,
  priceCart,
  type CartContext,
  type CartLine,
  type PricedCart,
} from '../../shared/domain/cart.ts';
import { gstRateBp, splitExclusive, splitInclusive } from '../../shared/domain/gst.ts';
import { paise, sumPaise } from '../../shared/domain/money.ts';
import { quantityMilli } from '../../shared/domain/quantity.ts';
import { priceRefund } from '../../shared/domain/refund.ts';

const rate = fc.constantFrom(0, 25, 300, 500, 1200, 1800, 2800, 4000).map(gstRateBp);
const supply = fc.constantFrom('intra-state' as const, 'inter-state' as const);
const discount = fc.oneof(
  fc.constant(null),
  fc.nat(10_000).map((bp) => ({ kind: 'rate' as const, rateBp: bp })),
  fc.nat(500).map((amount) => ({ kind: 'amount' as const, amountPaise: paise(amount) })),
);
const line: fc.Arbitrary<CartLine> = fc
  .record({
    lineId: fc.uuid(),
    pieces: fc.integer({ min: 1, max: 60 }),
    grams: fc.integer({ min: 1, max: 20_000 }),
    weighed: fc.boolean(),
    price: fc.integer({ min: 500, max: 300_000 }),
    rateBp: rate,
    priceIncludesTax: fc.boolean(),
    discount,
  })
  .map((given) => ({
    lineId: given.lineId,
    productId: null,
    name: 'goods',
    hsn: '1006',
    unit: given.weighed ? ('kg' as const) : ('piece' as const),
    quantityMilli: quantityMilli(given.weighed ? given.grams : given.pieces * 1000),
    unitPricePaise: paise(given.price),
    priceIncludesTax: given.priceIncludesTax,
    mrpPaise: null,
    gstRateBp: given.rateBp,
    // A fixed amount off a few grams can exceed the line, which is refused; the property is about what is priced.
    discount: given.weighed && given.discount?.kind === 'amount' ? null : given.discount,
  }));
const lines = fc.uniqueArray(line, { selector: (given) => given.lineId, minLength: 1, maxLength: 30 });
const context: fc.Arbitrary<CartContext> = fc.record({
  business: fc.constantFrom('regular' as const, 'composition' as const, 'unregistered' as const),
  supply,
  billDiscount: fc.oneof(
    fc.constant(null),
    fc.nat(10_000).map((bp) => ({ kind: 'rate' as const, rateBp: bp })),
  ),
  roundToRupee: fc.boolean(),
});

function priced(given: readonly CartLine[], about: CartContext): PricedCart {
  const result = priceCart(given, about);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

describe('the priced cart', () => {
  test('adds up to the paisa, line by line and rate by rate, for any cart', () => {
    const property = fc.property(lines, context, (given, about) => {
      const cart = priced(given, about);
      expect(findBrokenSum(cart)).toBeNull();
      expect(sumPaise(cart.rates.map((sums) => sums.taxablePaise))).toBe(cart.taxablePaise);
      expect(cart.taxablePaise).toBeGreaterThanOrEqual(0);
      expect(cart.payablePaise % (about.roundToRupee === true ? 100 : 1)).toBe(0);
      if (about.business !== 'regular') expect(cart.taxPaise).toBe(0);
      if (about.supply === 'intra-state') expect(cart.igstPaise).toBe(0);
      else expect(cart.cgstPaise + cart.sgstPaise).toBe(0);
    });
    fc.assert(property, { numRuns: 300 });
  });

  test('does not depend on the order of the lines', () => {
    const property = fc.property(lines, context, fc.nat(), (given, about, turn) => {
      const at = turn % given.length;
      const shuffled = [...given.slice(at), ...given.slice(0, at)].toReversed();
      const byId = (cart: PricedCart) => new Map(cart.lines.map((one) => [one.lineId, one]));
      const one = priced(given, about);
      const other = priced(shuffled, about);
      expect(byId(other)).toEqual(byId(one));
      expect({ ...other, lines: [] }).toEqual({ ...one, lines: [] });
    });
    fc.assert(property, { numRuns: 300 });
  });

  test('a broken sum anywhere is found', () => {
    const fields = [
      'grossPaise',
      'taxablePaise',
      'cgstPaise',
      'totalPaise',
      'payablePaise',
      'roundOffPaise',
      'taxPaise',
    ] as const;
    const property = fc.property(lines, context, fc.constantFrom(...fields), (given, about, field) => {
      const cart = priced(given, about);
      expect(findBrokenSum({ ...cart, [field]: paise(cart[field] + 1) })).not.toBeNull();
    });
    fc.assert(property);
  });
});

describe('tax', () => {
  const amount = fc.integer({ min: 0, max: 1e11 }).map(paise);

  test('taken out or put on leaves nothing over, and both halves are equal', () => {
    const property = fc.property(amount, rate, supply, (gross, rateBp, kind) => {
      for (const split of [splitInclusive(gross, rateBp, kind), splitExclusive(gross, rateBp, kind)]) {
        expect(split.taxablePaise + split.cgstPaise + split.sgstPaise + split.igstPaise).toBe(
          split.grossPaise,
        );
        expect(split.cgstPaise).toBe(split.sgstPaise);
      }
    });
    fc.assert(property, { numRuns: 500 });
  });

  test('put on a price without it comes out again the same', () => {
    const property = fc.property(amount, fc.nat(10_000).map(gstRateBp), supply, (taxable, rateBp, kind) => {
      const on = splitExclusive(taxable, rateBp, kind);
      expect(splitInclusive(on.grossPaise, rateBp, kind)).toEqual(on);
    });
    fc.assert(property, { numRuns: 2000 });
  });
});

describe('refunds', () => {
  test('any number of partial returns gives back exactly what was paid, never more on the way', () => {
    const property = fc.property(
      lines,
      context,
      fc.array(fc.nat(), { minLength: 1, maxLength: 40 }),
      (given, about, picks) => {
        const cart = priced(given, about);
        const returned = new Map<string, number>();
        let back = 0;
        const totals = { taxable: 0, tax: 0, total: 0 };
        const take = (lineId: string, quantity: number) => {
          const refund = priceRefund(cart, returned, [{ lineId, quantityMilli: quantityMilli(quantity) }]);
          if (!refund.ok) throw new Error(JSON.stringify(refund.error));
          const { value } = refund;
          returned.set(lineId, (returned.get(lineId) ?? 0) + quantity);
          back += value.paybackPaise;
          totals.taxable += value.taxablePaise;
          totals.tax += value.taxPaise;
          totals.total += value.totalPaise;
          expect(value.paybackPaise).toBeGreaterThanOrEqual(0);
          expect(back).toBeLessThanOrEqual(cart.payablePaise);
        };
        for (const pick of picks) {
          const one = cart.lines[pick % cart.lines.length];
          const left = one === undefined ? 0 : one.quantityMilli - (returned.get(one.lineId) ?? 0);
          const step = one?.unit === 'kg' ? 1 : 1000;
          if (one !== undefined && left > 0)
            take(one.lineId, Math.max(step, Math.floor(left / 2 / step) * step));
        }
        for (const one of cart.lines) {
          const left = one.quantityMilli - (returned.get(one.lineId) ?? 0);
          if (left > 0) take(one.lineId, left);
        }
        expect(back).toBe(cart.payablePaise);
        expect(totals).toEqual({ taxable: cart.taxablePaise, tax: cart.taxPaise, total: cart.totalPaise });
      },
    );
    fc.assert(property, { numRuns: 150 });
  });
});
