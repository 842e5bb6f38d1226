import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../shared/contract/sync.ts';
import { sayError } from '../app/messages.ts';
import { goTo } from '../app/navigation.ts';
import { asked, pos } from '../app/pos.ts';
import { useSnapshot } from '../app/session.ts';
import { Button } from '../ui/button.tsx';
import { momentWords, signLook } from './sync-words.ts';
import { applySyncStatus } from './use-sync-status.ts';

const callouts = { good: 'callout-good', wait: 'callout-wait', bad: 'callout-bad', off: '' } as const;

function Headline({ status }: { readonly status: SyncStatus }) {
  const { t } = useTranslation();
  const { state, waiting, problem } = status;
  const what = (): string => {
    if (state === 'off') return t('office.state.off');
    if (waiting > 0) return t('office.state.waiting', { count: waiting });
    return t('office.state.idle');
  };
  return (
    <div className={`callout ${callouts[signLook(status)]}`} role="status">
      <p>
        <strong>{what()}</strong>
      </p>
      {problem === null ? null : <p>{t(`office.problem.${problem}`)}</p>}
      <p className="soft small">{t(state === 'off' ? 'office.kept' : 'office.safe')}</p>
    </div>
  );
}

function Facts({ status }: { readonly status: SyncStatus }) {
  const { t, i18n } = useTranslation();
  const zone = useSnapshot()?.shop.zone ?? 'Asia/Kolkata';
  const at = (ms: number | null): string =>
    ms === null ? t('office.facts.never') : momentWords(ms, i18n.language, zone, Date.now());
  const facts: ReadonlyArray<readonly [string, string]> = [
    [t('office.facts.lastSuccess'), at(status.lastSuccessAt)],
    ...(status.waitingSince === null ? [] : [[t('office.facts.since'), at(status.waitingSince)] as const]),
    ...(status.ambiguous === 0 ? [] : [[t('office.facts.ambiguous'), String(status.ambiguous)] as const]),
    ...(status.refused === 0 ? [] : [[t('office.facts.refused'), String(status.refused)] as const]),
    ...(status.notDeliverable === 0
      ? []
      : [[t('office.facts.notDeliverable'), String(status.notDeliverable)] as const]),
    [t('office.facts.server'), status.server === null ? '–' : t(`office.facts.kind.${status.server}`)],
  ];
  return (
    <dl className="office-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="soft small">{name}</dt>
          <dd className="figures">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How the sending stands, what is wrong in plain words, and the button that tries at once. */
export function OfficeStatus({ status }: { readonly status: SyncStatus }) {
  const { t } = useTranslation();
  const tryNow = async (): Promise<void> => {
    const reply = await asked(pos().trySyncNow());
    if (reply.ok) applySyncStatus(reply.value);
    else sayError(reply.error);
  };
  return (
    <section className="card stack" aria-label={t('office.state.label')}>
      <Headline status={status} />
      {status.state === 'off' ? null : <Facts status={status} />}
      <div className="row">
        {status.state === 'off' ? null : (
          <Button look="main" onPress={() => void tryNow()}>
            {t('office.tryNow')}
          </Button>
        )}
        <Button onPress={() => goTo('settings')}>{t('office.openSettings')}</Button>
      </div>
    </section>
  );
}
