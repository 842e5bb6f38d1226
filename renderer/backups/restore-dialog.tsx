import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupEntry, RestoreReply } from '../../shared/contract/backup.ts';
import type { PosError } from '../../shared/contract/errors.ts';
import type { ManagerProof } from '../../shared/contract/people.ts';
import { errorWords } from '../app/error-words.ts';
import { ManagerPinDialog, useHasPin } from '../app/manager-pin-dialog.tsx';
import { asked, pos } from '../app/pos.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { momentWords } from './use-backups.ts';

export type RestoreWanted = {
  /** Null: only what can be read out of the damaged file. */
  readonly backup: BackupEntry | null;
  readonly passphrase: string | null;
  /** Whether there is a damaged file to merge from. */
  readonly damaged: boolean;
  /** Whether the till is open, so that a manager's PIN can be asked. */
  readonly open: boolean;
};

type Terms = {
  readonly wanted: RestoreWanted;
  readonly salvage: boolean;
  readonly onSalvage: (on: boolean) => void;
};

function TermsText({ wanted, salvage, onSalvage }: Terms) {
  const { t, i18n } = useTranslation();
  const { backup, damaged } = wanted;
  return (
    <>
      {backup === null ? (
        <p>{t('backups.damage.withoutWarn')}</p>
      ) : (
        <p>{t('backups.restore.warn', { when: momentWords(backup.madeAt, i18n.language) })}</p>
      )}
      <p>{t('backups.restore.series')}</p>
      {damaged && backup !== null ? (
        <label className="choice">
          <input type="checkbox" checked={salvage} onChange={(change) => onSalvage(change.target.checked)} />
          <span>{t('backups.restore.salvage')}</span>
        </label>
      ) : null}
    </>
  );
}

/** What a restore did, or why nothing was changed. */
export function RestoreOutcome({ reply }: { readonly reply: RestoreReply }) {
  const { t } = useTranslation();
  const { done, verdict, detail } = reply;
  if (done === null) {
    return (
      <p role="alert" className="callout callout-bad">
        {t('backups.restore.failed', { why: t(`backups.verdict.${verdict}`), detail })}
      </p>
    );
  }
  const path = done.leftovers ?? '';
  return (
    <div className="callout callout-good stack" role="status">
      <p>{t('backups.restore.done', { count: done.holds.bills })}</p>
      {done.taken > 0 ? <p>{t('backups.restore.taken', { count: done.taken })}</p> : null}
      {done.leftOver > 0 ? <p>{t('backups.restore.leftOver', { count: done.leftOver, path })}</p> : null}
      {done.lostNumbers > 0 ? <p>{t('backups.restore.lostNumbers', { count: done.lostNumbers })}</p> : null}
      {done.brokenRules.length > 0 ? (
        <p>{t('backups.restore.broken', { rules: done.brokenRules.join('; ') })}</p>
      ) : null}
      {done.setAside === null ? null : (
        <p className="soft">{t('backups.restore.aside', { path: done.setAside })}</p>
      )}
    </div>
  );
}

export type RestoreDialogProps = {
  readonly wanted: RestoreWanted;
  readonly onDone: (reply: RestoreReply) => void;
  readonly onClose: () => void;
};

/** Says what a restore means and does it, with a manager's PIN where the till is open and has a manager. */
export function RestoreDialog({ wanted, onDone, onClose }: RestoreDialogProps) {
  return wanted.open ? (
    <WithManager wanted={wanted} onDone={onDone} onClose={onClose} />
  ) : (
    <PlainRestore wanted={wanted} onDone={onDone} onClose={onClose} />
  );
}

function WithManager(props: RestoreDialogProps) {
  const { t } = useTranslation();
  const hasPin = useHasPin();
  const [salvage, setSalvage] = useState(false);
  if (hasPin === null) return null;
  if (!hasPin) return <PlainRestore {...props} />;
  const confirm = async (manager: ManagerProof): Promise<PosError | null> => {
    const reply = await restore(props.wanted, salvage, manager);
    if (!reply.ok) return reply.error;
    props.onDone(reply.value);
    return null;
  };
  return (
    <ManagerPinDialog
      title={t('backups.restore.title')}
      confirm={t('backups.restore.confirm')}
      look="danger"
      onConfirm={confirm}
      onClose={props.onClose}
    >
      <TermsText wanted={props.wanted} salvage={salvage} onSalvage={setSalvage} />
    </ManagerPinDialog>
  );
}

function restore(wanted: RestoreWanted, salvage: boolean, manager: ManagerProof | null) {
  const { backup, passphrase } = wanted;
  return asked(pos().restoreBackup({ backupKey: backup?.backupKey ?? null, passphrase, salvage, manager }));
}

function PlainRestore({ wanted, onDone, onClose }: RestoreDialogProps) {
  const { t } = useTranslation();
  const [salvage, setSalvage] = useState(wanted.damaged);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PosError | null>(null);
  const go = async (): Promise<void> => {
    setBusy(true);
    const reply = await restore(wanted, salvage, null);
    setBusy(false);
    if (reply.ok) onDone(reply.value);
    else setError(reply.error);
  };
  // Without a backup there is none that could be restored: the till starts from what can be read.
  const start = wanted.backup === null;
  return (
    <Dialog title={t(start ? 'backups.damage.startTitle' : 'backups.restore.title')} onClose={onClose}>
      <TermsText wanted={wanted} salvage={salvage} onSalvage={setSalvage} />
      {busy ? <p role="status">{t('backups.running.restore')}</p> : null}
      {error === null ? null : (
        <p role="alert" className="callout callout-bad">
          {errorWords(t, error)}
        </p>
      )}
      <div className="dialog-actions">
        <Button autoFocus keyName="Esc" onPress={onClose}>
          {t('app.cancel')}
        </Button>
        <Button look="danger" disabled={busy} onPress={() => void go()}>
          {t(start ? 'backups.damage.startConfirm' : 'backups.restore.confirm')}
        </Button>
      </div>
    </Dialog>
  );
}
