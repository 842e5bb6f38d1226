import type {
  Review,
  Reviewed,
  ReviewFigure,
  ReviewName,
  ReviewSums,
} from '../../../shared/contract/review.ts';
import { addPaise, scalePaise, ZERO_PAISE, type Paise } from '../../../shared/domain/money.ts';

/** What of a figure is looked at. The average is the amount by the bills; the tax is that of the centre, the State and between States. */
export const measures = [
  'bills',
  'amount',
  'average',
  'discount',
  'taxable',
  'cgst',
  'sgst',
  'igst',
  'tax',
  'roundOff',
] as const;
export type Measure = (typeof measures)[number];

/** A figure that somebody opened: what it is, of which days, and what of it was looked at. */
export type Opened = ReviewName & {
  readonly from: string;
  readonly to: string;
  readonly measure: Measure;
};

/** The name of an opened figure in the page, by which the focus finds its way back. */
export function figureId({ dimension, key, measure, from, to }: Opened): string {
  return [dimension, key, measure, from, to].join('/');
}

const none: ReviewSums = {
  billCount: 0,
  amountPaise: ZERO_PAISE,
  discountPaise: ZERO_PAISE,
  taxablePaise: ZERO_PAISE,
  cgstPaise: ZERO_PAISE,
  sgstPaise: ZERO_PAISE,
  igstPaise: ZERO_PAISE,
  roundOffPaise: ZERO_PAISE,
};

/** A figure by its name; all zero when nothing of it was sold. */
export function figureOf(
  { figures }: Pick<Reviewed, 'figures'>,
  dimension: ReviewFigure['dimension'],
  key = '',
): ReviewFigure {
  const found = figures.find((figure) => figure.dimension === dimension && figure.key === key);
  return found ?? { dimension, key, ...none };
}

/** All figures of a dimension, in the order of their keys. */
export function figuresOf(
  { figures }: Pick<Reviewed, 'figures'>,
  dimension: ReviewFigure['dimension'],
): ReviewFigure[] {
  return figures.filter((figure) => figure.dimension === dimension);
}

/** An amount of a figure or of one order's share in it. */
export function amountOf(sums: ReviewSums, measure: Exclude<Measure, 'bills'>): Paise {
  switch (measure) {
    case 'amount':
      return sums.amountPaise;
    case 'average':
      return sums.billCount === 0 ? ZERO_PAISE : scalePaise(sums.amountPaise, 1, sums.billCount);
    case 'discount':
      return sums.discountPaise;
    case 'taxable':
      return sums.taxablePaise;
    case 'cgst':
      return sums.cgstPaise;
    case 'sgst':
      return sums.sgstPaise;
    case 'igst':
      return sums.igstPaise;
    case 'tax':
      return addPaise(addPaise(sums.cgstPaise, sums.sgstPaise), sums.igstPaise);
    case 'roundOff':
      return sums.roundOffPaise;
  }
}

/** The sums of a figure of the review that is on screen; null when it isn't among them, as a figure of other days. */
export function openedSums(review: Review, opened: Opened): ReviewSums | null {
  const { dimension, key, from, to } = opened;
  if (dimension === 'unknown' || dimension === 'waiting' || dimension === 'refused') {
    return figureOf({ figures: review.now }, dimension);
  }
  if (dimension === 'until') {
    if (review.soFar === null) return null;
    return from === review.from ? review.soFar.now : review.soFar.before;
  }
  for (const side of [review, review.before]) {
    if (side.from === from && side.to === to) return figureOf(side, dimension, key);
  }
  return stretchSums(review, opened);
}

/** What some days in a range sold or credited, from the sums of each. */
function stretchSums(review: Review, { dimension, from, to }: Opened): ReviewSums | null {
  if (dimension !== 'sales' && dimension !== 'refunds') return null;
  const days = [...review.days, ...review.before.days].filter(
    ({ businessDate }) => businessDate >= from && businessDate <= to,
  );
  return days.reduce<ReviewSums>((sums, day) => addDay(sums, day, dimension), none);
}

function addDay(sums: ReviewSums, day: Review['days'][number], dimension: 'sales' | 'refunds'): ReviewSums {
  const [bills, amount] =
    dimension === 'sales' ? [day.billCount, day.amountPaise] : [day.refundCount, day.refundsPaise];
  return {
    ...sums,
    billCount: sums.billCount + bills,
    amountPaise: addPaise(sums.amountPaise, amount),
  };
}

/** What the days of a range sold. */
export function salesOfDays({ days }: Pick<Reviewed, 'days'>, from: string, to: string): ReviewSums {
  return days
    .filter(({ businessDate }) => businessDate >= from && businessDate <= to)
    .reduce<ReviewSums>((sums, day) => addDay(sums, day, 'sales'), none);
}

/** By how much of a hundred a figure is more than another, to the nearest whole one; null where there was nothing to compare with. */
export function percentMore(now: number, before: number): number | null {
  return before === 0 ? null : Math.round(((now - before) * 100) / Math.abs(before));
}
