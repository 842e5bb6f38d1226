import { describe, expect, test } from 'vitest';
import {
  CASH_LIMIT_PAISE,
  changeFor,
  checkCashLimit,
  countCash,
  quickCash,
} from '../../../shared/domain/cash.ts';
import { financialYear } from '../../../shared/domain/financial-year.ts';
import {
  formatInvoiceNumber,
  isInvoiceNumber,
  nextInvoiceNumber,
  parseInvoiceNumber,
} from '../../../shared/domain/invoice-number.ts';
import type { Series } from '../../../shared/domain/invoice-number.ts';
import { paise } from '../../../shared/domain/money.ts';
import {
  balanceOf,
  checkTenderAmount,
  fulfilmentStatusOf,
  moveOrder,
  ORDER_STATES,
  paymentStatusOf,
} from '../../../shared/domain/order.ts';
import { formatIndianMobile, parseIndianMobile } from '../../../shared/domain/phone.ts';
import { moveRefund } from '../../../shared/domain/refund-state.ts';

describe('an order', () => {
  test('stays paid until it is refunded, and nothing follows an end', () => {
    for (const to of ORDER_STATES) {
      expect(moveOrder('paid', to).ok).toBe(to === 'paid' || to === 'refunded');
      expect(moveOrder('abandoned', to).ok).toBe(to === 'abandoned');
      expect(moveOrder('refunded', to).ok).toBe(to === 'refunded');
    }
    expect(moveOrder('open', 'paid')).toMatchObject({
      ok: false,
      error: { code: 'illegal-order-transition' },
    });
  });

  test("speaks the seed's words", () => {
    expect(ORDER_STATES.map(paymentStatusOf)).toEqual([
      'pending',
      'processing',
      'processing',
      'completed',
      'processing',
      'failed',
      'refunded',
    ]);
    expect(ORDER_STATES.map(fulfilmentStatusOf)).toEqual([
      'pending',
      'processing',
      'processing',
      'delivered',
      'processing',
      'cancelled',
      'delivered',
    ]);
  });

  test('knows what is left to pay, and takes no more', () => {
    expect(balanceOf(paise(100_00), [paise(40_00), paise(10_00)])).toEqual({
      ok: true,
      value: { paidPaise: 50_00, duePaise: 50_00, isSettled: false },
    });
    expect(balanceOf(paise(100_00), [paise(100_00)])).toMatchObject({ value: { isSettled: true } });
    expect(balanceOf(paise(100_00), [paise(100_01)])).toEqual({
      ok: false,
      error: { code: 'overpaid', byPaise: 1 },
    });
    expect(checkTenderAmount(paise(51_00), paise(50_00)).ok).toBe(false);
    expect(checkTenderAmount(paise(0), paise(50_00)).ok).toBe(false);
  });
});

describe('cash', () => {
  test('change is what was received less what is due', () => {
    expect(changeFor(paise(63_300), paise(1000_00))).toEqual({ ok: true, value: 36_700 });
    expect(changeFor(paise(100_00), paise(99_99))).toEqual({
      ok: false,
      error: { code: 'cash-too-little', missingPaise: 1 },
    });
    expect(changeFor(paise(100_00), paise(89_01_234_567_89)).ok).toBe(false);
  });

  test('two lakh rupees in cash from one person in a day are refused (section 269ST)', () => {
    expect(checkCashLimit(paise(CASH_LIMIT_PAISE - 1), paise(0)).ok).toBe(true);
    expect(checkCashLimit(CASH_LIMIT_PAISE, paise(0))).toMatchObject({
      ok: false,
      error: { code: 'cash-limit' },
    });
    expect(checkCashLimit(paise(1_00_000_00), paise(1_00_000_00)).ok).toBe(false);
  });

  test('the quick amounts are what customers hand over', () => {
    expect(quickCash(paise(633_00))).toEqual([633_00, 640_00, 650_00, 700_00]);
    expect(quickCash(paise(500_00))).toEqual([500_00, 2000_00]);
    expect(quickCash(paise(0))).toEqual([]);
    expect(
      countCash(
        new Map([
          [paise(500_00), 3],
          [paise(1_00), 7],
        ]),
      ),
    ).toBe(1507_00);
  });
});

describe('invoice numbers', () => {
  const series: Series = { till: 'A1', kind: 'invoice', training: false, year: financialYear(2026) };

  test('follow each other within sixteen characters, and training looks different', () => {
    expect(nextInvoiceNumber(series, 0)).toEqual({
      ok: true,
      value: { serial: 1, number: 'A1/2627/000001' },
    });
    const longest = formatInvoiceNumber({ ...series, kind: 'credit-note', training: true }, 999_999);
    expect(longest).toEqual({ ok: true, value: 'TA1C/2627/999999' });
    expect(nextInvoiceNumber(series, 999_999)).toEqual({ ok: false, error: { code: 'series-exhausted' } });
    for (const till of ['T1', 'A', 'A1B', 'a1', ''])
      expect(formatInvoiceNumber({ ...series, till }, 1).ok).toBe(false);
  });

  test('no two series share a number, and each number tells its series', () => {
    const seen = new Set<string>();
    for (const till of ['A1', 'AC', 'C1', '11', 'CC']) {
      for (const kind of ['invoice', 'credit-note'] as const) {
        for (const training of [false, true]) {
          const number = formatInvoiceNumber({ till, kind, training, year: financialYear(2026) }, 42);
          if (!number.ok) throw new Error(number.error.code);
          expect(seen.has(number.value)).toBe(false);
          seen.add(number.value);
          expect(isInvoiceNumber(number.value)).toBe(true);
          expect(parseInvoiceNumber(number.value)).toEqual({
            ok: true,
            value: { till, kind, training, yearShort: '2627', serial: 42 },
          });
        }
      }
    }
  });

  test('only letters, digits, dash and slash make a number', () => {
    for (const good of ['1', 'A-1/2', '1234567890123456']) expect(isInvoiceNumber(good)).toBe(true);
    for (const bad of ['', '/1', '-1', '12345678901234567', 'A 1', 'A_1', 'अ1'])
      expect(isInvoiceNumber(bad)).toBe(false);
  });
});

describe('phones and refunds', () => {
  test('a mobile number is read as people write it', () => {
    for (const text of [
      '9876543210',
      '+91 98765-43210',
      '0 98765 43210',
      '0091 9876543210',
      '919876543210',
    ]) {
      expect(parseIndianMobile(text)).toEqual({ ok: true, value: '9876543210' });
    }
    for (const bad of ['', '5876543210', '987654321', '98765432101', '+1 9876543210'])
      expect(parseIndianMobile(bad).ok).toBe(false);
    const read = parseIndianMobile('9876543210');
    if (read.ok) expect(formatIndianMobile(read.value)).toBe('98765 43210');
  });

  test('an unknown refund is never paid a second time in cash', () => {
    expect(moveRefund('DUE', 'lost')).toEqual({ ok: true, value: 'UNKNOWN' });
    expect(moveRefund('UNKNOWN', 'paid-in-cash').ok).toBe(false);
    expect(moveRefund('REFUSED', 'paid-in-cash')).toEqual({ ok: true, value: 'DONE' });
    expect(moveRefund('DONE', 'refused').ok).toBe(false);
  });
});
