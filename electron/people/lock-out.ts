import type { ManagerLock } from '../../shared/contract/people.ts';

/** Wrong PINs in a row that cost no waiting. */
export const FREE_TRIES = 3;
const FIRST_LOCK_MS = 30_000;
const LONGEST_LOCK_MS = 86_400_000;

/** Nobody has tried yet. */
export const noLock: ManagerLock = { failures: 0, lockedUntil: null };

/** How long nobody may try after so many wrong PINs in a row: half a minute after the third, then twice as long each time, a day at most. */
export function lockMs(failures: number): number {
  if (failures < FREE_TRIES) return 0;
  return Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** Math.min(20, failures - FREE_TRIES));
}

/** The lock after one more wrong PIN. */
export function afterWrongPin(lock: ManagerLock, atMs: number): ManagerLock {
  const failures = lock.failures + 1;
  const pauseMs = lockMs(failures);
  return { failures, lockedUntil: pauseMs === 0 ? null : atMs + pauseMs };
}

/** How long the lock still holds, in milliseconds; a clock that was set back makes it no longer than it was. */
export function remainingMs(lock: ManagerLock, atMs: number): number {
  if (lock.lockedUntil === null) return 0;
  return Math.min(lockMs(lock.failures), Math.max(0, lock.lockedUntil - atMs));
}
