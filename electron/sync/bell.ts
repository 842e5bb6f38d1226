/** Waiting that can be cut short. */
export type Bell = {
  /** Resolves after `ms`, never by itself for null, or when it is rung; a soft ring is heard only by a wait that listens for it. */
  readonly wait: (ms: number | null, hearsSoft: boolean) => Promise<void>;
  /** `hard` ends any wait; a ring while nobody waits ends the next one. */
  readonly ring: (hard: boolean) => void;
};

/** A bell for one who waits. */
export function createBell(): Bell {
  let waiting: { readonly end: () => void; readonly hearsSoft: boolean } | null = null;
  let pending: 'soft' | 'hard' | null = null;
  return {
    wait: (ms, hearsSoft) =>
      new Promise((resolve) => {
        const heard = pending === 'hard' || (pending === 'soft' && hearsSoft);
        if (heard) pending = null;
        if (heard || ms === 0) {
          setImmediate(resolve);
          return;
        }
        const timer = ms === null ? null : setTimeout(() => end(), Math.min(ms, 2 ** 31 - 1));
        const end = (): void => {
          if (timer !== null) clearTimeout(timer);
          waiting = null;
          pending = null;
          resolve();
        };
        waiting = { end, hearsSoft };
      }),
    ring(hard) {
      if (waiting !== null && (hard || waiting.hearsSoft)) waiting.end();
      else if (pending !== 'hard') pending = hard ? 'hard' : 'soft';
    },
  };
}
