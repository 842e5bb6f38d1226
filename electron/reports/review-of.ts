import type { Review, Reviewed, ReviewFigure, ReviewSums } from '../../shared/contract/review.ts';
import type { BusinessDate } from '../../shared/domain/business-date.ts';
import { hourIn } from '../../shared/domain/hour-in.ts';
import { sumPaise, type Paise } from '../../shared/domain/money.ts';
import type { Reader } from '../store/handles.ts';
import { listCreditCategories, listTimedCreditNotes } from '../store/repositories/review-credits.ts';
import { listFigures, listOpenFigures, listReviewDays } from '../store/repositories/review-totals.ts';
import { rangeUpTo, weeksBefore, type DayRange } from './range.ts';

/** What a review is asked for with. */
export type ReviewWanted = {
  readonly to: BusinessDate;
  readonly days: number;
  readonly inHand: BusinessDate;
  /** The hour on the shop's wall while the day in hand is the calendar's; null else. */
  readonly hourNow: number | null;
  /** The shop's, for the hours of credit notes. */
  readonly zone: string;
};

/** What some shares add up to. */
function added(shares: readonly ReviewSums[]): ReviewSums {
  const sum = (of: (share: ReviewSums) => Paise): Paise => sumPaise(shares.map(of));
  return {
    billCount: shares.reduce((bills, { billCount }) => bills + billCount, 0),
    amountPaise: sum((share) => share.amountPaise),
    discountPaise: sum((share) => share.discountPaise),
    taxablePaise: sum((share) => share.taxablePaise),
    cgstPaise: sum((share) => share.cgstPaise),
    sgstPaise: sum((share) => share.sgstPaise),
    igstPaise: sum((share) => share.igstPaise),
    roundOffPaise: sum((share) => share.roundOffPaise),
  };
}

const hourKey = (hour: number): string => String(hour).padStart(2, '0');

/** What came back, by the category of the goods and by the hour of its credit note in the shop's zone. */
export function creditFigures(db: Reader, { from, to }: DayRange, zone: string): ReviewFigure[] {
  const byHour = Map.groupBy(listTimedCreditNotes(db, from, to), ({ at }) => hourKey(hourIn(at, zone)));
  const hours = [...byHour].map(([key, notes]): ReviewFigure => ({
    dimension: 'refund-hour',
    key,
    ...added(notes),
  }));
  const inOrder = hours.toSorted((a, b) => Number(a.key) - Number(b.key));
  return [...listCreditCategories(db, from, to), ...inOrder];
}

function reviewed(db: Reader, range: DayRange, zone: string): Reviewed {
  const { from, to } = range;
  const figures = [...listFigures(db, from, to), ...creditFigures(db, range, zone)];
  return { from, to, figures, days: listReviewDays(db, from, to) };
}

/** What was sold before a full hour. */
function until(hour: number, { figures }: Reviewed): ReviewFigure {
  const earlier = figures.filter(({ dimension, key }) => dimension === 'hour' && Number(key) < hour);
  return { dimension: 'until', key: hourKey(hour), ...added(earlier) };
}

/**
 * The review of a range from the sums that each sale and each refund kept, and from its credit notes: it costs the same however many orders there are. The day in hand is also compared up to
 * the last full hour, since its own evening is still to come.
 */
export function reviewOf(db: Reader, wanted: ReviewWanted): Review {
  const { to, days, inHand, hourNow, zone } = wanted;
  const range = rangeUpTo(to, days);
  const now = reviewed(db, range, zone);
  const before = reviewed(db, weeksBefore(range, days), zone);
  const isLive = days === 1 && to === inHand && hourNow !== null;
  return {
    ...now,
    inHand,
    before,
    soFar: isLive ? { hour: hourNow, now: until(hourNow, now), before: until(hourNow, before) } : null,
    now: listOpenFigures(db),
  };
}
