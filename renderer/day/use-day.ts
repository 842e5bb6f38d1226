import { useEffect, useState } from 'react';
import type { Day } from '../../shared/contract/day.ts';
import type { PosError } from '../../shared/contract/errors.ts';
import { onTopic } from '../app/live.ts';
import { asked, pos } from '../app/pos.ts';

export type LoadedDay = {
  readonly day: Day | null;
  readonly error: PosError | null;
  /** Takes up what a call has just answered, without waiting for its event. */
  readonly take: (day: Day) => void;
  /** Asks again: what was on screen is out of date. */
  readonly reload: () => void;
};

/** A day as main has it; null is the day in hand. It is asked for again when anything of it may have moved: a sale, a refund, a payment, a close. */
export function useDay(businessDate: string | null): LoadedDay {
  const [loaded, setLoaded] = useState<Pick<LoadedDay, 'day' | 'error'>>({ day: null, error: null });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let gone = false;
    const load = async (): Promise<void> => {
      const reply = await asked(pos().getDay({ businessDate }));
      if (gone) return;
      setLoaded(reply.ok ? { day: reply.value, error: null } : { day: null, error: reply.error });
    };
    const again = (): void => void load();
    again();
    const stops = (['day', 'order', 'checkout', 'attempt', 'snapshot'] as const).map((topic) =>
      onTopic(topic, again),
    );
    return () => {
      gone = true;
      for (const stop of stops) stop();
    };
  }, [businessDate, turn]);
  return {
    ...loaded,
    take: (day) => setLoaded({ day, error: null }),
    reload: () => setTurn((before) => before + 1),
  };
}
