import { addDays, type BusinessDate } from '../../shared/domain/business-date.ts';

/** Days from one to another, both included. */
export type DayRange = { readonly from: BusinessDate; readonly to: BusinessDate };

const DAYS_A_WEEK = 7;

/** So many days up to one of them. */
export function rangeUpTo(to: BusinessDate, days: number): DayRange {
  return { from: addDays(to, 1 - days), to };
}

/** The range that another one is compared with: as many whole weeks earlier as it takes to lie before it, so that each weekday meets its own kind. */
export function weeksBefore({ from, to }: DayRange, days: number): DayRange {
  const back = -DAYS_A_WEEK * Math.ceil(days / DAYS_A_WEEK);
  return { from: addDays(from, back), to: addDays(to, back) };
}
