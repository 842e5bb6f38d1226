import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { listWaitingOutbox } from '../../../electron/store/repositories/outbox.ts';
import type { Day } from '../../../shared/contract/day.ts';
import { must } from '../../support/catalogue.ts';
import {
  choosePin,
  count,
  heldAtGateway,
  manager,
  orderRow,
  patience,
  refundOf,
  sellByCard,
  sellForCash,
  sellUnknown,
  settled,
} from '../../support/give-back.ts';
import {
  chargeOf,
  checkoutOf,
  openHome,
  openTill,
  type TestTill,
  type TillHome,
} from '../../support/till-under-test.ts';

let home: TillHome;
let till: TestTill;
/** Moves the till's calendar, not its waiting. */
let shiftMs = 0;
const clock = { now: () => Date.now() + shiftMs, monotonic: () => performance.now() };

beforeEach(async () => {
  shiftMs = 0;
  home = await openHome();
  till = await openTill(home, { clock });
  await choosePin(till);
});
afterEach(async () => {
  await till.kill();
  await home.end();
});

const codeOf = (result: { readonly ok: true } | { readonly ok: false; readonly error: { code: string } }) =>
  result.ok ? 'ok' : result.error.code;
const day = (): Day => must(till.shifts.getDay(null));
const codes = (found: Day): string[] => found.exceptions.map(({ code }) => code);
const close = (signExceptions: boolean, businessDate = day().businessDate) =>
  till.shifts.close({ businessDate, manager, signExceptions });
const compare = async () => must(await till.shifts.reconcile(null));

describe('a day’s comparison with the gateway', () => {
  test('agrees where nothing is wrong, refunds and voids included', async () => {
    const order = await sellByCard(till, [['Rice', 2]]);
    const whole = await sellByCard(till);
    sellForCash(till);
    must(await till.refunds.refund(refundOf(till, order, [1])));
    must(await till.refunds.refund(refundOf(till, whole)));
    await settled(till, order, 'DONE');
    await settled(till, whole, 'DONE');
    expect(await compare()).toMatchObject({ matched: 2, differences: [] });
    expect(codes(day())).toEqual([]);
    expect(day().reconciled).toMatchObject({ matched: 2, differences: 0 });
  });

  test('finds what only the gateway has, and what only the till has, each with what to do', async () => {
    const order = await sellByCard(till);
    const [attemptId] = order.attemptIds;
    till.emulator.control.forceStatus(attemptId ?? '', order.orderId, order.totalPaise, 'CANCELLED');
    const lost = chargeOf(till);
    till.emulator.control.addRule({ scenario: 'decline-51', times: 1 });
    must(till.sales.charge(lost));
    const attempt = (): string | undefined => checkoutOf(till, lost.orderId).attempts[0]?.state;
    await vi.waitFor(() => expect(attempt()).toBe('DECLINED'), patience);
    const declined = checkoutOf(till, lost.orderId).attempts[0]?.attemptId ?? '';
    till.emulator.control.forceStatus(declined, lost.orderId, 105_00, 'APPROVED');
    const { differences } = await compare();
    expect(differences.map((row) => [row.class, row.advice, row.attemptId])).toEqual(
      expect.arrayContaining([
        ['local-only', 'ask-then-find-money', attemptId],
        ['gateway-only', 'ask-then-void', declined],
      ]),
    );
    expect(codes(day()).filter((code) => code === 'difference')).toHaveLength(2);
    const late = differences.find((row) => row.class === 'gateway-only')?.attemptId ?? null;
    expect(late === null ? 'none' : must(await till.payments.verify(late)).verdict).toBe('differs');
    await vi.waitFor(() => expect(heldAtGateway(till, late ?? undefined)).toBe(0), patience);
  });

  test('is refused whole when the list can’t be had, and leaves nothing behind', async () => {
    await sellByCard(till);
    await till.kill();
    till = await openTill(home, { clock, gateway: null });
    expect(codeOf(await till.shifts.reconcile(null))).toBe('gateway-not-set-up');
    expect(count(till, 'SELECT count(*) AS n FROM reconciliations')).toBe(0);
    expect(codes(day())).toEqual(['not-reconciled']);
  });

  test('holds for the payments before it only: one more sale by card and the day is not compared', async () => {
    await sellByCard(till);
    await compare();
    expect(codes(day())).toEqual([]);
    await sellByCard(till);
    expect(codes(day())).toEqual(['not-reconciled']);
  });
});

describe('the close of a day', () => {
  test('has the sums of the day, and is final', async () => {
    sellForCash(till, [['Rice', 2]]);
    const order = await sellByCard(till, [['Soap', 3]]);
    await compare();
    const before = day();
    const closed = must(await close(false));
    expect(closed).toMatchObject({
      billCount: 2,
      salesPaise: 210_00 + order.totalPaise,
      cashPaise: 210_00,
      exceptions: [],
      businessDate: before.businessDate,
    });
    expect(closed.closedAt).not.toBeNull();
    expect(codeOf(await close(true, before.businessDate))).toBe('day-closed');
    const told = listWaitingOutbox(till.store.reader, 0, 100).filter((row) => row.kind === 'day-closed');
    expect(told.map((row) => row.aggregateId)).toEqual([before.businessDate]);
  });

  test('waits while a payment is unknown, until a manager signs the list, which is kept with the day', async () => {
    till.emulator.control.hold('sale', 'after');
    till.emulator.control.hold('status', 'before');
    const order = await sellUnknown(till);
    const { businessDate } = day();
    const refused = await close(false);
    expect(refused.ok ? null : refused.error).toMatchObject({
      code: 'day-has-exceptions',
      params: { items: 1 },
    });
    const closed = must(await close(true));
    expect(codes(closed)).toEqual(['attempt-unknown']);
    expect(must(till.shifts.getDay(businessDate)).exceptions).toEqual(closed.exceptions);
    till.emulator.control.releaseAll();
    await vi.waitFor(() => expect(orderRow(till, order).state).toBe('paid'), patience);
    expect(orderRow(till, order).businessDate > businessDate).toBe(true);
    expect(must(till.shifts.getDay(businessDate)).salesPaise).toBe(0);
    expect(day().salesPaise).toBe(order.totalPaise);
  });

  test('needs the PIN, and a day that the till has', async () => {
    sellForCash(till);
    const { businessDate } = day();
    const wrong = await till.shifts.close({ businessDate, manager: { pin: '0000' }, signExceptions: true });
    expect(codeOf(wrong)).toBe('manager-pin-wrong');
    expect(codeOf(await close(true, '2031-01-01'))).toBe('day-not-found');
    expect(codeOf(await close(true, '2001-01-01'))).toBe('day-not-found');
    expect(day().closedAt).toBeNull();
  });

  test('lets no sale in any more, also where the clock is set back; refunds count on the day of their own commit', async () => {
    const order = sellForCash(till);
    const { businessDate } = day();
    must(await close(true));
    const next = sellForCash(till);
    expect(orderRow(till, next).businessDate > businessDate).toBe(true);
    shiftMs = -3 * 86_400_000;
    const back = sellForCash(till);
    expect(orderRow(till, back).businessDate).toBe(orderRow(till, next).businessDate);
    must(await till.refunds.refund(refundOf(till, order, null, { manager })));
    const after = must(till.shifts.getDay(orderRow(till, next).businessDate));
    expect(after).toMatchObject({
      salesPaise: 210_00,
      refundsPaise: 105_00,
      cashPaise: 105_00,
      refundCount: 1,
    });
    expect(must(till.shifts.getDay(businessDate))).toMatchObject({ salesPaise: 105_00, refundsPaise: 0 });
  });

  test('lists refunds that are still due', async () => {
    const order = await sellByCard(till, [['Rice', 2]]);
    await compare();
    till.emulator.control.hold('refund', 'before');
    must(await till.refunds.refund(refundOf(till, order, [1])));
    expect(codes(day())).toEqual(['refund-due']);
    till.emulator.control.releaseAll();
    await settled(till, order, 'DONE');
    expect(codes(day())).toEqual([]);
  });
});
