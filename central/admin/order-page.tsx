import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdminOrderReply } from '../../shared/contract/central-admin.ts';
import { Button } from '../../renderer/ui/button.tsx';
import { Amount } from './amount.tsx';
import { officeApi } from './office-api.ts';
import { shortMoment } from './orders-page.tsx';

function Facts({ order }: { readonly order: AdminOrderReply }) {
  const { t } = useTranslation();
  const facts = [
    [t('when'), shortMoment(order.soldAt)],
    [t('till'), order.till],
    [t('paymentStatus'), t(`statuses.${order.paymentStatus}`)],
    [t('status'), t(`statuses.${order.status}`)],
    [t('customer'), order.customer ?? '—'],
    [t('transactionId'), order.transactionId ?? '—'],
    [t('notes'), order.notes === '' ? '—' : order.notes],
  ] as const;
  return (
    <dl className="card facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Items({ order }: { readonly order: AdminOrderReply }) {
  const { t } = useTranslation();
  const sums = [
    [t('subtotal'), order.subtotal],
    [t('tax'), order.tax],
    [t('roundOff'), order.roundOff],
    [t('total'), order.total],
  ] as const;
  return (
    <section className="card stack table-frame" aria-labelledby="items">
      <h2 id="items">{t('items')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('item')}</th>
            <th scope="col">HSN</th>
            <th scope="col" className="number">
              {t('quantity')}
            </th>
            <th scope="col" className="number">
              {t('price')}
            </th>
            <th scope="col" className="number">
              {t('total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map((line, index) => (
            <tr key={`${index + 1}-${line.title}`}>
              <td>{line.title}</td>
              <td>{line.hsn ?? ''}</td>
              <td className="number figures">{line.quantity}</td>
              <td className="number">
                <Amount of={line.price} />
              </td>
              <td className="number">
                <Amount of={line.total} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {sums.map(([name, amount]) => (
            <tr key={name}>
              <th scope="row" colSpan={4} className="number">
                {name}
              </th>
              <td className="number">
                <Amount of={amount} />
              </td>
            </tr>
          ))}
        </tfoot>
      </table>
    </section>
  );
}

function Payments({ order }: { readonly order: AdminOrderReply }) {
  const { t } = useTranslation();
  return (
    <section className="card stack" aria-labelledby="payments">
      <h2 id="payments">{t('payments')}</h2>
      {order.payments.length === 0 ? <p className="soft">{t('noPayments')}</p> : null}
      <ul className="stack">
        {order.payments.map((payment, index) => (
          <li key={`${index + 1}-${payment.kind}`} className="row">
            <strong>{payment.kind}</strong>
            <Amount of={payment.amount} />
            <span className="soft">
              {[
                payment.scheme,
                payment.lastFour === null ? null : `•••• ${payment.lastFour}`,
                payment.rrn,
                payment.authCode,
              ]
                .filter((part) => part !== null)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Refunds({ order }: { readonly order: AdminOrderReply }) {
  const { t } = useTranslation();
  return (
    <section className="card stack" aria-labelledby="refunds">
      <h2 id="refunds">{t('refunds')}</h2>
      {order.refunds.length === 0 ? <p className="soft">{t('noRefunds')}</p> : null}
      <ul className="stack">
        {order.refunds.map((refund, index) => (
          <li key={`${index + 1}-${refund.at}`} className="row">
            <Amount of={refund.amount} />
            <span>{refund.state}</span>
            <span className="soft">{`${refund.tender} · ${refund.reason} · ${shortMoment(refund.at)}`}</span>
          </li>
        ))}
        {order.creditNotes.map((note) => (
          <li key={note.number} className="row">
            <strong>{note.number}</strong>
            <Amount of={note.total} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Gateway({ order }: { readonly order: AdminOrderReply }) {
  const { t } = useTranslation();
  const said = order.gatewayResponse;
  return (
    <section className="card stack" aria-labelledby="gateway">
      <h2 id="gateway">{t('gateway')}</h2>
      {said === null || said === undefined ? (
        <p className="soft">{t('noGateway')}</p>
      ) : (
        <pre>{JSON.stringify(said, null, 2)}</pre>
      )}
    </section>
  );
}

export type OrderPageProps = {
  readonly shop: string;
  readonly id: number;
  readonly onBack: () => void;
  readonly onFail: (status: number) => void;
};

/** One order: what was bought, how it was paid, what went back, and what the gateway said. */
export function OrderPage({ shop, id, onBack, onFail }: OrderPageProps) {
  const { t } = useTranslation();
  const [order, setOrder] = useState<AdminOrderReply | null>(null);
  useEffect(() => {
    void officeApi.order(shop, id).then((reply) => {
      if (reply.ok) setOrder(reply.value);
      else onFail(reply.status);
    });
  }, [shop, id, onFail]);
  return (
    <div className="stack">
      <div className="row">
        <Button onPress={onBack}>{t('back')}</Button>
      </div>
      <h1>{order === null ? t('loading') : (order.invoiceNumber ?? order.number)}</h1>
      {order === null ? null : (
        <>
          <Facts order={order} />
          <Items order={order} />
          <Payments order={order} />
          <Refunds order={order} />
          <Gateway order={order} />
        </>
      )}
    </div>
  );
}
