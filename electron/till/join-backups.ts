import { statSync } from 'node:fs';
import type { RestoreReply } from '../../shared/contract/backup.ts';
import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { Handlers, Request } from '../../shared/contract/ipc.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import {
  checkOf,
  createBackups,
  isBackupDue,
  isCheckDue,
  listBackups,
  type BackupDeps,
  type BackupDesk,
} from '../backup/index.ts';
import { backupTexts } from './backup-texts.ts';
import type { OpenShop, ShopEnvironment } from './open-shop.ts';
import type { BackupChannel } from './shop-handlers.ts';
import { createWorkerPool } from '../platform/workers.ts';
import { insertNotice, listNotices } from '../store/repositories/notices.ts';

export type BackupParts = ShopEnvironment & {
  readonly config: BackupDeps['config'];
  readonly mode: BackupDeps['mode'];
  /** The shop when its store is open. */
  readonly shop: () => OpenShop | null;
  /** Whether this process holds the data folder: else nothing in it is changed. */
  readonly holdsFolder: () => boolean;
  /** Closes the shop, does the work, and opens the shop again. */
  readonly whileClosed: <T>(work: () => Promise<T>) => Promise<T>;
  readonly onDamage: (detail: string) => void;
  /** How long after its start a till looks for what is due; a minute unless told otherwise. */
  readonly firstLookMs: number | undefined;
};

/** The backups of a till, with what they do by themselves. */
export type Backups = {
  readonly handlers: Pick<Handlers, BackupChannel>;
  /** A store was opened: one that stopped uncleanly is checked soon. */
  readonly opened: (shop: OpenShop) => void;
  readonly dayClosed: () => void;
  readonly close: () => Promise<void>;
};

/** After an unclean stop the counter comes first; the check reads the whole file. */
const CHECK_AFTER_MS = 5000;
const FIRST_TICK_MS = 60_000;
const TICK_MS = 600_000;
/** While another work on the store is under way. */
const AGAIN_MS = 10_000;

async function allowed(
  parts: BackupParts,
  request: Request<'restoreBackup'>,
): Promise<Result<null, PosError>> {
  const shop = parts.shop();
  if (!parts.holdsFolder()) return err(posError('store-busy'));
  if (shop === null) return ok(null);
  if (shop.paymentOpen()) return err(posError('attempt-open'));
  const { people } = shop.doors;
  // A store without a manager has nobody whose leave could be asked: a till that is set up from a backup.
  if (!people.setup().hasPin) return ok(null);
  const leave = await people.authorise('restore-backup', request.manager, { kind: 'till', id: 'store' });
  return leave.ok ? ok(null) : leave;
}

async function restore(
  parts: BackupParts,
  desk: BackupDesk,
  request: Request<'restoreBackup'>,
): Promise<Result<RestoreReply, PosError>> {
  const leave = await allowed(parts, request);
  if (!leave.ok) return leave;
  const answered = await parts.whileClosed(() => desk.restore(request));
  if (!answered.ok) return answered;
  const restored = answered.value;
  if (!restored.ok) {
    const { error } = restored;
    return ok({ verdict: error.code, detail: 'detail' in error ? error.detail : '', done: null });
  }
  const { holds, setAside, merged, leftovers, brokenRules } = restored.value;
  const view = { ...holds, lastDocuments: [...holds.lastDocuments] };
  const lostNumbers = (merged?.lostNumbers ?? []).reduce((sum, { count }) => sum + count, 0);
  const done = { taken: merged?.taken ?? 0, leftOver: merged?.leftOver ?? 0, leftovers, lostNumbers };
  return ok({
    verdict: 'good',
    detail: '',
    done: { holds: view, setAside, brokenRules: [...brokenRules], ...done },
  });
}

/** Tells the cashier, once until somebody has read it, that a backup of the schedule was not made. */
function tellFailed({ shop, ids, clock, emit }: BackupParts): void {
  const store = shop()?.store;
  if (store === undefined || listNotices(store.reader).some(({ code }) => code === 'backup-failed')) return;
  const at = clock.now();
  const nothing = { invoiceNumber: null, amountPaise: null, orderId: null };
  store.writer.transaction<null, never>(() => {
    insertNotice(store.writer, { ...nothing, id: ids.next(), at, code: 'backup-failed' });
    return ok(null);
  });
  emit({ topic: 'snapshot', id: '', version: at });
}

/** Makes a backup of the schedule; false when something else is under way, and it is to be tried again. */
async function makeScheduled(parts: BackupParts, desk: BackupDesk): Promise<boolean> {
  const made = await desk.make({ folderToken: null, passphrase: null }, 'auto');
  if (made.ok) return true;
  if (made.error.code === 'backup-running') return false;
  tellFailed(parts);
  return true;
}

/** Makes the day's backup when it is due. Only of what was sold for real: what was practised needs no room on a stick. */
async function backUpWhenDue(parts: BackupParts, desk: BackupDesk, zone: string): Promise<void> {
  const [last] = listBackups(desk.view().folder, 'real');
  const { schedule } = parts.config.read();
  if (isBackupDue(schedule, last?.madeAt ?? null, parts.clock.now(), zone)) await makeScheduled(parts, desk);
}

/** Does what is due: the day's backup of a real till, and the day's check of any: a file that can't be read in training tells of the same disk. */
async function doWhatIsDue(parts: BackupParts, desk: BackupDesk): Promise<void> {
  const shop = parts.shop();
  if (shop === null) return;
  if (parts.mode() === 'real') await backUpWhenDue(parts, desk, shop.settings.shop().zone);
  const last = checkOf(parts.config.read(), parts.mode());
  if (isCheckDue(last, parts.clock.now())) await desk.check();
}

function handlersOf(parts: BackupParts, desk: BackupDesk): Backups['handlers'] {
  let lastRestore: RestoreReply | null = null;
  const desks = (): OpenShop['doors']['restored'] | null => parts.shop()?.doors.restored ?? null;
  return {
    getBackups: () => {
      const office = parts.shop()?.sync.view().url ?? '';
      const readBack = desks()?.lastReadBack() ?? null;
      return ok({ ...desk.view(), lastRestore, readBack, canReadBack: office !== '' });
    },
    makeBackup: (request) => desk.make(request),
    chooseBackupFolder: () => desk.chooseFolder(),
    chooseBackupFile: () => desk.chooseFile(),
    lookAtBackup: (request) => desk.look(request),
    saveBackupSchedule: (request) => desk.saveSchedule(request),
    checkStore: () => desk.check(),
    getDamage: () => desk.damage(),
    restoreBackup: async (request) => {
      const restored = await restore(parts, desk, request);
      lastRestore = restored.ok ? restored.value : null;
      parts.emit({ topic: 'backup', id: '', version: parts.clock.now() });
      return restored;
    },
    askRestored: async () => {
      await desks()?.ask();
      const restored = desks()?.view() ?? null;
      return restored === null ? err(posError('not-found')) : ok(restored);
    },
    readBack: (request) => desks()?.readBack(request) ?? err(posError('store-unavailable')),
    settleRestored: (request) => desks()?.settle(request) ?? err(posError('store-unavailable')),
  };
}

function deskOf(parts: BackupParts, workers: BackupDeps['workers']): BackupDesk {
  const { paths, ports, mode, shop } = parts;
  const stat = (path: string): { mtimeMs: number; size: number } =>
    statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0 };
  return createBackups({
    ...parts,
    ...ports,
    workers,
    storePath: () => paths.store[mode()],
    zone: () => shop()?.settings.shop().zone ?? 'Asia/Kolkata',
    restored: () => shop()?.doors.restored.view() ?? null,
    texts: () => backupTexts[parts.language()],
    modifiedAt: (path) => Math.round(stat(path).mtimeMs),
    sizeOf: (path) => stat(path).size,
  });
}

/** Joins the backups to a till, whatever state its store is in. */
export function joinBackups(parts: BackupParts): Backups {
  const workers = createWorkerPool({ entryOf: parts.workerUrl, threadsMax: 1 });
  const desk = deskOf(parts, workers);
  const soon = new Set<NodeJS.Timeout>();
  const after = (delayMs: number, work: () => Promise<unknown>): void => {
    const timer = setTimeout(() => {
      soon.delete(timer);
      void work();
    }, delayMs).unref();
    soon.add(timer);
  };
  const firstMs = parts.firstLookMs ?? FIRST_TICK_MS;
  const tick = async (): Promise<void> => {
    // A store that is being upgraded, or can't be opened yet, is looked at soon after it was.
    const nextMs = parts.shop() === null ? firstMs : TICK_MS;
    await doWhatIsDue(parts, desk);
    after(nextMs, tick);
  };
  after(firstMs, tick);
  const backUpAfterClose = async (): Promise<void> => {
    if (!(await makeScheduled(parts, desk))) after(AGAIN_MS, backUpAfterClose);
  };
  return {
    handlers: handlersOf(parts, desk),
    opened: (shop) => {
      if (shop.store.stoppedUncleanly) after(CHECK_AFTER_MS, () => desk.check());
    },
    dayClosed: () => {
      const wanted = parts.config.read().schedule.afterDayClose && parts.mode() === 'real';
      if (wanted) after(0, backUpAfterClose);
    },
    close: async () => {
      for (const timer of soon) clearTimeout(timer);
      await workers.close();
      await desk.close();
    },
  };
}
