import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { SelectField, TextField } from '../ui/field.tsx';
import type { ReturnStore } from './refund-store.ts';

/** The usual reasons; goods of the last two are not sold again. */
const usual = ['changed-mind', 'wrong-item', 'mistake', 'damaged', 'expired'] as const;
type Usual = (typeof usual)[number];
const unsaleable: readonly string[] = ['damaged', 'expired'];

function isUsual(text: string): text is Usual {
  return usual.some((reason) => reason === text);
}

function Reason({ store }: { readonly store: ReturnStore }) {
  const { t } = useTranslation();
  const reason = useStore(store, (state) => state.reason);
  const [kind, setKind] = useState('');
  const options = ['', ...usual, 'other'] as const;
  const choose = (value: string): void => {
    setKind(value);
    store.getState().say({
      reason: isUsual(value) ? t(`refunds.reasons.${value}`) : '',
      ...(value === 'other' ? {} : { restock: !unsaleable.includes(value) }),
    });
  };
  return (
    <>
      <SelectField
        label={t('refunds.reason')}
        value={kind}
        options={options.map((value) => ({
          value,
          label: t(value === '' ? 'refunds.reasons.choose' : `refunds.reasons.${value}`),
        }))}
        onChange={choose}
      />
      {kind === 'other' ? (
        <TextField
          label={t('refunds.reasonText')}
          value={reason}
          maxLength={500}
          onChange={(text) => store.getState().say({ reason: text })}
        />
      ) : null}
    </>
  );
}

/** Why goods come back, what becomes of them, and how the money goes back. */
export function RefundTerms({ store }: { readonly store: ReturnStore }) {
  const { t } = useTranslation();
  const { to, restock } = useStore(store);
  const { say } = store.getState();
  return (
    <>
      <Reason store={store} />
      <label className="choice">
        <input
          type="checkbox"
          checked={restock}
          onChange={(change) => say({ restock: change.target.checked })}
        />
        <span>{t('refunds.restock')}</span>
      </label>
      <fieldset className="choices">
        <legend className="field-label">{t('refunds.to.label')}</legend>
        {(['instrument', 'cash'] as const).map((value) => (
          <label key={value} className="choice">
            <input type="radio" name="refund-to" checked={to === value} onChange={() => say({ to: value })} />
            <span>{t(`refunds.to.${value}`)}</span>
          </label>
        ))}
      </fieldset>
    </>
  );
}
