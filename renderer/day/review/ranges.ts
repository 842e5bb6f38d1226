import {
  addDays,
  isBusinessDate,
  laterDate,
  type BusinessDate,
} from '../../../shared/domain/business-date.ts';
import { financialYearOf } from '../../../shared/domain/financial-year.ts';

/** Days up to one of them, as a review is asked for. */
export type Range = { readonly to: BusinessDate; readonly days: number };

export const presets = ['today', 'yesterday', 'week', 'month', 'lastMonth', 'year'] as const;
export type Preset = (typeof presets)[number];

const DAY_MS = 86_400_000;

/** How many days from one to another, both included. */
function daysFrom(from: BusinessDate, to: BusinessDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}

/** The days from one to another, in whichever order they come. */
export function rangeOf(a: BusinessDate, b: BusinessDate): Range {
  const to = laterDate(a, b);
  return { to, days: daysFrom(to === a ? b : a, to) };
}

/** The first day of a range. */
export function fromOf({ to, days }: Range): BusinessDate {
  return addDays(to, 1 - days);
}

const firstOfMonth = (date: BusinessDate): BusinessDate => addDays(date, 1 - Number(date.slice(8)));
const lastOfMonth = (date: BusinessDate): BusinessDate =>
  addDays(firstOfMonth(addDays(firstOfMonth(date), 31)), -1);

/** The range of a name people have for it, on a day in hand. */
export function presetRange(preset: Preset, inHand: BusinessDate): Range {
  switch (preset) {
    case 'today':
      return { to: inHand, days: 1 };
    case 'yesterday':
      return { to: addDays(inHand, -1), days: 1 };
    case 'week':
      return { to: inHand, days: 7 };
    case 'month':
      return rangeOf(firstOfMonth(inHand), inHand);
    case 'lastMonth': {
      const to = addDays(firstOfMonth(inHand), -1);
      return rangeOf(firstOfMonth(to), to);
    }
    case 'year': {
      const first = `${financialYearOf(inHand).startYear}-04-01`;
      return isBusinessDate(first) ? rangeOf(first, inHand) : { to: inHand, days: 1 };
    }
  }
}

/** Whether a range is a month: whole, or as much of it as there is yet. */
function isMonth(range: Range, inHand: BusinessDate): boolean {
  const from = fromOf(range);
  const end = lastOfMonth(from);
  return (
    range.days > 1 &&
    from === firstOfMonth(from) &&
    (range.to === end || (range.to === inHand && inHand < end))
  );
}

/** The range before or after another, of the same length; a month leads to a month. Never after the day in hand. */
export function neighbour(range: Range, direction: -1 | 1, inHand: BusinessDate): Range {
  if (isMonth(range, inHand)) {
    const inside = direction === -1 ? addDays(fromOf(range), -1) : addDays(lastOfMonth(range.to), 1);
    const end = lastOfMonth(inside);
    return inside > inHand ? range : rangeOf(firstOfMonth(inside), end < inHand ? end : inHand);
  }
  const to = addDays(range.to, direction * range.days);
  return { to: to < inHand ? to : inHand, days: range.days };
}

/** Stretches of a range, for a chart with few columns: days, weeks or about months; the last may be short. */
export function stretches(range: Range): readonly Range[] {
  const length = range.days <= 31 ? 1 : range.days <= 7 * 27 ? 7 : 28;
  const first = fromOf(range);
  return Array.from({ length: Math.ceil(range.days / length) }, (_, index) => {
    const from = addDays(first, index * length);
    const end = addDays(from, length - 1);
    return rangeOf(from, end < range.to ? end : range.to);
  });
}

const TYPED_DATE = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2}|\d{4})$/;

/** Reads a date as people in India type it, day first: 22-11-2026, 22/11/26; null for anything else. */
export function readDate(text: string): BusinessDate | null {
  const match = TYPED_DATE.exec(text.trim());
  if (match === null) return null;
  const [, day = '', month = '', year = ''] = match;
  const date = `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isBusinessDate(date) ? date : null;
}

/** A date as it is typed: 22-11-2026. */
export function typedDate(date: BusinessDate): string {
  return date.split('-').toReversed().join('-');
}
