import { expect, test } from 'vitest';
import { steadyClock, type ClockJump } from '../../../electron/platform/steady-clock.ts';

const NOON = Date.UTC(2026, 10, 22, 6, 30);
const HOUR = 3_600_000;

/** A machine whose clock a test may set, and what was told of it. */
function machine(notBeforeMs = 0) {
  const hands = { wallMs: NOON, passedMs: 0 };
  const jumps: ClockJump[] = [];
  const pass = (ms: number): void => {
    hands.wallMs += ms;
    hands.passedMs += ms;
  };
  const set = (ms: number): void => {
    hands.wallMs += ms;
  };
  const clock = steadyClock(
    { now: () => hands.wallMs, monotonic: () => hands.passedMs },
    notBeforeMs,
    (jump) => jumps.push(jump),
  );
  return { clock, pass, set, jumps, hands };
}

test('time passes as it passes', () => {
  const { clock, pass, jumps } = machine();
  const first = clock.now();
  pass(1500);
  expect([first, clock.now()]).toEqual([NOON, NOON + 1500]);
  expect(jumps).toEqual([]);
});

test('a clock set back by a day goes on from where it was, and is told once', () => {
  const { clock, pass, set, jumps } = machine();
  clock.now();
  set(-24 * HOUR);
  expect(clock.now()).toBe(NOON);
  pass(HOUR);
  expect(clock.now()).toBe(NOON + HOUR);
  set(24 * HOUR);
  expect(clock.now()).toBe(NOON + HOUR);
  expect(jumps.filter(({ direction }) => direction === 'back')).toEqual([
    { direction: 'back', byMs: 24 * HOUR },
  ]);
});

test('a clock set forward by a day is followed, and told', () => {
  const { clock, set, jumps } = machine();
  clock.now();
  set(24 * HOUR);
  expect(clock.now()).toBe(NOON + 24 * HOUR);
  expect(jumps).toEqual([{ direction: 'forward', byMs: 24 * HOUR }]);
});

test('the nudges of a time server and a night of sleep are told to nobody, and never go back', () => {
  const { clock, set, jumps } = machine();
  const times = [clock.now()];
  for (const ms of [-800, 300, -5000, 12 * HOUR]) {
    set(ms);
    times.push(clock.now());
  }
  expect(times.toSorted((a, b) => a - b)).toEqual(times);
  expect(jumps).toEqual([]);
});

test('a till that opens behind the newest time on disk goes on from that time, and says so', () => {
  const { clock, pass, jumps } = machine(NOON + 20 * HOUR);
  expect(clock.now()).toBe(NOON + 20 * HOUR);
  pass(60_000);
  expect(clock.now()).toBe(NOON + 20 * HOUR + 60_000);
  expect(jumps).toEqual([{ direction: 'back', byMs: 20 * HOUR }]);
});

test('a clock that had been weeks ahead and was put right is believed', () => {
  const { clock, set, jumps } = machine();
  clock.now();
  set(-21 * 24 * HOUR);
  expect(clock.now()).toBe(NOON - 21 * 24 * HOUR);
  expect(jumps).toHaveLength(1);
});
