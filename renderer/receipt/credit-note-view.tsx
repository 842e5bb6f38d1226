import { useTranslation } from 'react-i18next';
import type { CreditNote } from '../../shared/contract/credit-note.ts';
import { Money } from '../ui/money.tsx';
import { Facts, GoodsTable, Paper, quantityText, Sum, Taxes } from './paper-parts.tsx';

/** Its own number and date, the bill it corrects with that bill's date, and who bought (Rule 53(1A)(c) to (g)). */
function NoteFacts({ note }: { readonly note: CreditNote }) {
  const { t } = useTranslation();
  const facts: ReadonlyArray<readonly [string, string | null]> = [
    [t('receipt.number'), note.creditNoteNumber],
    [t('receipt.date'), note.issuedAtText],
    [t(`receipt.against.${note.invoice.title}`), note.invoice.number],
    [t('receipt.againstDate'), note.invoice.soldAtText],
    [t('receipt.till'), note.till],
    [t('receipt.buyer'), note.buyerName],
    [t('receipt.buyerAddress'), note.buyerAddress],
    [t('receipt.buyerPhone'), note.buyerPhone],
    [t('receipt.buyerGstin'), note.buyerGstin],
    [t('receipt.placeOfSupply'), note.placeOfSupply],
    [t('receipt.reason'), note.reason],
  ];
  return <Facts facts={facts} />;
}

/** Where the money went. */
function Payments({ payments }: Pick<CreditNote, 'payments'>) {
  const { t } = useTranslation();
  return (
    <ul className="receipt-tenders" aria-label={t('receipt.paidBack')}>
      {payments.map(({ refundId, tenderKind, amountPaise, rrn }) => (
        <li key={refundId}>
          <p className="receipt-sum">
            <span>{t('receipt.backTo', { tender: t(`tender.${tenderKind}`) })}</span>
            <Money paise={amountPaise} />
          </p>
          {rrn === null ? null : <p className="receipt-small">{t('receipt.rrn', { rrn })}</p>}
        </li>
      ))}
    </ul>
  );
}

/** The credit note of section 34 of the CGST Act, on screen and on paper. */
export function CreditNoteView({ note }: { readonly note: CreditNote }) {
  const { t } = useTranslation();
  return (
    <Paper title={t('receipt.title.credit-note')} training={note.training} shop={note.shop}>
      <NoteFacts note={note} />
      <GoodsTable
        caption={t('receipt.linesBack')}
        item={t('receipt.itemBack')}
        lines={note.lines}
        amountOf={quantityText}
      />
      <dl className="receipt-sums">
        <Sum label={t('receipt.taxable')} amount={note.taxablePaise} />
        <Sum label={t('receipt.tax')} amount={note.taxPaise} />
        <Sum label={t('receipt.roundOff')} amount={note.roundOffPaise} />
        <Sum label={t('receipt.credited')} amount={note.totalPaise} strong />
      </dl>
      {note.invoice.title === 'tax-invoice' ? <Taxes {...note} /> : null}
      <Payments payments={note.payments} />
      <footer className="receipt-footer">
        {note.shop.footer === '' ? null : <p>{note.shop.footer}</p>}
        <p className="receipt-small">{t('receipt.signature')}</p>
      </footer>
    </Paper>
  );
}
