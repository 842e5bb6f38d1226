import { useTranslation } from 'react-i18next';
import type { OrderDetails, OrderLine, Receipt } from '../../shared/contract/orders.ts';
import { formatRupees, sumPaise, ZERO_PAISE, type Paise } from '../../shared/domain/money.ts';
import { formatQuantity, parseUnit } from '../../shared/domain/quantity.ts';
import { schemeWords } from '../i18n/scheme-words.ts';
import { Money } from '../ui/money.tsx';
import { rateText } from './rate-text.ts';
import './receipt.css';

/** The supplier as Rule 46(a) wants it: name, address and GSTIN. */
function Supplier({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation();
  const { shop } = receipt;
  return (
    <header className="receipt-shop">
      <p className="receipt-name">{shop.name}</p>
      {shop.addressLines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p>
        {shop.stateName} ({shop.stateCode})
      </p>
      {shop.phone === null ? null : <p>{t('receipt.phone', { phone: shop.phone })}</p>}
      {shop.gstin === null ? null : (
        <p className="receipt-strong">{t('receipt.gstin', { gstin: shop.gstin })}</p>
      )}
    </header>
  );
}

/** Number, date, till and, where the law wants it, the buyer and the place of supply. */
function Facts({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation();
  const { order } = receipt;
  const facts: ReadonlyArray<readonly [string, string | null]> = [
    [t('receipt.number'), receipt.invoiceNumber],
    [t('receipt.date'), receipt.soldAtText],
    [t('receipt.till'), receipt.till],
    [t('receipt.cashier'), receipt.cashier],
    [t('receipt.buyer'), order.buyerName],
    [t('receipt.buyerAddress'), order.buyerAddress],
    [t('receipt.buyerPhone'), order.buyerPhone],
    [t('receipt.buyerGstin'), order.buyerGstin],
    [t('receipt.placeOfSupply'), receipt.placeOfSupply],
  ];
  return (
    <dl className="receipt-facts">
      {facts.map(([label, value]) =>
        value === null || value === '' ? null : (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function quantityText(line: OrderLine): string {
  return formatQuantity(line.quantityMilli, parseUnit(line.unit) ?? 'piece', { label: true });
}

/** Each line: description, HSN, quantity with unit, rate of tax, taxable value and total (Rule 46(g) to (l)). */
function Lines({ lines }: { readonly lines: readonly OrderLine[] }) {
  const { t } = useTranslation();
  return (
    <table className="receipt-lines">
      <caption className="visually-hidden">{t('receipt.lines')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('receipt.item')}</th>
          <th scope="col">{t('receipt.taxable')}</th>
          <th scope="col">{t('receipt.amount')}</th>
        </tr>
      </thead>
      {lines.map((line) => (
        <tbody key={line.lineId}>
          <tr>
            <td colSpan={3}>
              <span className="receipt-item">{line.name}</span>
              {line.nameHi === null ? null : <span className="receipt-item-hi">{line.nameHi}</span>}
              <span className="receipt-small">
                {line.hsn === null ? '' : `${t('receipt.hsn', { hsn: line.hsn })} · `}
                {t('receipt.gst', { rate: rateText(line.gstRateBp) })}
              </span>
            </td>
          </tr>
          <tr>
            <td className="figures">
              {quantityText(line)} × {formatRupees(line.unitPricePaise)}
            </td>
            <td>
              <Money paise={line.taxablePaise} />
            </td>
            <td>
              <Money paise={line.totalPaise} />
            </td>
          </tr>
        </tbody>
      ))}
    </table>
  );
}

/** The taxes by rate: CGST and SGST each at half, or IGST (Rule 46(m) and (n)). */
function Taxes({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation();
  const { order } = receipt;
  if (order.taxes.every((tax) => tax.gstRateBp === 0)) return null;
  const across = receipt.placeOfSupply !== null;
  const stateTax = receipt.stateTax === 'UTGST' ? t('receipt.utgst') : t('receipt.sgst');
  return (
    <table className="receipt-taxes">
      <caption className="visually-hidden">{t('receipt.taxes')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('receipt.taxable')}</th>
          <th scope="col">{across ? t('receipt.igst') : t('receipt.cgst')}</th>
          {across ? null : <th scope="col">{stateTax}</th>}
        </tr>
      </thead>
      <tbody>
        {order.taxes.map((tax) => (
          <tr key={tax.gstRateBp}>
            <td>
              <Money paise={tax.taxablePaise} />
            </td>
            {across ? (
              <td>
                {rateText(tax.gstRateBp)} <Money paise={tax.igstPaise} />
              </td>
            ) : (
              <>
                <td>
                  {rateText(tax.gstRateBp / 2)} <Money paise={tax.cgstPaise} />
                </td>
                <td>
                  {rateText(tax.gstRateBp / 2)} <Money paise={tax.sgstPaise} />
                </td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sum({ label, amount, strong = false }: { label: string; amount: Paise; strong?: boolean }) {
  return (
    <div className={strong ? 'receipt-sum receipt-total' : 'receipt-sum'}>
      <dt>{label}</dt>
      <dd>
        <Money paise={amount} />
      </dd>
    </div>
  );
}

function Sums({ order }: { readonly order: OrderDetails }) {
  const { t } = useTranslation();
  const taxable = sumPaise(order.lines.map((line) => line.taxablePaise));
  return (
    <dl className="receipt-sums">
      {order.discountPaise > 0 ? <Sum label={t('receipt.discount')} amount={order.discountPaise} /> : null}
      <Sum label={t('receipt.taxable')} amount={taxable} />
      <Sum label={t('receipt.tax')} amount={order.taxPaise} />
      <Sum label={t('receipt.roundOff')} amount={order.roundOffPaise} />
      <Sum label={t('receipt.total')} amount={order.totalPaise} strong />
    </dl>
  );
}

/** How it was paid: scheme, last four digits, RRN and auth code of a card; received and change of cash. */
function Tenders({ order }: { readonly order: OrderDetails }) {
  const { t } = useTranslation();
  return (
    <ul className="receipt-tenders" aria-label={t('receipt.payments')}>
      {order.tenders.map((tender) => (
        <li key={`${tender.kind}-${tender.takenAt}-${tender.rrn ?? ''}`}>
          <p className="receipt-sum">
            <span>
              {t(`tender.${tender.kind}`)}
              {tender.lastFour === null ? '' : ` · ${schemeWords(t, tender.scheme)} •••• ${tender.lastFour}`}
            </span>
            <Money paise={tender.amountPaise} />
          </p>
          {tender.rrn === null ? null : (
            <p className="receipt-small">{t('receipt.rrn', { rrn: tender.rrn })}</p>
          )}
          {tender.authCode === null ? null : (
            <p className="receipt-small">{t('receipt.auth', { code: tender.authCode })}</p>
          )}
          {tender.receivedPaise === null ? null : (
            <p className="receipt-small">
              {t('receipt.received', {
                received: formatRupees(tender.receivedPaise),
                change: formatRupees(tender.changePaise ?? ZERO_PAISE),
              })}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The receipt: the tax invoice of Rule 46 or the bill of supply of Rule 49, on screen and on paper. */
export function ReceiptView({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation();
  const { order } = receipt;
  return (
    <article className="receipt" aria-label={t(`receipt.title.${receipt.title}`)}>
      {receipt.training ? <p className="receipt-training">{t('receipt.training')}</p> : null}
      {receipt.training ? (
        <div className="receipt-watermark" aria-hidden="true">
          {t('receipt.training')}
        </div>
      ) : null}
      <Supplier receipt={receipt} />
      <h2 className="receipt-title">{t(`receipt.title.${receipt.title}`)}</h2>
      <Facts receipt={receipt} />
      <Lines lines={order.lines} />
      <Sums order={order} />
      {receipt.title === 'tax-invoice' ? <Taxes receipt={receipt} /> : null}
      <Tenders order={order} />
      <footer className="receipt-footer">
        {receipt.title === 'bill-of-supply' ? <p>{t('receipt.noTax')}</p> : null}
        <p>{t('receipt.reverseCharge')}</p>
        {receipt.shop.footer === '' ? null : <p>{receipt.shop.footer}</p>}
        <p className="receipt-small">{t('receipt.signature')}</p>
      </footer>
    </article>
  );
}
