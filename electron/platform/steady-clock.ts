import type { Clock } from './clock.ts';

/** What somebody did to the machine's clock while the till was open. */
export type ClockJump = { readonly direction: 'back' | 'forward'; readonly byMs: number };

const HOUR_MS = 3_600_000;

/** A clock that was set back by more than this had been wrong for long; then it is believed. */
const HELD_MS_MAX = 48 * HOUR_MS;

/** Time servers move a clock by less than this; nobody needs to hear of it. */
const BACK_MS_TOLD = 120_000;

/** A PC that slept over night has not been set forward; a whole day without a beat is worth a word. */
const FORWARD_MS_TOLD = 20 * HOUR_MS;

/**
 * A clock whose `now` never goes back while the till is open, nor behind `notBeforeMs`, the newest time on disk: when the machine's clock is set back, by
 * up to two days, time goes on from where it was, by the monotonic clock, until the machine has caught up. A clock set forward is followed.
 * @param told hears of a jump that a person should know of, once each
 */
export function steadyClock(clock: Clock, notBeforeMs: number, told: (jump: ClockJump) => void): Clock {
  let last = { wallMs: clock.now(), shownMs: 0, monotonicMs: clock.monotonic() };
  const behindMs = notBeforeMs - last.wallMs;
  last.shownMs = behindMs > 0 && behindMs <= HELD_MS_MAX ? notBeforeMs : last.wallMs;
  if (behindMs > BACK_MS_TOLD) told({ direction: 'back', byMs: behindMs });
  return {
    monotonic: clock.monotonic,
    now() {
      const wallMs = clock.now();
      const monotonicMs = clock.monotonic();
      const expectedMs = last.wallMs + (monotonicMs - last.monotonicMs);
      const wentOnMs = Math.floor(last.shownMs + (monotonicMs - last.monotonicMs));
      const aheadMs = wentOnMs - wallMs;
      const shownMs = aheadMs > 0 && aheadMs <= HELD_MS_MAX ? wentOnMs : wallMs;
      last = { wallMs, shownMs, monotonicMs };
      const byMs = wallMs - expectedMs;
      if (byMs > FORWARD_MS_TOLD) told({ direction: 'forward', byMs });
      if (-byMs > BACK_MS_TOLD) told({ direction: 'back', byMs: -byMs });
      return shownMs;
    },
  };
}
