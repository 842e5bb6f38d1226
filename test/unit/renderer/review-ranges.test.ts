import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, isBusinessDate, type BusinessDate } from '../../../shared/domain/business-date.ts';
import { assert } from '../../../shared/domain/result.ts';
import {
  fromOf,
  neighbour,
  presetRange,
  presets,
  rangeOf,
  readDate,
  stretches,
  typedDate,
} from '../../../renderer/day/review/ranges.ts';

function date(text: string): BusinessDate {
  assert(isBusinessDate(text), text);
  return text;
}

const today = date('2026-11-22');
const anyDate = fc.integer({ min: 0, max: 5000 }).map((days) => addDays(date('2020-01-01'), days));

describe('the days that are reviewed', () => {
  test.each([
    ['today', '2026-11-22', 1],
    ['yesterday', '2026-11-21', 1],
    ['week', '2026-11-22', 7],
    ['month', '2026-11-22', 22],
    ['lastMonth', '2026-10-31', 31],
    ['year', '2026-11-22', 236],
  ] as const)('%s ends on %s and is %i days long', (preset, to, days) => {
    expect(presetRange(preset, today)).toEqual({ to, days });
  });

  test('a range is the same from whichever end, and has as many days as there are', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (a, b) => {
        const range = rangeOf(a, b);
        expect(range).toEqual(rangeOf(b, a));
        expect([fromOf(range), range.to]).toEqual([a, b].toSorted());
      }),
    );
  });

  test('one step back and on again is where it was; never after the day in hand', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 40 }), (to, days) => {
        const inHand = addDays(to, 400);
        const range = { to, days };
        expect(neighbour(neighbour(range, -1, inHand), 1, inHand)).toEqual(range);
        expect(neighbour(range, 1, to).to).toBe(to);
      }),
    );
  });

  test('a month leads to a month, long or short', () => {
    const march = rangeOf(date('2026-03-01'), date('2026-03-31'));
    expect(neighbour(march, -1, today)).toEqual(rangeOf(date('2026-02-01'), date('2026-02-28')));
    expect(neighbour(march, 1, today)).toEqual(rangeOf(date('2026-04-01'), date('2026-04-30')));
    const now = presetRange('month', today);
    expect(neighbour(now, -1, today)).toEqual(presetRange('lastMonth', today));
    expect(neighbour(presetRange('lastMonth', today), 1, today)).toEqual(now);
    expect(neighbour(now, 1, today)).toEqual(now);
  });

  test('stretches of a chart cover each day once, in few columns', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 1200 }), (to, days) => {
        const parts = stretches({ to, days });
        expect(parts.reduce((sum, part) => sum + part.days, 0)).toBe(days);
        expect(parts.at(-1)?.to).toBe(to);
        for (const [index, part] of parts.slice(1).entries()) {
          expect(fromOf(part)).toBe(addDays(parts[index]?.to ?? to, 1));
        }
        expect(parts.length).toBeLessThanOrEqual(43);
      }),
    );
  });

  test('every named range ends by the day in hand, at any date', () => {
    fc.assert(
      fc.property(anyDate, (inHand) => {
        for (const preset of presets) expect(presetRange(preset, inHand).to <= inHand).toBe(true);
      }),
    );
  });
});

describe('a date that is typed', () => {
  test.each(['22-11-2026', '22/11/2026', '22.11.26', ' 22 11 2026 '])('is read day first: %s', (text) => {
    expect(readDate(text)).toBe('2026-11-22');
  });

  test.each(['', '31-02-2026', '11-22-2026', '2026-11-22', '22-11', 'tomorrow'])('is none: %j', (text) => {
    expect(readDate(text)).toBeNull();
  });

  test('is read back as it was shown', () => {
    fc.assert(
      fc.property(anyDate, (any) => {
        expect(readDate(typedDate(any))).toBe(any);
      }),
    );
  });
});
