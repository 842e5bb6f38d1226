import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ListedOrder } from '../../shared/contract/orders.ts';
import type { OrderId } from '../../shared/domain/ids.ts';
import { useSnapshot } from '../app/session.ts';
import { dateWords, timeWords } from '../app/time-words.ts';
import { nameIn } from '../i18n/name-in.ts';
import { Money } from '../ui/money.tsx';
import { orders } from './orders.ts';
import type { OrdersState } from './orders-store.ts';

export const ORDER_LIST_ID = 'order-list';
const ROW_PX = 72;
/** How many rows before the end the next page is asked for. */
const AHEAD = 30;

/** The id of the row of an order. */
function orderOptionId(orderId: OrderId): string {
  return `order-${orderId}`;
}

/** The id of the chosen order's row; undefined while the list does not have it, as when the search leaves it out. */
export function chosenOption({ rows, chosenId }: Pick<OrdersState, 'rows' | 'chosenId'>): string | undefined {
  return chosenId !== null && rows.some((row) => row.orderId === chosenId)
    ? orderOptionId(chosenId)
    : undefined;
}

/** The arrow keys choose the order above or below, from the search field and from the list. */
export function moveByArrow(event: KeyboardEvent): void {
  if (event.key === 'ArrowDown') orders.getState().move(1);
  else if (event.key === 'ArrowUp') orders.getState().move(-1);
  else return;
  event.preventDefault();
}

type RowProps = {
  readonly order: ListedOrder;
  readonly chosen: boolean;
  readonly topPx: number;
  readonly index: number;
  readonly count: number;
};

/** What is special about an order: how its returns stand, else its state unless that is paid. */
function Badge({ order }: { readonly order: ListedOrder }) {
  const { t } = useTranslation();
  const { state, refundState } = order;
  if (state === 'paid' && refundState !== null) {
    return (
      <span className={`order-state order-refund-${refundState}`}>{t(`refunds.badge.${refundState}`)}</span>
    );
  }
  if (state === 'paid') return null;
  return <span className={`order-state order-state-${state}`}>{t(`orders.state.${state}`)}</span>;
}

const Row = memo(function Row({ order, chosen, topPx, index, count }: RowProps) {
  const { t, i18n } = useTranslation();
  const zone = useSnapshot()?.shop.zone ?? 'Asia/Kolkata';
  const name = nameIn(i18n.language, { name: order.firstProduct, nameHi: order.firstProductHi });
  const goods = order.lineCount > 1 ? t('orders.more', { name, count: order.lineCount - 1 }) : name;
  const tenders = order.tenderKinds.map((kind) => t(`tender.${kind}`)).join(', ');
  return (
    <li
      id={orderOptionId(order.orderId)}
      role="option"
      aria-selected={chosen}
      aria-posinset={index + 1}
      aria-setsize={count}
      className="order-row"
      style={{ transform: `translateY(${topPx}px)` }}
      onClick={() => orders.getState().choose(order.orderId)}
    >
      <span className="order-main">
        <strong className="figures">{order.invoiceNumber ?? t('orders.noNumber')}</strong>
        <span className="soft small">{goods}</span>
        <span className="soft small figures">
          {dateWords(order.businessDate, i18n.language)} {timeWords(order.createdAt, i18n.language, zone)}
        </span>
      </span>
      <span className="order-amounts">
        <Money paise={order.totalPaise} className="order-total" />
        <span className="soft small">
          {tenders}
          {order.lastFour === null ? '' : ` •••• ${order.lastFour}`}
        </span>
        <Badge order={order} />
      </span>
    </li>
  );
});

/** The orders, newest first; only the rows in sight are in the page, and older ones are asked for as one scrolls. */
export function OrderList() {
  const { t } = useTranslation();
  const { rows, query, loaded, chosenId, nextBeforeSeq } = useStore(orders);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.orderId ?? index,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  const chosenIndex = rows.findIndex((row) => row.orderId === chosenId);
  useEffect(() => {
    if (nextBeforeSeq !== null && lastShown >= rows.length - AHEAD) void orders.getState().more();
  }, [lastShown, rows.length, nextBeforeSeq]);
  useEffect(() => {
    if (chosenIndex >= 0) virtual.scrollToIndex(chosenIndex);
  }, [virtual, chosenIndex]);
  return (
    <div ref={scroller} className="order-scroller">
      {loaded && rows.length === 0 ? (
        <p className="orders-hint">{t(query === '' ? 'orders.noneYet' : 'orders.none')}</p>
      ) : null}
      <ul
        id={ORDER_LIST_ID}
        role="listbox"
        aria-label={t('orders.list')}
        className="order-list"
        tabIndex={0}
        aria-activedescendant={chosenOption({ rows, chosenId })}
        onKeyDown={moveByArrow}
        style={{ height: virtual.getTotalSize() }}
      >
        {items.map((item) => {
          const order = rows[item.index];
          if (order === undefined) return null;
          return (
            <Row
              key={order.orderId}
              order={order}
              chosen={order.orderId === chosenId}
              topPx={item.start}
              index={item.index}
              count={rows.length}
            />
          );
        })}
      </ul>
    </div>
  );
}
