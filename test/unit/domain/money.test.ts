import { describe, expect, test } from 'vitest';
import {
  divideRounded,
  formatRupees,
  fromDecimalString,
  parseRupees,
  paise,
  roundToRupee,
  scalePaise,
  toDecimalString,
} from '../../../shared/domain/money.ts';

describe('paise', () => {
  test('refuses what is not a whole number that a float holds exactly', () => {
    for (const bad of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
      expect(() => paise(bad)).toThrow();
    expect(Object.is(paise(-0), 0)).toBe(true);
  });
});

describe('rounding', () => {
  test('goes to the nearest and sends halves away from zero on both sides', () => {
    const cases: readonly (readonly [bigint, bigint, bigint])[] = [
      [1n, 2n, 1n],
      [-1n, 2n, -1n],
      [3n, 2n, 2n],
      [49n, 100n, 0n],
      [-49n, 100n, 0n],
      [51n, 100n, 1n],
      [7n, 1n, 7n],
      [10n ** 30n + 1n, 2n, 5n * 10n ** 29n + 1n],
    ];
    for (const [numerator, denominator, expected] of cases) {
      expect(divideRounded(numerator, denominator)).toBe(expected);
    }
    expect(() => divideRounded(1n, 0n)).toThrow();
  });

  test('is exact where a float would not be', () => {
    expect(scalePaise(paise(9_007_199_254_740_991), 1, 1)).toBe(9_007_199_254_740_991);
    expect(scalePaise(paise(1_00_00_000_00), 9_999_000, 1000)).toBe(9_999_000_000_000);
  });

  test('takes a bill to the rupee, fifty paise up', () => {
    expect([149, 150, 199, 200, -150, 0].map((n) => roundToRupee(paise(n)))).toEqual([
      100, 200, 200, 200, -200, 0,
    ]);
  });
});

describe('reading rupees as people type them', () => {
  const good: readonly (readonly [string, number])[] = [
    ['1,234.50', 123450],
    ['₹ 12', 1200],
    ['₹12,34,567.89', 123456789],
    ['1,234,567', 123456700],
    ['12.5', 1250],
    ['12.500', 1250],
    ['.5', 50],
    ['0', 0],
    ['00012', 1200],
    ['Rs. 40', 4000],
    ['INR 7.05', 705],
    ['१२.५०', 1250],
    ['\u00a012\u00a0', 1200],
  ];
  test.each(good)('%j is %i paise', (text, expected) => {
    expect(parseRupees(text)).toEqual({ ok: true, value: expected });
  });

  const bad: readonly (readonly [string, string])[] = [
    ['', 'amount-empty'],
    ['₹', 'amount-empty'],
    ['12.345', 'amount-below-one-paisa'],
    ['12.', 'amount-not-a-number'],
    ['.', 'amount-not-a-number'],
    ['1,23', 'amount-not-a-number'],
    ['1,2,3', 'amount-not-a-number'],
    ['1e3', 'amount-not-a-number'],
    ['0x10', 'amount-not-a-number'],
    ['12 rupees', 'amount-not-a-number'],
    ['--1', 'amount-not-a-number'],
    ['-1', 'amount-negative'],
    ['90071992547409.92', 'amount-too-large'],
    ['8901234567890123456', 'amount-too-large'],
  ];
  test.each(bad)('%j is refused as %s', (text, code) => {
    expect(parseRupees(text)).toEqual({ ok: false, error: { code } });
  });

  test('a negative amount is read where it is allowed', () => {
    expect(parseRupees('-₹1.50', { allowNegative: true })).toEqual({ ok: true, value: -150 });
    expect(parseRupees('₹-1.50', { allowNegative: true })).toEqual({ ok: true, value: -150 });
  });
});

describe('printing rupees', () => {
  test('groups as in India', () => {
    expect(formatRupees(paise(123456789))).toBe('₹12,34,567.89');
    expect(formatRupees(paise(100000000000))).toBe('₹1,00,00,00,000.00');
    expect(formatRupees(paise(99999))).toBe('₹999.99');
    expect(formatRupees(paise(100000))).toBe('₹1,000.00');
    expect(formatRupees(paise(5))).toBe('₹0.05');
    expect(formatRupees(paise(-1250))).toBe('-₹12.50');
  });

  test('leaves out the sign or the zeros when asked', () => {
    expect(formatRupees(paise(1200), { symbol: false })).toBe('12.00');
    expect(formatRupees(paise(1200), { paise: 'auto' })).toBe('₹12');
    expect(formatRupees(paise(1250), { paise: 'auto' })).toBe('₹12.50');
  });
});

describe('the wire form', () => {
  test('always has two decimals and no grouping', () => {
    expect(toDecimalString(paise(123450))).toBe('1234.50');
    expect(toDecimalString(paise(-5))).toBe('-0.05');
  });

  test('is read strictly', () => {
    expect(fromDecimalString('1234.5')).toEqual({ ok: true, value: 123450 });
    for (const bad of ['1,234.50', ' 1', '1.', '1.234', '.5', '1e2', '+1']) {
      expect(fromDecimalString(bad)).toEqual({ ok: false, error: { code: 'amount-not-a-number' } });
    }
    expect(fromDecimalString('')).toEqual({ ok: false, error: { code: 'amount-empty' } });
  });
});
