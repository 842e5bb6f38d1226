import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Review, ReviewFigure } from '../../../shared/contract/review.ts';
import { Button } from '../../ui/button.tsx';
import { FigureButton } from './figure-button.tsx';
import { figureOf, figuresOf } from './figures.ts';
import { ShareBar } from './share-bar.tsx';
import { keyWords } from './words.ts';

const FEW = 10;

/** Every category that sold or took back, most sold first. */
function categoriesOf(review: Review): readonly ReviewFigure[] {
  const all = [...figuresOf(review, 'category'), ...figuresOf(review, 'refund-category')];
  const keys = [...new Set(all.map(({ key }) => key))];
  return keys
    .map((key) => figureOf(review, 'category', key))
    .toSorted((a, b) => b.amountPaise - a.amountPaise);
}

/** A category: its bills, its sales, what came back of it, its sales before, its share in `sum`. */
function CategoryRow({
  review,
  category: key,
  sum,
}: {
  readonly review: Review;
  readonly category: string;
  readonly sum: number;
}) {
  const { t } = useTranslation();
  const { from, to, before } = review;
  const sold = figureOf(review, 'category', key);
  const what = keyWords(t, sold);
  const name = { dimension: 'category', key, from, to, measure: 'amount' } as const;
  return (
    <tr>
      <th scope="row">{what}</th>
      <td>
        <FigureButton figure={{ ...name, measure: 'bills' }} sums={sold} what={what} />
      </td>
      <td>
        <FigureButton figure={name} sums={sold} what={what} />
      </td>
      <td>
        <FigureButton
          figure={{ ...name, dimension: 'refund-category' }}
          sums={figureOf(review, 'refund-category', key)}
          what={`${what}, ${t('review.categories.givenBack')}`}
        />
      </td>
      <td>
        <FigureButton
          figure={{ ...name, from: before.from, to: before.to }}
          sums={figureOf(before, 'category', key)}
          what={`${what}, ${t('review.chart.beforeSales')}`}
        />
      </td>
      <td>
        <ShareBar part={sold.amountPaise} whole={sum} />
      </td>
    </tr>
  );
}

/** What each category sold and what came back of it, most sold first; `whole` shows all of them from the start. */
export function CategoryTable({
  review,
  whole = false,
}: {
  readonly review: Review;
  readonly whole?: boolean;
}) {
  const { t } = useTranslation();
  const [all, showAll] = useState(whole);
  const sorted = categoriesOf(review);
  const sum = sorted.reduce((total, { amountPaise }) => total + amountPaise, 0);
  return (
    <section className="card stack-s category-card" aria-labelledby="review-categories">
      <h2 id="review-categories">{t('review.categories.title')}</h2>
      <table className="order-table figure-table">
        <thead>
          <tr>
            <th scope="col">{t('review.categories.category')}</th>
            <th scope="col">{t('review.categories.bills')}</th>
            <th scope="col">{t('review.categories.sales')}</th>
            <th scope="col">{t('review.categories.givenBack')}</th>
            <th scope="col">{t('review.chart.beforeSales')}</th>
            <th scope="col" className="share-head">
              {t('review.categories.share')}
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, all ? sorted.length : FEW).map(({ key }) => (
            <CategoryRow key={key} review={review} category={key} sum={sum} />
          ))}
        </tbody>
      </table>
      {sorted.length > FEW && !whole ? (
        <div>
          <Button onPress={() => showAll(!all)}>
            {t(all ? 'review.categories.few' : 'review.categories.all', { count: sorted.length })}
          </Button>
        </div>
      ) : null}
      <p className="soft small">{t('review.categories.hint')}</p>
    </section>
  );
}
