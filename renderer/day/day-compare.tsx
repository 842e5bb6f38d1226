import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day, Reconciliation, ReconcileRow } from '../../shared/contract/day.ts';
import type { PosError } from '../../shared/contract/errors.ts';
import { formatRupees } from '../../shared/domain/money.ts';
import { errorWords } from '../app/error-words.ts';
import { asked, pos } from '../app/pos.ts';
import { useSnapshot } from '../app/session.ts';
import { timeWords } from '../app/time-words.ts';
import { Button } from '../ui/button.tsx';
import { openOrder } from './open-order.ts';
import { useDayKey } from './use-day-key.ts';

const KEY = 'F7';

type Comparison = {
  readonly busy: boolean;
  readonly found: Reconciliation | null;
  readonly error: PosError | null;
};

/** One side of a difference: the amount there, or that it is not there. */
function Side({ label, paise }: { readonly label: string; readonly paise: ReconcileRow['localPaise'] }) {
  const { t } = useTranslation();
  return (
    <span className="figures">
      {label}: {paise === null ? t('day.compare.nothing') : formatRupees(paise)}
    </span>
  );
}

function Difference({ row }: { readonly row: ReconcileRow }) {
  const { t, i18n } = useTranslation();
  const zone = useSnapshot()?.shop.zone ?? 'Asia/Kolkata';
  const { orderId } = row;
  const facts = [
    row.at === null ? null : timeWords(row.at, i18n.language, zone),
    row.rrn === null ? null : t('receipt.rrn', { rrn: row.rrn }),
    row.authCode === null ? null : t('receipt.auth', { code: row.authCode }),
  ].filter(Boolean);
  return (
    <li className="day-item">
      <div className="day-item-words">
        <p>
          <strong>{t(`day.compare.class.${row.class}`)}</strong>
        </p>
        <p className="day-sides">
          <Side label={t('day.compare.till')} paise={row.localPaise} />
          <Side label={t('day.compare.gateway')} paise={row.gatewayPaise} />
          <span className="soft">{facts.join(' · ')}</span>
        </p>
        <p className="soft">{t(`day.compare.advice.${row.advice}`)}</p>
      </div>
      {orderId === null ? null : <Button onPress={() => openOrder(orderId)}>{t('day.openOrder')}</Button>}
    </li>
  );
}

function Found({ found }: { readonly found: Reconciliation }) {
  const { t } = useTranslation();
  const differences = found.differences.filter((row) => row.class !== 'matched');
  return (
    <>
      <p className={differences.length === 0 ? 'callout callout-good' : 'callout callout-bad'}>
        {t(differences.length === 0 ? 'day.compare.allMatched' : 'day.compare.someDiffer', {
          matched: found.matched,
          count: differences.length,
        })}
      </p>
      <ul className="day-items">
        {differences.map((row) => (
          <Difference key={`${row.class}-${row.attemptId ?? row.rrn ?? ''}`} row={row} />
        ))}
      </ul>
    </>
  );
}

function Last({ day }: { readonly day: Day }) {
  const { t, i18n } = useTranslation();
  const zone = useSnapshot()?.shop.zone ?? 'Asia/Kolkata';
  if (day.reconciled === null) return <p className="soft">{t('day.compare.never')}</p>;
  const { at, matched, differences } = day.reconciled;
  return (
    <p className="soft">
      {t('day.compare.last', { time: timeWords(at, i18n.language, zone), matched, count: differences })}
    </p>
  );
}

/** Compares the day's payments with the gateway's own list, and says for each difference what to do. */
export function DayCompare({ day }: { readonly day: Day }) {
  const { t } = useTranslation();
  const [{ busy, found, error }, set] = useState<Comparison>({ busy: false, found: null, error: null });
  const compare = async (): Promise<void> => {
    if (busy) return;
    set({ busy: true, found: null, error: null });
    const reply = await asked(pos().reconcileDay({ businessDate: day.businessDate }));
    set(
      reply.ok
        ? { busy: false, found: reply.value, error: null }
        : { busy: false, found: null, error: reply.error },
    );
  };
  useDayKey(KEY, () => void compare());
  return (
    <section className="card stack-s" aria-labelledby="day-compare">
      <div className="day-part-head">
        <h2 id="day-compare">{t('day.compare.title')}</h2>
        <Button keyName={KEY} disabled={busy} onPress={() => void compare()}>
          {t(busy ? 'day.compare.busy' : 'day.compare.ask')}
        </Button>
      </div>
      <Last day={day} />
      <div role="status" className="stack-s">
        {found === null ? null : <Found found={found} />}
      </div>
      {error === null ? null : (
        <p role="alert" className="callout callout-bad">
          {errorWords(t, error)}
        </p>
      )}
    </section>
  );
}
