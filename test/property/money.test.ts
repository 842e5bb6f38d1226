import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocatePaise } from '../../shared/domain/allocate.ts';
import {
  divideRounded,
  formatRupees,
  fromDecimalString,
  paise,
  parseRupees,
  roundToRupee,
  sumPaise,
  toDecimalString,
} from '../../shared/domain/money.ts';
import {
  checkQuantity,
  formatQuantity,
  parseQuantity,
  quantityMilli,
  UNITS,
  isUnit,
} from '../../shared/domain/quantity.ts';

const amounts = fc.maxSafeInteger().map(paise);
const units = fc.constantFrom(...Object.keys(UNITS).filter(isUnit));

describe('money', () => {
  test('every amount survives printing and reading', () => {
    fc.assert(
      fc.property(
        amounts,
        fc.boolean(),
        fc.constantFrom('always' as const, 'auto' as const),
        (amount, symbol, tail) => {
          const printed = formatRupees(amount, { symbol, paise: tail });
          expect(parseRupees(printed, { allowNegative: true })).toEqual({ ok: true, value: amount });
          expect(fromDecimalString(toDecimalString(amount))).toEqual({ ok: true, value: amount });
        },
      ),
    );
  });

  test('no text makes the readers throw or return part of a paisa', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-₹0-9,. ]{0,25}$/)), (text) => {
        for (const read of [parseRupees(text), fromDecimalString(text)]) {
          expect(!read.ok || Number.isSafeInteger(read.value)).toBe(true);
        }
      }),
    );
  });

  test('rounding is never further than half away and is symmetric', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        (n, d) => {
          const off = 2n * (divideRounded(n, d) * d - n);
          expect(off <= d && off >= -d).toBe(true);
          expect(divideRounded(-n, d)).toBe(-divideRounded(n, d));
        },
      ),
    );
  });

  test('the round-off to the rupee is at most fifty paise', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }).map(paise), (amount) => {
        const rounded = roundToRupee(amount);
        expect(rounded % 100).toBe(0);
        expect(Math.abs(rounded - amount)).toBeLessThanOrEqual(50);
      }),
    );
  });
});

describe('spreading an amount', () => {
  const weights = fc.uniqueArray(fc.record({ key: fc.uuid(), weight: fc.nat(1e9) }), {
    selector: (weight) => weight.key,
    minLength: 1,
    maxLength: 20,
  });

  test('gives every paisa away, no part more than its weight, whatever the order', () => {
    fc.assert(
      fc.property(weights, fc.nat(1000), fc.nat(), (parts, thousandths, seed) => {
        const total = parts.reduce((sum, part) => sum + part.weight, 0);
        const amount = paise(Math.floor((total * thousandths) / 1000));
        const shares = allocatePaise(amount, parts);
        expect(sumPaise(shares)).toBe(amount);
        shares.forEach((share, index) => expect(share).toBeLessThanOrEqual(parts[index]?.weight ?? -1));
        const turn = seed % parts.length;
        const turned = [...parts.slice(turn), ...parts.slice(0, turn)];
        const again = allocatePaise(amount, turned);
        expect([...again.slice(parts.length - turn), ...again.slice(0, parts.length - turn)]).toEqual(shares);
      }),
    );
  });
});

describe('quantities', () => {
  test('every sellable quantity survives printing and reading', () => {
    fc.assert(
      fc.property(units, fc.integer({ min: 1, max: 9_999 }), fc.boolean(), (unit, steps, label) => {
        const quantity = quantityMilli(Math.min(steps * UNITS[unit].stepMilli, UNITS[unit].maxMilli));
        expect(parseQuantity(formatQuantity(quantity, unit, { label }), unit)).toEqual({
          ok: true,
          value: quantity,
        });
      }),
    );
  });

  test('what is read is always sellable, and a barcode never is', () => {
    fc.assert(
      fc.property(units, fc.oneof(fc.string(), fc.stringMatching(/^[0-9.]{1,20}$/)), (unit, text) => {
        const read = parseQuantity(text, unit);
        expect(read.ok ? checkQuantity(read.value, unit) : read).toEqual(read);
        if (/^\d{8,}$/.test(text))
          expect(read).toEqual({ ok: false, error: { code: 'quantity-looks-like-barcode' } });
      }),
    );
  });
});
