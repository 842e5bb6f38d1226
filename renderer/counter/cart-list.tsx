import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useSnapshot } from '../app/session.ts';
import { KeyHint } from '../ui/key-hint.tsx';
import { priceEntries } from './cart-lines.ts';
import { CartRow } from './cart-row.tsx';
import { useQuantityEditing } from './quantity-editing.ts';
import { cart } from './till.ts';

const ROW_PX = 68;

function EmptyBill() {
  const { t } = useTranslation();
  return (
    <div className="empty-bill">
      <p className="empty-title">{t('counter.lines.emptyTitle')}</p>
      <p className="soft">{t('counter.lines.emptyText')}</p>
    </div>
  );
}

function LineKeys() {
  const { t } = useTranslation();
  return (
    <p className="line-keys" aria-hidden="true">
      <KeyHint name="↑" />
      <KeyHint name="↓" /> {t('counter.lines.keys.choose')}
      <KeyHint name="+" />
      <KeyHint name="−" /> {t('counter.lines.keys.quantity')}
      <KeyHint name="*" /> {t('counter.lines.keys.edit')}
      <KeyHint name="Delete" /> {t('counter.lines.keys.remove')}
      <KeyHint name="Ctrl+Z" /> {t('counter.lines.keys.undo')}
    </p>
  );
}

function Lines() {
  const { t } = useTranslation();
  const scheme = useSnapshot()?.shop.gstScheme ?? 'regular';
  const entries = useStore(cart, (state) => state.entries);
  const selected = useStore(cart, (state) => state.selectedLineId);
  const frozen = useStore(cart, (state) => state.frozen);
  const editing = useQuantityEditing((state) => state.lineId);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => entries[index]?.lineId ?? index,
    overscan: 8,
  });
  const selectedIndex = entries.findIndex((entry) => entry.lineId === selected);
  useEffect(() => {
    if (selectedIndex >= 0) rows.scrollToIndex(selectedIndex);
  }, [rows, selectedIndex, entries.length]);
  const priced = priceEntries(entries, scheme);
  const totals = priced.ok ? priced.value.lines : [];
  return (
    <div
      ref={scroller}
      className="lines-scroller"
      // While the bill is frozen no button of a line takes the focus, and a long bill must still scroll by keys.
      {...(frozen ? { tabIndex: 0, role: 'group', 'aria-label': t('counter.lines.label') } : {})}
    >
      <ul className="lines" aria-label={t('counter.lines.label')} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => {
          const entry = entries[row.index];
          if (entry === undefined) return null;
          return (
            <CartRow
              key={entry.lineId}
              entry={entry}
              index={row.index}
              count={entries.length}
              totalPaise={totals[row.index]?.totalPaise ?? null}
              selected={entry.lineId === selected}
              editing={entry.lineId === editing}
              frozen={frozen}
              topPx={row.start}
            />
          );
        })}
      </ul>
    </div>
  );
}

/** The lines of the bill in hand; only those in sight are in the page, however long the bill is. */
export function CartList() {
  const { t } = useTranslation();
  const isEmpty = useStore(cart, (state) => state.entries.length === 0);
  return (
    <div className="bill">
      <div className="bill-head" aria-hidden="true">
        <span>{t('counter.lines.item')}</span>
        <span>{t('counter.lines.quantity')}</span>
        <span>{t('counter.lines.total')}</span>
      </div>
      {isEmpty ? <EmptyBill /> : <Lines />}
      {isEmpty ? null : <LineKeys />}
    </div>
  );
}
