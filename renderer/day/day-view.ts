import { create } from 'zustand';
import { addDays, parseBusinessDate } from '../../shared/domain/business-date.ts';
import type { Opened } from './review/figures.ts';

/** The two sides of the day: what it sold, and its end. */
export type DayTab = 'review' | 'close';

type DayView = {
  readonly tab: DayTab;
  /** The day that is looked at, the last one of a range; null is the day in hand. */
  readonly businessDate: string | null;
  /** How many days up to it the review takes in. */
  readonly days: number;
  /** The figure whose orders are on screen. */
  readonly opened: Opened | null;
};

/** Which day is on screen; kept while one looks at an order of it. */
export const useDayView = create<DayView>(() => ({
  tab: 'review',
  businessDate: null,
  days: 1,
  opened: null,
}));

/** Shows a day; the day in hand is kept as null, so that it goes on when the date does. */
export function showDay(businessDate: string, inHand: string): void {
  useDayView.setState({ businessDate: businessDate >= inHand ? null : businessDate, opened: null });
}

/** Shows so many days up to a date, as showDay does. */
export function showRange(range: { readonly to: string; readonly days: number }, inHand: string): void {
  showDay(range.to, inHand);
  useDayView.setState({ days: range.days });
}

/** Turns to the other side of the day. */
export function showTab(tab: DayTab): void {
  useDayView.setState({ tab, opened: null });
}

/** Shows the orders behind a figure; null goes back to the figures. */
export function openFigure(opened: Opened | null): void {
  useDayView.setState({ opened });
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
