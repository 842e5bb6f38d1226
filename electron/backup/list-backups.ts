import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Mode } from '../../shared/contract/till.ts';
import { calendarDate } from '../../shared/domain/business-date.ts';
import { parseBackupName, type BackupName } from './backup-names.ts';
import { hashPathOf } from './file-hash.ts';
import { notKept, type Keep } from './retention.ts';

/** A backup that lies in a folder. Its content is not looked at. */
export type FoundBackup = BackupName & {
  readonly path: string;
  readonly fileName: string;
  readonly bytes: number;
};

/** The backups of a mode in a folder, newest first; none when the folder can't be read. */
export function listBackups(folder: string, mode: Mode): FoundBackup[] {
  let names: string[] = [];
  try {
    names = existsSync(folder) ? readdirSync(folder) : [];
  } catch {
    return [];
  }
  const found = names.flatMap((fileName): FoundBackup[] => {
    const name = parseBackupName(fileName);
    const path = join(folder, fileName);
    const bytes = name === null ? undefined : statSync(path, { throwIfNoEntry: false })?.size;
    return name === null || name.mode !== mode || bytes === undefined
      ? []
      : [{ ...name, path, fileName, bytes }];
  });
  return found.toSorted((a, b) => b.madeAt - a.madeAt || (a.fileName < b.fileName ? 1 : -1));
}

/** Removes the backups of the schedule that it no longer needs, and only those; returns how many went. */
export function pruneBackups(folder: string, mode: Mode, keep: Keep, zone: string): number {
  const scheduled = listBackups(folder, mode).filter(({ reason }) => reason === 'auto');
  const dated = scheduled.map(({ fileName: name, madeAt }) => ({
    name,
    madeAt,
    date: calendarDate(madeAt, zone),
  }));
  const gone = notKept(dated, keep);
  for (const { name } of gone) {
    rmSync(join(folder, name), { force: true });
    rmSync(hashPathOf(join(folder, name)), { force: true });
  }
  return gone.length;
}
