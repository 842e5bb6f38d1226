import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { LastDocument, TillRestored } from '../../shared/contract/till-origin.ts';
import { formatRupees } from '../../shared/domain/money.ts';
import { ManagerPinDialog } from '../app/manager-pin-dialog.tsx';
import { asked, pos } from '../app/pos.ts';
import { useSnapshot } from '../app/session.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { RestoreOutcome } from './restore-dialog.tsx';
import { momentWords, orSay, useBackups } from './use-backups.ts';

const nothingSaid = { signed: null, original: null, lastNumber: null };

const refusals = ['gateway-not-set-up', 'gateway-no-day-list'] as const;
const officeRefusals = ['office-unreachable', 'office-not-set-up'] as const;

/** Why the office, which is asked first, could not be asked; null when that is not what is missing. */
function officeRefusal({ refusal }: TillRestored): (typeof officeRefusals)[number] | null {
  return officeRefusals.find((code) => code === refusal) ?? null;
}

function numbers(documents: readonly LastDocument[]): string {
  return documents.map(({ number }) => number).join(' · ') || '–';
}

/** How the questions to the office and the gateway stand. */
function Asking({ restored }: { readonly restored: TillRestored }) {
  const { t } = useTranslation();
  const { check, refusal, days } = restored;
  const office = officeRefusal(restored);
  if (check === 'signed')
    return <p>{t(office === null ? 'backups.restored.signed' : 'backups.restored.signedOffice')}</p>;
  if (check === 'asked') return <p>{t('backups.restored.asked', { count: days.length })}</p>;
  if (refusal === null) return <p role="status">{t('backups.restored.asking', { count: days.length })}</p>;
  const known = refusals.find((code) => code === refusal) ?? 'other';
  return (
    <p role="status" className="callout callout-wait">
      {office === null
        ? t('backups.restored.refused', { why: t(`backups.restored.refusal.${known}`) })
        : t(`backups.restored.office.${office}`)}
    </p>
  );
}

/** What others hold and this till does not know: it must be entered again or given back. */
function Unknown({ restored }: { readonly restored: TillRestored }) {
  const { t, i18n } = useTranslation();
  const rows = restored.days.flatMap(({ businessDate, differences }) =>
    differences.filter((row) => row.class === 'gateway-only').map((row) => ({ businessDate, row })),
  );
  if (rows.length === 0 && restored.lostBills.length === 0) {
    return restored.check === 'asked' ? <p>{t('backups.restored.noneUnknown')}</p> : null;
  }
  return (
    <div className="callout callout-bad stack">
      {rows.length === 0 ? null : (
        <>
          <h3>{t('backups.restored.unknown')}</h3>
          <p>{t('backups.restored.unknownText')}</p>
          <ul>
            {rows.map(({ businessDate, row }) => (
              <li key={`${businessDate}-${row.rrn ?? ''}-${row.at ?? ''}`} className="figures">
                {businessDate} · {row.gatewayPaise === null ? '–' : formatRupees(row.gatewayPaise)} · RRN{' '}
                {row.rrn ?? '–'} · {row.authCode ?? '–'}
              </li>
            ))}
          </ul>
        </>
      )}
      {restored.lostBills.length === 0 ? null : (
        <>
          <h3>{t('backups.restored.lostBills')}</h3>
          <ul>
            {restored.lostBills.map(({ orderId, number, totalPaise, at }) => (
              <li key={orderId} className="figures">
                {number} · {formatRupees(totalPaise)} · {momentWords(at, i18n.language)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

type Original = NonNullable<TillRestored['original']>;

/** What only people know: whether the original goes on, and what is on paper. */
function Words({ restored }: { readonly restored: TillRestored }) {
  const { t } = useTranslation();
  const [original, setOriginal] = useState<Original | null>(restored.original);
  const [lastNumber, setLastNumber] = useState('');
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const typed = lastNumber.trim() === '' ? null : lastNumber.trim();
    void orSay(pos().settleRestored({ signed: null, original, lastNumber: typed }));
  };
  return (
    <form className="stack" onSubmit={submit}>
      {restored.why === 'copied' ? (
        <fieldset className="backup-original stack">
          <legend>{t('backups.restored.original')}</legend>
          {(['gone', 'goes-on'] as const).map((answer) => (
            <label key={answer} className="choice">
              <input
                type="radio"
                name="original"
                checked={original === answer}
                onChange={() => setOriginal(answer)}
              />
              <span>{t(answer === 'gone' ? 'backups.restored.gone' : 'backups.restored.goesOn')}</span>
            </label>
          ))}
        </fieldset>
      ) : null}
      <TextField
        label={t('backups.restored.lastNumber')}
        hint={t('backups.restored.lastNumberHint')}
        value={lastNumber}
        maxLength={16}
        className="figures"
        onChange={setLastNumber}
      />
      <div className="row">
        <button type="submit" className="button button-main">
          {t('backups.restored.save')}
        </button>
      </div>
    </form>
  );
}

/** Asks again now, or goes on without: without the office, where that is what does not answer, else without the bank's list. */
function Sign({ office }: { readonly office: boolean }) {
  const { t } = useTranslation();
  const [signing, setSigning] = useState(false);
  const sign = office ? 'backups.restored.signOffice' : 'backups.restored.sign';
  const [reason, setReason] = useState('');
  return (
    <>
      <div className="row">
        <Button onPress={() => void orSay(pos().askRestored())}>
          {t(office ? 'backups.restored.askOffice' : 'backups.restored.askNow')}
        </Button>
        <Button onPress={() => setSigning(true)}>{t(sign)}</Button>
      </div>
      {signing ? (
        <ManagerPinDialog
          title={t(sign)}
          confirm={t('backups.restored.save')}
          look="danger"
          ready={reason.trim() !== ''}
          onConfirm={async (manager) => {
            const signed = { manager, reason: reason.trim() };
            const reply = await asked(pos().settleRestored({ signed, original: null, lastNumber: null }));
            return reply.ok ? null : reply.error;
          }}
          onClose={() => setSigning(false)}
        >
          <p>{t(office ? 'backups.restored.signOfficeText' : 'backups.restored.signText')}</p>
          <TextField
            label={t('backups.restored.reason')}
            value={reason}
            maxLength={500}
            onChange={setReason}
          />
        </ManagerPinDialog>
      ) : null}
    </>
  );
}

/** Whether a till that was put back still waits for something before it sells. */
function waits(restored: TillRestored, tillCode: string): boolean {
  if (restored.check === 'due' || restored.original === null) return true;
  return restored.original === 'goes-on' && restored.tillCode === tillCode;
}

/** What the first line says of selling: not yet, on a manager's word, or with everything done. */
function sellingWords(restored: TillRestored, isWaiting: boolean): 'blocked' | 'sells' | 'ready' {
  if (isWaiting) return 'blocked';
  return restored.check === 'asked' ? 'ready' : 'sells';
}

/** What follows from a restore or a copy, until it is done. It comes into sight when it begins: the backup was chosen further down on the page. Nothing where the till was never put back. */
export function RestoredSection() {
  const { t, i18n } = useTranslation();
  const backups = useBackups();
  const restored = backups?.restored ?? null;
  const outcome = backups?.lastRestore ?? null;
  const snapshot = useSnapshot();
  const section = useRef<HTMLElement>(null);
  const at = restored?.at ?? null;
  useEffect(() => {
    const card = section.current;
    if (at !== null && card !== null && card.getBoundingClientRect().top < 0) card.scrollIntoView();
  }, [at]);
  if (restored === null || snapshot === null) return null;
  const isWaiting = waits(restored, snapshot.shop.tillCode);
  const selling = sellingWords(restored, isWaiting);
  if (restored.seen && !isWaiting) return null;
  const when = restored.backupMadeAt === null ? '–' : momentWords(restored.backupMadeAt, i18n.language);
  const needsCode = restored.original === 'goes-on' && restored.tillCode === snapshot.shop.tillCode;
  return (
    <section ref={section} className="card stack" aria-labelledby="restored-title">
      <h2 id="restored-title">{t('backups.restored.title')}</h2>
      <p className={selling === 'ready' ? 'callout callout-good' : 'callout callout-wait'}>
        {t(`backups.restored.why.${restored.why}`, { when })}{' '}
        <strong>{t(`backups.restored.${selling}`)}</strong>
      </p>
      <dl className="backup-facts">
        <div>
          <dt className="soft">{t('backups.restored.lastKnown')}</dt>
          <dd className="figures">{numbers(restored.lastKnown)}</dd>
        </div>
        <div>
          <dt className="soft">{t('backups.restored.lastHere')}</dt>
          <dd className="figures">{numbers(restored.lastHere)}</dd>
        </div>
      </dl>
      {outcome === null ? null : <RestoreOutcome reply={outcome} />}
      <Asking restored={restored} />
      <Unknown restored={restored} />
      {needsCode ? <p className="callout callout-wait">{t('backups.restored.newCode')}</p> : null}
      {isWaiting ? <Words key={restored.original ?? 'open'} restored={restored} /> : null}
      {restored.check === 'due' ? <Sign office={officeRefusal(restored) !== null} /> : null}
      {isWaiting ? null : (
        <div className="row">
          <Button onPress={() => void orSay(pos().settleRestored(nothingSaid))}>
            {t('app.notices.dismiss')}
          </Button>
        </div>
      )}
    </section>
  );
}
