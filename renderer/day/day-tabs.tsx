import { useTranslation } from 'react-i18next';
import { showTab, useDayView, type DayTab } from './day-view.ts';
import { KeyHint } from '../ui/key-hint.tsx';

const keyOf: Readonly<Record<DayTab, string>> = { review: 'F5', close: 'F10' };

/** The way between the review of the day and its end. The key beside each leads there from the other. */
export function DayTabs() {
  const { t } = useTranslation();
  const tab = useDayView((state) => state.tab);
  return (
    <nav className="day-tabs" aria-label={t('review.tabs')}>
      {(['review', 'close'] as const).map((each) => (
        <button
          key={each}
          type="button"
          className="day-tab"
          aria-current={each === tab ? 'page' : undefined}
          aria-keyshortcuts={each === tab ? undefined : keyOf[each]}
          onClick={() => showTab(each)}
        >
          {t(`review.tab.${each}`)}
          {each === tab ? null : <KeyHint name={keyOf[each]} />}
        </button>
      ))}
    </nav>
  );
}
