import { existsSync } from 'node:fs';
import type { Mode } from '../../shared/contract/till.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import {
  backupFolder,
  firstBackupsConfig,
  makeBackup,
  restoreStore,
  syncedBeside,
  verifyBackup,
  withCheck,
  type BackupFault,
  type Holdings,
  type MadeBackup,
  type MakeFault,
  type MakeStep,
  type Restored,
  type RestoreFault,
  type RestoreStep,
} from '../backup/index.ts';
import { systemClock } from '../platform/clock.ts';
import { firstConfig, readConfig, writeConfig } from '../platform/config.ts';
import { systemIds } from '../platform/ids.ts';
import { acquireLock } from '../platform/lock.ts';
import { dataPaths } from '../platform/paths.ts';

/** Why a command could do nothing at all. */
export type ShellRefusal =
  /** The data folder's configuration can't be read. */
  | { readonly code: 'config'; readonly detail: string }
  /** There is no store of this mode. */
  | { readonly code: 'no-store'; readonly detail: string }
  /** Another program has the data folder: close it first. */
  | { readonly code: 'held'; readonly detail: string }
  /** The till seals its backups, and the shell can't read its passphrase. */
  | { readonly code: 'passphrase-needed' };

/** What `npm run backup` was asked for. */
export type ShellBackup = {
  readonly dataFolder: string;
  /** Null: the mode that the till is in. */
  readonly mode: Mode | null;
  /** Null: where the till keeps its backups. */
  readonly folder: string | null;
  readonly passphrase: string | null;
};

/** Makes a backup of a data folder, beside a running app or without one. */
export function backUpFolder(
  wanted: ShellBackup,
  workerUrl: (name: string) => URL,
  onStep: (step: MakeStep) => void,
): Result<MadeBackup, MakeFault | ShellRefusal> {
  const paths = dataPaths(wanted.dataFolder);
  const config = readConfig(paths.config);
  if (!config.ok) return err({ code: 'config', detail: config.error.detail });
  const mode = wanted.mode ?? config.value.mode;
  const storePath = paths.store[mode];
  if (!existsSync(storePath)) return err({ code: 'no-store', detail: storePath });
  const backups = config.value.backups ?? firstBackupsConfig;
  if (backups.sealedPassphrase !== null && wanted.passphrase === null)
    return err({ code: 'passphrase-needed' });
  const folder = wanted.folder ?? backupFolder(backups, storePath, mode);
  const { passphrase } = wanted;
  const at = systemClock.now();
  const order = {
    storePath,
    mode,
    folder,
    reason: 'hand',
    backupId: systemIds.next(),
    at,
    passphrase,
  } as const;
  return makeBackup(order, { onStep, whileWriting: syncedBeside(workerUrl('sync-copy')) });
}

/** Opens a backup, checks all of it, and says what it holds; changes nothing. */
export function lookAtBackup(
  path: string,
  passphrase: string | null,
  scratchFolder: string,
): Result<Holdings, BackupFault> {
  return verifyBackup({ path, passphrase }, scratchFolder);
}

/** A new data folder becomes a till of the mode; in one that was there the last check, which was of another store, is forgotten. */
function noteRestored(path: string, mode: Mode): void {
  if (!existsSync(path)) return writeConfig(path, { ...firstConfig, mode });
  const config = readConfig(path);
  const backups = config.ok ? config.value.backups : undefined;
  if (config.ok && backups !== undefined)
    writeConfig(path, { ...config.value, backups: withCheck(backups, mode, null) });
}

/** What `npm run restore` was asked for. */
export type ShellRestore = {
  readonly dataFolder: string;
  readonly mode: Mode;
  /** Null: only what can be read out of the damaged store. */
  readonly file: string | null;
  readonly passphrase: string | null;
  readonly salvage: boolean;
};

/** Puts a backup in the place of a data folder's store, which no program may have open. A new data folder becomes a till of the backup's mode. */
export function restoreFolder(
  wanted: ShellRestore,
  onStep: (step: RestoreStep) => void,
): Result<Restored, RestoreFault | ShellRefusal> {
  const { dataFolder, mode, file, passphrase, salvage } = wanted;
  const paths = dataPaths(dataFolder);
  const storePath = paths.store[mode];
  if (file === null && !existsSync(storePath)) return err({ code: 'no-store', detail: storePath });
  const lock = acquireLock(paths.folder, 'restore', systemClock);
  if (!lock.ok) {
    const by = lock.error.code === 'held' ? lock.error.by : null;
    const detail =
      lock.error.code === 'held' ? `${by?.what ?? ''} ${by?.pid ?? ''}`.trim() : lock.error.detail;
    return err({ code: 'held', detail });
  }
  try {
    const backup = file === null ? null : { path: file, passphrase };
    const at = systemClock.now();
    const done = restoreStore({ storePath, mode, backup, salvage, at, restoreId: systemIds.next() }, onStep);
    if (done.ok) noteRestored(paths.config, mode);
    return done;
  } finally {
    lock.value.release();
  }
}

/** The mode that a till is in; training where nobody has said anything, null where that can't be read. */
export function modeOfFolder(dataFolder: string): Result<Mode, ShellRefusal> {
  const config = readConfig(dataPaths(dataFolder).config);
  return config.ok ? ok(config.value.mode) : err({ code: 'config', detail: config.error.detail });
}
