import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useSnapshot } from '../app/session.ts';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { Money } from '../ui/money.tsx';
import { DialogEnd } from './dialog-end.tsx';
import { focusScanField } from './focus.ts';
import { slipOf, slipProblems, type SlipDraft } from './slip.ts';
import { checkout } from './till.ts';
import { useDue } from './use-due.ts';

type FieldsProps = {
  readonly draft: SlipDraft;
  readonly onChange: (change: Partial<SlipDraft>) => void;
  readonly problems: ReadonlySet<keyof SlipDraft>;
};

function Fields({ draft, onChange, problems }: FieldsProps) {
  const { t } = useTranslation();
  const problem = (field: keyof SlipDraft): string | undefined =>
    problems.has(field) ? t(`slip.problem.${field}`) : undefined;
  return (
    <>
      <div className="field-pair">
        <TextField
          label={t('slip.rrn')}
          value={draft.rrn}
          onChange={(rrn) => onChange({ rrn })}
          error={problem('rrn')}
          inputMode="numeric"
          maxLength={12}
          className="figures"
          autoFocus
        />
        <TextField
          label={t('slip.authCode')}
          value={draft.authCode}
          onChange={(authCode) => onChange({ authCode: authCode.toUpperCase() })}
          error={problem('authCode')}
          maxLength={6}
          className="figures"
        />
      </div>
      <div className="field-pair">
        <TextField
          label={t('slip.date')}
          type="date"
          value={draft.slipDate}
          onChange={(slipDate) => onChange({ slipDate })}
          error={problem('slipDate')}
        />
        <TextField
          label={t('slip.lastFour')}
          value={draft.lastFour}
          onChange={(lastFour) => onChange({ lastFour })}
          error={problem('lastFour')}
          inputMode="numeric"
          maxLength={4}
          className="figures"
        />
      </div>
    </>
  );
}

/** Paid on another machine: what its slip says, typed by hand and marked as not verified. */
export function SlipDialog() {
  const { t } = useTranslation();
  const today = useSnapshot()?.businessDate ?? '';
  const { nowPaise } = useDue();
  const [draft, setDraft] = useState<SlipDraft>({ rrn: '', authCode: '', slipDate: today, lastFour: '' });
  const [tried, setTried] = useState(false);
  const problems = slipProblems(draft, today);
  const close = (): void => {
    checkout.getState().stopAsking();
    queueMicrotask(focusScanField);
  };
  const take = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    if (problems.size > 0) return;
    void checkout.getState().chargeSlip(slipOf(draft));
  };
  return (
    <Dialog title={t('slip.title')} onClose={close}>
      <form className="stack" onSubmit={take}>
        <div className="cash-to-pay">
          <span>{t('counter.cash.toPay')}</span>
          <Money paise={nowPaise} className="cash-figure" />
        </div>
        <p className="callout callout-wait">{t('slip.text')}</p>
        <Fields
          draft={draft}
          onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
          problems={tried ? problems : new Set()}
        />
        <DialogEnd onBack={close} send={t('slip.take')} />
      </form>
    </Dialog>
  );
}
