import { performance } from 'node:perf_hooks';

/** Where time comes from. Passed in, so that every rule of the shop can be replayed. */
export type Clock = {
  /** UTC milliseconds since 1970. Jumps when somebody sets the machine's clock. */
  readonly now: () => number;
  /** Milliseconds since some moment of this run; never goes back. For windows and time-outs. */
  readonly monotonic: () => number;
};

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};
