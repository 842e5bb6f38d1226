import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PosError } from '../../shared/contract/errors.ts';
import type { ManagerProof } from '../../shared/contract/people.ts';
import type { AttemptId } from '../../shared/domain/ids.ts';
import { formatRupees, paise, type Paise } from '../../shared/domain/money.ts';
import { ManagerPinDialog } from '../app/manager-pin-dialog.tsx';
import { asked, pos } from '../app/pos.ts';
import { TextField } from '../ui/field.tsx';

export type GivenBackDialogProps = {
  readonly attemptId: AttemptId;
  readonly amountPaise: Paise | null;
  readonly onClose: () => void;
};

/** A manager says that the money of a typed slip was given back on the machine that took it. */
export function GivenBackDialog({ attemptId, amountPaise, onClose }: GivenBackDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const confirm = async (manager: ManagerProof): Promise<PosError | null> => {
    const reply = await asked(pos().resolveRefundByHand({ attemptId, reason: reason.trim(), manager }));
    return reply.ok ? null : reply.error;
  };
  return (
    <ManagerPinDialog
      title={t('day.byHand.title', { amount: formatRupees(amountPaise ?? paise(0)) })}
      confirm={t('day.byHand.yes')}
      ready={reason.trim().length >= 3}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{t('day.byHand.text')}</p>
      <TextField
        label={t('day.byHand.reason')}
        hint={t('day.byHand.reasonHint')}
        value={reason}
        onChange={setReason}
        maxLength={200}
        autoFocus
      />
    </ManagerPinDialog>
  );
}
