import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '../../electron/platform/clock.ts';
import { calendarDate } from '../../shared/domain/business-date.ts';
import { openCounter, type CounterWithoutWindow } from '../support/counter-without-window.ts';
import { readLedger } from '../support/ledger.ts';

const DAY_MS = 86_400_000;
const ZONE = 'Asia/Kolkata';

/** The PC's clock, which a test may set; the time that passes is real. */
let setByMs = 0;
const clock = { now: () => Date.now() + setByMs, monotonic: systemClock.monotonic };
const today = (): string => calendarDate(clock.now(), ZONE);

let counter: CounterWithoutWindow;
beforeEach(async () => {
  setByMs = 0;
  counter = await openCounter({ clock });
});
afterEach(() => counter.end());

const paidAt = (): number[] => readLedger(counter.store).orders.flatMap((order) => order.paidAt ?? []);
const dates = (): string[] => readLedger(counter.store).orders.map((order) => order.businessDate);
const rising = (times: readonly number[]): boolean =>
  times.every((at, index) => at >= (times[index - 1] ?? 0));

test('a clock set back by a day: the day and the order of times stay, the cashier is told, and it is told once', async () => {
  const before = today();
  await counter.sell();
  setByMs = -DAY_MS;
  await counter.sell();
  await counter.told('clock-went-back');
  setByMs = -DAY_MS - 3_600_000;
  await counter.sell();
  counter.sound();
  expect(dates()).toEqual([before, before, before]);
  expect(rising(paidAt())).toBe(true);
  await vi.waitFor(async () => expect(await counter.notices()).toHaveLength(1));
});

test('a till that is started with its clock a day behind goes on after its last bill, and says so', async () => {
  const before = today();
  await counter.sell();
  setByMs = -DAY_MS;
  await counter.reopen();
  await counter.told('clock-went-back');
  await counter.sell();
  counter.sound();
  expect(dates()).toEqual([before, before]);
  expect(rising(paidAt())).toBe(true);
});

test('a clock set forward by a day and put right again: no bill goes back to a day that is behind the last', async () => {
  await counter.sell();
  setByMs = DAY_MS;
  const tomorrow = today();
  await counter.sell();
  await counter.told('clock-went-forward');
  setByMs = 0;
  await counter.sell();
  await counter.told('clock-went-back');
  counter.sound();
  expect(dates().slice(1)).toEqual([tomorrow, tomorrow]);
  expect(rising(paidAt())).toBe(true);
});

test.each([
  ['forward', DAY_MS],
  ['back', -DAY_MS],
])(
  'a card payment that is under way when the clock is set %s stays open until the clock is right again, and is charged once',
  async (_way, byMs) => {
    await counter.gateway.addRule({ scenario: 'pending-for-ever' });
    const bill = counter.fill();
    expect(await counter.charge(bill, 'card-terminal')).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(readLedger(counter.store).attempts[0]?.state).toBe('PENDING'));
    setByMs = byMs;
    await counter.sell();
    expect(readLedger(counter.store).attempts[0]?.state).toBe('PENDING');
    const [waiting] = await counter.gateway.transactions();
    await counter.gateway.decide(waiting?.attemptId ?? '', 'approve');
    // What is signed is only good for minutes, so neither side believes the other while they are a day apart.
    await counter.sell();
    expect(['PENDING', 'UNKNOWN']).toContain(readLedger(counter.store).attempts[0]?.state);
    setByMs = 0;
    await counter.paid(bill);
    const calls = await counter.gateway.calls();
    expect(calls.filter(({ operation }) => operation === 'sale')).toHaveLength(1);
    counter.sound();
  },
);

test.each(['Pacific/Kiritimati', 'America/Los_Angeles'])(
  'a PC whose time zone becomes %s: days and hours stay those of the shop',
  async (zone) => {
    const before = process.env['TZ'];
    try {
      await counter.sell();
      process.env['TZ'] = zone;
      expect(new Date().getTimezoneOffset()).not.toBe(-330);
      await counter.sell();
      await counter.reopen();
      await counter.sell();
      // The hours of the day's sums are worked out again by the shop's zone.
      counter.sound();
      expect(new Set(dates())).toEqual(new Set([today()]));
      expect(await counter.notices()).toEqual([]);
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  },
);
