import { useTranslation } from 'react-i18next';
import type { Review } from '../../../shared/contract/review.ts';
import { FigureButton } from './figure-button.tsx';
import { figureOf, type Measure } from './figures.ts';

/** What lies between the prices and what was paid: discounts, the GST in it, round-off. */
export function SmallSums({ review }: { readonly review: Review }) {
  const { t } = useTranslation();
  const { from, to } = review;
  const sales = figureOf(review, 'sales');
  const rows = ['discount', 'tax', 'roundOff'] as const satisfies readonly Measure[];
  return (
    <dl className="small-sums">
      {rows.map((measure) => {
        const what = t(`review.figure.${measure}`);
        return (
          <div key={measure}>
            <dt>{what}</dt>
            <dd>
              <FigureButton
                figure={{ dimension: 'sales', key: '', from, to, measure }}
                sums={sales}
                what={what}
              />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
