import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PosError } from '../../shared/contract/errors.ts';
import type { ManagerProof } from '../../shared/contract/people.ts';
import type { SyncEntry, SyncWords } from '../../shared/contract/sync.ts';
import { ManagerPinDialog } from '../app/manager-pin-dialog.tsx';
import { asked, pos } from '../app/pos.ts';
import { TextField } from '../ui/field.tsx';
import { reasonLines } from './reason-text.ts';
import { applySyncStatus } from './use-sync-status.ts';

const fields = [
  ['buyerName', 200],
  ['buyerPhone', 20],
  ['buyerGstin', 15],
  ['notes', 2000],
] as const;

/** A manager puts the words of a refused order right, or leaves them, and sends it again. Its money is what the bill says. */
export function ResendDialog({
  entry,
  onClose,
}: {
  readonly entry: SyncEntry;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [words, setWords] = useState<SyncWords | null>(null);
  const { seq } = entry;
  useEffect(() => {
    let gone = false;
    const load = async (): Promise<void> => {
      const reply = await asked(pos().getSyncWords({ seq }));
      if (!gone && reply.ok) setWords(reply.value);
    };
    void load();
    return () => {
      gone = true;
    };
  }, [seq]);
  const confirm = async (manager: ManagerProof): Promise<PosError | null> => {
    const reply = await asked(pos().resendSync({ seq, correction: words, manager }));
    if (!reply.ok) return reply.error;
    applySyncStatus(reply.value);
    return null;
  };
  return (
    <ManagerPinDialog
      title={t('office.resend.title', { number: entry.documentNumber ?? '' })}
      confirm={t('office.resend.yes')}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{t('office.resend.text')}</p>
      <ul className="callout callout-bad office-reasons">
        {reasonLines(entry.reason).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {words === null ? null : (
        <div className="form-grid">
          {fields.map(([name, maxLength]) => (
            <TextField
              key={name}
              label={t(`office.resend.${name}`)}
              value={words[name] ?? ''}
              maxLength={maxLength}
              onChange={(text) => setWords({ ...words, [name]: text })}
            />
          ))}
        </div>
      )}
    </ManagerPinDialog>
  );
}
