import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PosError } from '../../shared/contract/errors.ts';
import type { AttemptView, ResolveAttemptRequest } from '../../shared/contract/sale.ts';
import { formatRupees } from '../../shared/domain/money.ts';
import { ManagerPinDialog } from '../app/manager-pin-dialog.tsx';
import { dateWords } from '../app/time-words.ts';
import { TextField } from '../ui/field.tsx';

/** How a payment ended, as a manager types it. */
export type ResolveDraft = {
  readonly outcome: 'paid' | 'unpaid' | null;
  readonly rrn: string;
  readonly authCode: string;
  readonly reason: string;
};

/** True when all is said that main wants to hear: a reason, and the RRN of the slip where it was paid. */
export function resolveReady({ outcome, rrn, reason }: ResolveDraft): boolean {
  return outcome !== null && reason.trim().length >= 3 && (outcome === 'unpaid' || rrn.trim() !== '');
}

function Outcome({
  value,
  onChange,
}: {
  readonly value: ResolveDraft['outcome'];
  readonly onChange: (outcome: 'paid' | 'unpaid') => void;
}) {
  const { t } = useTranslation();
  const name = useId();
  return (
    <fieldset className="choices">
      <legend className="field-label">{t('byManager.outcome')}</legend>
      {(['paid', 'unpaid'] as const).map((outcome) => (
        <label key={outcome} className="choice">
          <input
            type="radio"
            name={name}
            checked={value === outcome}
            data-autofocus={outcome === 'paid' ? '' : undefined}
            onChange={() => onChange(outcome)}
          />
          <span>{t(`byManager.${outcome}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

export type ResolveDialogProps = {
  readonly attempt: AttemptView;
  readonly onResolve: (request: ResolveAttemptRequest) => Promise<PosError | null>;
  readonly onClose: () => void;
};

/** A manager says how an unknown payment ended, from the slip or the bank's own statement. */
export function ResolveDialog({ attempt, onResolve, onClose }: ResolveDialogProps) {
  const { t, i18n } = useTranslation();
  const [draft, setDraft] = useState<ResolveDraft>({ outcome: null, rrn: '', authCode: '', reason: '' });
  const change = (part: Partial<ResolveDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const { outcome } = draft;
  const typed = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  return (
    <ManagerPinDialog
      title={t('byManager.resolveTitle', { amount: formatRupees(attempt.amountPaise) })}
      confirm={t('byManager.resolveYes')}
      ready={resolveReady(draft)}
      onConfirm={async (manager) =>
        onResolve({
          attemptId: attempt.attemptId,
          outcome: outcome ?? 'unpaid',
          rrn: outcome === 'paid' ? typed(draft.rrn) : null,
          authCode: outcome === 'paid' ? typed(draft.authCode) : null,
          reason: draft.reason.trim(),
          manager,
        })
      }
      onClose={onClose}
    >
      <p>{t('byManager.resolveText')}</p>
      {attempt.refundByDate === null ? null : (
        <p className="soft">
          {t('attempt.refundBy', { date: dateWords(attempt.refundByDate, i18n.language) })}
        </p>
      )}
      <Outcome value={outcome} onChange={(next) => change({ outcome: next })} />
      {outcome === 'paid' ? (
        <div className="field-pair">
          <TextField
            label={t('byManager.rrn')}
            value={draft.rrn}
            onChange={(rrn) => change({ rrn })}
            inputMode="numeric"
            maxLength={35}
            className="figures"
          />
          <TextField
            label={t('byManager.authCode')}
            value={draft.authCode}
            onChange={(authCode) => change({ authCode })}
            maxLength={35}
            className="figures"
          />
        </div>
      ) : null}
      <TextField
        label={t('byManager.reason')}
        hint={t('byManager.reasonHint')}
        value={draft.reason}
        onChange={(reason) => change({ reason })}
        maxLength={200}
      />
    </ManagerPinDialog>
  );
}
