import { useState } from 'react';
import type { BackupEntry, RestoreReply } from '../../shared/contract/backup.ts';
import { BackupList } from './backup-list.tsx';
import { LookDialog } from './look-dialog.tsx';
import { RestoreDialog, RestoreOutcome, type RestoreWanted } from './restore-dialog.tsx';

export type ChooseAndRestoreProps = {
  readonly backups: readonly BackupEntry[];
  readonly damaged: boolean;
  readonly open: boolean;
  readonly onRestored?: (reply: RestoreReply) => void;
};

/** The list of backups, a look into each, and the way to restore one. */
export function ChooseAndRestore({ backups, damaged, open, onRestored }: ChooseAndRestoreProps) {
  const [looking, setLooking] = useState<BackupEntry | null>(null);
  const [wanted, setWanted] = useState<RestoreWanted | null>(null);
  const [reply, setReply] = useState<RestoreReply | null>(null);
  const restore = (backup: BackupEntry, passphrase: string | null): void => {
    setLooking(null);
    setWanted({ backup, passphrase, damaged, open });
  };
  const done = (answer: RestoreReply): void => {
    setWanted(null);
    setReply(answer);
    onRestored?.(answer);
  };
  return (
    <>
      {reply?.done === null ? <RestoreOutcome reply={reply} /> : null}
      <BackupList backups={backups} onLook={setLooking} />
      {looking === null ? null : (
        <LookDialog
          backup={looking}
          onRestore={(passphrase) => restore(looking, passphrase)}
          onClose={() => setLooking(null)}
        />
      )}
      {wanted === null ? null : (
        <RestoreDialog wanted={wanted} onDone={done} onClose={() => setWanted(null)} />
      )}
    </>
  );
}
