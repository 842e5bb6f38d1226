import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { nameIn } from '../i18n/name-in.ts';
import type { Product } from '../../shared/contract/catalogue.ts';
import { formatRupees, scalePaise } from '../../shared/domain/money.ts';
import { ONE, parseQuantity, UNITS } from '../../shared/domain/quantity.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { Money } from '../ui/money.tsx';
import { unitOf } from './cart-lines.ts';
import { focusScanField } from './focus.ts';
import { addToBill, weighing } from './till.ts';

/** Asks how much of a weighed product goes on the bill. */
export function WeighDialog({ product }: { readonly product: Product }) {
  const { t, i18n } = useTranslation();
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const unit = unitOf(product);
  const { label } = UNITS[unit];
  const quantity = parseQuantity(text, unit);
  const close = (): void => {
    weighing.getState().close();
    queueMicrotask(focusScanField);
  };
  const add = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!quantity.ok) return;
    addToBill(product, quantity.value);
    close();
  };
  const name = nameIn(i18n.language, product);
  return (
    <Dialog title={t('counter.weigh.title', { name })} onClose={close}>
      <form className="stack" onSubmit={add}>
        <p className="soft">
          {t('counter.weigh.price', { price: formatRupees(product.pricePaise), unit: label })}
        </p>
        <TextField
          label={t('counter.weigh.label', { unit: label })}
          hint={t('counter.weigh.hint')}
          error={tried && !quantity.ok ? t(`counter.quantity.${quantity.error.code}`) : undefined}
          value={text}
          onChange={setText}
          inputMode="decimal"
          className="cash-field figures"
          autoFocus
        />
        {quantity.ok ? (
          <div className="cash-change cash-change-plain" role="status">
            <span>{t('counter.weigh.comesTo')}</span>
            <Money
              paise={scalePaise(product.pricePaise, quantity.value, ONE)}
              className="cash-change-figure"
            />
          </div>
        ) : null}
        <div className="dialog-actions">
          <Button keyName="Esc" onPress={close}>
            {t('app.cancel')}
          </Button>
          <button type="submit" className="button button-main button-large">
            {t('counter.weigh.add')}
            <KeyHint name="Enter" />
          </button>
        </div>
      </form>
    </Dialog>
  );
}
