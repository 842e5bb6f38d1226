/** A number from 0 up to, and without, 1. Passed in, so that what depends on it can be replayed. */
export type Chance = () => number;

/** The machine's own: good enough to spread the tries of many tills, and for nothing that must be secret. */
export const systemChance: Chance = () => Math.random();
