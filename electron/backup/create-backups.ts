import { randomUUID } from 'node:crypto';
import { basename, dirname } from 'node:path';
import type {
  BackupEntry,
  BackupPreview,
  Backups,
  BackupVerdict,
  Damage,
  HoldingsView,
} from '../../shared/contract/backup.ts';
import type { KeptCheck } from '../../shared/contract/config.ts';
import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { Request } from '../../shared/contract/ipc.ts';
import type { Mode } from '../../shared/contract/till.ts';
import { isBusinessDate } from '../../shared/domain/business-date.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { ChosenFile } from '../platform/ports.ts';
import type { Holdings } from '../store/backup/holdings.ts';
import { backupFolder, checkOf, keepOf, onSameDisk, withCheck } from './backup-config.ts';
import type { BackupDeps } from './backup-deps.ts';
import { parseBackupName, type BackupReason } from './backup-names.ts';
import type { TaskAnswers } from './backup-task.ts';
import { listBackups } from './list-backups.ts';
import { isSealed, type BackupSource } from './open-backup.ts';
import { sealedPassphrase, openPassphrase } from './passphrase.ts';
import { createTaskRunner, type TaskRunner } from './task-runner.ts';

/** Backups and restores of a till, whether its store can be opened or not. One long work at a time. */
export type BackupDesk = {
  view(): Backups;
  make(request: Request<'makeBackup'>, reason?: BackupReason): Promise<Result<Backups, PosError>>;
  chooseFolder(): Promise<Result<{ readonly folderToken: string; readonly folderName: string }, PosError>>;
  /** A backup from anywhere; it joins the list. */
  chooseFile(): Promise<Result<Backups, PosError>>;
  /** Opens a backup, checks all of it, and says what it holds. */
  look(request: Request<'lookAtBackup'>): Promise<Result<BackupPreview, PosError>>;
  saveSchedule(request: Request<'saveBackupSchedule'>): Promise<Result<Backups, PosError>>;
  /** What can be read out of the store as it is. */
  damage(): Promise<Result<Damage, PosError>>;
  /** Checks the store whole; tells `onDamage` when it is damaged. */
  check(): Promise<Result<Backups, PosError>>;
  /** Puts a backup in the store's place; nobody may have it open. */
  restore(request: Request<'restoreBackup'>): Promise<Result<TaskAnswers['restore'], PosError>>;
  close(): Promise<void>;
};

type Chosen = BackupSource & { readonly madeAt: number; readonly bytes: number };

type Inside = {
  readonly deps: BackupDeps;
  readonly runner: TaskRunner;
  /** Paths by the key that the window names them by. */
  readonly keys: Map<string, string>;
  readonly chosen: Map<string, Chosen>;
  readonly verdicts: Map<string, BackupVerdict>;
  last: Backups['last'];
};

function keyOf({ keys }: Inside, path: string): string {
  for (const [key, known] of keys) if (known === path) return key;
  const key = randomUUID();
  keys.set(key, path);
  return key;
}

function entryOf(
  inside: Inside,
  path: string,
  about: { madeAt: number; bytes: number; reason: BackupReason },
): BackupEntry {
  return {
    backupKey: keyOf(inside, path),
    fileName: basename(path),
    folder: dirname(path),
    sealed: isSealed(path),
    verdict: inside.verdicts.get(path) ?? null,
    ...about,
  };
}

function checkView(kept: KeptCheck | null): Backups['check'] {
  if (kept === null) return null;
  const { at, sound, detail } = kept;
  return { at, sound, detail };
}

function viewOf(inside: Inside): Backups {
  const { deps, runner, chosen } = inside;
  const config = deps.config.read();
  const folder = backupFolder(config, deps.storePath(), deps.mode());
  const found = listBackups(folder, deps.mode()).slice(0, 200);
  const others = [...chosen].filter(([path]) => found.every((backup) => backup.path !== path));
  return {
    schedule: config.schedule,
    folder,
    sameDisk: onSameDisk(folder, dirname(deps.storePath())),
    hasPassphrase: config.sealedPassphrase !== null,
    running: runner.running(),
    last: inside.last,
    check: checkView(checkOf(config, deps.mode())),
    backups: [
      ...others.map(([path, { madeAt, bytes }]) => entryOf(inside, path, { madeAt, bytes, reason: 'hand' })),
      ...found.map(({ path, madeAt, bytes, reason }) => entryOf(inside, path, { madeAt, bytes, reason })),
    ],
    restored: deps.restored(),
  };
}

function tell({ deps }: Inside): void {
  deps.emit({ topic: 'backup', id: '', version: deps.clock.now() });
}

function folderOf(inside: Inside, token: string | null): Result<string, PosError> {
  const { deps } = inside;
  if (token === null) return ok(backupFolder(deps.config.read(), deps.storePath(), deps.mode()));
  const folder = deps.dialogs.pathOf(token);
  return folder === null ? err(posError('not-found')) : ok(folder);
}

async function make(
  inside: Inside,
  request: Request<'makeBackup'>,
  reason: BackupReason,
): Promise<Result<Backups, PosError>> {
  const { deps, runner } = inside;
  const folder = folderOf(inside, request.folderToken);
  if (!folder.ok) return folder;
  const passphrase = request.passphrase === null ? await openPassphrase(deps) : ok(request.passphrase);
  if (!passphrase.ok) return passphrase;
  const mode = deps.mode();
  const at = deps.clock.now();
  const order = {
    storePath: deps.storePath(),
    mode,
    folder: folder.value,
    reason,
    backupId: deps.ids.next(),
    at,
    passphrase: passphrase.value,
  };
  const prune = reason === 'auto' ? { keep: keepOf(deps.config.read()), zone: deps.zone() } : null;
  const done = await runner.run('backup', { kind: 'make', order, prune });
  if (!done.ok) return done;
  const made = done.value;
  if (made.ok) {
    inside.verdicts.set(made.value.path, 'good');
    if (request.folderToken !== null) {
      inside.chosen.set(made.value.path, {
        path: made.value.path,
        passphrase: null,
        madeAt: at,
        bytes: made.value.bytes,
      });
    }
  }
  const verdict: BackupVerdict = made.ok ? 'good' : made.error.code;
  inside.last = { at, verdict, detail: made.ok ? made.value.fileName : made.error.detail };
  deps.report('backup-made', { reason, verdict });
  tell(inside);
  return made.ok
    ? ok(viewOf(inside))
    : err(posError('backup-failed', { verdict, detail: made.error.detail }));
}

function holdsView(holds: Holdings): HoldingsView {
  const date = (text: string | null): HoldingsView['firstDate'] =>
    text !== null && isBusinessDate(text) ? text : null;
  return {
    ...holds,
    lastDocuments: [...holds.lastDocuments],
    firstDate: date(holds.firstDate),
    lastDate: date(holds.lastDate),
  };
}

async function sourceOf(
  inside: Inside,
  key: string,
  passphrase: string | null,
): Promise<Result<BackupSource, PosError>> {
  const path = inside.keys.get(key);
  if (path === undefined) return err(posError('not-found'));
  if (!isSealed(path) || passphrase !== null) return ok({ path, passphrase });
  const known = await openPassphrase(inside.deps);
  return ok({ path, passphrase: known.ok ? known.value : null });
}

async function look(
  inside: Inside,
  request: Request<'lookAtBackup'>,
): Promise<Result<BackupPreview, PosError>> {
  const { deps, runner, verdicts } = inside;
  const source = await sourceOf(inside, request.backupKey, request.passphrase);
  if (!source.ok) return source;
  const scratchFolder = dirname(deps.storePath());
  const done = await runner.run('verify', { kind: 'verify', source: source.value, scratchFolder });
  if (!done.ok) return done;
  const looked = done.value;
  const otherMode = looked.ok && looked.value.mode !== null && looked.value.mode !== deps.mode();
  const verdict: BackupVerdict = looked.ok ? (otherMode ? 'other-mode' : 'good') : looked.error.code;
  verdicts.set(source.value.path, verdict);
  tell(inside);
  const detail = !looked.ok && 'detail' in looked.error ? looked.error.detail : '';
  return ok({ verdict, detail, holds: looked.ok ? holdsView(looked.value) : null });
}

async function saveSchedule(
  inside: Inside,
  request: Request<'saveBackupSchedule'>,
): Promise<Result<Backups, PosError>> {
  const { deps } = inside;
  const config = deps.config.read();
  const { schedule, folderToken, passphrase } = request;
  const folder =
    folderToken === undefined
      ? config.folder
      : folderToken === null
        ? null
        : deps.dialogs.pathOf(folderToken);
  if (folder === null && typeof folderToken === 'string') return err(posError('not-found'));
  const sealed = await sealedPassphrase(deps, config, passphrase);
  if (!sealed.ok) return sealed;
  deps.config.write({ ...config, schedule, folder, sealedPassphrase: sealed.value });
  tell(inside);
  return ok(viewOf(inside));
}

async function damage({ deps, runner }: Inside): Promise<Result<Damage, PosError>> {
  const done = await runner.run('salvage', { kind: 'damage', path: deps.storePath() });
  if (!done.ok) return done;
  if (!done.value.ok) return err(posError('store-unavailable', { detail: done.value.error.detail }));
  const { tables, pages } = done.value.value;
  return ok({
    pages,
    tables: tables.filter(({ rows, damagedPages, damagedRows }) => rows + damagedPages + damagedRows > 0),
  });
}

/** Keeps what is known of a mode's store. A disk that takes nothing now keeps no one from hearing it. */
function keepCheck({ deps }: Inside, mode: Mode, kept: KeptCheck | null): void {
  try {
    deps.config.write(withCheck(deps.config.read(), mode, kept));
  } catch (thrown) {
    deps.report('check-not-kept', { error: String(thrown) });
  }
}

async function check(inside: Inside): Promise<Result<Backups, PosError>> {
  const { deps, runner } = inside;
  const mode = deps.mode();
  const done = await runner.run('check', { kind: 'check', path: deps.storePath() });
  if (!done.ok) return done;
  const at = deps.clock.now();
  const checked = done.value;
  const detail = checked.ok ? checked.value.join('; ') : checked.error.detail;
  const sound = checked.ok && checked.value.length === 0;
  keepCheck(inside, mode, { at, sound, detail, complete: checked.ok });
  deps.report('store-checked', { sound });
  if (!checked.ok && checked.error.code === 'damaged') deps.onDamage(detail);
  tell(inside);
  return ok(viewOf(inside));
}

async function chooseFile(inside: Inside): Promise<Result<Backups, PosError>> {
  const { deps, chosen } = inside;
  const { title, kind } = deps.texts();
  const kinds = [{ name: kind, extensions: ['gallabackup', 'gallasealed', 'db'] }];
  const file: ChosenFile | null = await deps.dialogs.openFile({ title, kinds });
  const path = file === null ? null : deps.dialogs.pathOf(file.fileToken);
  if (path === null) return err(posError('cancelled-by-user'));
  const named = parseBackupName(basename(path));
  chosen.set(path, {
    path,
    passphrase: null,
    madeAt: named?.madeAt ?? deps.modifiedAt(path),
    bytes: deps.sizeOf(path),
  });
  tell(inside);
  return ok(viewOf(inside));
}

async function chooseFolder({
  deps,
}: Inside): Promise<Result<{ folderToken: string; folderName: string }, PosError>> {
  const chosen = (await deps.dialogs.openFolder?.({ title: deps.texts().folder })) ?? null;
  const path = chosen === null ? null : deps.dialogs.pathOf(chosen.fileToken);
  if (chosen === null || path === null) return err(posError('cancelled-by-user'));
  return ok({ folderToken: chosen.fileToken, folderName: path });
}

async function restore(
  inside: Inside,
  request: Request<'restoreBackup'>,
): Promise<Result<TaskAnswers['restore'], PosError>> {
  const { deps, runner } = inside;
  const { backupKey, passphrase, salvage } = request;
  const backup = backupKey === null ? ok(null) : await sourceOf(inside, backupKey, passphrase);
  if (!backup.ok) return backup;
  const order = {
    storePath: deps.storePath(),
    mode: deps.mode(),
    backup: backup.value,
    salvage,
    at: deps.clock.now(),
    restoreId: deps.ids.next(),
  };
  const done = await runner.run('restore', { kind: 'restore', order });
  if (done.ok && done.value.ok) keepCheck(inside, order.mode, null);
  return done;
}

/** Opens the desk of a till. */
export function createBackups(deps: BackupDeps): BackupDesk {
  const runner = createTaskRunner(deps.workers, () => tell(inside));
  const inside: Inside = {
    deps,
    runner,
    keys: new Map(),
    chosen: new Map(),
    verdicts: new Map(),
    last: null,
  };
  return {
    view: () => viewOf(inside),
    make: (request, reason = 'hand') => make(inside, request, reason),
    chooseFolder: () => chooseFolder(inside),
    chooseFile: () => chooseFile(inside),
    look: (request) => look(inside, request),
    saveSchedule: (request) => saveSchedule(inside, request),
    damage: () => damage(inside),
    check: () => check(inside),
    restore: (request) => restore(inside, request),
    close: () => runner.settled(),
  };
}
