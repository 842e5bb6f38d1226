import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdminOrder, AdminOrdersReply } from '../../shared/contract/central-admin.ts';
import { fromDecimalString, subtractPaise, toDecimalString } from '../../shared/domain/money.ts';
import { Button } from '../../renderer/ui/button.tsx';
import { Amount } from './amount.tsx';
import { officeApi } from './office-api.ts';
import { everything, OrderFilter, queryOf, type Wanted } from './order-filter.tsx';
import { currentLanguage } from './words.ts';

/** A moment in India, where the shops are. */
export function shortMoment(at: number): string {
  const options = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Kolkata' } as const;
  return new Intl.DateTimeFormat(`${currentLanguage()}-IN`, options).format(at);
}

function netOf(total: string, refunded: string): string {
  const paid = fromDecimalString(total);
  const back = fromDecimalString(refunded);
  return paid.ok && back.ok ? toDecimalString(subtractPaise(paid.value, back.value)) : total;
}

function Sums({ list }: { readonly list: AdminOrdersReply }) {
  const { t } = useTranslation();
  return (
    <dl className="sums">
      <div>
        <dt>{t('count')}</dt>
        <dd className="figures">{new Intl.NumberFormat('en-IN').format(list.count)}</dd>
      </div>
      <div>
        <dt>{t('sold')}</dt>
        <dd>
          <Amount of={list.total} />
        </dd>
      </div>
      <div>
        <dt>{t('givenBack')}</dt>
        <dd>
          <Amount of={list.refunded} />
        </dd>
      </div>
      <div>
        <dt>{t('net')}</dt>
        <dd>
          <Amount of={netOf(list.total, list.refunded)} />
        </dd>
      </div>
    </dl>
  );
}

function Row({ order, onOpen }: { readonly order: AdminOrder; readonly onOpen: (id: number) => void }) {
  const { t } = useTranslation();
  return (
    <tr>
      <td>
        <button type="button" className="link" onClick={() => onOpen(order.id)}>
          {order.invoiceNumber ?? order.number}
        </button>
      </td>
      <td className="figures">{shortMoment(order.soldAt)}</td>
      <td>{order.till}</td>
      <td>{order.paymentMethod}</td>
      <td>
        <span className={`pill pill-${order.paymentStatus}`}>{t(`statuses.${order.paymentStatus}`)}</span>
      </td>
      <td className="number">
        <Amount of={order.total} />
      </td>
      <td className="number">{order.refunded === '0.00' ? '' : <Amount of={order.refunded} />}</td>
    </tr>
  );
}

function OrderTable(props: {
  readonly orders: readonly AdminOrder[];
  readonly onOpen: (id: number) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="card table-frame">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('order')}</th>
            <th scope="col">{t('when')}</th>
            <th scope="col">{t('till')}</th>
            <th scope="col">{t('way')}</th>
            <th scope="col">{t('paymentStatus')}</th>
            <th scope="col" className="number">
              {t('total')}
            </th>
            <th scope="col" className="number">
              {t('givenBack')}
            </th>
          </tr>
        </thead>
        <tbody>
          {props.orders.map((order) => (
            <Row key={order.id} order={order} onOpen={props.onOpen} />
          ))}
        </tbody>
      </table>
      {props.orders.length === 0 ? <p className="soft">{t('noOrders')}</p> : null}
    </div>
  );
}

export type OrdersPageProps = {
  readonly shop: string;
  readonly onOpen: (id: number) => void;
  readonly onFail: (status: number) => void;
};

/** The orders of a shop, newest first, with what fits a filter and its sums. */
export function OrdersPage({ shop, onOpen, onFail }: OrdersPageProps) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState<Wanted>(everything);
  const [cursor, setCursor] = useState<string | null>(null);
  const [list, setList] = useState<AdminOrdersReply | null>(null);
  const [tills, setTills] = useState<readonly string[]>([]);
  useEffect(() => {
    void officeApi.tills(shop).then((reply) => {
      if (reply.ok) setTills(reply.value.tills.map(({ code }) => code));
    });
  }, [shop]);
  useEffect(() => {
    let isCurrent = true;
    const query = queryOf(wanted);
    if (cursor !== null) query.set('cursor', cursor);
    void officeApi.orders(shop, query.toString()).then((reply) => {
      if (!isCurrent) return;
      if (reply.ok) setList(reply.value);
      else onFail(reply.status);
    });
    return () => {
      isCurrent = false;
    };
  }, [shop, wanted, cursor, onFail]);
  const show = (next: Wanted): void => {
    setCursor(null);
    setWanted(next);
  };
  const next = list?.next ?? null;
  return (
    <div className="stack">
      <h1>{t('orders')}</h1>
      <OrderFilter shop={shop} tills={tills} shown={wanted} onShow={show} />
      {list === null ? <p>{t('loading')}</p> : <Sums list={list} />}
      {list === null ? null : <OrderTable orders={list.orders} onOpen={onOpen} />}
      <div className="row">
        {cursor === null ? null : <Button onPress={() => setCursor(null)}>{t('firstPage')}</Button>}
        {next === null ? null : <Button onPress={() => setCursor(next)}>{t('nextPage')}</Button>}
      </div>
    </div>
  );
}
