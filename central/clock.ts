import { v7 } from 'uuid';

/** What tells the time and makes ids; passed in, so that tests can replay any moment. */
export type Surroundings = {
  /** UTC milliseconds. */
  readonly now: () => number;
  /** A new UUIDv7. */
  readonly newId: () => string;
};

/** The clock and the ids of the machine. */
export const realSurroundings: Surroundings = { now: () => Date.now(), newId: () => v7() };
