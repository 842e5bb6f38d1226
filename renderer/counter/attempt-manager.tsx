import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PosError } from '../../shared/contract/errors.ts';
import type { ManagerProof } from '../../shared/contract/people.ts';
import type { AttemptView, ResolveAttemptRequest } from '../../shared/contract/sale.ts';
import { formatRupees } from '../../shared/domain/money.ts';
import { ManagerPinDialog } from '../app/manager-pin-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';

export type AttemptManagerProps = {
  readonly attempt: AttemptView;
  /** Left out where the bill is not in hand, so that no other way to pay could be taken for it. */
  readonly onSupersede?: (manager: ManagerProof) => Promise<PosError | null>;
  readonly onResolve: (request: ResolveAttemptRequest) => Promise<PosError | null>;
};

/** What a manager may do about a payment that nobody knows the end of; each asks for the PIN. */
export function AttemptManager({ attempt, onSupersede, onResolve }: AttemptManagerProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'supersede' | 'resolve' | null>(null);
  const maySupersede = onSupersede !== undefined && attempt.managerActions.includes('supersede');
  const mayResolve = attempt.managerActions.includes('resolve');
  if (!maySupersede && !mayResolve && open === null) return null;
  const close = (): void => setOpen(null);
  const amount = formatRupees(attempt.amountPaise);
  return (
    <div className="attempt-manager" role="group" aria-label={t('byManager.label')}>
      <p className="soft small">{t('byManager.label')}</p>
      <div className="attempt-pair">
        {!maySupersede ? null : (
          <Button look="quiet" onPress={() => setOpen('supersede')}>
            {t('byManager.supersede')}
          </Button>
        )}
        {!mayResolve ? null : (
          <Button look="quiet" onPress={() => setOpen('resolve')}>
            {t('byManager.resolve')}
          </Button>
        )}
      </div>
      {open === 'supersede' && onSupersede !== undefined ? (
        <ManagerPinDialog
          title={t('byManager.supersedeTitle')}
          confirm={t('byManager.supersedeYes')}
          look="danger"
          onConfirm={onSupersede}
          onClose={close}
        >
          <p>{t('byManager.supersedeText', { amount })}</p>
          <p className="callout callout-wait">{t('byManager.supersedeRisk')}</p>
        </ManagerPinDialog>
      ) : null}
      {open === 'resolve' ? <ResolveDialog attempt={attempt} onResolve={onResolve} onClose={close} /> : null}
    </div>
  );
}
