import { useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatRupees } from '../../shared/domain/money.ts';
import { NoPinYet, useHasPin } from '../app/manager-pin-dialog.tsx';
import { isPin, PinField } from '../app/pin-field.tsx';
import { Button } from '../ui/button.tsx';
import { useFocusInside } from '../ui/focus-inside.ts';
import { KeyHint } from '../ui/key-hint.tsx';
import { PaybackWords } from './refund-money.tsx';
import { mayGoBack, type ReturnStore } from './refund-store.ts';

/** The last look before money goes back: how much, where to, why; with a manager's PIN where cash leaves the drawer. */
export function RefundConfirm({ store }: { readonly store: ReturnStore }) {
  const { t } = useTranslation();
  const state = useStore(store);
  const hasPin = useHasPin();
  const [pin, setPin] = useState('');
  const inside = useFocusInside<HTMLFormElement>();
  const { quote, to, step, withManager, reason, restock } = state;
  if (quote === null) return null;
  const amount = formatRupees(quote.paybackPaise);
  const busy = step === 'sending';
  const ready = !busy && (!withManager || isPin(pin));
  const send = async (): Promise<void> => {
    await store.getState().send(withManager ? pin : null);
    setPin('');
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (ready) void send();
  };
  // The Enter that led here and is still held down confirms nothing.
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.repeat) event.preventDefault();
  };
  return (
    <form ref={inside} className="stack" onSubmit={submit} onKeyDown={onKeyDown}>
      <p className="refund-figure money">{amount}</p>
      <PaybackWords quote={quote} to={to} />
      <p className="soft">
        {t('refunds.because', { reason: reason.trim() })}{' '}
        {t(restock ? 'refunds.toShelf' : 'refunds.notToShelf')}
      </p>
      {withManager && hasPin === false ? <NoPinYet onLeave={() => undefined} /> : null}
      {withManager && hasPin !== false ? (
        <PinField value={pin} onChange={setPin} hint={t('refunds.pinHint')} autoFocus />
      ) : null}
      <div className="dialog-actions">
        {mayGoBack(state) ? <Button onPress={state.back}>{t('app.back')}</Button> : null}
        <button
          type="submit"
          className="button button-main button-large"
          disabled={!ready}
          aria-keyshortcuts="Enter"
          data-autofocus={withManager ? undefined : ''}
        >
          {t('refunds.giveBack', { amount })}
          <KeyHint name="Enter" />
        </button>
      </div>
    </form>
  );
}
