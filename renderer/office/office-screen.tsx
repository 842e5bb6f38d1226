import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncEntry } from '../../shared/contract/sync.ts';
import { Button } from '../ui/button.tsx';
import { EntryTable } from './entry-table.tsx';
import { OfficeStatus } from './office-status.tsx';
import { ResendDialog } from './resend-dialog.tsx';
import { entryFilters, useEntries, type EntryFilter } from './use-entries.ts';
import { useSyncStatus } from './use-sync-status.ts';
import './office.css';

function Filters({
  value,
  hasOffice,
  onChange,
}: {
  readonly value: EntryFilter;
  readonly hasOffice: boolean;
  readonly onChange: (filter: EntryFilter) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="row" role="radiogroup" aria-label={t('office.list.show')}>
      {entryFilters.map((filter) => (
        <label key={filter} className="choice">
          <input
            type="radio"
            name="office-filter"
            value={filter}
            checked={filter === value}
            onChange={() => onChange(filter)}
          />
          {t(`office.filter.${filter === 'waiting' && !hasOffice ? 'kept' : filter}`)}
        </label>
      ))}
    </div>
  );
}

/** What the office has of this till: how the sending stands, and each order's state. */
export function OfficeScreen() {
  const { t } = useTranslation();
  const status = useSyncStatus();
  const [filter, setFilter] = useState<EntryFilter>('all');
  const [chosen, setChosen] = useState<SyncEntry | null>(null);
  const { entries, next, more } = useEntries(filter);
  const hasOffice = status?.state !== 'off';
  return (
    <div className="page">
      <div className="page-column stack">
        <h1>{t('office.title')}</h1>
        {status === null ? null : <OfficeStatus status={status} />}
        <section className="card stack" aria-labelledby="office-list-title">
          <div className="row office-list-head">
            <h2 id="office-list-title">{t('office.list.title')}</h2>
            <Filters value={filter} hasOffice={hasOffice} onChange={setFilter} />
          </div>
          {entries.length === 0 ? (
            <p className="soft">{t(`office.list.none.${filter}`)}</p>
          ) : (
            <EntryTable entries={entries} hasOffice={hasOffice} onResend={setChosen} />
          )}
          {next === null ? null : (
            <div className="row">
              <Button onPress={more}>{t('office.list.more')}</Button>
            </div>
          )}
        </section>
        {chosen === null ? null : <ResendDialog entry={chosen} onClose={() => setChosen(null)} />}
      </div>
    </div>
  );
}
