import { setImmediate as nextTurn } from 'node:timers/promises';
import { ok, type Result } from '../../shared/domain/result.ts';
import type { Clock } from '../platform/clock.ts';
import type { StoreFault } from '../store/faults.ts';
import type { Writer } from '../store/handles.ts';

/** How long a slice works before it commits; with the commit, which doesn't wait for the disk, it stays under the 10 ms that a sale may have to wait. */
const WORK_MS_MAX = 2;

/** After so many slices the disk takes what they wrote, some 400 KB each: a sale that comes meanwhile waits for no more than that. */
const SLICES_PER_SYNC = 2;

/**
 * Runs `step` again and again until it returns false, in transactions that work a few milliseconds each, and gives the turn to everything
 * else in between; every few of them wait, off the main thread, until the disk has what they wrote. A fault of the disk ends it; what earlier slices wrote stays. `goOn` is asked before each slice.
 * When it has resolved, all of it is durable.
 */
export async function inSlices(
  writer: Writer,
  clock: Pick<Clock, 'monotonic'>,
  step: () => boolean,
  goOn: () => boolean = () => true,
): Promise<Result<void, StoreFault>> {
  let unsynced = 0;
  let more = true;
  while (more && goOn()) {
    const slice = writer.slice<boolean, never>(() => {
      const endsAt = clock.monotonic() + WORK_MS_MAX;
      let again = step();
      while (again && clock.monotonic() < endsAt) again = step();
      return ok(again);
    });
    if (!slice.ok) return slice;
    more = slice.value;
    unsynced += 1;
    if (unsynced === SLICES_PER_SYNC) {
      unsynced = 0;
      const synced = await writer.synced();
      if (!synced.ok) return synced;
    }
    await nextTurn();
  }
  return unsynced === 0 ? ok(undefined) : writer.synced();
}
