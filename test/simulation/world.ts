import type { Ids } from '../../electron/platform/ids.ts';
import type { Random } from '../support/seeded-random.ts';
import type { Scheduler } from './scheduler.ts';
import type { Shelf } from './shelf.ts';
import { count, type Tally } from './tally.ts';
import type { Weather } from './weather.ts';

/** One line of the story of a run. */
export type TraceLine = { readonly atMs: number; readonly text: string };

/** What all parts of a run share. */
export type World = {
  readonly seed: number;
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly ids: Ids;
  readonly shelf: Shelf;
  readonly tally: Tally;
  readonly weather: Weather;
  /** UTC milliseconds of the true clock; tills may think otherwise. */
  readonly trueTime: () => number;
  /** Notes what happened; kept only when a trace is wanted. */
  readonly note: (text: string) => void;
  /** What must never happen did. */
  readonly broken: (sentence: string) => void;
};

/** Whether trouble of a kind strikes now; counted when it does. */
export function strikes(world: World, kind: keyof Weather, name: string): boolean {
  const chance = world.weather[kind];
  if (chance === 0 || !world.random.chance(chance)) return false;
  count(world.tally.faults, name);
  return true;
}
