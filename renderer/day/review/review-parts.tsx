import { useTranslation } from 'react-i18next';
import type { Review } from '../../../shared/contract/review.ts';
import { CategoryTable } from './category-table.tsx';
import { figureOf } from './figures.ts';
import { OpenNow } from './open-now.tsx';
import { SmallSums } from './small-sums.tsx';
import { TaxTables } from './tax-table.tsx';
import { TenderTable } from './tender-table.tsx';
import { Tiles } from './tiles.tsx';
import { DayChart, HourChart } from './trade-charts.tsx';

/** All figures of a review, on screen and on paper; `whole` leaves nothing folded. */
export function ReviewParts({
  review,
  whole = false,
}: {
  readonly review: Review;
  readonly whole?: boolean;
}) {
  const { t } = useTranslation();
  const isEmpty = figureOf(review, 'sales').billCount === 0 && figureOf(review, 'refunds').billCount === 0;
  const hasDays = review.from !== review.to;
  return (
    <>
      <Tiles review={review} />
      <OpenNow review={review} />
      {isEmpty ? <p className="callout">{t('review.nothing')}</p> : null}
      {hasDays ? <DayChart review={review} whole={whole} /> : null}
      <HourChart review={review} whole={whole} />
      <TenderTable review={review} />
      <div className="review-grid">
        <CategoryTable review={review} whole={whole} />
        <div className="stack">
          <TaxTables review={review} />
          <SmallSums review={review} />
        </div>
      </div>
    </>
  );
}
