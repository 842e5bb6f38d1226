import type { BackupSchedule } from '../../shared/contract/backup.ts';
import type { KeptCheck } from '../../shared/contract/config.ts';
import { calendarDate } from '../../shared/domain/business-date.ts';

const DAY_MS = 86_400_000;

/**
 * Whether the daily backup is due: on each calendar day of the shop on which there is none yet. A clock that was set back makes none due that is not: what lies
 * in the future counts as today's.
 */
export function isBackupDue(
  schedule: Pick<BackupSchedule, 'daily'>,
  lastMadeAt: number | null,
  now: number,
  zone: string,
): boolean {
  if (!schedule.daily) return false;
  return lastMadeAt === null || calendarDate(lastMadeAt, zone) < calendarDate(now, zone);
}

/** Whether the whole store is to be checked: a day after it last was, when that did not come to an end, and when nobody knows. */
export function isCheckDue(last: Pick<KeptCheck, 'at' | 'complete'> | null, now: number): boolean {
  return last === null || !last.complete || Math.abs(now - last.at) >= DAY_MS;
}
