import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PosError } from '../../shared/contract/errors.ts';
import type { AttemptView, VerifyPaymentReply } from '../../shared/contract/sale.ts';
import { formatRupees } from '../../shared/domain/money.ts';
import { errorWords } from '../app/error-words.ts';
import { asked, pos } from '../app/pos.ts';
import { Button } from '../ui/button.tsx';

type Asked =
  | { readonly kind: 'asking' }
  | { readonly kind: 'answer'; readonly reply: VerifyPaymentReply }
  | { readonly kind: 'error'; readonly error: PosError };

const tones = { agrees: 'good', differs: 'bad', 'not-known': 'bad', unreachable: 'wait' } as const;

/** States in which a payment counts as money of the shop, so that a gateway that never heard of it is alarming. */
const paidStates: readonly string[] = ['APPROVED', 'RESOLVED_PAID'];

function Answer({ asked: answer }: { readonly asked: Asked }) {
  const { t } = useTranslation();
  switch (answer.kind) {
    case 'asking':
      return <p className="callout callout-wait">{t('orders.verify.asking')}</p>;
    case 'error':
      return (
        <p role="alert" className="callout callout-bad">
          {errorWords(t, answer.error)}
        </p>
      );
    case 'answer': {
      const { verdict, attempt } = answer.reply;
      const neverSent = verdict === 'not-known' && !paidStates.includes(attempt.state);
      const words = neverSent ? 'orders.verify.notKnownUnpaid' : (`orders.verify.${verdict}` as const);
      return (
        <p className={`callout callout-${neverSent ? 'good' : tones[verdict]}`}>
          {t(words, { state: t(`attempt.state.${attempt.state}`) })}
        </p>
      );
    }
  }
}

/** Asks the gateway about a payment now, and says in plain words whether it agrees with the till. */
export function VerifyPayment({ attempt }: { readonly attempt: AttemptView }) {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState<Asked | null>(null);
  const ask = async (): Promise<void> => {
    if (answer?.kind === 'asking') return;
    setAnswer({ kind: 'asking' });
    const reply = await asked(pos().verifyPayment({ attemptId: attempt.attemptId }));
    setAnswer(reply.ok ? { kind: 'answer', reply: reply.value } : { kind: 'error', error: reply.error });
  };
  return (
    <div className="stack-s">
      <div className="row">
        <Button
          label={t('orders.verify.askOf', { amount: formatRupees(attempt.amountPaise) })}
          onPress={() => void ask()}
        >
          {t('orders.verify.ask')}
        </Button>
      </div>
      <div role="status">{answer === null ? null : <Answer asked={answer} />}</div>
    </div>
  );
}
