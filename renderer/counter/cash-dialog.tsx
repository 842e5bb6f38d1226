import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { changeFor, quickCash } from '../../shared/domain/cash.ts';
import { formatRupees, parseRupees, subtractPaise, type Paise } from '../../shared/domain/money.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { Money } from '../ui/money.tsx';
import { DialogEnd } from './dialog-end.tsx';
import { focusScanField } from './focus.ts';
import { checkout } from './till.ts';
import { useDue } from './use-due.ts';

/** The change that a typed amount makes, large; or what is missing. */
function ChangeFigure({ toPay, received }: { readonly toPay: Paise; readonly received: Paise }) {
  const { t } = useTranslation();
  const change = changeFor(toPay, received);
  const kind = change.ok ? 'change' : received < toPay ? 'short' : 'tooMuch';
  const amount = change.ok ? change.value : received < toPay ? subtractPaise(toPay, received) : received;
  return (
    <div className={`cash-change cash-${kind}`} role="status">
      <span>{t(`counter.cash.${kind}`)}</span>
      <Money paise={amount} className="cash-change-figure" />
    </div>
  );
}

function QuickAmounts({
  toPay,
  onChoose,
}: {
  readonly toPay: Paise;
  readonly onChoose: (paise: Paise) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="quick-amounts" role="group" aria-label={t('counter.cash.quick')}>
      <Button onPress={() => onChoose(toPay)}>{t('counter.cash.exact')}</Button>
      {quickCash(toPay)
        .filter((amount) => amount > toPay)
        .map((amount) => (
          <Button key={amount} onPress={() => onChoose(amount)}>
            <span className="money">{formatRupees(amount, { paise: 'auto' })}</span>
          </Button>
        ))}
    </div>
  );
}

/** Cash: what the customer gave and the change. Enter in an empty field means the exact amount. */
export function CashDialog() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [badAmount, setBadAmount] = useState(false);
  const { nowPaise: toPay } = useDue();
  const typed = text.trim() === '' ? { ok: true as const, value: toPay } : parseRupees(text);
  const take = (event: SyntheticEvent): void => {
    event.preventDefault();
    setBadAmount(!typed.ok);
    if (typed.ok && changeFor(toPay, typed.value).ok) void checkout.getState().chargeCash(typed.value);
  };
  const close = (): void => {
    checkout.getState().stopAsking();
    queueMicrotask(focusScanField);
  };
  return (
    <Dialog title={t('counter.cash.title')} onClose={close}>
      <form className="stack" onSubmit={take}>
        <div className="cash-to-pay">
          <span>{t('counter.cash.toPay')}</span>
          <Money paise={toPay} className="cash-figure" />
        </div>
        <TextField
          label={t('counter.cash.received')}
          hint={t('counter.cash.hint')}
          error={badAmount && !typed.ok ? t('counter.cash.notAmount') : undefined}
          value={text}
          onChange={(value) => {
            setText(value);
            setBadAmount(false);
          }}
          inputMode="decimal"
          className="cash-field figures"
          autoFocus
        />
        <QuickAmounts
          toPay={toPay}
          onChoose={(amount) => setText(formatRupees(amount, { symbol: false, paise: 'auto' }))}
        />
        {typed.ok ? <ChangeFigure toPay={toPay} received={typed.value} /> : null}
        <DialogEnd onBack={close} send={t('counter.cash.take')} />
      </form>
    </Dialog>
  );
}
