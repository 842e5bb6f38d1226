import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { errorWords } from '../app/error-words.ts';
import { onTopic } from '../app/live.ts';
import { KeyHint } from '../ui/key-hint.tsx';
import { chosenOption, moveByArrow, OrderList, ORDER_LIST_ID } from './order-list.tsx';
import { OrderPage } from './order-page.tsx';
import { orders } from './orders.ts';
import './orders.css';

/** Keeps the list current while it is on screen: once when it appears, then by events. */
function useLiveOrders(): void {
  useEffect(() => {
    void orders.getState().refresh();
    const refresh = (): void => void orders.getState().refresh();
    const stops = [onTopic('order', refresh), onTopic('checkout', refresh)];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
}

function SearchField() {
  const { t } = useTranslation();
  const ref = useRef<HTMLInputElement>(null);
  const query = useStore(orders, (state) => state.query);
  const chosen = useStore(orders, chosenOption);
  useEffect(() => {
    ref.current?.focus();
    // The key that leads to this screen leads back to its list, too.
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'F3' && document.querySelector('dialog[open]') === null) ref.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className="orders-search">
      <label className="visually-hidden" htmlFor="orders-search">
        {t('orders.search')}
      </label>
      <input
        ref={ref}
        id="orders-search"
        type="search"
        className="input"
        role="combobox"
        aria-expanded="true"
        aria-controls={ORDER_LIST_ID}
        aria-activedescendant={chosen}
        autoComplete="off"
        spellCheck={false}
        placeholder={t('orders.searchHint')}
        value={query}
        onChange={(change) => void orders.getState().search(change.target.value)}
        onKeyDown={moveByArrow}
      />
      <span className="orders-keys" aria-hidden="true">
        <KeyHint name="↑" /> <KeyHint name="↓" />
      </span>
    </div>
  );
}

/** The orders of this till: the list with its search, and the order that is chosen. */
export function OrdersScreen() {
  const { t } = useTranslation();
  const chosenId = useStore(orders, (state) => state.chosenId);
  const error = useStore(orders, (state) => state.error);
  useLiveOrders();
  return (
    <div className="orders">
      <section className="orders-side" aria-label={t('orders.list')}>
        <h1 className="visually-hidden">{t('orders.title')}</h1>
        <SearchField />
        {error === null ? null : (
          <p role="alert" className="callout callout-bad">
            {errorWords(t, error)}
          </p>
        )}
        <OrderList />
      </section>
      <section className="orders-page" aria-label={t('orders.page.label')}>
        {chosenId === null ? (
          <p className="orders-hint">{t('orders.choose')}</p>
        ) : (
          <OrderPage key={chosenId} orderId={chosenId} />
        )}
      </section>
    </div>
  );
}
