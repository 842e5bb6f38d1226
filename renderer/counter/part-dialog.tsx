import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatRupees, parseRupees, type Paise } from '../../shared/domain/money.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { Money } from '../ui/money.tsx';
import { focusScanField } from './focus.ts';
import { halfOf, partProblem } from './part-amount.ts';
import { checkout } from './till.ts';
import { useDue } from './use-due.ts';

/** Asks how much the next tender pays; the way to pay it is chosen after. */
export function PartDialog() {
  const { t } = useTranslation();
  const { leftPaise } = useDue();
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const problem = partProblem(text, leftPaise);
  const close = (): void => {
    checkout.getState().stopAsking();
    queueMicrotask(focusScanField);
  };
  const use = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    const typed = parseRupees(text);
    if (!typed.ok || problem !== null) return;
    checkout.getState().payPart(typed.value === leftPaise ? null : typed.value);
    queueMicrotask(focusScanField);
  };
  const fill = (amount: Paise): void => setText(formatRupees(amount, { symbol: false, paise: 'auto' }));
  return (
    <Dialog title={t('split.title')} onClose={close}>
      <form className="stack" onSubmit={use}>
        <div className="cash-to-pay">
          <span>{t('split.left')}</span>
          <Money paise={leftPaise} className="cash-figure" />
        </div>
        <TextField
          label={t('split.label')}
          hint={t('split.text')}
          error={tried && problem !== null ? t(`split.${problem}`) : undefined}
          value={text}
          onChange={(value) => {
            setText(value);
            setTried(false);
          }}
          inputMode="decimal"
          className="cash-field figures"
          autoFocus
        />
        <div className="quick-amounts">
          <Button onPress={() => fill(halfOf(leftPaise))}>
            {t('split.half')}{' '}
            <span className="money">{formatRupees(halfOf(leftPaise), { paise: 'auto' })}</span>
          </Button>
          <Button onPress={() => fill(leftPaise)}>{t('split.all')}</Button>
        </div>
        <div className="dialog-actions">
          <Button keyName="Esc" onPress={close}>
            {t('app.back')}
          </Button>
          <button type="submit" className="button button-main button-large" aria-keyshortcuts="Enter">
            {t('split.use')}
            <KeyHint name="Enter" />
          </button>
        </div>
      </form>
    </Dialog>
  );
}
