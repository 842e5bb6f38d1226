import { err, ok, type Result } from '../../shared/domain/result.ts';
import { brokenRulesOf, checkFile, type FileFault } from '../store/backup/check-file.ts';
import { readSalvage, type SalvageReport } from '../store/salvage/read-salvage.ts';
import { pruneBackups } from './list-backups.ts';
import { makeBackup, type BackupOrder, type MadeBackup, type MakeFault } from './make-backup.ts';
import { verifyBackup, type BackupFault, type BackupSource } from './open-backup.ts';
import { restoreStore, type Restored, type RestoreFault, type RestoreOrder } from './restore-store.ts';
import type { WhileWriting } from '../store/backup/sync-copy.ts';
import type { Holdings } from '../store/backup/holdings.ts';
import type { Keep } from './retention.ts';

/** Makes a backup; `prune` then lets those of the schedule go that it no longer needs. */
export type MakeTask = {
  readonly kind: 'make';
  readonly order: BackupOrder;
  readonly prune: { readonly keep: Keep; readonly zone: string } | null;
};
export type VerifyTask = {
  readonly kind: 'verify';
  readonly source: BackupSource;
  readonly scratchFolder: string;
};
export type CheckTask = { readonly kind: 'check'; readonly path: string };
export type DamageTask = { readonly kind: 'damage'; readonly path: string };
export type RestoreTask = { readonly kind: 'restore'; readonly order: RestoreOrder };

/** Long work on backups and stores, for a worker. */
export type BackupTask = MakeTask | VerifyTask | CheckTask | DamageTask | RestoreTask;

/** What each task answers. */
export type TaskAnswers = {
  readonly make: Result<MadeBackup, MakeFault>;
  readonly verify: Result<Holdings, BackupFault>;
  /** The rules between the rows that are broken in a sound file, in words. */
  readonly check: Result<readonly string[], FileFault>;
  readonly damage: Result<SalvageReport, FileFault>;
  readonly restore: Result<Restored, RestoreFault>;
};

function make({ order, prune }: MakeTask, whileWriting: WhileWriting): TaskAnswers['make'] {
  const made = makeBackup(order, { whileWriting });
  if (made.ok && prune !== null) pruneBackups(order.folder, order.mode, prune.keep, prune.zone);
  return made;
}

function check({ path }: CheckTask): TaskAnswers['check'] {
  const checked = checkFile(path, 'database');
  return checked.ok ? ok(brokenRulesOf(path)) : checked;
}

function damage({ path }: DamageTask): TaskAnswers['damage'] {
  try {
    return ok(readSalvage(path, () => undefined));
  } catch (thrown) {
    if (!(thrown instanceof Error) || !('code' in thrown)) throw thrown;
    return err({ code: 'unreadable', detail: String(thrown.code) });
  }
}

/** Does a task, here and now; what it writes beside a counter that sells is written as `whileWriting` says. */
export function runBackupTask(task: BackupTask, whileWriting: WhileWriting): TaskAnswers[BackupTask['kind']] {
  switch (task.kind) {
    case 'make':
      return make(task, whileWriting);
    case 'verify':
      return verifyBackup(task.source, task.scratchFolder);
    case 'check':
      return check(task);
    case 'damage':
      return damage(task);
    case 'restore':
      return restoreStore(task.order);
  }
}
