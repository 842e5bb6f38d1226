import { existsSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { assert, err, type Result } from '../../../shared/domain/result.ts';
import { freeBytes } from '../../platform/disk.ts';
import { faultOf } from '../faults.ts';
import { systemCode } from '../store-file.ts';
import { checkFile, fileFaultOf, type FileFault } from './check-file.ts';
import type { Holdings } from './holdings.ts';
import { writeStamp, type BackupStamp } from './stamp.ts';
import { syncedAtTheEnd, type WhileWriting } from './sync-copy.ts';
import { syncFile } from './upgrade-copy.ts';

/** Why no copy was made. Nothing is left of it. */
export type CopyFault =
  | FileFault
  /** There is no room on the disk of the copy; `detail` says how much is needed. */
  | { readonly code: 'disk-full'; readonly detail: string }
  /** The copy isn't what the store is. */
  | { readonly code: 'copy-differs'; readonly detail: string };

/** Tables that only grow: a copy must hold at least what was there before it was begun, and at most what is there after. */
const growing = ['orders', 'order_lines', 'payment_attempts', 'tenders', 'credit_notes', 'audit'] as const;

function countsOf(db: Database.Database): number[] {
  return growing.map((table) => Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()));
}

/** Room that a copy leaves on its disk, so that it never takes the last of what a sale needs. */
const LEFT_FREE_BYTES = 128 * 1024 * 1024;

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** What is missing of the room for a copy, in bytes; 0 when there is enough. */
export function missingRoomBytes(storePath: string, folder: string, copies = 1): number {
  const needed = (sizeOf(storePath) + sizeOf(`${storePath}-wal`)) * copies + LEFT_FREE_BYTES;
  return Math.max(0, needed - freeBytes(folder));
}

/** Reads the whole store into a new file, one moment of it, while others write; on disk when it returns. */
function vacuumInto(path: string, into: string): { readonly before: number[]; readonly after: number[] } {
  const source = new Database(path, { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    source.pragma('cell_size_check = ON');
    const before = countsOf(source);
    source.prepare('VACUUM INTO ?').run(into);
    return { before, after: countsOf(source) };
  } finally {
    source.close();
  }
}

function stampCopy(into: string, stamp: BackupStamp): number[] {
  const copy = new Database(into, { fileMustExist: true });
  try {
    copy.pragma('synchronous = FULL');
    writeStamp(copy, stamp);
    return countsOf(copy);
  } finally {
    copy.close();
  }
}

/** The store's own disk may be full too: then its readers can't share an index of its log. */
function isIndexWithoutRoom(thrown: unknown): boolean {
  return thrown instanceof Database.SqliteError && thrown.code === 'SQLITE_IOERR_SHMSIZE';
}

function copyFault(thrown: unknown): CopyFault {
  const isFull =
    isIndexWithoutRoom(thrown) ||
    faultOf(thrown)?.code === 'disk-full' ||
    ['ENOSPC', 'EDQUOT'].includes(systemCode(thrown) ?? '');
  if (isFull) return { code: 'disk-full', detail: thrown instanceof Error ? thrown.message : '' };
  return fileFaultOf(thrown);
}

function copied(
  path: string,
  into: string,
  stamp: BackupStamp,
  whileWriting: WhileWriting,
): Result<Holdings, CopyFault> {
  const { before, after } = whileWriting(into, () => vacuumInto(path, into));
  const counts = stampCopy(into, stamp);
  syncFile(into);
  const wrong = growing.filter((_, at) => {
    const count = counts[at] ?? -1;
    return count < (before[at] ?? 0) || count > (after[at] ?? 0);
  });
  if (wrong.length > 0) return err({ code: 'copy-differs', detail: wrong.join(', ') });
  return checkFile(into, 'whole');
}

/**
 * Copies a store that others have open into a new file by VACUUM INTO, stamps it as a backup, and opens it to check it: integrity, the rules between its
 * rows, its counts against the store's. On disk when it returns; on an Err there is no file. Long: for a worker.
 */
export function copyStore(
  path: string,
  into: string,
  stamp: BackupStamp,
  whileWriting: WhileWriting = syncedAtTheEnd,
): Result<Holdings, CopyFault> {
  assert(!existsSync(into), 'a backup overwrites nothing');
  const missing = missingRoomBytes(path, dirname(into));
  if (missing > 0) return err({ code: 'disk-full', detail: `${missing} bytes more are needed` });
  try {
    const result = copied(path, into, stamp, whileWriting);
    if (!result.ok) rmSync(into, { force: true });
    return result;
  } catch (thrown) {
    rmSync(into, { force: true });
    rmSync(`${into}-journal`, { force: true });
    return err(copyFault(thrown));
  }
}
