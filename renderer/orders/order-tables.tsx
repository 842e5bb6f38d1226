import { useTranslation } from 'react-i18next';
import type { OrderDetails, OrderLine } from '../../shared/contract/orders.ts';
import { formatQuantity, parseUnit } from '../../shared/domain/quantity.ts';
import { nameIn } from '../i18n/name-in.ts';
import { rateText } from '../receipt/rate-text.ts';
import { Money } from '../ui/money.tsx';

/** What was sold, line by line. */
export function OrderLines({ lines }: { readonly lines: readonly OrderLine[] }) {
  const { t, i18n } = useTranslation();
  return (
    <table className="order-table">
      <caption className="visually-hidden">{t('orders.page.lines')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('orders.page.item')}</th>
          <th scope="col">{t('orders.page.quantity')}</th>
          <th scope="col">{t('orders.page.price')}</th>
          <th scope="col">{t('orders.page.rate')}</th>
          <th scope="col">{t('orders.page.total')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.lineId}>
            <td>{nameIn(i18n.language, line)}</td>
            <td className="figures">
              {formatQuantity(line.quantityMilli, parseUnit(line.unit) ?? 'piece', { label: true })}
            </td>
            <td>
              <Money paise={line.unitPricePaise} />
            </td>
            <td className="figures">{rateText(line.gstRateBp)}</td>
            <td>
              <Money paise={line.totalPaise} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The taxes of the bill by rate. */
export function OrderTaxes({ taxes }: { readonly taxes: OrderDetails['taxes'] }) {
  const { t } = useTranslation();
  const across = taxes.some((tax) => tax.igstPaise !== 0);
  return (
    <section className="stack-s">
      <h3>{t('orders.page.taxes')}</h3>
      <table className="order-table">
        <thead>
          <tr>
            <th scope="col">{t('orders.page.rate')}</th>
            <th scope="col">{t('orders.page.taxable')}</th>
            <th scope="col">{across ? t('orders.page.igst') : t('orders.page.cgst')}</th>
            {across ? null : <th scope="col">{t('orders.page.sgst')}</th>}
          </tr>
        </thead>
        <tbody>
          {taxes.map((tax) => (
            <tr key={tax.gstRateBp}>
              <td className="figures">{rateText(tax.gstRateBp)}</td>
              <td>
                <Money paise={tax.taxablePaise} />
              </td>
              <td>
                <Money paise={across ? tax.igstPaise : tax.cgstPaise} />
              </td>
              {across ? null : (
                <td>
                  <Money paise={tax.sgstPaise} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
