import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { err, type Result } from '../../shared/domain/result.ts';
import { checkFile, type FileFault } from '../store/backup/check-file.ts';
import type { Holdings } from '../store/backup/holdings.ts';
import { unfinishedName } from './backup-names.ts';
import { hashAgrees } from './file-hash.ts';
import { unsealFile, type UnsealFault } from './sealed-file.ts';

/** Why a backup can't be used. */
export type BackupFault =
  | FileFault
  | Exclude<UnsealFault, { readonly code: 'not-sealed' }>
  /** It is sealed, and no passphrase was given. */
  | { readonly code: 'passphrase-needed' }
  | { readonly code: 'disk-full'; readonly detail: string };

/** A backup on disk and what opens it. */
export type BackupSource = { readonly path: string; readonly passphrase: string | null };

/** Tells by its name whether a backup is sealed. */
export function isSealed(path: string): boolean {
  return path.endsWith('.gallasealed');
}

function systemFault(thrown: unknown): BackupFault {
  if (!(thrown instanceof Error) || !('code' in thrown)) throw thrown;
  const code = String(thrown.code);
  return { code: ['ENOSPC', 'EDQUOT'].includes(code) ? 'disk-full' : 'unreadable', detail: code };
}

/** Writes what a backup holds, unsealed, into a new file, and checks it whole. On an Err there is no file. Throws nothing that a disk can do. */
export function openBackupInto(source: BackupSource, into: string): Result<Holdings, BackupFault> {
  const opened = writtenInto(source, into);
  if (!opened.ok) rmSync(into, { force: true });
  return opened;
}

function writtenInto({ path, passphrase }: BackupSource, into: string): Result<Holdings, BackupFault> {
  try {
    if (hashAgrees(path) === false)
      return err({ code: 'damaged', detail: 'it is not the file that was written' });
    mkdirSync(dirname(into), { recursive: true, mode: 0o700 });
    rmSync(into, { force: true });
    if (!isSealed(path)) {
      copyFileSync(path, into);
      // A store that was set aside has its newest rows in its log.
      if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${into}-wal`);
    } else {
      if (passphrase === null) return err({ code: 'passphrase-needed' });
      const unsealed = unsealFile(path, into, passphrase);
      if (!unsealed.ok) {
        return unsealed.error.code === 'not-sealed'
          ? err({ code: 'damaged', detail: 'not a sealed backup' })
          : err(unsealed.error);
      }
    }
    return checkFile(into, 'whole');
  } catch (thrown) {
    return err(systemFault(thrown));
  }
}

/**
 * Opens a backup and checks all of it: its hash, its seal, the integrity of the database, the rules between its rows; says what it holds. A sealed one is opened
 * into `scratchFolder`, and removed from there. Long: for a worker.
 */
export function verifyBackup(source: BackupSource, scratchFolder: string): Result<Holdings, BackupFault> {
  const { path } = source;
  if (isSealed(path)) {
    const scratch = join(scratchFolder, unfinishedName(`galla-look-${basename(path)}`, process.pid));
    const opened = openBackupInto(source, scratch);
    rmSync(scratch, { force: true });
    return opened;
  }
  try {
    if (hashAgrees(path) === false)
      return err({ code: 'damaged', detail: 'it is not the file that was written' });
  } catch (thrown) {
    return err(systemFault(thrown));
  }
  return checkFile(path, 'whole');
}
