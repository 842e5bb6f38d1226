import { useEffect, useState } from 'react';
import type { PosError } from '../../../shared/contract/errors.ts';
import type { Review } from '../../../shared/contract/review.ts';
import { onTopic } from '../../app/live.ts';
import { asked, pos } from '../../app/pos.ts';

export type LoadedReview = {
  readonly review: Review | null;
  readonly error: PosError | null;
  /** Counts the answers: what hangs on the review asks again when it moves. */
  readonly turn: number;
};

/** A burst of sales is answered once; a long range, which a worker adds up, less often. */
const TOGETHER_MS = 400;
const TOGETHER_LONG_MS = 3000;
const LONG_DAYS = 31;

/** Runs `work` soon after it was asked for, however often, and never twice at the same time. */
function gathered(
  work: () => Promise<void>,
  togetherMs: number,
): { readonly ask: () => void; readonly stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let busy = false;
  let again = false;
  const run = async (): Promise<void> => {
    timer = null;
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    await work();
    busy = false;
    if (again) {
      again = false;
      ask();
    }
  };
  const ask = (): void => {
    timer ??= setTimeout(() => void run(), togetherMs);
  };
  return {
    ask,
    stop: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** The review of some days as main has it; null is the day in hand. It is asked for again when anything of it may have moved, and never by the clock. */
export function useReview(businessDate: string | null, days: number): LoadedReview {
  const [loaded, setLoaded] = useState<LoadedReview>({ review: null, error: null, turn: 0 });
  useEffect(() => {
    let gone = false;
    const load = async (): Promise<void> => {
      const reply = await asked(pos().getReview({ to: businessDate, days }));
      if (gone) return;
      setLoaded(({ review, turn }) =>
        reply.ok
          ? { review: reply.value, error: null, turn: turn + 1 }
          : { review, error: reply.error, turn: turn + 1 },
      );
    };
    void load();
    const { ask, stop } = gathered(load, days > LONG_DAYS ? TOGETHER_LONG_MS : TOGETHER_MS);
    const stops = (['day', 'order', 'checkout', 'attempt', 'sync', 'snapshot'] as const).map((topic) =>
      onTopic(topic, ask),
    );
    return () => {
      gone = true;
      stop();
      for (const each of stops) each();
    };
  }, [businessDate, days]);
  return loaded;
}
