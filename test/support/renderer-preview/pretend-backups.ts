/** Backups of the pretend till: a few by schedule, a sealed one, and what follows from a restore when `?restored` asks for it. */
import type { Backups, HoldingsView } from '../../../shared/contract/backup.ts';
import type { Pos } from '../../../shared/contract/ipc.ts';
import type { ReadBack } from '../../../shared/contract/read-back.ts';
import type { TillRestored } from '../../../shared/contract/till-origin.ts';
import { paise } from '../../../shared/domain/money.ts';
import { err, ok } from '../../../shared/domain/result.ts';
import { posError } from '../../../shared/contract/errors.ts';

type BackupPos = Pick<
  Pos,
  | 'getBackups'
  | 'makeBackup'
  | 'chooseBackupFolder'
  | 'chooseBackupFile'
  | 'lookAtBackup'
  | 'saveBackupSchedule'
  | 'checkStore'
  | 'getDamage'
  | 'restoreBackup'
  | 'askRestored'
  | 'readBack'
  | 'settleRestored'
>;

const readBack: ReadBack = {
  at: Date.UTC(2026, 10, 22, 16, 5),
  outcome: 'done',
  bills: 20,
  creditNotes: 1,
  there: 103,
  intoClosedDays: 2,
  differs: [{ what: 'A1/2627/000077', fields: ['total', 'tenders'] }],
  differCount: 1,
  refused: [{ what: 'A1/2627/000131', reason: 'sums' }],
  refusedCount: 1,
};

const AT = Date.UTC(2026, 10, 22, 15, 40);
const lastDocuments = [
  { kind: 'invoice' as const, financialYear: '2627', letter: 'A', number: 'A1/2627/000123' },
];

const holds: HoldingsView = {
  schemaVersion: 4,
  madeAt: AT,
  backupId: 'backup',
  mode: 'training',
  shopName: 'Galla Training Shop',
  tillCode: 'A1',
  bills: 123,
  creditNotes: 2,
  products: 311,
  openPayments: 0,
  waitingForOffice: 4,
  firstDate: '2026-04-01',
  lastDate: '2026-11-22',
  lastSaleAt: AT,
  lastDocuments,
};

const restored: TillRestored = {
  at: AT,
  why: 'copied',
  tillCode: 'A1',
  backupMadeAt: AT,
  lastSaleAt: AT,
  lastKnown: lastDocuments,
  lastHere: lastDocuments,
  askFrom: '2026-11-20',
  check: 'due',
  refusal: 'gateway-unreachable',
  original: null,
  days: [],
  lostBills: [{ orderId: 'lost', number: 'A1/2627/000124', totalPaise: paise(21_000), at: AT }],
  seen: false,
};

/** Its calls. */
export function pretendBackups(
  wish: URLSearchParams,
  emit: (topic: 'backup', id: string) => void,
): BackupPos {
  const folder = '/home/shop/.config/Galla/backups/training';
  const entry = (at: number, sealed: boolean) => ({
    backupKey: String(at),
    fileName: `galla-training-auto-${at}.gallabackup`,
    folder,
    madeAt: at,
    bytes: 2_400_000,
    sealed,
    reason: 'auto' as const,
    verdict: sealed ? null : ('good' as const),
  });
  const state: Backups = {
    schedule: { daily: true, afterDayClose: true, keepDays: 7, keepWeeks: 5, keepMonths: 12 },
    folder,
    sameDisk: true,
    hasPassphrase: false,
    running: null,
    last: null,
    check: { at: AT, sound: true, detail: '' },
    backups: [entry(AT, false), entry(AT - 86_400_000, true)],
    restored: wish.has('restored') ? restored : null,
    readBack: wish.has('restored') ? readBack : null,
    canReadBack: true,
  };
  const changed = (change: Partial<Backups>) => {
    Object.assign(state, change);
    emit('backup', '');
    return ok(state);
  };
  const cancelled = async () => err(posError('cancelled-by-user'));
  return {
    getBackups: async () => ok({ ...state }),
    makeBackup: async () =>
      changed({ last: { at: AT, verdict: 'good', detail: 'galla-training-hand.gallabackup' } }),
    chooseBackupFolder: cancelled,
    chooseBackupFile: cancelled,
    lookAtBackup: async ({ backupKey, passphrase }) => {
      const isSealed = state.backups.find((backup) => backup.backupKey === backupKey)?.sealed === true;
      return isSealed && passphrase === null
        ? ok({ verdict: 'passphrase-needed' as const, detail: '', holds: null })
        : ok({ verdict: 'good' as const, detail: '', holds });
    },
    saveBackupSchedule: async ({ schedule }) => changed({ schedule }),
    checkStore: async () => changed({ check: { at: AT, sound: true, detail: '' } }),
    getDamage: async () =>
      ok({ pages: 900, tables: [{ table: 'orders', rows: 120, damagedPages: 1, damagedRows: 0 }] }),
    restoreBackup: async () => ok({ verdict: 'disk-full' as const, detail: '', done: null }),
    askRestored: async () => ok(restored),
    readBack: async () => {
      changed({ readBack });
      return ok(readBack);
    },
    settleRestored: async ({ original }) => {
      changed({ restored: { ...restored, original, check: 'asked', refusal: null } });
      return ok(restored);
    },
  };
}
