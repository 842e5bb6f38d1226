import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BackupsConfig, KeptCheck } from '../../shared/contract/config.ts';
import type { Mode } from '../../shared/contract/till.ts';
import { defaultKeep, type Keep } from './retention.ts';

/** What holds until the owner says otherwise: daily and after each close, seven days, five weeks, twelve months, beside the store. */
export const firstBackupsConfig: BackupsConfig = {
  schedule: {
    daily: true,
    afterDayClose: true,
    keepDays: defaultKeep.days,
    keepWeeks: defaultKeep.weeks,
    keepMonths: defaultKeep.months,
  },
  folder: null,
  sealedPassphrase: null,
};

/** How many backups the schedule keeps. */
export function keepOf({ schedule }: BackupsConfig): Keep {
  return { days: schedule.keepDays, weeks: schedule.keepWeeks, months: schedule.keepMonths };
}

/** Where backups lie: in the folder that the owner chose, else beside the store. */
export function backupFolder(config: BackupsConfig, storePath: string, mode: Mode): string {
  return config.folder ?? join(dirname(dirname(storePath)), 'backups', mode);
}

function deviceOf(path: string): number | null {
  for (let folder = path; ; folder = dirname(folder)) {
    const stat = statSync(folder, { throwIfNoEntry: false });
    if (stat !== undefined) return stat.dev;
    if (folder === dirname(folder)) return null;
  }
}

/** Whether two places are on one disk, as far as the system tells. */
export function onSameDisk(one: string, other: string): boolean {
  return deviceOf(one) === deviceOf(other);
}

/** The last check of a mode's store, whenever that was; null when there was none. */
export function checkOf({ checks }: BackupsConfig, mode: Mode): KeptCheck | null {
  return checks?.[mode] ?? null;
}

/** The same till with another last check of a mode's store; null forgets it, since the store is another one now. */
export function withCheck(config: BackupsConfig, mode: Mode, check: KeptCheck | null): BackupsConfig {
  const { checkedAt: _, ...kept } = config;
  return { ...kept, checks: { training: null, real: null, ...config.checks, [mode]: check } };
}
