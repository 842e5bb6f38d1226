import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { creditFigures, reviewOf } from '../../electron/reports/review-of.ts';
import { listFigures } from '../../electron/store/repositories/review-totals.ts';
import type { ReviewFigure } from '../../shared/contract/review.ts';
import { addDays, isBusinessDate, type BusinessDate } from '../../shared/domain/business-date.ts';
import { assert } from '../../shared/domain/result.ts';
import { must } from '../support/catalogue.ts';
import {
  choosePin,
  manager,
  patience,
  refundOf,
  refundsOf,
  sellByCard,
  sellForCash,
  sellSplit,
  sellUnknown,
  type PaidOrder,
} from '../support/give-back.ts';
import { figuresFromRows } from '../support/review-from-rows.ts';
import { checkoutOf, openHome, openTill, type TestTill, type TillHome } from '../support/till-under-test.ts';
import { rowsBehind, sumsBehind, sumsOf } from '../support/walk-review.ts';

const HOUR_MS = 3_600_000;

type Goods = readonly (readonly [string, number])[];
type Step =
  | { readonly act: 'cash' | 'card'; readonly goods: Goods }
  | { readonly act: 'split'; readonly goods: Goods; readonly cashRupees: number }
  | { readonly act: 'late-approval' }
  | { readonly act: 'refund'; readonly of: number; readonly pieces: number; readonly inCash: boolean }
  | { readonly act: 'wait'; readonly hours: number }
  | { readonly act: 'move'; readonly zone: string }
  | { readonly act: 'close' };

const goods = fc.array(fc.tuple(fc.constantFrom('Rice', 'Soap'), fc.integer({ min: 1, max: 3 })), {
  minLength: 1,
  maxLength: 3,
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constantFrom('cash' as const, 'card' as const), goods }) },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('split' as const),
      goods,
      cashRupees: fc.integer({ min: 1, max: 40 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('late-approval' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('refund' as const),
      of: fc.nat(9),
      pieces: fc.integer({ min: 0, max: 2 }),
      inCash: fc.boolean(),
    }),
  },
  // Back as well as on: over midnight, and against a clock that somebody set.
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('wait' as const), hours: fc.integer({ min: -20, max: 60 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('move' as const),
      zone: fc.constantFrom('Asia/Kolkata', 'Pacific/Kiritimati', 'America/New_York', 'Asia/Kathmandu'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('close' as const) }) },
);

let home: TillHome;
let till: TestTill | null = null;
let shiftMs = 0;
const clock = { now: () => Date.now() + shiftMs, monotonic: () => performance.now() };

beforeAll(async () => {
  home = await openHome();
});
afterEach(async () => {
  home.emulator.control.releaseAll();
  await till?.kill();
  till = null;
});
afterAll(async () => home.end());

async function settleRefunds(open: TestTill, order: PaidOrder): Promise<void> {
  await vi.waitFor(() => {
    expect(refundsOf(open, order).every(({ state }) => state === 'DONE' || state === 'REFUSED')).toBe(true);
  }, patience);
}

/** Sells something whose approval comes when the till no longer waited for it. */
async function sellLate(open: TestTill): Promise<PaidOrder> {
  open.emulator.control.hold('sale', 'after');
  open.emulator.control.hold('status', 'before');
  const order = await sellUnknown(open);
  shiftMs += 9 * HOUR_MS;
  open.emulator.control.releaseAll();
  await vi.waitFor(() => expect(checkoutOf(open, order.orderId).state).toBe('paid'), patience);
  return order;
}

async function giveBack(
  open: TestTill,
  sold: readonly PaidOrder[],
  asked: Step & { act: 'refund' },
): Promise<void> {
  const order = sold[asked.of % Math.max(sold.length, 1)];
  if (order === undefined) return;
  const pieces = asked.pieces === 0 ? null : [asked.pieces];
  const to = asked.inCash ? 'cash' : 'instrument';
  // Some ask for more than is left: a refusal is an answer, too.
  await open.refunds.refund(refundOf(open, order, pieces, { to, manager }));
  await settleRefunds(open, order);
}

async function play(open: TestTill, steps: readonly Step[]): Promise<void> {
  const sold: PaidOrder[] = [];
  for (const each of steps) {
    if (each.act === 'cash') sold.push(sellForCash(open, each.goods));
    else if (each.act === 'card') sold.push(await sellByCard(open, each.goods));
    else if (each.act === 'split') sold.push(await sellSplit(open, each.cashRupees * 100, each.goods));
    else if (each.act === 'late-approval') sold.push(await sellLate(open));
    else if (each.act === 'refund') await giveBack(open, sold, each);
    else if (each.act === 'wait') shiftMs += each.hours * HOUR_MS;
    else if (each.act === 'move') open.shop.zone = each.zone;
    else
      await open.shifts.close({
        businessDate: must(open.shifts.getDay(null)).businessDate,
        manager,
        signExceptions: true,
      });
  }
}

/** Begins a refund that is still on its way when the day is looked at: its money counts nowhere yet. */
async function leaveRefundUnderWay(open: TestTill): Promise<void> {
  const order = await sellByCard(open, [['Rice', 2]]);
  open.emulator.control.hold('refund', 'before');
  must(await open.refunds.refund(refundOf(open, order, [1], { manager })));
  expect(refundsOf(open, order).map(({ state }) => state)).not.toContain('DONE');
}

function dateOf(text: string): BusinessDate {
  assert(isBusinessDate(text), text);
  return text;
}

const datesOf = (open: TestTill): BusinessDate[] =>
  open.store.reader
    .query<[], { date: string }>(
      'SELECT DISTINCT business_date AS date FROM day_totals ORDER BY business_date',
    )
    .all([])
    .map(({ date }) => dateOf(date));

const byName = (figures: readonly ReviewFigure[]): Map<string, ReviewFigure> =>
  new Map(figures.map((figure) => [`${figure.dimension} ${figure.key}`, figure]));

/** Totals and rows are equal, and each figure is what the orders behind it add up to. */
function checkRange(open: TestTill, from: BusinessDate, to: BusinessDate): number {
  const { reader } = open.store;
  const { zone } = open.shop;
  const figures = [...listFigures(reader, from, to), ...creditFigures(reader, { from, to }, zone)];
  // Whatever splits what came back, its parts are the whole.
  const whole = (dimension: ReviewFigure['dimension']): number =>
    figures
      .filter((figure) => figure.dimension === dimension)
      .reduce((sum, { amountPaise }) => sum + amountPaise, 0);
  expect(whole('refund-hour')).toBe(whole('refunds'));
  expect(whole('refund-category')).toBe(whole('refund-tax'));
  expect(byName(figures)).toEqual(byName(figuresFromRows(reader, from, to, zone)));
  for (const figure of figures) {
    const behind = sumsBehind(reader, figure, { from, to }, zone);
    expect(behind, `${figure.dimension} ${figure.key}`).toEqual(sumsOf(figure));
  }
  return figures.length;
}

describe('The review of any range', () => {
  test('is equal from the totals and from the rows, and every figure is the sum of what it opens, whatever was sold, given back, closed, at any hour and in any zone', async () => {
    let walked = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const fresh = await openHome();
        const open = await openTill(fresh, { clock });
        shiftMs = 0;
        try {
          await choosePin(open);
          await play(open, steps);
          await leaveRefundUnderWay(open);
          const dates = datesOf(open);
          const [first] = dates;
          const last = dates.at(-1);
          if (first === undefined || last === undefined) return;
          walked += checkRange(open, addDays(first, -3), addDays(last, 3));
          for (const date of dates) walked += checkRange(open, date, date);
        } finally {
          fresh.emulator.control.releaseAll();
          await open.kill();
          await fresh.end();
        }
      }),
      { numRuns: 12 },
    );
    expect(walked).toBeGreaterThan(100);
  }, 240_000);
});

test('A range is compared with whole weeks before it, and shares no day with them', async () => {
  till = await openTill(home, { clock });
  const { reader } = till.store;
  const date = fc.integer({ min: 0, max: 4000 }).map((days) => addDays(dateOf('2024-01-01'), days));
  fc.assert(
    fc.property(date, fc.integer({ min: 1, max: 400 }), (to, days) => {
      const review = reviewOf(reader, { to, days, inHand: to, hourNow: null, zone: 'Asia/Kolkata' });
      const gap = (Date.parse(review.from) - Date.parse(review.before.from)) / 86_400_000;
      expect(gap % 7).toBe(0);
      expect(gap - 7).toBeLessThan(days);
      expect(review.before.to < review.from).toBe(true);
      expect((Date.parse(review.to) - Date.parse(review.from)) / 86_400_000).toBe(days - 1);
      expect((Date.parse(review.before.to) - Date.parse(review.before.from)) / 86_400_000).toBe(days - 1);
    }),
    { numRuns: 60 },
  );
});

test('What is open now opens its orders: unknown payments with their amounts, orders that wait for the office', async () => {
  shiftMs = 0;
  till = await openTill(home, { clock });
  const { reader } = till.store;
  const range = { from: dateOf('2020-01-01'), to: dateOf('2020-01-01') };
  sellForCash(till);
  till.emulator.control.hold('sale', 'after');
  till.emulator.control.hold('status', 'before');
  const unknown = await sellUnknown(till);
  const now = reviewOf(reader, {
    to: range.to,
    days: 1,
    inHand: range.to,
    hourNow: null,
    zone: 'Asia/Kolkata',
  }).now;
  for (const figure of now) expect(sumsBehind(reader, figure, range, till.shop.zone)).toEqual(sumsOf(figure));
  const rows = (dimension: 'unknown' | 'waiting') =>
    rowsBehind(reader, { dimension, key: '' }, range, till?.shop.zone ?? '');
  expect(rows('unknown').map((row) => [row.orderId, row.amountPaise])).toEqual([[unknown.orderId, 105_00]]);
  expect(rows('waiting').length).toBeGreaterThan(0);
  expect(now.map(({ dimension }) => dimension)).toEqual(['unknown', 'waiting', 'refused']);
});
