import { useTranslation } from 'react-i18next';
import './sync-sign.css';
import { goTo, useNavigation } from '../app/navigation.ts';
import { signLook, signWords } from './sync-words.ts';
import { useSyncStatus } from './use-sync-status.ts';

/** The always-visible sign: whether the office has every order, or how many wait. It leads to the page that says more. */
export function SyncSign() {
  const { t } = useTranslation();
  const status = useSyncStatus();
  const isCurrent = useNavigation((state) => state.screen === 'office');
  if (status === null) return null;
  return (
    <button
      type="button"
      className={`sync-sign sync-sign-${signLook(status)}`}
      aria-current={isCurrent ? 'page' : undefined}
      aria-keyshortcuts="Shift+F3"
      onClick={() => goTo('office')}
    >
      <span className="visually-hidden">{t('office.sign.label')} </span>
      <span className="figures">{signWords(t, status)}</span>
    </button>
  );
}
