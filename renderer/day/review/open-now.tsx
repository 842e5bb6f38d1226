import { useTranslation } from 'react-i18next';
import type { Review } from '../../../shared/contract/review.ts';
import { FigureButton } from './figure-button.tsx';
import { figureOf } from './figures.ts';

/** What is open at this moment, whatever the days: payments that nobody knows the outcome of, orders that wait for the office. */
export function OpenNow({ review }: { readonly review: Review }) {
  const { t } = useTranslation();
  const { from, to, now } = review;
  const parts = (['unknown', 'waiting', 'refused'] as const)
    .map((dimension) => ({ dimension, figure: figureOf({ figures: now }, dimension) }))
    .filter(({ dimension, figure }) => dimension !== 'refused' || figure.billCount > 0);
  return (
    <section className="open-now" aria-labelledby="open-now">
      <h2 id="open-now" className="open-now-title">
        {t('review.now.title')}
      </h2>
      <dl className="open-now-list">
        {parts.map(({ dimension, figure }) => (
          <div
            key={dimension}
            className={figure.billCount > 0 && dimension !== 'waiting' ? 'open-now-bad' : ''}
          >
            <dt title={t(`review.now.${dimension}`)}>{t(`review.figure.${dimension}`)}</dt>
            <dd>
              {figure.billCount === 0 ? (
                <span className="soft">{t('review.now.none')}</span>
              ) : (
                <FigureButton
                  figure={{ dimension, key: '', from, to, measure: 'bills' }}
                  sums={figure}
                  what={t(`review.figure.${dimension}`)}
                />
              )}
              {dimension === 'unknown' && figure.billCount > 0 ? (
                <>
                  {' · '}
                  <FigureButton
                    figure={{ dimension, key: '', from, to, measure: 'amount' }}
                    sums={figure}
                    what={t(`review.figure.${dimension}`)}
                  />
                </>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
