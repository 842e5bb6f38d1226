/** Work that is done one after the other, and what waits until none of it is left. */
export type Turns = {
  /** Does the work after all that was taken before, and resolves when it is done; a failure of it is the caller's and stops nothing else. */
  readonly take: (work: () => Promise<void>) => Promise<void>;
  /** Acts at once when no work is under way, else as soon as none is left. */
  readonly after: (act: () => void) => void;
};

/** A row of turns of its own. */
export function createTurns(): Turns {
  let left = 0;
  let last: Promise<unknown> = Promise.resolve();
  let waiting: Array<() => void> = [];
  const done = (): void => {
    left -= 1;
    if (left > 0) return;
    const acts = waiting;
    waiting = [];
    for (const act of acts) act();
  };
  return {
    take: async (work) => {
      left += 1;
      const turn = last.then(work);
      last = turn.catch(() => undefined);
      try {
        await turn;
      } finally {
        done();
      }
    },
    after: (act) => {
      if (left === 0) act();
      else waiting.push(act);
    },
  };
}
