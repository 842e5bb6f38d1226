import { useTranslation } from 'react-i18next';
import type { RefundQuote } from '../../shared/contract/refunds.ts';
import { formatRupees, type Paise } from '../../shared/domain/money.ts';
import { Money } from '../ui/money.tsx';
import { paybacksOf } from './refund-choice.ts';

/** What a return gives back, with its tax and round-off. */
export function RefundSums({
  quote,
  stale,
}: {
  readonly quote: RefundQuote | null;
  readonly stale: boolean;
}) {
  const { t } = useTranslation();
  const rows: ReadonlyArray<readonly [string, Paise | null]> = [
    [t('orders.page.taxable'), quote?.taxablePaise ?? null],
    [t('orders.page.tax'), quote?.taxPaise ?? null],
    [t('orders.page.roundOff'), quote?.roundOffPaise ?? null],
    [t('refunds.payback'), quote?.paybackPaise ?? null],
  ];
  return (
    <dl className="order-sums refund-sums" aria-label={t('refunds.sums')} aria-busy={stale}>
      {rows.map(([label, amount]) => (
        <div key={label} className="sum">
          <dt>{label}</dt>
          <dd>{amount === null ? <span className="money">–</span> : <Money paise={amount} />}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Where the money goes: each part of it in a line of its own. */
export function PaybackWords({
  quote,
  to,
}: {
  readonly quote: RefundQuote;
  readonly to: 'instrument' | 'cash';
}) {
  const { t } = useTranslation();
  if (to === 'cash') return <p>{t('refunds.goesCash', { amount: formatRupees(quote.paybackPaise) })}</p>;
  return (
    <ul className="stack-s">
      {paybacksOf(quote).map(({ kind, attemptId, lastFour, amountPaise }) => (
        <li key={attemptId ?? kind}>
          {kind === 'cash'
            ? t('refunds.goesCash', { amount: formatRupees(amountPaise) })
            : t('refunds.goesBack', {
                amount: formatRupees(amountPaise),
                tender: t(`tender.${kind}`),
                digits: lastFour === null ? '' : ` •••• ${lastFour}`,
              })}
        </li>
      ))}
    </ul>
  );
}
