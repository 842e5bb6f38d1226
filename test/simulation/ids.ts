import type { Ids } from '../../electron/platform/ids.ts';
import { isId, type AnyId } from '../../shared/domain/ids.ts';
import { assert } from '../../shared/domain/result.ts';

/** Ids that are the same in every run of a seed, and never twice in one. */
export function seededIds(seed: number): Ids {
  const world = (seed % 2 ** 32).toString(16).padStart(8, '0');
  let made = 0;
  return {
    next: <T extends AnyId>() => {
      made += 1;
      const id = `${world}-0000-7000-8000-${made.toString(16).padStart(12, '0')}`;
      assert(isId<T>(id), 'a made id is an id');
      return id;
    },
  };
}
