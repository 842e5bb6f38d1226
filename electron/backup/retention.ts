/** How many backups are kept: the newest of each of so many days, ISO weeks and months that have one. */
export type Keep = { readonly days: number; readonly weeks: number; readonly months: number };

export const defaultKeep: Keep = { days: 7, weeks: 5, months: 12 };

/** A backup as the schedule sees it. */
export type KeptBackup = {
  readonly name: string;
  /** UTC milliseconds. */
  readonly madeAt: number;
  /** The shop's calendar day of it, `YYYY-MM-DD`. */
  readonly date: string;
};

/** The Monday of a day's week, which names the week (ISO 8601). */
function weekOf(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  const sinceMonday = (day.getUTCDay() + 6) % 7;
  return new Date(day.getTime() - sinceMonday * 86_400_000).toISOString().slice(0, 10);
}

function newestOfEach(
  newestFirst: readonly KeptBackup[],
  periodOf: (date: string) => string,
  periodsMax: number,
): KeptBackup[] {
  const seen = new Map<string, KeptBackup>();
  for (const backup of newestFirst) {
    const period = periodOf(backup.date);
    if (!seen.has(period) && seen.size < periodsMax) seen.set(period, backup);
  }
  return [...seen.values()];
}

/**
 * The backups that the schedule no longer needs. Periods are counted over those that have a backup, not back from today: a shop that was closed for a month,
 * or whose clock went wrong, loses none by it. The newest is always kept.
 */
export function notKept(backups: readonly KeptBackup[], keep: Keep): KeptBackup[] {
  const newestFirst = backups.toSorted((a, b) => b.madeAt - a.madeAt || (a.name < b.name ? 1 : -1));
  const kept = new Set([
    ...newestFirst.slice(0, 1),
    ...newestOfEach(newestFirst, (date) => date, keep.days),
    ...newestOfEach(newestFirst, weekOf, keep.weeks),
    ...newestOfEach(newestFirst, (date) => date.slice(0, 7), keep.months),
  ]);
  return newestFirst.filter((backup) => !kept.has(backup));
}
