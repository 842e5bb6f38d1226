import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { AttemptView } from '../../shared/contract/sale.ts';
import { dateWords } from '../app/time-words.ts';
import { moodOf } from './attempt-facts.ts';
import { reasonWords } from './reason-words.ts';

/** What not to do now; null when nothing can go wrong. */
function Warning({ attempt, orderStuck }: AttemptTextProps) {
  const { t } = useTranslation();
  const mood = moodOf(attempt.state);
  if (orderStuck) return <p className="attempt-warning">{t('attempt.warning.completed')}</p>;
  if (mood === 'working') {
    return (
      <p className="attempt-warning">
        {t('attempt.warning.goods')} {attempt.kind === 'upi-qr' ? t('upi.screenshot') : null}
      </p>
    );
  }
  if (mood !== 'unknown' || attempt.unwanted) return null;
  return (
    <p className="attempt-warning">
      {t('attempt.warning.goods')} {t('attempt.warning.again')}
    </p>
  );
}

export type AttemptTextProps = {
  readonly attempt: AttemptView;
  /** The money is there but the bill could not be completed. */
  readonly orderStuck: boolean;
};

/** What the payment is doing, by the way it is paid. */
function titleOf(t: TFunction, { state, kind }: AttemptView): string {
  const mood = moodOf(state);
  if (mood === 'working' && (kind === 'upi-qr' || kind === 'card-keyed'))
    return t(`attempt.working.${kind}.title`);
  return t(`attempt.title.${mood}`);
}

/** The state in a sentence or two, by the way it is paid. */
function textOf(t: TFunction, { state, kind, unwanted }: AttemptView): string {
  const mood = moodOf(state);
  if (mood === 'unknown' && unwanted) return t('attempt.setAsideByManager');
  if (mood === 'working' && (kind === 'upi-qr' || kind === 'card-keyed'))
    return t(`attempt.working.${kind}.text`);
  if (kind === 'card-manual' && state === 'REFUND_DUE') return t('day.todo.refund-by-hand');
  return t(`attempt.text.${state}`);
}

/** A payment in words: its state, the reason, how long it may take and what not to do. Read out whenever it changes. */
export function AttemptText({ attempt, orderStuck }: AttemptTextProps) {
  const { t, i18n } = useTranslation();
  const mood = moodOf(attempt.state);
  const { refundByDate } = attempt;
  const reason = reasonWords(t, attempt.reason);
  return (
    <div className="attempt-text" role="status">
      <p className="attempt-title">
        {orderStuck ? t('attempt.title.paid-not-completed') : titleOf(t, attempt)}
      </p>
      {reason === null ? null : <p className="attempt-reason">{reason}</p>}
      <p>{textOf(t, attempt)}</p>
      {attempt.cancelRequested && mood === 'working' ? <p>{t('attempt.cancelRequested')}</p> : null}
      <Warning attempt={attempt} orderStuck={orderStuck} />
      <p className="soft small">
        {mood === 'working' || mood === 'unknown' || mood === 'giving-back'
          ? t(`attempt.howLong.${mood}`)
          : null}{' '}
        {refundByDate === null
          ? null
          : t('attempt.refundBy', { date: dateWords(refundByDate, i18n.language) })}
      </p>
    </div>
  );
}
