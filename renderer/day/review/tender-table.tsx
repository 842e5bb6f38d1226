import { useTranslation } from 'react-i18next';
import type { Review } from '../../../shared/contract/review.ts';
import { tenderKinds } from '../../../shared/contract/sale.ts';
import { FigureButton } from './figure-button.tsx';
import { figureOf } from './figures.ts';
import { ShareBar } from './share-bar.tsx';

/** How it was paid, and how what came back was given back. */
export function TenderTable({ review }: { readonly review: Review }) {
  const { t } = useTranslation();
  const { from, to, before } = review;
  const whole = figureOf(review, 'sales').amountPaise;
  const rows = tenderKinds
    .map((kind) => ({
      kind,
      taken: figureOf(review, 'tender', kind),
      earlier: figureOf(before, 'tender', kind),
      back: figureOf(review, 'refund-tender', kind),
    }))
    .filter(({ taken, earlier, back }) => taken.billCount + earlier.billCount + back.billCount > 0);
  return (
    <section className="card stack-s" aria-labelledby="review-tenders">
      <h2 id="review-tenders">{t('review.tenders.title')}</h2>
      <table className="order-table figure-table">
        <thead>
          <tr>
            <th scope="col">{t('review.tenders.way')}</th>
            <th scope="col">{t('review.tenders.bills')}</th>
            <th scope="col">{t('review.tenders.taken')}</th>
            <th scope="col" className="share-head">
              {t('review.categories.share')}
            </th>
            <th scope="col">{t('review.chart.beforeSales')}</th>
            <th scope="col">{t('review.tenders.givenBack')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ kind, taken, earlier, back }) => {
            const what = t(`tender.${kind}`);
            const figure = { dimension: 'tender', key: kind, from, to } as const;
            return (
              <tr key={kind}>
                <th scope="row">{what}</th>
                <td>
                  <FigureButton figure={{ ...figure, measure: 'bills' }} sums={taken} what={what} />
                </td>
                <td>
                  <FigureButton figure={{ ...figure, measure: 'amount' }} sums={taken} what={what} />
                </td>
                <td>
                  <ShareBar part={taken.amountPaise} whole={whole} />
                </td>
                <td>
                  <FigureButton
                    figure={{ ...figure, from: before.from, to: before.to, measure: 'amount' }}
                    sums={earlier}
                    what={`${what}, ${t('review.chart.beforeSales')}`}
                  />
                </td>
                <td>
                  <FigureButton
                    figure={{ ...figure, dimension: 'refund-tender', measure: 'amount' }}
                    sums={back}
                    what={`${t('review.tenders.givenBack')}, ${what}`}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="soft small">{t('review.tenders.hint')}</p>
    </section>
  );
}
