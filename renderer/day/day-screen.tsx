import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../app/error-words.ts';
import { useSnapshot } from '../app/session.ts';
import { dateWords } from '../app/time-words.ts';
import { Button } from '../ui/button.tsx';
import { DayClose } from './day-close.tsx';
import { DayCompare } from './day-compare.tsx';
import { DayExceptions } from './day-exceptions.tsx';
import { DaySums, DayTenders } from './day-sums.tsx';
import { DayTabs } from './day-tabs.tsx';
import { dayFrom, showDay, showTab, useDayView } from './day-view.ts';
import { ReviewPage } from './review/review-page.tsx';
import { useDay } from './use-day.ts';
import { useDayKey } from './use-day-key.ts';
import './day.css';

/** The way from day to day: one back, one on, or a date. */
function DayChooser({ shown, inHand }: { readonly shown: string; readonly inHand: string }) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const go = (days: number): void => showDay(dayFrom(shown, days), inHand);
  useDayKey('PageUp', () => go(-1));
  useDayKey('PageDown', () => go(1));
  return (
    <div className="day-chooser" role="group" aria-label={t('day.choose')}>
      <Button keyName="PageUp" onPress={() => go(-1)}>
        {t('day.earlier')}
      </Button>
      <span className="day-date">
        {/* The browser's own field would show the date as its language does, not as the shop's; only its calendar is used. */}
        <input
          ref={field}
          type="date"
          className="day-date-field"
          tabIndex={-1}
          aria-hidden="true"
          value={shown}
          max={inHand}
          onChange={(change) => {
            if (change.target.value !== '') showDay(change.target.value, inHand);
          }}
        />
        <Button onPress={() => field.current?.showPicker()}>{t('day.date')}</Button>
      </span>
      <Button keyName="PageDown" disabled={shown >= inHand} onPress={() => go(1)}>
        {t('day.later')}
      </Button>
    </div>
  );
}

/** The end of a day of trade: what it took and gave back, what is open, whether the gateway agrees, and its close. */
function ClosePage() {
  const { t, i18n } = useTranslation();
  const inHand = useSnapshot()?.businessDate ?? '';
  const businessDate = useDayView((state) => state.businessDate);
  const loaded = useDay(businessDate);
  const shown = businessDate ?? inHand;
  const { day, error } = loaded;
  return (
    <div className="page">
      <div className="stack day-page">
        <header className="day-head">
          <div>
            <h1>{t('day.title', { date: dateWords(shown, i18n.language) })}</h1>
            <p className="soft">{t(shown === inHand ? 'day.inHand' : 'day.earlierDay')}</p>
          </div>
          <DayTabs />
          <DayChooser shown={shown} inHand={inHand} />
          {day === null ? null : (
            <DayClose key={day.businessDate} day={day} take={loaded.take} reload={loaded.reload} />
          )}
        </header>
        {error === null ? null : (
          <p role="alert" className="callout callout-wait">
            {error.code === 'day-not-found' ? t('day.none') : errorWords(t, error)}
          </p>
        )}
        {day === null ? null : (
          <div className="day-grid">
            <div className="stack">
              <DayTenders day={day} />
              <DaySums day={day} />
            </div>
            <div className="stack">
              <DayExceptions day={day} />
              <DayCompare key={day.businessDate} day={day} />
            </div>
          </div>
        )}
      </div>
    </div>
  );
}

/** The day: its review, and on its other side its end. The key that leads here leads back to the review. */
export function DayScreen() {
  const tab = useDayView((state) => state.tab);
  useDayKey('F5', () => showTab('review'));
  return tab === 'review' ? <ReviewPage /> : <ClosePage />;
}
