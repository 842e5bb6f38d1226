import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PosError } from '../../shared/contract/errors.ts';
import type { AttemptView, Checkout } from '../../shared/contract/sale.ts';
import type { AttemptId, OrderId } from '../../shared/domain/ids.ts';
import { formatRupees } from '../../shared/domain/money.ts';
import type { Result } from '../../shared/domain/result.ts';
import { errorWords } from '../app/error-words.ts';
import { onTopic } from '../app/live.ts';
import { asked, pos } from '../app/pos.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { AttemptManager } from './attempt-manager.tsx';
import { AttemptText } from './attempt-text.tsx';
import { latestAttempt } from './attempt-facts.ts';

/** A checkout of any order, kept up to date by events for as long as it is shown. */
function useCheckout(orderId: OrderId): {
  readonly checkout: Checkout | null;
  readonly error: PosError | null;
} {
  const [checkout, setCheckout] = useState<Checkout | null>(null);
  const [error, setError] = useState<PosError | null>(null);
  useEffect(() => {
    let gone = false;
    const look = async (): Promise<void> => {
      const reply = await asked(pos().getCheckout({ orderId }));
      if (gone) return;
      if (!reply.ok) setError(reply.error);
      else
        setCheckout((before) =>
          before !== null && before.version > reply.value.version ? before : reply.value,
        );
    };
    void look();
    const stops = [onTopic('checkout', () => void look()), onTopic('attempt', () => void look())];
    return () => {
      gone = true;
      for (const stop of stops) stop();
    };
  }, [orderId]);
  return { checkout, error };
}

const which = ({ attemptId }: AttemptView): { readonly attemptId: AttemptId } => ({ attemptId });

/** The payment of a bill that is not the one in hand, opened from the strip. */
export function OrderPaymentDialog({
  orderId,
  onClose,
}: {
  readonly orderId: OrderId;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { checkout, error } = useCheckout(orderId);
  const attempt = checkout === null ? null : latestAttempt(checkout);
  const [refused, setRefused] = useState<PosError | null>(null);
  const send = async (done: Promise<Result<unknown, PosError>>): Promise<PosError | null> => {
    const reply = await asked(done);
    return reply.ok ? null : reply.error;
  };
  const press = async (done: Promise<Result<unknown, PosError>>): Promise<void> =>
    setRefused(await send(done));
  const wrong = error ?? refused;
  return (
    <Dialog title={t('attempt.panel')} onClose={onClose}>
      {checkout === null || attempt === null ? null : (
        <div className="attempt-plain">
          <p className="attempt-amount money">{formatRupees(attempt.amountPaise)}</p>
          <AttemptText attempt={attempt} orderStuck={checkout.state === 'paid-not-completed'} />
        </div>
      )}
      {wrong === null ? null : (
        <p role="alert" className="callout callout-bad">
          {errorWords(t, wrong)}
        </p>
      )}
      {attempt === null ? null : (
        <AttemptManager
          attempt={attempt}
          onResolve={async (request) => send(pos().resolveAttempt(request))}
        />
      )}
      <div className="dialog-actions">
        {attempt?.actions.includes('cancel') === true && !attempt.cancelRequested ? (
          <Button look="danger" onPress={() => void press(pos().cancelAttempt(which(attempt)))}>
            {t('attempt.action.cancel')}
          </Button>
        ) : null}
        {attempt?.actions.includes('ask-again') === true ? (
          <Button onPress={() => void press(pos().askAttempt(which(attempt)))}>
            {t('attempt.action.ask')}
          </Button>
        ) : null}
        <Button look="main" autoFocus onPress={onClose}>
          {t('app.close')}
        </Button>
      </div>
    </Dialog>
  );
}
