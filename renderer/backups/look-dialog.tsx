import { useCallback, useEffect, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupEntry, BackupPreview, HoldingsView } from '../../shared/contract/backup.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { pos } from '../app/pos.ts';
import { momentWords, orSay } from './use-backups.ts';

function Facts({ holds }: { readonly holds: HoldingsView }) {
  const { t, i18n } = useTranslation();
  const nothing = t('backups.look.nothing');
  const numbers = holds.lastDocuments.slice(0, 4).map(({ number }) => number);
  const facts: readonly (readonly [string, string])[] = [
    [t('backups.look.shop'), `${holds.shopName} · ${holds.tillCode}`],
    [t('backups.look.made'), holds.madeAt === null ? nothing : momentWords(holds.madeAt, i18n.language)],
    [t('backups.look.bills'), String(holds.bills)],
    [t('backups.look.span'), `${holds.firstDate ?? nothing} – ${holds.lastDate ?? nothing}`],
    [t('backups.look.last'), numbers.length === 0 ? nothing : numbers.join(' · ')],
    [t('backups.look.products'), String(holds.products)],
    [t('backups.look.openPayments'), String(holds.openPayments)],
    [t('backups.look.waiting'), String(holds.waitingForOffice)],
  ];
  return (
    <dl className="backup-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="soft">{name}</dt>
          <dd className="figures">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What is known of a backup that was opened: what it holds, or why it can't be used. */
function Looked({ looked }: { readonly looked: BackupPreview }) {
  const { t } = useTranslation();
  if (looked.verdict === 'good' && looked.holds !== null) return <Facts holds={looked.holds} />;
  return (
    <p role="alert" className="callout callout-bad">
      {t(`backups.verdict.${looked.verdict}`)} {looked.detail}
    </p>
  );
}

export type LookDialogProps = {
  readonly backup: BackupEntry;
  readonly onRestore: (passphrase: string | null) => void;
  readonly onClose: () => void;
};

/** Opens a backup, checks all of it, and shows what it holds before anybody restores it. */
export function LookDialog({ backup, onRestore, onClose }: LookDialogProps) {
  const { t, i18n } = useTranslation();
  const [looked, setLooked] = useState<BackupPreview | null>(null);
  const [busy, setBusy] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const given = passphrase === '' ? null : passphrase;
  const { backupKey } = backup;
  const look = useCallback(
    async (typed: string | null): Promise<void> => {
      setBusy(true);
      setLooked(await orSay(pos().lookAtBackup({ backupKey, passphrase: typed })));
      setBusy(false);
    },
    [backupKey],
  );
  useEffect(() => {
    void look(null);
  }, [look]);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!busy) void look(given);
  };
  const needsPassphrase = backup.sealed && looked?.verdict !== 'good';
  return (
    <Dialog title={t('backups.look.title')} onClose={onClose} wide>
      <p className="soft">
        {momentWords(backup.madeAt, i18n.language)} · <code>{backup.fileName}</code>
      </p>
      <form className="stack" onSubmit={submit}>
        {busy ? <p role="status">{t('backups.running.verify')}</p> : null}
        {looked === null || busy ? null : <Looked looked={looked} />}
        {needsPassphrase ? (
          <TextField
            label={t('backups.look.passphrase')}
            type="password"
            value={passphrase}
            onChange={setPassphrase}
            maxLength={200}
            autoFocus
          />
        ) : null}
        <div className="dialog-actions">
          <Button keyName="Esc" onPress={onClose}>
            {t('backups.look.close')}
          </Button>
          {needsPassphrase ? (
            <button type="submit" className="button button-main" disabled={busy || passphrase === ''}>
              {t('backups.look.open')}
            </button>
          ) : null}
          {looked?.verdict === 'good' ? (
            <Button look="danger" onPress={() => onRestore(given)}>
              {t('backups.look.restore')}
            </Button>
          ) : null}
        </div>
      </form>
    </Dialog>
  );
}
