import type { Mode } from '../../shared/contract/till.ts';

/** Who asked for a backup: the schedule, which may also remove it, or a person, who alone may. */
export type BackupReason = 'auto' | 'hand';

/** What the name of a backup's file says. */
export type BackupName = {
  readonly mode: Mode;
  readonly reason: BackupReason;
  /** UTC milliseconds, whole seconds. */
  readonly madeAt: number;
  readonly encrypted: boolean;
};

const NAME =
  /^galla-(training|real)-(auto|hand)-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-[0-9a-f]{8}\.(gallabackup|gallasealed)$/;

/** The name of a new backup's file, such as `galla-real-auto-20261122T183000Z-0a1b2c3d.gallabackup`. */
export function backupFileName(name: BackupName, backupId: string): string {
  const moment = `${new Date(name.madeAt).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  const ending = name.encrypted ? 'gallasealed' : 'gallabackup';
  return `galla-${name.mode}-${name.reason}-${moment}-${backupId.replaceAll('-', '').slice(-8)}.${ending}`;
}

/** Reads a file's name; null when it is not that of a backup. */
export function parseBackupName(fileName: string): BackupName | null {
  const match = NAME.exec(fileName);
  if (match === null) return null;
  const [, mode, reason, year, month, day, hour, minute, second, ending] = match;
  const madeAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(madeAt)) return null;
  return {
    mode: mode === 'real' ? 'real' : 'training',
    reason: reason === 'auto' ? 'auto' : 'hand',
    madeAt,
    encrypted: ending === 'gallasealed',
  };
}

/** A file that is not a backup yet, or will never be one: its maker's process says which. */
export function unfinishedName(fileName: string, pid: number): string {
  return `.${fileName}.${pid}.unfinished`;
}

/** The process that was making an unfinished file; null when the name is not of one. */
export function makerOf(fileName: string): number | null {
  const match = /^\.galla-.*\.(\d+)\.unfinished(?:-journal|-wal|-shm)?$/.exec(fileName);
  return match === null ? null : Number(match[1]);
}
