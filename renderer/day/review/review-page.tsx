import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isBusinessDate } from '../../../shared/domain/business-date.ts';
import { errorWords } from '../../app/error-words.ts';
import { useSnapshot } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { DayTabs } from '../day-tabs.tsx';
import { showTab, useDayView } from '../day-view.ts';
import { useDayKey } from '../use-day-key.ts';
import { figureId, type Opened } from './figures.ts';
import { OpenedFigure } from './opened-figure.tsx';
import { RangeBar } from './range-bar.tsx';
import { ReviewParts } from './review-parts.tsx';
import { saveCsv, savePdf } from './save-review.ts';
import { useReview } from './use-review.ts';
import { rangeWords } from './words.ts';
import './review.css';

/** Gives the focus back to the figure whose orders were on screen. */
function useReturningFocus(opened: Opened | null): void {
  const last = useRef<Opened | null>(null);
  useEffect(() => {
    if (opened !== null) {
      last.current = opened;
      return;
    }
    const name = last.current === null ? null : figureId(last.current);
    const all = name === null ? [] : document.querySelectorAll<HTMLElement>('[data-figure]');
    [...all].find((button) => button.dataset['figure'] === name && button.checkVisibility())?.focus();
  }, [opened]);
}

/** The review of a day or of several: what they sold and gave back, and the orders behind each figure. */
export function ReviewPage() {
  const { t, i18n } = useTranslation();
  const { businessDate, days, opened } = useDayView();
  const snapshot = useSnapshot();
  const { review, error } = useReview(businessDate, days);
  const asked = { to: businessDate, days };
  const inHand = review?.inHand ?? snapshot?.businessDate ?? '';
  const shown = businessDate ?? inHand;
  useReturningFocus(opened);
  useDayKey('F10', () => showTab('close'));
  useDayKey('F8', () => void savePdf(asked));
  useDayKey('F9', () => {
    if (opened === null) void saveCsv(asked, null);
  });
  if (opened !== null && review !== null) {
    return (
      <div className="page opened-page">
        <OpenedFigure opened={opened} review={review} />
      </div>
    );
  }
  return (
    <div className="page">
      <div className="stack day-page">
        <header className="review-head">
          <div className="review-title">
            <h1>
              {review === null ? t('review.title') : rangeWords(t, review.from, review.to, i18n.language)}
            </h1>
            <p className="soft">
              {t('review.days', { count: days })}
              {shown === inHand ? ` · ${t('review.live')}` : ''}
            </p>
          </div>
          <DayTabs />
          <div className="row">
            <Button keyName="F8" onPress={() => void savePdf(asked)}>
              {t('review.savePdf')}
            </Button>
            <Button keyName="F9" onPress={() => void saveCsv(asked, null)}>
              {t('review.saveCsv')}
            </Button>
          </div>
        </header>
        {isBusinessDate(shown) && isBusinessDate(inHand) ? (
          <RangeBar range={{ to: shown, days }} inHand={inHand} />
        ) : null}
        {error === null ? null : (
          <p role="alert" className="callout callout-bad">
            {errorWords(t, error)}
          </p>
        )}
        {review === null ? (
          <p className="soft" role="status">
            {t('review.loading')}
          </p>
        ) : (
          <ReviewParts key={`${review.from}/${review.to}`} review={review} />
        )}
      </div>
    </div>
  );
}
