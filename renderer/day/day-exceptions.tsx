import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day } from '../../shared/contract/day.ts';
import { Button } from '../ui/button.tsx';
import { Money } from '../ui/money.tsx';
import { GivenBackDialog } from './given-back-dialog.tsx';
import { openOrder } from './open-order.ts';

type Exception = Day['exceptions'][number];

function Item({ exception }: { readonly exception: Exception }) {
  const { t } = useTranslation();
  const { code, attemptId, orderId, amountPaise } = exception;
  const [asking, ask] = useState(false);
  return (
    <li className="day-item">
      <div className="day-item-words">
        <p>
          <strong>{t(`day.exception.${code}`)}</strong>{' '}
          {amountPaise === null ? null : <Money paise={amountPaise} className="day-item-amount" />}
        </p>
        <p className="soft">{t(`day.todo.${code}`)}</p>
      </div>
      {code === 'refund-by-hand' ? <Button onPress={() => ask(true)}>{t('day.byHand.action')}</Button> : null}
      {orderId === null ? null : <Button onPress={() => openOrder(orderId)}>{t('day.openOrder')}</Button>}
      {asking && attemptId !== null ? (
        <GivenBackDialog attemptId={attemptId} amountPaise={amountPaise} onClose={() => ask(false)} />
      ) : null}
    </li>
  );
}

/** What is open: each with what it is, what to do about it and the way to its order. */
export function DayExceptions({ day }: { readonly day: Day }) {
  const { t } = useTranslation();
  const { exceptions } = day;
  return (
    <section className="card stack-s" aria-labelledby="day-open">
      <h2 id="day-open">{t('day.openTitle')}</h2>
      {exceptions.length === 0 ? (
        <p className="callout callout-good">
          {t(day.closedAt === null ? 'day.nothingOpen' : 'day.close.nothingOpen')}
        </p>
      ) : (
        <>
          <p className="soft">{t('day.openText', { count: exceptions.length })}</p>
          <ul className="day-items">
            {exceptions.map((exception) => (
              <Item
                key={`${exception.code}-${exception.attemptId ?? ''}-${exception.orderId ?? ''}`}
                exception={exception}
              />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
