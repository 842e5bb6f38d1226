import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatQuantity, parseQuantity, type QuantityError } from '../../shared/domain/quantity.ts';
import { needsWeight, unitOf, type CartEntry } from './cart-lines.ts';
import { focusScanField } from './focus.ts';
import { editQuantity } from './quantity-editing.ts';
import { cart } from './till.ts';

/** The quantity of a line as a field: Enter, and leaving the field, takes it; Escape leaves it as it was. */
export function QuantityEditor({ entry }: { readonly entry: CartEntry }) {
  const { t } = useTranslation();
  const { product, lineId, quantityMilli } = entry;
  const unit = unitOf(product);
  const field = useRef<HTMLInputElement>(null);
  const errorId = useId();
  const [text, setText] = useState(() => formatQuantity(quantityMilli, unit));
  const [error, setError] = useState<QuantityError['code'] | null>(null);
  useEffect(() => field.current?.select(), []);
  const close = (): void => {
    editQuantity(null);
    focusScanField();
  };
  const take = (): boolean => {
    const quantity = parseQuantity(text, unit);
    if (quantity.ok) cart.getState().setQuantity(lineId, quantity.value);
    else setError(quantity.error.code);
    return quantity.ok;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const charges = event.key === 'F8' || event.key === 'F9';
    if (event.key === 'Escape') close();
    else if ((event.key === 'Enter' || charges) && take()) close();
    // A charge goes on with the quantity that was just typed; with a wrong one it does not begin.
    if (charges && parseQuantity(text, unit).ok) return;
    if (!charges && event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="quantity-editor">
      <input
        ref={field}
        className="input figures quantity-input"
        inputMode={needsWeight(product) ? 'decimal' : 'numeric'}
        aria-label={t('counter.lines.quantityOf', { name: product.name })}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : errorId}
        autoComplete="off"
        value={text}
        onChange={(change) => {
          setText(change.target.value);
          setError(null);
        }}
        onBlur={() => {
          take();
          editQuantity(null);
        }}
        onKeyDown={onKeyDown}
      />
      {error === null ? null : (
        <span id={errorId} role="alert" className="quantity-error">
          {t(`counter.quantity.${error}`)}
        </span>
      )}
    </div>
  );
}
