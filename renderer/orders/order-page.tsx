import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PosError } from '../../shared/contract/errors.ts';
import type { OrderDetails } from '../../shared/contract/orders.ts';
import type { OrderId } from '../../shared/domain/ids.ts';
import { formatRupees, ZERO_PAISE, type Paise } from '../../shared/domain/money.ts';
import { errorWords } from '../app/error-words.ts';
import { onTopic } from '../app/live.ts';
import { asked, pos } from '../app/pos.ts';
import { useSnapshot } from '../app/session.ts';
import { dateWords, timeWords } from '../app/time-words.ts';
import { schemeWords } from '../i18n/scheme-words.ts';
import { saveReceiptPdf } from '../receipt/save-receipt.ts';
import { Button } from '../ui/button.tsx';
import { Money } from '../ui/money.tsx';
import { AttemptHistory } from './attempt-history.tsx';
import { OrderLines, OrderTaxes } from './order-tables.tsx';
import { ReceiptDialog } from './receipt-dialog.tsx';
import { ReturnButton } from './return-button.tsx';
import { RefundList } from './refund-list.tsx';
import { useRefunds, type Refunds } from './use-refunds.ts';

type Loaded = { readonly order: OrderDetails | null; readonly error: PosError | null };

/** An order, asked for when it is opened and again when it changes. */
function useOrder(orderId: OrderId): Loaded {
  const [loaded, setLoaded] = useState<Loaded>({ order: null, error: null });
  useEffect(() => {
    let gone = false;
    const load = async (): Promise<void> => {
      const reply = await asked(pos().getOrder({ orderId }));
      if (!gone)
        setLoaded(reply.ok ? { order: reply.value, error: null } : { order: null, error: reply.error });
    };
    const onChange = ({ id }: { readonly id: string }): void => {
      if (id === orderId) void load();
    };
    void load();
    const stops = [onTopic('order', onChange), onTopic('checkout', onChange)];
    return () => {
      gone = true;
      for (const stop of stops) stop();
    };
  }, [orderId]);
  return loaded;
}

function Head({ order, refunds }: { readonly order: OrderDetails; readonly refunds: Refunds }) {
  const { t, i18n } = useTranslation();
  const zone = useSnapshot()?.shop.zone ?? 'Asia/Kolkata';
  const [receiptOpen, openReceipt] = useState(false);
  const number = order.invoiceNumber;
  return (
    <header className="order-head">
      <div>
        <h2>{number === null ? t('orders.page.noInvoice') : t('orders.page.invoice', { number })}</h2>
        <p className="soft figures">
          {dateWords(order.businessDate, i18n.language)}{' '}
          {timeWords(order.paidAt ?? order.createdAt, i18n.language, zone)} ·{' '}
          {t(`orders.state.${order.state}`)}
        </p>
      </div>
      <Money paise={order.totalPaise} className="order-figure" />
      {number === null ? null : (
        <div className="row">
          <Button onPress={() => openReceipt(true)}>{t('orders.page.receipt')}</Button>
          <Button onPress={() => void saveReceiptPdf(order.orderId)}>{t('orders.page.savePdf')}</Button>
          {order.state === 'paid' ? <ReturnButton order={order} onBegun={refunds.take} /> : null}
        </div>
      )}
      {receiptOpen ? <ReceiptDialog orderId={order.orderId} onClose={() => openReceipt(false)} /> : null}
    </header>
  );
}

function Sums({ order }: { readonly order: OrderDetails }) {
  const { t } = useTranslation();
  const rows: ReadonlyArray<readonly [string, Paise]> = [
    [t('orders.page.discount'), order.discountPaise],
    [t('orders.page.tax'), order.taxPaise],
    [t('orders.page.roundOff'), order.roundOffPaise],
    [t('orders.page.total'), order.totalPaise],
  ];
  return (
    <dl className="order-sums" aria-label={t('orders.page.sums')}>
      {rows.map(([label, amount]) => (
        <div key={label} className="sum">
          <dt>{label}</dt>
          <dd>
            <Money paise={amount} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Tenders({ order }: { readonly order: OrderDetails }) {
  const { t } = useTranslation();
  if (order.tenders.length === 0) return null;
  return (
    <section className="stack-s">
      <h3>{t('orders.page.tenders')}</h3>
      <ul>
        {order.tenders.map((tender) => (
          <li key={`${tender.kind}-${tender.takenAt}-${tender.rrn ?? ''}`} className="sum figures">
            <span>
              {t(`tender.${tender.kind}`)}
              {tender.lastFour === null ? '' : ` · ${schemeWords(t, tender.scheme)} •••• ${tender.lastFour}`}
              {tender.rrn === null ? '' : ` · ${t('receipt.rrn', { rrn: tender.rrn })}`}
              {tender.authCode === null ? '' : ` · ${t('receipt.auth', { code: tender.authCode })}`}
              {tender.receivedPaise === null
                ? ''
                : ` · ${t('orders.page.received', {
                    received: formatRupees(tender.receivedPaise),
                    change: formatRupees(tender.changePaise ?? ZERO_PAISE),
                  })}`}
            </span>
            <Money paise={tender.amountPaise} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Who bought, as the bill names them. */
function BuyerOfOrder({ order }: { readonly order: OrderDetails }) {
  const { t } = useTranslation();
  const facts: ReadonlyArray<readonly [string, string | null]> = [
    [t('customer.name'), order.buyerName],
    [t('customer.phone'), order.buyerPhone],
    [t('customer.gstin'), order.buyerGstin],
    [t('customer.address'), order.buyerAddress],
  ];
  const said = facts.filter(([, value]) => value !== null && value !== '');
  if (said.length === 0) return null;
  return (
    <section className="stack-s">
      <h3>{t('customer.title')}</h3>
      <dl>
        {said.map(([label, value]) => (
          <div key={label} className="sum">
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** One order with all that belongs to it. */
export function OrderPage({ orderId }: { readonly orderId: OrderId }) {
  const { t } = useTranslation();
  const { order, error } = useOrder(orderId);
  const refunds = useRefunds(orderId);
  if (error !== null) {
    return (
      <p role="alert" className="callout callout-bad">
        {errorWords(t, error)}
      </p>
    );
  }
  if (order === null) return <div className="order-blank" />;
  return (
    <article className="stack order-article">
      <Head order={order} refunds={refunds} />
      <RefundList {...refunds} />
      <BuyerOfOrder order={order} />
      <OrderLines lines={order.lines} />
      <Sums order={order} />
      <OrderTaxes taxes={order.taxes} />
      <Tenders order={order} />
      <AttemptHistory attempts={order.attempts} />
      {order.notes === '' ? null : (
        <section>
          <h3>{t('orders.page.notes')}</h3>
          <p>{order.notes}</p>
        </section>
      )}
    </article>
  );
}
