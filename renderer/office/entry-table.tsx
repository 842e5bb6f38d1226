import { useTranslation } from 'react-i18next';
import type { SyncEntry } from '../../shared/contract/sync.ts';
import { paise } from '../../shared/domain/money.ts';
import { dateWords } from '../app/time-words.ts';
import { useSnapshot } from '../app/session.ts';
import { Button } from '../ui/button.tsx';
import { Money } from '../ui/money.tsx';
import { reasonLines } from './reason-text.ts';
import { momentWords } from './sync-words.ts';

type EntryProps = {
  readonly entry: SyncEntry;
  /** Whether there is an office at all: without one nothing waits, it is kept. */
  readonly hasOffice: boolean;
  readonly onResend: (entry: SyncEntry) => void;
};

const kinds = [
  'order-completed',
  'credit-note-issued',
  'refund-changed',
  'attempt-changed',
  'day-closed',
] as const;

function EntryRow({ entry, hasOffice, onResend }: EntryProps) {
  const { t, i18n } = useTranslation();
  const zone = useSnapshot()?.shop.zone ?? 'Asia/Kolkata';
  const now = Date.now();
  const { kind, subjectId, documentNumber, amountPaise, createdAt, sentAt, reason } = entry;
  const state = entry.state === 'waiting' && !hasOffice ? 'kept' : entry.state;
  const known = kinds.find((one) => one === kind);
  const number = documentNumber ?? (kind === 'day-closed' ? dateWords(subjectId, i18n.language) : '–');
  return (
    <tr>
      <th scope="row">
        <span className="figures">{number}</span>
        <span className="soft small office-kind">{t(`office.kind.${known ?? 'other'}`)}</span>
      </th>
      <td className="figures">{momentWords(createdAt, i18n.language, zone, now)}</td>
      <td className="office-amount">{amountPaise === null ? '–' : <Money paise={paise(amountPaise)} />}</td>
      <td>
        <span className={`office-state office-state-${state}`}>{t(`office.entry.${state}`)}</span>
        {sentAt === null ? null : (
          <span className="soft small figures"> {momentWords(sentAt, i18n.language, zone, now)}</span>
        )}
        {state === 'refused' ? (
          <span className="office-refused">
            <span className="small">{reasonLines(reason).slice(0, 2).join(' · ')}</span>
            <Button label={`${t('office.resend.open')}: ${number}`} onPress={() => onResend(entry)}>
              {t('office.resend.open')}
            </Button>
          </span>
        ) : null}
      </td>
    </tr>
  );
}

/** What the office was told or is still to be told, newest first, each with how it stands. */
export function EntryTable({
  entries,
  hasOffice,
  onResend,
}: {
  readonly entries: readonly SyncEntry[];
  readonly hasOffice: EntryProps['hasOffice'];
  readonly onResend: EntryProps['onResend'];
}) {
  const { t } = useTranslation();
  return (
    <table className="office-table">
      <caption className="visually-hidden">{t('office.list.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('office.list.document')}</th>
          <th scope="col">{t('office.list.made')}</th>
          <th scope="col" className="office-amount">
            {t('office.list.amount')}
          </th>
          <th scope="col">{t('office.list.state')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <EntryRow key={entry.seq} entry={entry} hasOffice={hasOffice} onResend={onResend} />
        ))}
      </tbody>
    </table>
  );
}
