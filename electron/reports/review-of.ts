import type { Review, Reviewed } from '../../shared/contract/review.ts';
import type { BusinessDate } from '../../shared/domain/business-date.ts';
import { addPaise, ZERO_PAISE, type Paise } from '../../shared/domain/money.ts';
import type { Reader } from '../store/handles.ts';
import { listFigures, listOpenFigures, listReviewDays } from '../store/repositories/review-totals.ts';
import { rangeUpTo, weeksBefore, type DayRange } from './range.ts';

/** What a review is asked for with. */
export type ReviewWanted = {
  readonly to: BusinessDate;
  readonly days: number;
  readonly inHand: BusinessDate;
  /** The hour on the shop's wall while the day in hand is the calendar's; null else. */
  readonly hourNow: number | null;
};

function reviewed(db: Reader, { from, to }: DayRange): Reviewed {
  return { from, to, figures: listFigures(db, from, to), days: listReviewDays(db, from, to) };
}

/** Bills and sales before a full hour. */
function until(
  hour: number,
  { figures }: Reviewed,
): { readonly billCount: number; readonly amountPaise: Paise } {
  return figures
    .filter(({ dimension, key }) => dimension === 'hour' && Number(key) < hour)
    .reduce(
      (sum, figure) => ({
        billCount: sum.billCount + figure.billCount,
        amountPaise: addPaise(sum.amountPaise, figure.amountPaise),
      }),
      { billCount: 0, amountPaise: ZERO_PAISE },
    );
}

/**
 * The review of a range from the sums that each sale and each refund kept: it costs the same however many orders there are. The day in hand is also compared up to
 * the last full hour, since its own evening is still to come.
 */
export function reviewOf(db: Reader, wanted: ReviewWanted): Review {
  const { to, days, inHand, hourNow } = wanted;
  const range = rangeUpTo(to, days);
  const now = reviewed(db, range);
  const before = reviewed(db, weeksBefore(range, days));
  const isLive = days === 1 && to === inHand && hourNow !== null;
  const ours = until(hourNow ?? 0, now);
  const theirs = until(hourNow ?? 0, before);
  return {
    ...now,
    inHand,
    before,
    soFar: isLive
      ? { hour: hourNow, ...ours, beforeBillCount: theirs.billCount, beforeAmountPaise: theirs.amountPaise }
      : null,
    now: listOpenFigures(db),
  };
}
