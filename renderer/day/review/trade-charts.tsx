import { useTranslation } from 'react-i18next';
import type { Review } from '../../../shared/contract/review.ts';
import { isBusinessDate } from '../../../shared/domain/business-date.ts';
import { ColumnChart, type Column } from './column-chart.tsx';
import { figureOf, salesOfDays, type Opened } from './figures.ts';
import { fromOf, rangeOf, stretches, type Range } from './ranges.ts';
import { dayWords, hourWords, rangeWords } from './words.ts';

type ChartOf = { readonly review: Review; readonly whole: boolean };

function useLegend(review: Review) {
  const { t, i18n } = useTranslation();
  const words = (from: string, to: string): string => rangeWords(t, from, to, i18n.language);
  return {
    now: t('review.chart.now', { range: words(review.from, review.to) }),
    before: t('review.chart.before', { range: words(review.before.from, review.before.to) }),
  };
}

/** A chart of fewer hours would say little. */
const HOURS_LEAST = 8;

/** The hours in which either side sold or gave back, and all between them. */
function hoursOf(review: Review): readonly string[] {
  const traded = [...review.figures, ...review.before.figures]
    .filter(({ dimension }) => dimension === 'hour' || dimension === 'refund-hour')
    .map(({ key }) => Number(key));
  if (traded.length === 0) return [];
  const last = Math.max(...traded, HOURS_LEAST - 1);
  const first = Math.min(...traded, last + 1 - HOURS_LEAST);
  const length = last - first + 1;
  return Array.from({ length }, (_, index) => String(first + index).padStart(2, '0'));
}

/** What was sold in each hour of the day. */
export function HourChart({ review, whole }: ChartOf) {
  const { t } = useTranslation();
  const legend = useLegend(review);
  const columns = hoursOf(review).map((key): Column => {
    const opened = ({ from, to }: { from: string; to: string }): Opened => ({
      dimension: 'hour',
      key,
      from,
      to,
      measure: 'amount',
    });
    return {
      name: String(Number(key)),
      fullName: hourWords(key),
      figure: opened(review),
      sums: figureOf(review, 'hour', key),
      before: { figure: opened(review.before), sums: figureOf(review.before, 'hour', key) },
      credits: {
        figure: { ...opened(review), dimension: 'refund-hour' },
        sums: figureOf(review, 'refund-hour', key),
      },
    };
  });
  return (
    <ColumnChart
      id="review-hours"
      title={t('review.chart.hours')}
      legend={legend}
      firstColumn={t('review.chart.hour')}
      columns={columns}
      whole={whole}
    />
  );
}

function rangeOfReview({ from, to }: { readonly from: string; readonly to: string }): Range | null {
  return isBusinessDate(from) && isBusinessDate(to) ? rangeOf(from, to) : null;
}

/** Credit notes of some days. */
function creditsOf(review: Review, from: string, to: string) {
  const days = review.days.filter(({ businessDate }) => businessDate >= from && businessDate <= to);
  const swapped = days.map(({ refundCount, refundsPaise, ...day }) => ({
    ...day,
    refundCount,
    refundsPaise,
    billCount: refundCount,
    amountPaise: refundsPaise,
  }));
  return salesOfDays({ days: swapped }, from, to);
}

/** What was sold on each day, or in each stretch of a longer range. */
export function DayChart({ review, whole }: ChartOf) {
  const { t, i18n } = useTranslation();
  const legend = useLegend(review);
  const now = rangeOfReview(review);
  const earlier = rangeOfReview(review.before);
  if (now === null || earlier === null) return null;
  const parts = stretches(now);
  const partsBefore = stretches(earlier);
  const length = parts[0]?.days ?? 1;
  const columns = parts.flatMap((part, index): Column[] => {
    const match = partsBefore[index];
    if (match === undefined) return [];
    const opened = (range: Range, dimension: 'sales' | 'refunds' = 'sales'): Opened => ({
      dimension,
      key: '',
      from: fromOf(range),
      to: range.to,
      measure: 'amount',
    });
    const from = fromOf(part);
    return [
      {
        name: dayWords(from, i18n.language),
        fullName: rangeWords(t, from, part.to, i18n.language),
        figure: opened(part),
        sums: salesOfDays(review, from, part.to),
        before: { figure: opened(match), sums: salesOfDays(review.before, fromOf(match), match.to) },
        credits: { figure: opened(part, 'refunds'), sums: creditsOf(review, from, part.to) },
      },
    ];
  });
  const title = length === 1 ? 'days' : length === 7 ? 'weeks' : 'fourWeeks';
  return (
    <ColumnChart
      id="review-days"
      title={t(`review.chart.${title}`)}
      legend={legend}
      firstColumn={t('review.chart.day')}
      columns={columns}
      whole={whole}
    />
  );
}
