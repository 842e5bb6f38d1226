import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { TenderRequest } from '../../shared/contract/sale.ts';
import { formatRupees } from '../../shared/domain/money.ts';
import { useSnapshot } from '../app/session.ts';
import { priceEntries } from './cart-lines.ts';
import { cart } from './till.ts';

/** Charge was pressed and main has not answered yet: a moment in which nothing can be pressed. */
export function StartingPanel({ tender }: { readonly tender: TenderRequest['kind'] }) {
  const { t } = useTranslation();
  const scheme = useSnapshot()?.shop.gstScheme ?? 'regular';
  const entries = useStore(cart, (state) => state.entries);
  const priced = priceEntries(entries, scheme);
  const amount = priced.ok ? formatRupees(priced.value.payablePaise) : '';
  return (
    <section className="attempt attempt-working" aria-label={t('attempt.panel')}>
      <p className="attempt-amount money">{amount}</p>
      <p role="status" className="attempt-title">
        {t(`attempt.starting.${tender}`, { amount })}
      </p>
      <p className="attempt-warning">{t('attempt.warning.goods')}</p>
    </section>
  );
}
