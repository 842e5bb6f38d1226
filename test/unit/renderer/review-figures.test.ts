import { describe, expect, test } from 'vitest';
import type { Review, ReviewFigure, ReviewRow } from '../../../shared/contract/review.ts';
import { paise } from '../../../shared/domain/money.ts';
import {
  amountOf,
  figureOf,
  openedSums,
  percentMore,
  salesOfDays,
} from '../../../renderer/day/review/figures.ts';
import { joinRows } from '../../../renderer/day/review/use-figure-rows.ts';
import { shortRupees } from '../../../renderer/day/review/words.ts';

function figure(
  dimension: ReviewFigure['dimension'],
  key: string,
  bills: number,
  amount: number,
): ReviewFigure {
  const zero = paise(0);
  const taxes = {
    taxablePaise: paise(amount - 300),
    cgstPaise: paise(100),
    sgstPaise: paise(100),
    igstPaise: paise(100),
  };
  return {
    dimension,
    key,
    billCount: bills,
    amountPaise: paise(amount),
    discountPaise: zero,
    roundOffPaise: zero,
    ...taxes,
  };
}

const day = (businessDate: string, billCount: number, amount: number) => ({
  businessDate,
  billCount,
  amountPaise: paise(amount),
  refundCount: 1,
  refundsPaise: paise(50),
});

const review: Review = {
  from: '2026-11-20',
  to: '2026-11-22',
  inHand: '2026-11-22',
  figures: [figure('sales', '', 3, 1000), figure('tender', 'cash', 2, 700)],
  days: [day('2026-11-20', 1, 400), day('2026-11-22', 2, 600)],
  before: {
    from: '2026-11-13',
    to: '2026-11-15',
    figures: [figure('sales', '', 1, 200)],
    days: [day('2026-11-14', 1, 200)],
  },
  soFar: null,
  now: [figure('unknown', '', 1, 560), figure('waiting', '', 9, 0)],
};
const opened = { key: '', measure: 'amount', from: review.from, to: review.to } as const;

describe('the figures on screen', () => {
  test('are found by name, and are zero where nothing was sold', () => {
    expect(figureOf(review, 'tender', 'cash').amountPaise).toBe(700);
    expect(figureOf(review, 'tender', 'upi-qr')).toMatchObject({ billCount: 0, amountPaise: 0 });
  });

  test('the average is rounded once, and there is none without bills', () => {
    expect(amountOf(figureOf(review, 'sales'), 'average')).toBe(333);
    expect(amountOf(figureOf(review, 'tender', 'upi-qr'), 'average')).toBe(0);
  });

  test('the tax is that of the centre, the State and between States', () => {
    expect(amountOf(figureOf(review, 'sales'), 'tax')).toBe(300);
  });

  test('what was opened is the figure of these days, of those before, of some of them, or of now', () => {
    expect(openedSums(review, { ...opened, dimension: 'sales' })?.amountPaise).toBe(1000);
    const { from, to } = review.before;
    expect(openedSums(review, { ...opened, dimension: 'sales', from, to })?.amountPaise).toBe(200);
    const one = { ...opened, from: '2026-11-22', to: '2026-11-22' };
    expect(openedSums(review, { ...one, dimension: 'sales' })?.amountPaise).toBe(600);
    expect(openedSums(review, { ...one, dimension: 'refunds' })).toMatchObject({
      billCount: 1,
      amountPaise: 50,
    });
    expect(openedSums(review, { ...one, dimension: 'hour' })).toBeNull();
    expect(openedSums(review, { ...opened, dimension: 'waiting' })?.billCount).toBe(9);
  });

  test('days add up to their stretch', () => {
    expect(salesOfDays(review, '2026-11-20', '2026-11-21').amountPaise).toBe(400);
    expect(salesOfDays(review, review.from, review.to).billCount).toBe(3);
  });

  test.each([
    [112, 100, 12],
    [88, 100, -12],
    [0, 100, -100],
    [50, -100, 150],
    [1, 0, null],
  ])('%i after %i is %j %% more', (now, before, percent) => {
    expect(percentMore(now, before)).toBe(percent);
  });

  test('amounts in a chart are short, and whole rupees below a thousand', () => {
    expect(shortRupees(paise(999_49))).toBe('₹999');
    expect(shortRupees(paise(12_345_00))).toBe('₹12.3K');
    expect(shortRupees(paise(1_23_456_00))).toBe('₹1.2L');
  });
});

describe('the orders behind a figure, while the shop sells on', () => {
  const row = (businessDate: string, seq: number): ReviewRow => ({ businessDate, seq }) as ReviewRow;

  test('keep every order once, newest first, when the first page is asked for again', () => {
    const first = [row('2026-11-22', 9), row('2026-11-22', 8), row('2026-11-21', 12)];
    const rows = [row('2026-11-22', 8), row('2026-11-21', 12), row('2026-11-21', 11), row('2026-11-20', 30)];
    expect(joinRows(first, rows).map(({ seq }) => seq)).toEqual([9, 8, 12, 11, 30]);
    expect(joinRows([], rows)).toEqual([]);
  });
});
