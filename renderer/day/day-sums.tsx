import { useTranslation } from 'react-i18next';
import type { Day } from '../../shared/contract/day.ts';
import { negatePaise, subtractPaise, type Paise } from '../../shared/domain/money.ts';
import { Money } from '../ui/money.tsx';

/** What the day sold, gave back and owes in tax. */
export function DaySums({ day }: { readonly day: Day }) {
  const { t } = useTranslation();
  const rows: ReadonlyArray<readonly [string, Paise]> = [
    [t('day.sales', { count: day.billCount }), day.salesPaise],
    [t('day.refunds', { count: day.refundCount }), negatePaise(day.refundsPaise)],
    [t('day.net'), subtractPaise(day.salesPaise, day.refundsPaise)],
    [t('day.taxable'), day.taxablePaise],
    [t('day.tax'), day.taxPaise],
    [t('day.roundOff'), day.roundOffPaise],
  ];
  return (
    <section className="card stack-s" aria-labelledby="day-sums">
      <h2 id="day-sums">{t('day.sumsTitle')}</h2>
      <dl className="day-sums">
        {rows.map(([label, amount], index) => (
          <div key={label} className={index === 2 ? 'sum day-net' : 'sum'}>
            <dt>{label}</dt>
            <dd>
              <Money paise={amount} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** How it was paid and what went back, by the way of paying; and the cash that should be in the drawer. */
export function DayTenders({ day }: { readonly day: Day }) {
  const { t } = useTranslation();
  return (
    <section className="card stack-s" aria-labelledby="day-tenders">
      <h2 id="day-tenders">{t('day.tendersTitle')}</h2>
      <table className="order-table">
        <thead>
          <tr>
            <th scope="col">{t('day.tender')}</th>
            <th scope="col">{t('day.bills')}</th>
            <th scope="col">{t('day.taken')}</th>
            <th scope="col">{t('day.givenBack')}</th>
            <th scope="col">{t('day.net')}</th>
          </tr>
        </thead>
        <tbody>
          {day.byTender.map(({ kind, billCount, salesPaise, refundsPaise }) => (
            <tr key={kind}>
              <th scope="row">{t(`tender.${kind}`)}</th>
              <td className="figures">{t('day.count', { count: billCount })}</td>
              <td>
                <Money paise={salesPaise} />
              </td>
              <td>
                <Money paise={refundsPaise} />
              </td>
              <td>
                <Money paise={subtractPaise(salesPaise, refundsPaise)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {day.byTender.length === 0 ? <p className="soft">{t('day.noTenders')}</p> : null}
      <div className="day-cash">
        <span>{t('day.cash')}</span>
        <Money paise={day.cashPaise} className="day-cash-figure" />
      </div>
    </section>
  );
}
