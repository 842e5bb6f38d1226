import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { must } from '../../support/catalogue.ts';
import {
  chargeOf,
  checkoutOf,
  newestState,
  openHome,
  openTill,
  type TestTill,
  type TillHome,
} from '../../support/till-under-test.ts';

const patient = { timeout: 20_000 };
let home: TillHome;
let till: TestTill;
beforeEach(async () => {
  home = await openHome();
  till = await openTill(home);
});
afterEach(async () => {
  await till.kill();
  await home.end();
});

test('a start on a full disk asks about the payments of the last run as soon as there is room, not at the next start', async () => {
  home.emulator.control.hold('status', 'before');
  const request = chargeOf(till);
  must(till.sales.charge(request));
  await vi.waitFor(() => expect(newestState(till, request.orderId)).toBe('PENDING'), patient);
  await till.kill();
  home.emulator.control.releaseAll();

  const disk = { isFull: true };
  till = await openTill(home, { disk });
  const asked = home.emulator.control.calls().length;
  expect(newestState(till, request.orderId)).toBe('PENDING');
  const tries = (): number => till.reports.filter((line) => line.startsWith('recovery-postponed')).length;
  await vi.waitFor(() => expect(tries()).toBeGreaterThan(2), patient);
  expect(home.emulator.control.calls()).toHaveLength(asked);

  disk.isFull = false;
  await vi.waitFor(() => expect(checkoutOf(till, request.orderId).state).toBe('paid'), patient);
  // The window hears of it, although it began with other news.
  expect(till.events.some(({ topic, id }) => topic === 'checkout' && id === request.orderId)).toBe(true);
});

test('what this run has begun meanwhile is left alone by the second try', async () => {
  home.emulator.control.hold('status', 'before');
  const old = chargeOf(till, { tender: { kind: 'upi-qr', amountPaise: chargeOf(till).expectedTotalPaise } });
  must(till.sales.charge(old));
  await vi.waitFor(() => expect(newestState(till, old.orderId)).toBe('PENDING'), patient);
  await till.kill();

  const disk = { isFull: true };
  till = await openTill(home, { disk, settings: { askMs: 300, askMaxMs: 300 } });
  disk.isFull = false;
  const fresh = chargeOf(till);
  must(till.sales.charge(fresh));
  await vi.waitFor(() => expect(newestState(till, fresh.orderId)).toBe('PENDING'), patient);
  await vi.waitFor(() => expect(newestState(till, old.orderId)).toBe('UNKNOWN'), patient);
  expect(newestState(till, fresh.orderId)).toBe('PENDING');
  home.emulator.control.releaseAll();
  await vi.waitFor(() => expect(checkoutOf(till, fresh.orderId).state).toBe('paid'), patient);
});
