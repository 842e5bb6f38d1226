import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Mode } from '../../shared/contract/till.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { syncFolder } from '../platform/disk.ts';
import { copyStore, missingRoomBytes, type CopyFault } from '../store/backup/copy-store.ts';
import type { Holdings } from '../store/backup/holdings.ts';
import { syncedAtTheEnd, type WhileWriting } from '../store/backup/sync-copy.ts';
import { backupFileName, makerOf, unfinishedName, type BackupReason } from './backup-names.ts';
import { hashOfFile, hashPathOf, keepHash } from './file-hash.ts';
import { sealedContentHash, sealFile } from './sealed-file.ts';

/** What to back up, and where to. */
export type BackupOrder = {
  readonly storePath: string;
  readonly mode: Mode;
  readonly folder: string;
  readonly reason: BackupReason;
  readonly backupId: string;
  /** UTC milliseconds. */
  readonly at: number;
  /** Null: the backup is a database that any SQLite can read. */
  readonly passphrase: string | null;
};

/** A backup that was made, opened and checked. */
export type MadeBackup = {
  readonly path: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly encrypted: boolean;
  readonly holds: Holdings;
};

export type MakeFault =
  | CopyFault
  /** The folder isn't there, is no folder, or can't be written. */
  | { readonly code: 'folder-unusable'; readonly detail: string };

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}

/** Removes what backups left that were killed while they were made. A process's own belong to a backup that is over: one is made at a time. */
export function clearUnfinished(folder: string): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const maker = makerOf(name);
    if (maker !== null && (maker === process.pid || !isAlive(maker)))
      rmSync(join(folder, name), { force: true });
  }
}

function systemFault(thrown: unknown): MakeFault {
  if (!(thrown instanceof Error) || !('code' in thrown)) throw thrown;
  const code = String(thrown.code);
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  return { code: isFull ? 'disk-full' : 'folder-unusable', detail: `${code}: ${thrown.message}` };
}

/** Seals a finished copy and shows that the sealed file gives it back, byte for byte. */
function sealCopy(plain: string, sealed: string, passphrase: string): Result<null, MakeFault> {
  const sealer = sealFile(plain, sealed, passphrase);
  const content = sealedContentHash(sealed, sealer);
  if (content.ok && content.value === hashOfFile(plain)) return ok(null);
  return err({ code: 'copy-differs', detail: 'the sealed file does not give the copy back' });
}

type Scratch = { readonly plain: string; readonly sealed: string };

function publish(order: BackupOrder, finished: string, holds: Holdings): MadeBackup {
  const { folder, mode, reason, at: madeAt, backupId, passphrase } = order;
  const encrypted = passphrase !== null;
  const fileName = backupFileName({ mode, reason, madeAt, encrypted }, backupId);
  const path = join(folder, fileName);
  const sha256 = hashOfFile(finished);
  keepHash(path, sha256);
  renameSync(finished, path);
  syncFolder(folder);
  return { path, fileName, bytes: statSync(path).size, sha256, encrypted, holds };
}

/** What a backup is at, for those who wait for it. */
export type MakeStep = 'copying' | 'sealing' | 'hashing';

/** How a backup is made, for those who want to follow it or sell beside it. */
export type Making = {
  readonly onStep?: (step: MakeStep) => void;
  readonly whileWriting?: WhileWriting;
};

function made(
  order: BackupOrder,
  scratch: Scratch,
  { onStep = () => undefined, whileWriting = syncedAtTheEnd }: Making,
): Result<MadeBackup, MakeFault> {
  const { storePath, folder, backupId, at: madeAt, passphrase, mode } = order;
  const missing = passphrase === null ? 0 : missingRoomBytes(storePath, folder);
  if (missing > 0) return err({ code: 'disk-full', detail: `${missing} bytes more are needed` });
  onStep('copying');
  const copied = copyStore(storePath, scratch.plain, { backupId, madeAt, mode }, whileWriting);
  if (!copied.ok) return copied;
  if (passphrase !== null) {
    onStep('sealing');
    const { plain, sealed } = scratch;
    const isSealed = whileWriting(sealed, () => sealCopy(plain, sealed, passphrase));
    if (!isSealed.ok) return isSealed;
  }
  onStep('hashing');
  return ok(publish(order, passphrase === null ? scratch.plain : scratch.sealed, copied.value));
}

/**
 * Makes a backup beside whoever has the store open: a copy of one moment of it, checked, sealed when there is a passphrase, with its hash beside it. It appears
 * under its name only once it is complete and on disk; a kill at any moment leaves at most an unfinished file, which the next one removes. Nothing unsealed is
 * ever written to the folder of a sealed backup. Long: for a worker.
 */
export function makeBackup(order: BackupOrder, making: Making = {}): Result<MadeBackup, MakeFault> {
  const { folder, storePath, passphrase, backupId } = order;
  const encrypted = passphrase !== null;
  const fileName = backupFileName({ ...order, madeAt: order.at, encrypted }, backupId);
  const unfinished = unfinishedName(fileName, process.pid);
  const scratch = {
    plain: join(encrypted ? dirname(storePath) : folder, unfinished),
    sealed: join(folder, unfinishedName(`${fileName}.sealed`, process.pid)),
  };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const each of [folder, dirname(storePath)]) clearUnfinished(each);
  } catch (thrown) {
    return err(systemFault(thrown));
  }
  let isDone = false;
  try {
    const result = made(order, scratch, making);
    isDone = result.ok;
    return result;
  } catch (thrown) {
    return err(systemFault(thrown));
  } finally {
    for (const path of [scratch.plain, scratch.sealed]) rmSync(path, { force: true });
    if (!isDone) rmSync(hashPathOf(join(folder, fileName)), { force: true });
  }
}
