import type { Review, Reviewed, ReviewFigure } from '../../shared/contract/review.ts';
import type { BusinessDate } from '../../shared/domain/business-date.ts';
import { sumPaise, type Paise } from '../../shared/domain/money.ts';
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

/** What was sold before a full hour. */
function until(hour: number, { figures }: Reviewed): ReviewFigure {
  const earlier = figures.filter(({ dimension, key }) => dimension === 'hour' && Number(key) < hour);
  const sum = (of: (figure: ReviewFigure) => Paise): Paise => sumPaise(earlier.map(of));
  return {
    dimension: 'until',
    key: String(hour).padStart(2, '0'),
    billCount: earlier.reduce((bills, { billCount }) => bills + billCount, 0),
    amountPaise: sum((figure) => figure.amountPaise),
    discountPaise: sum((figure) => figure.discountPaise),
    taxablePaise: sum((figure) => figure.taxablePaise),
    cgstPaise: sum((figure) => figure.cgstPaise),
    sgstPaise: sum((figure) => figure.sgstPaise),
    igstPaise: sum((figure) => figure.igstPaise),
    roundOffPaise: sum((figure) => figure.roundOffPaise),
  };
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
  return {
    ...now,
    inHand,
    before,
    soFar: isLive ? { hour: hourNow, now: until(hourNow, now), before: until(hourNow, before) } : null,
    now: listOpenFigures(db),
  };
}
