import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { customerActs, type CustomerAct, type TrainingTerminal } from '../../shared/contract/training.ts';
import { formatRupees } from '../../shared/domain/money.ts';
import { onTopic } from '../app/live.ts';
import { useSnapshot } from '../app/session.ts';
import { Button } from '../ui/button.tsx';
import { lookAtTerminal, playByHand, playCustomer, useTrainingTerminal } from './training-store.ts';

type Waiting = NonNullable<TrainingTerminal['waiting']>;

/** What can be played: a phone that pays by UPI scans the code, or does not. */
function actsFor(kind: Waiting['kind']): readonly CustomerAct[] {
  if (kind === 'card-keyed') return ['walk-away'];
  return kind === 'upi-qr'
    ? customerActs.filter((act) => act === 'tap' || act === 'walk-away')
    : customerActs;
}

/** Keeps what the terminal shows up to date while it is on screen. */
function useLiveTerminal(): TrainingTerminal | null {
  const mode = useSnapshot()?.mode;
  useEffect(() => {
    void lookAtTerminal();
    const look = (): void => void lookAtTerminal();
    const stops = [onTopic('training', look), onTopic('checkout', look)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [mode]);
  return useTrainingTerminal((state) => state.terminal);
}

/** The training terminal: a person plays the customer, or it plays by itself. Only a training till on its own emulator shows it. */
export function TrainingTerminalPanel() {
  const { t } = useTranslation();
  const terminal = useLiveTerminal();
  if (terminal === null || !terminal.available) return null;
  const { byHand, waiting } = terminal;
  return (
    <section className="terminal" aria-label={t('training.title')}>
      <div className="terminal-head">
        <h2 className="terminal-title">{t('training.title')}</h2>
        <div className="terminal-switch" role="group" aria-label={t('training.how')}>
          {([false, true] as const).map((hand) => (
            <button
              key={String(hand)}
              type="button"
              className="terminal-mode"
              aria-pressed={byHand === hand}
              onClick={() => void playByHand(hand)}
            >
              {t(hand ? 'training.byHand' : 'training.byItself')}
            </button>
          ))}
        </div>
      </div>
      {byHand ? (
        <p className="terminal-screen" role="status">
          {waiting === null
            ? t('training.idle')
            : t('training.asks', { amount: formatRupees(waiting.amountPaise) })}
        </p>
      ) : null}
      {waiting?.otp === undefined ? null : (
        <p className="terminal-screen" role="status">
          {t('otp.phone', { otp: waiting.otp })}
        </p>
      )}
      {byHand && waiting !== null ? (
        <div className="terminal-acts">
          {actsFor(waiting.kind).map((act) => (
            <Button key={act} onPress={() => void playCustomer(waiting.attemptId, act)}>
              {act === 'tap' && waiting.kind === 'upi-qr' ? t('training.phone') : t(`training.act.${act}`)}
            </Button>
          ))}
        </div>
      ) : null}
    </section>
  );
}
