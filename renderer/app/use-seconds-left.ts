import { useEffect, useState } from 'react';

/** Whole seconds from now until an instant, never below zero; the wall clock of this PC, which main uses too. */
function secondsUntil(untilMs: number): number {
  return Math.max(0, Math.ceil((untilMs - Date.now()) / 1000));
}

/** Whole seconds until an instant (UTC milliseconds), never below zero; counts down by itself. */
export function useSecondsLeft(untilMs: number): number {
  const [seconds, setSeconds] = useState(() => secondsUntil(untilMs));
  useEffect(() => {
    const tick = (): void => setSeconds(secondsUntil(untilMs));
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [untilMs]);
  return seconds;
}
