/** Runs pieces of work with the same key one after another, in the order in which they came; those of other keys don't wait for them. */
export type Turns = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Makes an empty queue. A piece of work that fails holds up none behind it. */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
