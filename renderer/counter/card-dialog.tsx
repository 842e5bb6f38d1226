import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CardProblem } from '../../shared/domain/card-entry.ts';
import { useSnapshot } from '../app/session.ts';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { Money } from '../ui/money.tsx';
import {
  cardSoFar,
  coveredNumber,
  detailsOf,
  draftProblems,
  emptyCard,
  groupCardNumber,
  groupExpiry,
  type CardDraft,
} from './card-entry.ts';
import { DialogEnd } from './dialog-end.tsx';
import { focusScanField } from './focus.ts';
import { useGuardedWindow } from './use-guarded-window.ts';
import { checkout } from './till.ts';
import { useDue } from './use-due.ts';

/** Which scheme the digits so far can be: surely, or perhaps. */
function SchemeHint({ number }: { readonly number: string }) {
  const { t } = useTranslation();
  const known = cardSoFar(number);
  if (known === null) return <p className="card-scheme soft">{t('cardEntry.unknown')}</p>;
  const isSure = known.brand !== 'unknown';
  const names = (isSure ? [known.brand] : known.candidates).map((scheme) => t(`scheme.${scheme}`));
  return (
    <p className={isSure ? 'card-scheme card-sure' : 'card-scheme soft'} role="status">
      {isSure ? names[0] : t('cardEntry.maybe', { schemes: names.join(', ') })}
    </p>
  );
}

type FieldsProps = {
  readonly draft: CardDraft;
  readonly onChange: (change: Partial<CardDraft>) => void;
  readonly problems: ReadonlySet<CardProblem>;
};

/** The fields. A number that nobody is typing is covered; nothing is suggested, spelled or remembered by the window. */
function Fields({ draft, onChange, problems }: FieldsProps) {
  const { t } = useTranslation();
  const [typing, setTyping] = useState(false);
  const number = useRef<HTMLDivElement>(null);
  // Uncovering the number takes the selection away; who comes back to the field types it anew.
  useEffect(() => {
    if (typing) number.current?.querySelector('input')?.select();
  }, [typing]);
  const bad = (...names: CardProblem[]): string | undefined => {
    const found = names.find((name) => problems.has(name));
    return found === undefined ? undefined : t(`cardEntry.problem.${found}`);
  };
  return (
    <div className="stack" data-no-scan>
      <div ref={number} onFocus={() => setTyping(true)} onBlur={() => setTyping(false)}>
        <TextField
          label={t('cardEntry.number')}
          value={typing ? draft.number : coveredNumber(draft.number)}
          onChange={(text) => onChange({ number: groupCardNumber(text) })}
          error={bad('number')}
          inputMode="numeric"
          maxLength={23}
          className="figures"
          autoFocus
        />
      </div>
      <SchemeHint number={draft.number} />
      <div className="field-pair">
        <TextField
          label={t('cardEntry.expiry')}
          value={draft.expiry}
          onChange={(text) => onChange({ expiry: groupExpiry(text) })}
          error={bad('expiry', 'expired')}
          inputMode="numeric"
          maxLength={5}
          className="figures"
        />
        <TextField
          label={t('cardEntry.cvv')}
          type="password"
          value={draft.cvv}
          onChange={(text) => onChange({ cvv: text.replaceAll(/\D/g, '').slice(0, 4) })}
          error={bad('cvv')}
          inputMode="numeric"
          maxLength={4}
          className="figures"
        />
      </div>
    </div>
  );
}

/** A card that can't be read, typed in. What is typed lives in this form alone: it is gone when it was sent, refused or closed. */
export function CardDialog() {
  const { t } = useTranslation();
  const today = useSnapshot()?.businessDate ?? '';
  const { nowPaise } = useDue();
  const [draft, setDraft] = useState<CardDraft>(emptyCard);
  const [tried, setTried] = useState(false);
  const problems = draftProblems(draft, today);
  useGuardedWindow();
  const close = (): void => {
    setDraft(emptyCard);
    checkout.getState().stopAsking();
    queueMicrotask(focusScanField);
  };
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    if (problems.size > 0) return;
    const card = detailsOf(draft);
    setDraft(emptyCard);
    setTried(false);
    void checkout.getState().chargeTyped(card);
  };
  return (
    <Dialog title={t('cardEntry.title')} onClose={close}>
      <form className="stack" onSubmit={send} autoComplete="off">
        <div className="cash-to-pay">
          <span>{t('counter.cash.toPay')}</span>
          <Money paise={nowPaise} className="cash-figure" />
        </div>
        <p className="callout callout-wait">{t('cardEntry.text')}</p>
        <Fields
          draft={draft}
          onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
          problems={tried ? problems : new Set()}
        />
        <DialogEnd onBack={close} send={t('cardEntry.send')} />
      </form>
    </Dialog>
  );
}
