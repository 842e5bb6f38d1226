import { describe, expect, test } from 'vitest';
import { listNotices } from '../../../electron/store/repositories/notices.ts';
import { startEmulator } from '../../../electron/training/emulator/index.ts';
import { must } from '../../support/catalogue.ts';
import { gatewayFor } from '../../support/loopback-gateway.ts';
import { tillLife } from '../../support/till-life.ts';
import { chargeOf, checkoutOf, newestState } from '../../support/till-under-test.ts';

const life = tillLife();

describe('killed', () => {
  test('while the gateway has the sale in hand: unknown after the restart, told to the cashier, then settled', async () => {
    life.home.emulator.control.hold('sale', 'after');
    const request = chargeOf(life.till);
    must(life.till.sales.charge(request));
    await life.untilHeld();
    expect(newestState(life.till, request.orderId)).toBe('SENDING');
    life.home.emulator.control.hold('status', 'before');
    await life.restart();
    expect(newestState(life.till, request.orderId)).toBe('UNKNOWN');
    expect(life.till.payments.listOpen()).toMatchObject([{ orderId: request.orderId, state: 'UNKNOWN' }]);
    life.home.emulator.control.releaseAll();
    await life.until(request.orderId, 'APPROVED');
    expect(checkoutOf(life.till, request.orderId).state).toBe('paid');
    expect(life.salesSent()).toBe(1);
  });

  test('while the customer looks for the card: unknown after the restart, then approved with its sale', async () => {
    life.play('pending-for-ever');
    const request = chargeOf(life.till);
    must(life.till.sales.charge(request));
    await life.until(request.orderId, 'PENDING');
    await life.restart();
    expect(newestState(life.till, request.orderId)).toBe('UNKNOWN');
    const [held] = life.home.emulator.control.transactions();
    life.home.emulator.control.decide(held?.attemptId ?? '', 'approve');
    await life.until(request.orderId, 'APPROVED');
    expect(life.salesSent()).toBe(1);
  });

  test('when the gateway had approved and the till had not heard it: paid after the restart', async () => {
    life.home.emulator.control.hold('status', 'after');
    const request = chargeOf(life.till);
    must(life.till.sales.charge(request));
    await life.untilHeld();
    expect(newestState(life.till, request.orderId)).toBe('PENDING');
    await life.restart();
    life.home.emulator.control.releaseAll();
    await life.until(request.orderId, 'APPROVED');
    expect(checkoutOf(life.till, request.orderId).state).toBe('paid');
    expect(life.salesSent()).toBe(1);
  });

  test('before anything was sent: not sent after the restart, and never sent later', async () => {
    await life.restart({ neverStarts: true });
    const request = chargeOf(life.till);
    must(life.till.sales.charge(request));
    expect(newestState(life.till, request.orderId)).toBe('CREATED');
    await life.restart();
    expect(newestState(life.till, request.orderId)).toBe('NOT_SENT');
    expect(checkoutOf(life.till, request.orderId)).toMatchObject({
      state: 'open',
      attempts: [{ reason: 'restarted-before-sending', actions: ['new-attempt'] }],
    });
    expect(life.salesSent()).toBe(0);
  });

  test('without a gateway nothing is written and the cashier is told', async () => {
    await life.restart({ gateway: null });
    const request = chargeOf(life.till);
    expect(life.till.sales.charge(request)).toMatchObject({
      ok: false,
      error: { code: 'gateway-not-set-up' },
    });
    expect(life.till.sales.getCheckout(request.orderId)).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
  });
});

describe('an approval whose sale can not be completed', () => {
  test('is kept alone, and the sale is completed at the next start with a notice', async () => {
    life.home.emulator.control.hold('status', 'before');
    const request = chargeOf(life.till);
    must(life.till.sales.charge(request));
    // From here on the till has no series to number the bill in.
    life.till.shop.tillCode = 'T1';
    life.home.emulator.control.releaseAll();
    await life.until(request.orderId, 'APPROVED');
    expect(checkoutOf(life.till, request.orderId)).toMatchObject({
      state: 'paid-not-completed',
      invoiceNumber: null,
    });
    await life.restart();
    expect(checkoutOf(life.till, request.orderId)).toMatchObject({ state: 'paid', duePaise: 0 });
    expect(checkoutOf(life.till, request.orderId).invoiceNumber).toMatch(/\/000001$/);
    expect(listNotices(life.till.store.reader)).toMatchObject([
      { code: 'sale-completed', amountPaise: 105_00 },
    ]);
    expect(life.salesSent()).toBe(1);
  });
});

describe('another account is set up while an outcome is unknown', () => {
  test('the old attempt is not asked about there, so that "not found" frees nobody\'s money', async () => {
    life.home.emulator.control.hold('sale', 'after');
    const request = chargeOf(life.till);
    must(life.till.sales.charge(request));
    await life.untilHeld();
    const other = await startEmulator({ port: 0, seed: 1, now: Date.now, merchantId: 'TRAINING-OTHER' });
    try {
      await life.restart({ gateway: gatewayFor(other, Date.now), settings: { windowMs: 50 } });
      life.home.emulator.control.releaseAll();
      await life.untilReported('"event":"window-over"');
      expect(newestState(life.till, request.orderId)).toBe('UNKNOWN');
      const next = chargeOf(life.till);
      expect(must(life.till.sales.charge(next)).attempts).toHaveLength(1);
      expect(other.control.calls().every((call) => call.operation === 'sale')).toBe(true);
    } finally {
      await other.close();
    }
    await life.restart();
    await life.until(request.orderId, 'APPROVED');
  });
});

describe('a full disk', () => {
  test('when the sale should go out: it is not sent, not even later, and given up as soon as that can be written', async () => {
    const disk = { isFull: false };
    await life.restart({ disk });
    const request = chargeOf(life.till);
    must(life.till.sales.charge(request));
    disk.isFull = true;
    await life.untilReported('not-saved');
    expect(newestState(life.till, request.orderId)).toBe('CREATED');
    disk.isFull = false;
    await life.until(request.orderId, 'NOT_SENT');
    expect(checkoutOf(life.till, request.orderId)).toMatchObject({
      state: 'open',
      attempts: [{ reason: 'disk-full' }],
    });
    expect(life.salesSent()).toBe(0);
  });

  test('when the approval comes: nothing is told, it is asked for again, and the sale is whole once there is room', async () => {
    const disk = { isFull: false };
    await life.restart({ disk });
    life.home.emulator.control.hold('status', 'after');
    const request = chargeOf(life.till);
    must(life.till.sales.charge(request));
    await life.untilHeld();
    disk.isFull = true;
    life.home.emulator.control.releaseAll();
    await life.untilReported('not-saved');
    expect(newestState(life.till, request.orderId)).toBe('PENDING');
    disk.isFull = false;
    await life.until(request.orderId, 'APPROVED');
    expect(checkoutOf(life.till, request.orderId)).toMatchObject({ state: 'paid' });
    expect(life.salesSent()).toBe(1);
  });
});
