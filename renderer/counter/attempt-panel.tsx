import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AttemptView, Checkout } from '../../shared/contract/sale.ts';
import { formatRupees } from '../../shared/domain/money.ts';
import { errorWords } from '../app/error-words.ts';
import { Button } from '../ui/button.tsx';
import { AttemptText } from './attempt-text.tsx';
import { latestAttempt, moodOf, phaseOf } from './attempt-facts.ts';
import { focusScanField } from './focus.ts';
import { checkout as checkoutStore } from './till.ts';

/** What a cashier may press now: only what main says is safe. */
function SafeActions({ attempt, free }: { readonly attempt: AttemptView; readonly free: boolean }) {
  const { t } = useTranslation();
  const { attemptId, actions, cancelRequested, state } = attempt;
  const store = checkoutStore.getState();
  const again = free || actions.includes('new-attempt');
  const back = (): void => {
    store.backToCart();
    focusScanField();
  };
  return (
    <div className="attempt-actions">
      {again ? (
        <>
          <Button look="main" large keyName="F8" onPress={() => void store.chargeCard()}>
            {t('attempt.action.again')}
          </Button>
          <Button large keyName="F9" onPress={store.openCash}>
            {t('attempt.action.cash')}
          </Button>
        </>
      ) : null}
      {free ? (
        <Button keyName="Esc" onPress={back}>
          {t('attempt.action.back')}
        </Button>
      ) : null}
      {moodOf(state) === 'unknown' ? (
        <>
          <Button large onPress={store.nextCustomer}>
            {t('attempt.action.nextCustomer')}
          </Button>
          <p className="soft small">{t('attempt.setAside')}</p>
        </>
      ) : null}
      <div className="attempt-pair">
        {actions.includes('ask-again') ? (
          <Button onPress={() => void store.askAttempt(attemptId)}>{t('attempt.action.ask')}</Button>
        ) : null}
        {actions.includes('cancel') && !cancelRequested ? (
          <Button look="danger" onPress={() => void store.cancelAttempt(attemptId)}>
            {t('attempt.action.cancel')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** The one calm panel of a payment: what is happening, how long, what not to do, and only what is safe now. */
export function AttemptPanel({ checkout }: { readonly checkout: Checkout }) {
  const { t } = useTranslation();
  const error = useStore(checkoutStore, (state) => state.error);
  const attempt = latestAttempt(checkout);
  const stuck = checkout.state === 'paid-not-completed';
  return (
    <section
      className={`attempt attempt-${attempt === null ? 'working' : moodOf(attempt.state)}`}
      aria-label={t('attempt.panel')}
    >
      <p className="attempt-amount money">{formatRupees(attempt?.amountPaise ?? checkout.duePaise)}</p>
      {attempt === null ? null : <AttemptText attempt={attempt} orderStuck={stuck} />}
      {error === null ? null : (
        <p role="alert" className="callout callout-bad">
          {errorWords(t, error)}
        </p>
      )}
      {attempt === null ? null : (
        <SafeActions attempt={attempt} free={!stuck && phaseOf(checkout) === 'free'} />
      )}
    </section>
  );
}
