import { appendFileSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Mode } from '../../shared/contract/till.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { freeBytes } from '../platform/disk.ts';
import { brokenRulesOf, checkFile } from '../store/backup/check-file.ts';
import type { Holdings } from '../store/backup/holdings.ts';
import { stampFile } from '../store/backup/stamp.ts';
import { finishSwap, incomingPath, swapIn } from '../store/backup/swap.ts';
import { syncFile, upgradeCopy } from '../store/backup/upgrade-copy.ts';
import { createFile } from '../store/create-file.ts';
import { migrations } from '../store/migrations/index.ts';
import { mergeSalvage, type MergeReport } from '../store/salvage/merge-salvage.ts';
import { openBackupInto, type BackupFault, type BackupSource } from './open-backup.ts';

/** What to put in a store's place. Nobody has the store open. */
export type RestoreOrder = {
  readonly storePath: string;
  readonly mode: Mode;
  /** Null: only what can be read out of the damaged store, in a new one. */
  readonly backup: BackupSource | null;
  /** Whether what can be read out of the store that is there is merged in. */
  readonly salvage: boolean;
  /** UTC milliseconds. */
  readonly at: number;
  readonly restoreId: string;
};

/** What a restore did. */
export type Restored = {
  readonly holds: Holdings;
  /** Where the store is kept that was there before; null when there was none. */
  readonly setAside: string | null;
  readonly merged: MergeReport | null;
  /** Rules that the salvaged rows break, in words: bills that lost a part of themselves. */
  readonly brokenRules: readonly string[];
  /** Where rows are kept that could be read and have no place; null when there are none. */
  readonly leftovers: string | null;
};

/** Why nothing was restored. The store is as it was. */
export type RestoreFault =
  | BackupFault
  /** The backup is of the training till and the store of the real one, or the other way round. */
  | { readonly code: 'other-mode' }
  /** The backup and the damaged store are not of one store: they can't be merged. */
  | { readonly code: 'other-store' };

const LEFT_FREE_BYTES = 64 * 1024 * 1024;

function missingRoom({ storePath, backup, salvage }: RestoreOrder): number {
  const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const needed = (backup === null ? 0 : sizeOf(backup.path)) + (salvage ? sizeOf(storePath) : 0);
  return Math.max(0, needed + LEFT_FREE_BYTES - freeBytes(dirname(storePath)));
}

/** Makes the store to start from at `incoming`: the backup, checked and of the newest version, or an empty one. */
function makeBase(order: RestoreOrder, incoming: string): Result<Holdings | null, RestoreFault> {
  const { backup, at, mode } = order;
  if (backup === null) {
    createFile(incoming, migrations, at);
    return ok(null);
  }
  const opened = openBackupInto(backup, incoming);
  if (!opened.ok) return opened;
  if (opened.value.mode !== null && opened.value.mode !== mode) return err({ code: 'other-mode' });
  const upgraded = upgradeCopy(incoming, at);
  return upgraded.ok ? opened : upgraded;
}

function merged(
  order: RestoreOrder,
  incoming: string,
): Result<Pick<Restored, 'merged' | 'leftovers'>, RestoreFault> {
  const { storePath, at, salvage } = order;
  if (!salvage || !existsSync(storePath)) return ok({ merged: null, leftovers: null });
  const leftovers = `${storePath}.leftover-${at}.jsonl`;
  const done = mergeSalvage(storePath, incoming, (table, row, reason) => {
    appendFileSync(leftovers, `${JSON.stringify({ table, reason, row }, printable)}\n`, { mode: 0o600 });
  });
  if (!done.ok) {
    rmSync(leftovers, { force: true });
    return done;
  }
  return ok({ merged: done.value, leftovers: existsSync(leftovers) ? leftovers : null });
}

function printable(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** What a restore is at, for those who wait for it. */
export type RestoreStep = 'opening' | 'merging' | 'checking' | 'exchanging';

function prepared(
  order: RestoreOrder,
  incoming: string,
  onStep: (step: RestoreStep) => void,
): Result<Omit<Restored, 'setAside'>, RestoreFault> {
  onStep('opening');
  const base = makeBase(order, incoming);
  if (!base.ok) return base;
  if (order.salvage) onStep('merging');
  const salvaged = merged(order, incoming);
  if (!salvaged.ok) return salvaged;
  const { restoreId, at, mode } = order;
  // The store says that it was put back, also where it isn't from a backup: the till that opens it begins a new series.
  stampFile(incoming, {
    backupId: base.value?.backupId ?? restoreId,
    madeAt: base.value?.madeAt ?? at,
    mode,
  });
  onStep('checking');
  const checked = checkFile(incoming, 'database');
  if (!checked.ok) return checked;
  syncFile(incoming);
  return ok({ holds: checked.value, brokenRules: brokenRulesOf(incoming), ...salvaged.value });
}

function systemFault(thrown: unknown): RestoreFault {
  if (!(thrown instanceof Error) || !('code' in thrown)) throw thrown;
  const code = String(thrown.code);
  const isFull = ['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(code);
  return { code: isFull ? 'disk-full' : 'unreadable', detail: `${code}: ${thrown.message}` };
}

/**
 * Puts a backup in the place of a store, with what can be salvaged of the store merged in when that is asked for. Everything is made and checked beside it first,
 * and the store that was there is kept under another name, so that a kill at any moment and every Err leave the store as it was or completely restored. Long: for a worker.
 */
export function restoreStore(
  order: RestoreOrder,
  onStep: (step: RestoreStep) => void = () => undefined,
): Result<Restored, RestoreFault> {
  const { storePath, at } = order;
  const incoming = incomingPath(storePath);
  try {
    mkdirSync(dirname(storePath), { recursive: true, mode: 0o700 });
    finishSwap(storePath);
    const missing = missingRoom(order);
    if (missing > 0) return err({ code: 'disk-full', detail: `${missing} bytes more are needed` });
    const made = prepared(order, incoming, onStep);
    if (!made.ok) {
      finishSwap(storePath);
      return made;
    }
    onStep('exchanging');
    const had = existsSync(storePath);
    const aside = swapIn(storePath, at);
    return ok({ ...made.value, setAside: had ? aside : null });
  } catch (thrown) {
    finishSwap(storePath);
    return err(systemFault(thrown));
  }
}
