import { setImmediate as nextTurn } from 'node:timers/promises';
import { ok, type Result } from '../../shared/domain/result.ts';
import type { Clock } from '../platform/clock.ts';
import type { StoreFault } from '../store/faults.ts';
import type { Writer } from '../store/handles.ts';

/** How long a slice works before it commits; with the commit, which doesn't wait for the disk, it stays under the 10 ms that a sale may have to wait. */
const WORK_MS_MAX = 2;

/**
 * Runs `step` again and again until it returns false, in transactions that work a few milliseconds each, and gives the turn to everything
 * else in between, while the disk takes what the slice wrote. A fault of the disk ends it; what earlier slices wrote stays. `goOn` is asked before each slice.
 * When it has resolved, all of it is durable.
 */
export async function inSlices(
  writer: Writer,
  clock: Pick<Clock, 'monotonic'>,
  step: () => boolean,
  goOn: () => boolean = () => true,
): Promise<Result<void, StoreFault>> {
  while (goOn()) {
    const slice = writer.slice<boolean, never>(() => {
      const endsAt = clock.monotonic() + WORK_MS_MAX;
      let more = step();
      while (more && clock.monotonic() < endsAt) more = step();
      return ok(more);
    });
    if (!slice.ok) return slice;
    const synced = await writer.synced();
    if (!synced.ok) return synced;
    await nextTurn();
    if (!slice.value) break;
  }
  return ok(undefined);
}
