import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { OrderDetails } from '../../shared/contract/orders.ts';
import { formatRupees } from '../../shared/domain/money.ts';
import { useSnapshot } from '../app/session.ts';
import { timeWords } from '../app/time-words.ts';
import { reasonWords } from '../counter/reason-words.ts';
import { en } from '../i18n/en/index.ts';
import { VerifyPayment } from './verify-payment.tsx';

type Attempts = OrderDetails['attempts'];
type EventName = keyof typeof en.orders.event;
type StateName = keyof typeof en.attempt.state;

function isEventName(name: string): name is EventName {
  return Object.hasOwn(en.orders.event, name);
}

function isStateName(name: string): name is StateName {
  return Object.hasOwn(en.attempt.state, name);
}

/** A step of a payment in plain words; one that has none of its own is told by the state it led to. */
export function stepWords(t: TFunction, step: Attempts[number]['events'][number]): string {
  if (isEventName(step.event)) return t(`orders.event.${step.event}`);
  return isStateName(step.toState) ? t(`attempt.state.${step.toState}`) : step.toState;
}

function Steps({ events }: { readonly events: Attempts[number]['events'] }) {
  const { t, i18n } = useTranslation();
  const zone = useSnapshot()?.shop.zone ?? 'Asia/Kolkata';
  return (
    <ol className="steps">
      {events.map((step) => {
        const reason = reasonWords(t, step.reason);
        return (
          <li key={`${step.at}-${step.event}-${step.toState}`} className="step">
            <time className="soft figures" dateTime={new Date(step.at).toISOString()}>
              {timeWords(step.at, i18n.language, zone, true)}
            </time>
            <span>
              {stepWords(t, step)}
              {reason === null ? null : <span className="soft"> – {reason}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** Each payment of an order with the steps of its life and when they were taken. */
export function AttemptHistory({ attempts }: { readonly attempts: Attempts }) {
  const { t } = useTranslation();
  if (attempts.length === 0) return null;
  return (
    <section className="stack-s">
      <h3>{t('orders.page.attempts')}</h3>
      {attempts.map(({ attempt, events }) => (
        <div key={attempt.attemptId} className="history stack-s">
          <p className="figures">
            <strong>
              {t('orders.page.attempt', {
                amount: formatRupees(attempt.amountPaise),
                state: t(`attempt.state.${attempt.state}`),
              })}
            </strong>
          </p>
          <Steps events={events} />
          <VerifyPayment attempt={attempt} />
        </div>
      ))}
    </section>
  );
}
