import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AttemptView, Checkout } from '../../shared/contract/sale.ts';
import { formatRupees } from '../../shared/domain/money.ts';
import { errorWords } from '../app/error-words.ts';
import { Button } from '../ui/button.tsx';
import { AttemptManager } from './attempt-manager.tsx';
import { AttemptText } from './attempt-text.tsx';
import { latestAttempt, mayGiveUp, mayTakeTender, moodOf, phaseOf, takenParts } from './attempt-facts.ts';
import { ChargeWays, PayNow } from './charge-ways.tsx';
import { focusScanField } from './focus.ts';
import { OtpForm } from './otp-form.tsx';
import { TakenParts } from './taken-parts.tsx';
import { checkout as checkoutStore } from './till.ts';

/** What a cashier may press about a payment that is still open: only what main says is safe. */
function OpenActions({ attempt }: { readonly attempt: AttemptView }) {
  const { t } = useTranslation();
  const { attemptId, actions, cancelRequested, state } = attempt;
  const store = checkoutStore.getState();
  const otp = attempt.otp ?? null;
  return (
    <>
      {otp === null ? null : <OtpForm key={attemptId} attempt={attempt} otp={otp} />}
      {moodOf(state) === 'unknown' ? (
        <>
          <Button onPress={store.nextCustomer}>{t('attempt.action.nextCustomer')}</Button>
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
      <AttemptManager
        attempt={attempt}
        onSupersede={async (manager) => store.supersede(attemptId, manager)}
        onResolve={store.resolve}
      />
    </>
  );
}

/** What a cashier may press where nothing of the bill is open: another tender, or leaving it. */
function NextTender({ checkout, again }: { readonly checkout: Checkout; readonly again: boolean }) {
  const { t } = useTranslation();
  const store = checkoutStore.getState();
  const back = (): void => {
    store.backToCart();
    focusScanField();
  };
  return (
    <>
      <ChargeWays again={again} />
      {phaseOf(checkout) === 'free' ? (
        <Button keyName="Esc" onPress={back}>
          {t('attempt.action.back')}
        </Button>
      ) : null}
      {mayGiveUp(checkout) ? (
        <Button look="danger" keyName="F10" onPress={() => store.ask('give-up')}>
          {t('giveUp.action')}
        </Button>
      ) : null}
    </>
  );
}

/** The last payment in words; where the last thing taken was a part that is in, that this part is safe. */
function WhatHappened({
  checkout,
  attempt,
}: {
  readonly checkout: Checkout;
  readonly attempt: AttemptView | null;
}) {
  const { t } = useTranslation();
  const stuck = checkout.state === 'paid-not-completed';
  if (attempt !== null) return <AttemptText attempt={attempt} orderStuck={stuck} />;
  return (
    <div className="attempt-text" role="status">
      <p className="attempt-title">{t('split.takenTitle')}</p>
      <p>{t('split.takenText')}</p>
    </div>
  );
}

/** The one calm panel of a payment: what is happening, how long, what not to do, and only what is safe now. */
export function AttemptPanel({ checkout }: { readonly checkout: Checkout }) {
  const { t } = useTranslation();
  const error = useStore(checkoutStore, (state) => state.error);
  const asking = useStore(checkoutStore, (state) => state.asking);
  const cashWasLast = useStore(checkoutStore, (state) => state.lastTender) === 'cash';
  const latest = latestAttempt(checkout);
  const again = mayTakeTender(checkout);
  const partIsIn =
    again &&
    checkout.state === 'part-paid' &&
    (latest === null || moodOf(latest.state) === 'paid' || cashWasLast);
  const attempt = partIsIn ? null : latest;
  const mood = partIsIn ? 'paid' : attempt === null ? 'working' : moodOf(attempt.state);
  const taken = takenParts(checkout);
  return (
    <section className={`attempt attempt-${mood}`} aria-label={t('attempt.panel')}>
      {again && taken.length > 0 ? null : (
        <p className="attempt-amount money">{formatRupees(attempt?.amountPaise ?? checkout.duePaise)}</p>
      )}
      <WhatHappened checkout={checkout} attempt={attempt} />
      {taken.length > 0 && checkout.duePaise > 0 ? (
        <TakenParts parts={taken} label={t('split.taken')} />
      ) : null}
      {error === null || asking !== null ? null : (
        <p role="alert" className="callout callout-bad">
          {errorWords(t, error)}
        </p>
      )}
      <div className="attempt-actions">
        {again && taken.length > 0 ? <PayNow label={t('split.left')} /> : null}
        {again ? <NextTender checkout={checkout} again={attempt?.kind === 'card-terminal'} /> : null}
        {attempt === null || again ? null : <OpenActions attempt={attempt} />}
      </div>
    </section>
  );
}
