import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Checkout } from '../../shared/contract/sale.ts';
import { errorWords } from '../app/error-words.ts';
import { ReceiptView } from '../receipt/receipt-view.tsx';
import { saveReceiptPdf } from '../receipt/save-receipt.ts';
import { useReceipt } from '../receipt/use-receipt.ts';
import { Button } from '../ui/button.tsx';
import { Money } from '../ui/money.tsx';
import { takenParts } from './attempt-facts.ts';
import { TakenParts } from './taken-parts.tsx';
import { checkout as checkoutStore } from './till.ts';

/** How it was paid, part by part; cash alone says nothing that the total does not. */
function HowPaid({ checkout }: { readonly checkout: Checkout }) {
  const { t } = useTranslation();
  const parts = takenParts(checkout);
  if (parts.every(({ attempt }) => attempt === null)) return null;
  return <TakenParts parts={parts} label={t('counter.paid.how')} />;
}

/** The sale is done: change, receipt, and on to the next customer. */
export function PaidView({ checkout }: { readonly checkout: Checkout }) {
  const { t } = useTranslation();
  const { receipt, error } = useReceipt(checkout.orderId);
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => next.current?.focus(), []);
  return (
    <div className="paid">
      <section className="paid-facts" aria-label={t('counter.paid.title')}>
        <div role="status" className="stack">
          <h1 className="paid-title">
            <span className="paid-tick" aria-hidden="true">
              ✓
            </span>
            {t('counter.paid.title')}
          </h1>
          <Money paise={checkout.totalPaise} className="paid-total" />
          <HowPaid checkout={checkout} />
          {checkout.changePaise > 0 ? (
            <p className="paid-change">
              <span>{t('counter.paid.change')}</span>
              <Money paise={checkout.changePaise} className="paid-change-figure" />
            </p>
          ) : null}
          {checkout.invoiceNumber === null ? null : (
            <p className="figures">{t('counter.paid.invoice', { number: checkout.invoiceNumber })}</p>
          )}
          <p className="paid-hand">{t('counter.paid.handOver')}</p>
        </div>
        <div className="stack">
          <Button
            ref={next}
            look="main"
            large
            keyName="Enter"
            onPress={() => checkoutStore.getState().nextCustomer()}
          >
            {t('counter.paid.next')}
          </Button>
          <p className="soft small">{t('counter.paid.orScan')}</p>
          <Button onPress={() => void saveReceiptPdf(checkout.orderId)}>{t('counter.paid.savePdf')}</Button>
        </div>
      </section>
      <section className="paid-receipt" aria-label={t('counter.paid.receipt')} tabIndex={0}>
        {error === null ? null : <p role="alert">{errorWords(t, error)}</p>}
        {receipt === null ? <div className="receipt-blank" /> : <ReceiptView receipt={receipt} />}
      </section>
    </div>
  );
}
