import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PosError } from '../../shared/contract/errors.ts';
import type { ManagerProof } from '../../shared/contract/people.ts';
import type { RefundView } from '../../shared/contract/refunds.ts';
import { formatRupees } from '../../shared/domain/money.ts';
import { errorWords } from '../app/error-words.ts';
import { ManagerPinDialog } from '../app/manager-pin-dialog.tsx';
import { asked, pos } from '../app/pos.ts';
import { useSnapshot } from '../app/session.ts';
import { dateWords, timeWords } from '../app/time-words.ts';
import { Button } from '../ui/button.tsx';
import { Money } from '../ui/money.tsx';
import { CreditNoteDialog } from './credit-note-dialog.tsx';
import type { Refunds } from './use-refunds.ts';

const tones = { DUE: 'wait', UNKNOWN: 'wait', DONE: 'good', REFUSED: 'bad' } as const;

function Facts({ refund }: { readonly refund: RefundView }) {
  const { t, i18n } = useTranslation();
  const zone = useSnapshot()?.shop.zone ?? 'Asia/Kolkata';
  const { creditNoteNumber, rrn, reason } = refund;
  const at = `${dateWords(refund.businessDate, i18n.language)} ${timeWords(refund.updatedAt, i18n.language, zone)}`;
  const facts = [
    at,
    creditNoteNumber === null ? null : t('refunds.creditNote', { number: creditNoteNumber }),
    rrn === null ? null : t('receipt.rrn', { rrn }),
    reason,
  ];
  return <p className="soft small">{facts.filter(Boolean).join(' · ')}</p>;
}

function Refund({ refund, onPayCash }: { readonly refund: RefundView; readonly onPayCash: () => void }) {
  const { t } = useTranslation();
  const [noteOpen, openNote] = useState(false);
  const { orderId, creditNoteNumber } = refund;
  const { state, kind, tenderKind } = refund;
  return (
    <li className={`callout callout-${tones[state]} refund`}>
      <div className="refund-row">
        <strong>{t(`refunds.kind.${kind}`, { tender: t(`tender.${tenderKind}`) })}</strong>
        <Money paise={refund.amountPaise} className="refund-amount" />
      </div>
      <p>
        {t(state === 'DONE' && tenderKind === 'cash' ? 'refunds.state.DONE_CASH' : `refunds.state.${state}`)}
      </p>
      <Facts refund={refund} />
      {state === 'REFUSED' ? (
        <div className="row">
          <Button onPress={onPayCash}>{t('refunds.payCash')}</Button>
        </div>
      ) : null}
      {creditNoteNumber === null ? null : (
        <div className="row">
          <Button onPress={() => openNote(true)}>{t('refunds.showCreditNote')}</Button>
        </div>
      )}
      {noteOpen && creditNoteNumber !== null ? (
        <CreditNoteDialog {...{ orderId, creditNoteNumber }} onClose={() => openNote(false)} />
      ) : null}
    </li>
  );
}

/** What went back of an order, what is going back now, and the way out where the bank refused. */
export function RefundList({ refunds, loaded, error, take }: Refunds) {
  const { t } = useTranslation();
  const count = useRef<number | null>(null);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // One more than before: it was begun just now, and what becomes of it must be in sight.
    if (count.current !== null && refunds.length > count.current)
      section.current?.scrollIntoView({ block: 'nearest' });
    if (loaded) count.current = refunds.length;
  }, [refunds.length, loaded]);
  const [inCash, payInCash] = useState<RefundView | null>(null);
  const pay = async (refund: RefundView, manager: ManagerProof): Promise<PosError | null> => {
    const reply = await asked(pos().payRefundInCash({ refundId: refund.refundId, manager }));
    if (!reply.ok) return reply.error;
    take(reply.value.refunds);
    return null;
  };
  if (refunds.length === 0 && error === null) return null;
  return (
    <section ref={section} className="stack-s refunds" aria-labelledby="refunds-title">
      <h3 id="refunds-title">{t('refunds.listTitle')}</h3>
      {error === null ? null : (
        <p role="alert" className="callout callout-bad">
          {errorWords(t, error)}
        </p>
      )}
      <ul className="stack-s" aria-live="polite">
        {refunds.map((refund) => (
          <Refund key={refund.refundId} refund={refund} onPayCash={() => payInCash(refund)} />
        ))}
      </ul>
      {inCash === null ? null : (
        <ManagerPinDialog
          title={t('refunds.cashTitle', { amount: formatRupees(inCash.amountPaise) })}
          confirm={t('refunds.cashConfirm')}
          onConfirm={async (manager) => pay(inCash, manager)}
          onClose={() => payInCash(null)}
        >
          <p>{t('refunds.cashText', { amount: formatRupees(inCash.amountPaise) })}</p>
        </ManagerPinDialog>
      )}
    </section>
  );
}
