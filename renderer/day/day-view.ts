import { create } from 'zustand';
import { addDays, parseBusinessDate } from '../../shared/domain/business-date.ts';

type DayView = {
  /** The day that is looked at; null is the day in hand. */
  readonly businessDate: string | null;
};

/** Which day is on screen; kept while one looks at an order of it. */
export const useDayView = create<DayView>(() => ({ businessDate: null }));

/** Shows a day; the day in hand is kept as null, so that it goes on when the date does. */
export function showDay(businessDate: string, inHand: string): void {
  useDayView.setState({ businessDate: businessDate >= inHand ? null : businessDate });
}

/** Stays with a day, also when it is the one in hand: it was closed just now, and the next one begins. */
export function stayWithDay(businessDate: string): void {
  useDayView.setState({ businessDate });
}

/** The day so many days after a date, or before it; the date itself when it is none. */
export function dayFrom(businessDate: string, days: number): string {
  const parsed = parseBusinessDate(businessDate);
  return parsed.ok ? addDays(parsed.value, days) : businessDate;
}
