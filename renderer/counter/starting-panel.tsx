import { useTranslation } from 'react-i18next';
import type { TenderRequest } from '../../shared/contract/sale.ts';
import { formatRupees, type Paise } from '../../shared/domain/money.ts';

export type StartingPanelProps = { readonly tender: TenderRequest['kind']; readonly amountPaise: Paise };

/** Charge was pressed and main has not answered yet: a moment in which nothing can be pressed. */
export function StartingPanel({ tender, amountPaise }: StartingPanelProps) {
  const { t } = useTranslation();
  const amount = formatRupees(amountPaise);
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
