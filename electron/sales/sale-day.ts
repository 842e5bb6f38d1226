import { businessDateAt, type BusinessDate } from '../../shared/domain/business-date.ts';
import type { Reader } from '../store/handles.ts';
import { lastBusinessDays } from '../store/repositories/business-days.ts';

/** The business date of a commit at this instant: never before the last one, never a closed day (FIELD 4.10). */
export function businessDateOf(db: Reader, atMs: number, zone: string): BusinessDate {
  return businessDateAt({ atMs, timeZone: zone, ...lastBusinessDays(db) });
}
