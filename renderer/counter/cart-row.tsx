import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { nameIn } from '../i18n/name-in.ts';
import { formatRupees, type Paise } from '../../shared/domain/money.ts';
import { formatQuantity, UNITS } from '../../shared/domain/quantity.ts';
import { Money } from '../ui/money.tsx';
import { needsWeight, stepQuantity, unitOf, type CartEntry } from './cart-lines.ts';
import { focusScanField } from './focus.ts';
import { QuantityEditor } from './quantity-editor.tsx';
import { editQuantity } from './quantity-editing.ts';
import { cart, removeLine } from './till.ts';

export type CartRowProps = {
  readonly entry: CartEntry;
  readonly index: number;
  readonly count: number;
  readonly totalPaise: Paise | null;
  readonly selected: boolean;
  readonly editing: boolean;
  readonly frozen: boolean;
  /** Where the row stands in the virtual list. */
  readonly topPx: number;
};

// A scan changes how many lines there are, which every row says of itself; what a row is made of stays as it was.
const LineName = memo(function LineName({ entry }: { readonly entry: CartEntry }) {
  const { t, i18n } = useTranslation();
  const { product } = entry;
  const unit = unitOf(product);
  const other = i18n.language === 'hi' ? product.name : product.nameHi;
  const name = nameIn(i18n.language, product);
  const price = formatRupees(product.pricePaise);
  const each = needsWeight(product)
    ? t('counter.lines.per', { price, unit: UNITS[unit].label })
    : t('counter.lines.per', { price, unit: UNITS[unit].label });
  const mrp =
    product.mrpPaise !== null && product.mrpPaise !== product.pricePaise
      ? t('counter.lines.mrp', { price: formatRupees(product.mrpPaise) })
      : null;
  return (
    <div className="line-name">
      <span className="line-title">{name}</span>
      <span className="soft small figures">{[each, mrp, other].filter(Boolean).join(' · ')}</span>
    </div>
  );
});

const Quantity = memo(function Quantity({
  entry,
  frozen,
  editing,
}: Pick<CartRowProps, 'entry' | 'frozen' | 'editing'>) {
  const { t } = useTranslation();
  const { product, lineId, quantityMilli } = entry;
  const { name } = product;
  const quantity = formatQuantity(quantityMilli, unitOf(product), { label: needsWeight(product) });
  if (editing) return <QuantityEditor key={lineId} entry={entry} />;
  const step = (direction: 1 | -1): void => {
    cart.getState().step(lineId, direction);
    focusScanField();
  };
  return (
    <div className="stepper" role="group" aria-label={t('counter.lines.quantityOf', { name })}>
      <button
        type="button"
        className="stepper-button"
        disabled={frozen || stepQuantity(entry, -1) === null}
        aria-label={t('counter.lines.less', { name })}
        onClick={() => step(-1)}
      >
        −
      </button>
      <button
        type="button"
        className="stepper-value figures"
        disabled={frozen}
        aria-label={t('counter.lines.change', { name, quantity })}
        onClick={() => editQuantity(lineId)}
      >
        {quantity}
      </button>
      <button
        type="button"
        className="stepper-button"
        disabled={frozen || stepQuantity(entry, 1) === null}
        aria-label={t('counter.lines.more', { name })}
        onClick={() => step(1)}
      >
        +
      </button>
    </div>
  );
});

/** One line of the bill: what, for how much, how many, and what it comes to. */
export const CartRow = memo(function CartRow(props: CartRowProps) {
  const { t } = useTranslation();
  const { entry, index, count, totalPaise, selected, editing, frozen, topPx } = props;
  const remove = (): void => {
    removeLine(entry.lineId);
    focusScanField();
  };
  return (
    <li
      className={selected ? 'line line-selected' : 'line'}
      aria-current={selected ? 'true' : undefined}
      aria-setsize={count}
      aria-posinset={index + 1}
      style={{ transform: `translateY(${topPx}px)` }}
    >
      <LineName entry={entry} />
      <Quantity entry={entry} frozen={frozen} editing={editing} />
      <span className="line-total">{totalPaise === null ? '–' : <Money paise={totalPaise} />}</span>
      <button
        type="button"
        className="line-remove"
        disabled={frozen}
        aria-label={t('counter.lines.remove', { name: entry.product.name })}
        onClick={remove}
      >
        ×
      </button>
    </li>
  );
});
