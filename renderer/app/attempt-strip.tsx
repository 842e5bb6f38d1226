import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatRupees } from '../../shared/domain/money.ts';
import type { OrderId } from '../../shared/domain/ids.ts';
import { cart } from '../counter/till.ts';
import { OrderPaymentDialog } from '../counter/order-payment-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { useStore } from 'zustand';
import { useSession } from './session.ts';
import { dateWords } from './time-words.ts';

/** Payments that are open or unwanted and belong to other bills than the one in hand: in sight until they are settled. */
export function AttemptStrip() {
  const { t, i18n } = useTranslation();
  const orderInHand = useStore(cart, (state) => state.orderId);
  const all = useSession((state) => state.openAttempts);
  const attempts = all.filter((attempt) => attempt.orderId !== orderInHand);
  const [shownOrder, showOrder] = useState<OrderId | null>(null);
  return (
    <>
      {attempts.length === 0 ? null : (
        <section className="strip" aria-label={t('app.strip.title')}>
          <strong>{t('app.strip.title')}</strong>
          <ul className="strip-list">
            {attempts.map((attempt) => (
              <li key={attempt.attemptId} className="strip-item">
                <span className="money">{formatRupees(attempt.amountPaise)}</span>
                <span>{t(`attempt.state.${attempt.state}`)}</span>
                {attempt.refundByDate === null ? null : (
                  <span className="small">
                    {t('app.strip.refundBy', { date: dateWords(attempt.refundByDate, i18n.language) })}
                  </span>
                )}
                <Button onPress={() => showOrder(attempt.orderId)}>{t('app.strip.show')}</Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {shownOrder === null ? null : (
        <OrderPaymentDialog orderId={shownOrder} onClose={() => showOrder(null)} />
      )}
    </>
  );
}
