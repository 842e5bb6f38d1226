import { businessDateAt, type BusinessDate } from '../../shared/domain/business-date.ts';
import type { Reader } from '../store/handles.ts';
import { lastBusinessDays } from '../store/repositories/business-days.ts';

/** The business date of a commit at this instant: never before the last one, never a closed day (FIELD 4.10). */
export function businessDateOf(db: Reader, atMs: number, zone: string): BusinessDate {
  return businessDateAt({ atMs, timeZone: zone, ...lastBusinessDays(db) });
}

/** The hour of an instant in a zone, 0 to 23. */
export function hourIn(atMs: number, zone: string): number {
  const text = new Intl.DateTimeFormat('en-US-u-nu-latn', {
    timeZone: zone,
    hour: '2-digit',
    hourCycle: 'h23',
  }).format(atMs);
  return Number(text);
}
