import type { Authorised, ManagerAction, People } from '../../electron/people/index.ts';
import { ok } from '../../shared/domain/result.ts';
import type { World } from './world.ts';

/**
 * A manager's leave. The manager of a run always gives it: the door with its PIN has its own tests, and its hashing, which is slow on purpose, would run
 * outside virtual time.
 */
export function leave<A extends ManagerAction>({ shelf }: World, action: A): Authorised<A> {
  return { action, personId: shelf.manager } as Authorised<A>;
}

/** The manager of a run, as refunds ask for one. */
export function playedPeople(world: World): Pick<People, 'authorise'> {
  return { authorise: (action) => Promise.resolve(ok(leave(world, action))) };
}
