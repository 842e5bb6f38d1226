import { businessDateAt, type BusinessDate } from '../../shared/domain/business-date.ts';
import type { Reader } from '../store/handles.ts';
import { lastBusinessDays } from '../store/repositories/business-days.ts';

/** The business date of a commit at this instant: never before the last one, never a closed day (FIELD 4.10). */
export function businessDateOf(db: Reader, atMs: number, zone: string): BusinessDate {
  return businessDateAt({ atMs, timeZone: zone, ...lastBusinessDays(db) });
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The clock of a zone, made once. */
function clockIn(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US-u-nu-latn', {
    timeZone: zone,
    hour: '2-digit',
    hourCycle: 'h23',
  });
  clocks.set(zone, made);
  return made;
}

/** The hour of an instant in a zone, 0 to 23. */
export function hourIn(atMs: number, zone: string): number {
  return Number(clockIn(zone).format(atMs));
}
