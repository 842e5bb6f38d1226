import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Checkout } from '../../shared/contract/sale.ts';
import { errorWords } from '../app/error-words.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Money } from '../ui/money.tsx';
import { takenParts } from './attempt-facts.ts';
import { focusScanField } from './focus.ts';
import { checkout as checkoutStore } from './till.ts';

/** What goes back of a bill, part by part, and how. */
function GoesBack({ checkout }: { readonly checkout: Checkout }) {
  const { t } = useTranslation();
  return (
    <ul className="taken">
      {takenParts(checkout).map(({ attempt, amountPaise }) => (
        <li key={attempt?.attemptId ?? 'cash'} className="taken-part">
          <Money paise={amountPaise} className="taken-amount" />
          <span>{t(`giveUp.back.${attempt?.kind ?? 'cash'}`)}</span>
        </li>
      ))}
    </ul>
  );
}

function Question({ checkout }: { readonly checkout: Checkout }) {
  const { t } = useTranslation();
  const error = useStore(checkoutStore, (state) => state.error);
  const { stopAsking, giveUp } = checkoutStore.getState();
  return (
    <Dialog title={t('giveUp.title')} onClose={stopAsking}>
      <p>{t('giveUp.text')}</p>
      <GoesBack checkout={checkout} />
      {error === null ? null : (
        <p role="alert" className="callout callout-bad">
          {errorWords(t, error)}
        </p>
      )}
      <div className="dialog-actions">
        <Button autoFocus large keyName="Esc" onPress={stopAsking}>
          {t('giveUp.no')}
        </Button>
        <Button look="danger" large onPress={() => void giveUp()}>
          {t('giveUp.yes')}
        </Button>
      </div>
    </Dialog>
  );
}

function Done({ checkout }: { readonly checkout: Checkout }) {
  const { t } = useTranslation();
  const cash = takenParts(checkout).find(({ attempt }) => attempt === null);
  const close = (): void => {
    checkoutStore.getState().stopAsking();
    queueMicrotask(focusScanField);
  };
  return (
    <Dialog title={t('giveUp.doneTitle')} onClose={close}>
      <p>{t('giveUp.doneText')}</p>
      <GoesBack checkout={checkout} />
      {cash === undefined ? null : (
        <p className="paid-change">
          <span>{t('giveUp.giveCash')}</span>
          <Money paise={cash.amountPaise} className="paid-change-figure" />
        </p>
      )}
      <div className="dialog-actions">
        <Button look="main" large autoFocus keyName="Enter" onPress={close}>
          {t('giveUp.done')}
        </Button>
      </div>
    </Dialog>
  );
}

/** Giving a part-paid bill up: asks first, saying what goes back how; then says what to hand back now. */
export function GiveUpDialog() {
  const step = useStore(checkoutStore, (state) => state.step);
  const givenUp = useStore(checkoutStore, (state) => state.givenUp);
  if (givenUp !== null) return <Done checkout={givenUp} />;
  return step.kind === 'following' ? <Question checkout={step.checkout} /> : null;
}
