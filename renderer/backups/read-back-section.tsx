import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReadBack } from '../../shared/contract/read-back.ts';
import { ManagerPinDialog } from '../app/manager-pin-dialog.tsx';
import { asked, pos } from '../app/pos.ts';
import { Button } from '../ui/button.tsx';
import { momentWords, useBackups } from './use-backups.ts';

type OutcomeProps = {
  readonly readBack: ReadBack;
  /** Whether the till asks again by itself. */
  readonly again: boolean;
};

/** Whether nothing was heard from the office: there is nothing to count then. */
function isSilent({ outcome, bills, creditNotes, there, differCount, refusedCount }: ReadBack): boolean {
  return outcome === 'part' && bills + creditNotes + there + differCount + refusedCount === 0;
}

/** That it came to no end: how far it came, and what happens next. */
function Unfinished({ readBack, again }: OutcomeProps) {
  const { t, i18n } = useTranslation();
  const { at } = readBack;
  return (
    <p className="callout callout-wait" role="status">
      {t(isSilent(readBack) ? 'backups.readBack.silent' : 'backups.readBack.part', {
        when: momentWords(at, i18n.language),
      })}{' '}
      {t(again ? 'backups.readBack.again' : 'backups.readBack.byHand')}
    </p>
  );
}

/** What came of it, in figures, with what a person must look at named one by one. */
function Outcome({ readBack, again }: OutcomeProps) {
  const { t, i18n } = useTranslation();
  const { outcome, bills, creditNotes, there, intoClosedDays, differs, differCount } = readBack;
  const { refused, refusedCount, at } = readBack;
  if (isSilent(readBack)) return <Unfinished readBack={readBack} again={again} />;
  if (outcome === 'base') return <p className="callout callout-wait">{t('backups.readBack.base')}</p>;
  return (
    <>
      {outcome === 'part' ? (
        <Unfinished readBack={readBack} again={again} />
      ) : (
        <p className="callout callout-good" role="status">
          {t('backups.readBack.done', { when: momentWords(at, i18n.language) })}
        </p>
      )}
      <dl className="backup-facts">
        <div>
          <dt className="soft">{t('backups.readBack.bills')}</dt>
          <dd className="figures">{bills}</dd>
        </div>
        <div>
          <dt className="soft">{t('backups.readBack.creditNotes')}</dt>
          <dd className="figures">{creditNotes}</dd>
        </div>
        <div>
          <dt className="soft">{t('backups.readBack.there')}</dt>
          <dd className="figures">{there}</dd>
        </div>
      </dl>
      {intoClosedDays === 0 ? null : <p>{t('backups.readBack.closedDays', { count: intoClosedDays })}</p>}
      {differCount === 0 ? null : (
        <div className="callout callout-wait stack">
          <h3>{t('backups.readBack.differs', { count: differCount })}</h3>
          <ul>
            {differs.map(({ what, fields }) => (
              <li key={what}>
                <span className="figures">{what}</span> ·{' '}
                {fields.map((field) => t(`backups.readBack.field.${field}`)).join(', ')}
              </li>
            ))}
          </ul>
        </div>
      )}
      {refusedCount === 0 ? null : (
        <div className="callout callout-bad stack">
          <h3>{t('backups.readBack.refused', { count: refusedCount })}</h3>
          <ul>
            {refused.map(({ what, reason }, index) => (
              <li key={`${what}-${String(index)}`}>
                <span className="figures">{what}</span> · {t(`backups.readBack.reason.${reason}`)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/**
 * Bills that this till lost and the office holds: read back at a manager's word, and what came of it the last time. Nothing where no office is set up. Before all
 * else as long as nobody has put away what followed from a restore, else beside the office.
 */
export function ReadBackSection({ isFirst }: { readonly isFirst: boolean }) {
  const { t } = useTranslation();
  const backups = useBackups();
  const [asking, setAsking] = useState(false);
  const readBack = backups?.readBack ?? null;
  if (backups === null || (backups.canReadBack !== true && readBack === null)) return null;
  if (isFirst !== (backups.restored?.seen === false)) return null;
  const again = backups.restored !== null && backups.restored.check !== 'asked';
  return (
    <section className="card stack" aria-labelledby="read-back-title">
      <h2 id="read-back-title">{t('backups.readBack.title')}</h2>
      <p className="soft">{t('backups.readBack.text')}</p>
      {readBack === null ? null : <Outcome readBack={readBack} again={again} />}
      {backups.canReadBack === true ? (
        <div className="row">
          <Button onPress={() => setAsking(true)}>{t('backups.readBack.now')}</Button>
        </div>
      ) : null}
      {asking ? (
        <ManagerPinDialog
          title={t('backups.readBack.now')}
          confirm={t('backups.readBack.now')}
          onConfirm={async (manager) => {
            const reply = await asked(pos().readBack({ manager }));
            return reply.ok ? null : reply.error;
          }}
          onClose={() => setAsking(false)}
        >
          <p>{t('backups.readBack.nowText')}</p>
        </ManagerPinDialog>
      ) : null}
    </section>
  );
}
