import { useTranslation } from 'react-i18next';
import type { OrderDetails, Receipt } from '../../shared/contract/orders.ts';
import { formatRupees, sumPaise, ZERO_PAISE } from '../../shared/domain/money.ts';
import { schemeWords } from '../i18n/scheme-words.ts';
import { Money } from '../ui/money.tsx';
import { Facts, GoodsTable, Paper, quantityText, Sum, Taxes } from './paper-parts.tsx';

/** Number, date, till and, where the law wants it, the buyer and the place of supply. */
function ReceiptFacts({ receipt }: { readonly receipt: Receipt }) {
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
  return <Facts facts={facts} />;
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
    <Paper title={t(`receipt.title.${receipt.title}`)} training={receipt.training} shop={receipt.shop}>
      <ReceiptFacts receipt={receipt} />
      <GoodsTable
        caption={t('receipt.lines')}
        item={t('receipt.item')}
        lines={order.lines}
        amountOf={(line) => `${quantityText(line)} × ${formatRupees(line.unitPricePaise)}`}
      />
      <Sums order={order} />
      {receipt.title === 'tax-invoice' ? <Taxes {...receipt} taxes={order.taxes} /> : null}
      <Tenders order={order} />
      <footer className="receipt-footer">
        {receipt.title === 'bill-of-supply' ? <p>{t('receipt.noTax')}</p> : null}
        <p>{t('receipt.reverseCharge')}</p>
        {receipt.shop.footer === '' ? null : <p>{receipt.shop.footer}</p>}
        <p className="receipt-small">{t('receipt.signature')}</p>
      </footer>
    </Paper>
  );
}
