import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PaymentSettings } from '../../../electron/payments/index.ts';
import type { OrderId } from '../../../shared/domain/ids.ts';
import { startEmulator } from '../../../electron/training/emulator/index.ts';
import { paise } from '../../../shared/domain/money.ts';
import { listNotices } from '../../../electron/store/repositories/notices.ts';
import { must } from '../../support/catalogue.ts';
import { gatewayFor, newAttemptId } from '../../support/loopback-gateway.ts';
import {
  chargeOf,
  checkoutOf,
  newestState,
  openHome,
  openTill,
  type TestTill,
  type TillHome,
} from '../../support/till-under-test.ts';

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

/** Waits until an order's newest attempt is in a state. */
async function until(orderId: OrderId, state: string): Promise<void> {
  await vi.waitFor(() => expect(newestState(till, orderId)).toBe(state), { timeout: 20_000, interval: 5 });
}

/** The till dies and starts again. */
async function restart(settings: Partial<PaymentSettings> = {}): Promise<void> {
  await till.kill();
  till = await openTill(home, { settings });
}

/** How often the gateway was asked to charge. */
const salesSent = () => home.emulator.control.calls().filter((call) => call.operation === 'sale').length;
const approvals = () => home.emulator.control.transactions().filter((held) => held.status === 'APPROVED');
const play = (scenario: string) => home.emulator.control.addRule({ scenario, times: 1 });

describe('a card on the terminal', () => {
  test('approved: the answer comes when the attempt is durable, the paid order with its number by events', async () => {
    const request = chargeOf(till);
    const first = must(till.sales.charge(request));
    expect(first.state).toBe('paying');
    expect(first.attempts).toHaveLength(1);
    await until(request.orderId, 'APPROVED');
    expect(checkoutOf(till, request.orderId)).toMatchObject({
      state: 'paid',
      paidPaise: 105_00,
      duePaise: 0,
    });
    expect(checkoutOf(till, request.orderId).invoiceNumber).toMatch(/^A1\/\d{4}\/000001$/);
    const versions = till.events.filter((event) => event.topic === 'checkout').map((event) => event.version);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(checkoutOf(till, request.orderId).version).toBe(versions.at(-1));
  });

  test('declined: the reason is known, the order can be charged again and then is paid', async () => {
    play('decline-51');
    const request = chargeOf(till);
    must(till.sales.charge(request));
    await until(request.orderId, 'DECLINED');
    expect(checkoutOf(till, request.orderId)).toMatchObject({
      state: 'open',
      attempts: [{ reason: 'insufficient-funds', actions: ['new-attempt'] }],
    });
    must(till.sales.charge({ ...request, requestId: chargeOf(till).requestId }));
    await until(request.orderId, 'APPROVED');
    expect(checkoutOf(till, request.orderId).attempts).toHaveLength(2);
    expect(approvals()).toHaveLength(1);
  });

  test('the gateway refuses the key: nothing was charged and nothing is paid', async () => {
    play('unauthorised');
    const request = chargeOf(till);
    must(till.sales.charge(request));
    await until(request.orderId, 'NOT_SENT');
    expect(checkoutOf(till, request.orderId)).toMatchObject({
      state: 'open',
      attempts: [{ reason: 'auth-failure' }],
    });
  });

  test('the gateway can not be reached: not sent, and a new attempt may begin at once', async () => {
    await till.kill();
    const nowhere = gatewayFor({ ...home.emulator, url: 'http://127.0.0.1:1' }, Date.now);
    till = await openTill(home, { gateway: nowhere });
    const request = chargeOf(till);
    must(till.sales.charge(request));
    await until(request.orderId, 'NOT_SENT');
    expect(checkoutOf(till, request.orderId).attempts[0]).toMatchObject({
      reason: 'refused',
      actions: ['new-attempt'],
    });
    await restart();
    must(till.sales.charge({ ...request, requestId: chargeOf(till).requestId }));
    await until(request.orderId, 'APPROVED');
    expect(salesSent()).toBe(1);
  });

  test.each(['reset-after', 'headers-never-after', '500-after', 'truncated-json', 'html-200', '504'])(
    '%s: the outcome is unknown, the status tells that it was approved, and it was sent once',
    async (scenario) => {
      play(scenario);
      const request = chargeOf(till);
      must(till.sales.charge(request));
      await until(request.orderId, 'APPROVED');
      const events = must(till.sales.getOrder(request.orderId)).attempts[0]?.events.map(
        (step) => step.toState,
      );
      expect(events).toEqual(['CREATED', 'SENDING', 'UNKNOWN', 'APPROVED']);
      expect(checkoutOf(till, request.orderId).state).toBe('paid');
      expect(salesSent()).toBe(1);
    },
  );

  test('lost before the gateway took it: not found is final only after the window and a tombstone', async () => {
    play('reset-before');
    const request = chargeOf(till);
    must(till.sales.charge(request));
    await until(request.orderId, 'UNKNOWN');
    expect(checkoutOf(till, request.orderId).attempts[0]?.actions).not.toContain('new-attempt');
    await until(request.orderId, 'CANCELLED');
    expect(home.emulator.control.transactions()).toMatchObject([{ tombstone: true, status: 'CANCELLED' }]);
    expect(checkoutOf(till, request.orderId).state).toBe('open');
  });

  test.each(['other-attempt', 'other-merchant', 'other-terminal', 'missing-auth-code', 'bad-signature'])(
    '%s: an approval that does not agree never completes a sale',
    async (scenario) => {
      play(scenario);
      const request = chargeOf(till);
      must(till.sales.charge(request));
      await vi.waitFor(() => expect(till.reports.join()).toContain('"event":"window-over"'), {
        timeout: 20_000,
      });
      await until(request.orderId, 'UNKNOWN');
      expect(checkoutOf(till, request.orderId)).toMatchObject({
        state: 'paying',
        paidPaise: 0,
        invoiceNumber: null,
      });
    },
  );

  test('a partial approval is never a payment: it is voided, and the order can be charged again', async () => {
    play('partial');
    const request = chargeOf(till);
    must(till.sales.charge(request));
    await until(request.orderId, 'VOIDED');
    expect(checkoutOf(till, request.orderId)).toMatchObject({ state: 'open', paidPaise: 0 });
    expect(home.emulator.control.transactions()).toMatchObject([{ status: 'VOIDED' }]);
  });
});

describe('pressed again', () => {
  test('the same press answers the same order and makes one attempt', async () => {
    const request = chargeOf(till);
    const [first, second] = [must(till.sales.charge(request)), must(till.sales.charge(request))];
    expect(second.attempts.map((attempt) => attempt.attemptId)).toEqual(
      first.attempts.map((attempt) => attempt.attemptId),
    );
    await until(request.orderId, 'APPROVED');
    expect(must(till.sales.charge(request))).toMatchObject({ state: 'paid' });
    expect(salesSent()).toBe(1);
  });

  test('the same press with another body is refused', async () => {
    const request = chargeOf(till);
    must(till.sales.charge(request));
    const other = { ...request, expectedTotalPaise: paise(1) };
    expect(till.sales.charge(other)).toMatchObject({ ok: false, error: { code: 'order-differs' } });
    await until(request.orderId, 'APPROVED');
  });

  test('a second press while an attempt is open is refused, for this order and for the next customer', async () => {
    play('pending-for-ever');
    const request = chargeOf(till);
    must(till.sales.charge(request));
    await until(request.orderId, 'PENDING');
    const again = { ...request, requestId: chargeOf(till).requestId };
    expect(till.sales.charge(again)).toMatchObject({ ok: false, error: { code: 'attempt-open' } });
    expect(till.sales.charge(chargeOf(till))).toMatchObject({ ok: false, error: { code: 'terminal-busy' } });
    expect(salesSent()).toBe(1);
  });
});

describe('killed', () => {
  test('while the gateway has the sale in hand: unknown after the restart, told to the cashier, then settled', async () => {
    home.emulator.control.hold('sale', 'after');
    const request = chargeOf(till);
    must(till.sales.charge(request));
    await vi.waitFor(() => expect(home.emulator.control.waiting()).toHaveLength(1), { timeout: 20_000 });
    expect(newestState(till, request.orderId)).toBe('SENDING');
    home.emulator.control.hold('status', 'before');
    await restart();
    expect(newestState(till, request.orderId)).toBe('UNKNOWN');
    expect(till.payments.listOpen()).toMatchObject([{ orderId: request.orderId, state: 'UNKNOWN' }]);
    home.emulator.control.releaseAll();
    await until(request.orderId, 'APPROVED');
    expect(checkoutOf(till, request.orderId).state).toBe('paid');
    expect(salesSent()).toBe(1);
  });

  test('while the customer looks for the card: unknown after the restart, then approved with its sale', async () => {
    play('pending-for-ever');
    const request = chargeOf(till);
    must(till.sales.charge(request));
    await until(request.orderId, 'PENDING');
    await restart();
    expect(newestState(till, request.orderId)).toBe('UNKNOWN');
    const [held] = home.emulator.control.transactions();
    home.emulator.control.decide(held?.attemptId ?? '', 'approve');
    await until(request.orderId, 'APPROVED');
    expect(salesSent()).toBe(1);
  });

  test('when the gateway had approved and the till had not heard it: paid after the restart', async () => {
    home.emulator.control.hold('status', 'after');
    const request = chargeOf(till);
    must(till.sales.charge(request));
    await vi.waitFor(() => expect(approvals()).toHaveLength(1), { timeout: 20_000, interval: 5 });
    expect(newestState(till, request.orderId)).toBe('PENDING');
    await restart();
    home.emulator.control.releaseAll();
    await until(request.orderId, 'APPROVED');
    expect(checkoutOf(till, request.orderId).state).toBe('paid');
    expect(salesSent()).toBe(1);
  });

  test('before anything was sent: not sent after the restart, and never sent later', async () => {
    await till.kill();
    till = await openTill(home, { neverStarts: true });
    const request = chargeOf(till);
    must(till.sales.charge(request));
    expect(newestState(till, request.orderId)).toBe('CREATED');
    await restart();
    expect(newestState(till, request.orderId)).toBe('NOT_SENT');
    expect(checkoutOf(till, request.orderId)).toMatchObject({
      state: 'open',
      attempts: [{ reason: 'restarted-before-sending', actions: ['new-attempt'] }],
    });
    expect(salesSent()).toBe(0);
  });

  test('without a gateway nothing is written and the cashier is told', async () => {
    await till.kill();
    till = await openTill(home, { gateway: null });
    const request = chargeOf(till);
    expect(till.sales.charge(request)).toMatchObject({ ok: false, error: { code: 'gateway-not-set-up' } });
    expect(till.sales.getCheckout(request.orderId)).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
  });
});

describe('cancelled', () => {
  test('the cancel wins: cancelled only once the status says so, and the terminal is free', async () => {
    play('cancel-wins');
    const request = chargeOf(till);
    const begun = must(till.sales.charge(request));
    await until(request.orderId, 'PENDING');
    const attemptId = begun.attempts[0]?.attemptId ?? newAttemptId();
    expect(must(till.payments.cancel(attemptId))).toMatchObject({ state: 'PENDING', cancelRequested: true });
    await until(request.orderId, 'CANCELLED');
    const next = chargeOf(till);
    must(till.sales.charge(next));
    await until(next.orderId, 'APPROVED');
  });

  test('the cancel loses: the approval pays the order', async () => {
    home.emulator.control.addRule({ scenario: 'cancel-loses', times: 1 });
    const request = chargeOf(till);
    const begun = must(till.sales.charge(request));
    await until(request.orderId, 'PENDING');
    must(till.payments.cancel(begun.attempts[0]?.attemptId ?? newAttemptId()));
    await until(request.orderId, 'APPROVED');
    expect(checkoutOf(till, request.orderId).state).toBe('paid');
  });

  test('the reply of the cancel is lost: asked again until the status says that it was cancelled', async () => {
    play('cancel-reply-lost');
    const request = chargeOf(till);
    const begun = must(till.sales.charge(request));
    await until(request.orderId, 'PENDING');
    must(till.payments.cancel(begun.attempts[0]?.attemptId ?? newAttemptId()));
    await until(request.orderId, 'CANCELLED');
  });
});

describe('money that must go back', () => {
  test('an approval that comes after a final "not paid" is voided, also when the reply of the void is lost', async () => {
    play('void-reply-lost');
    home.emulator.control.hold('sale', 'before');
    const request = chargeOf(till);
    const begun = must(till.sales.charge(request));
    const attemptId = begun.attempts[0]?.attemptId ?? newAttemptId();
    await vi.waitFor(() => expect(home.emulator.control.waiting()).toHaveLength(1), { timeout: 20_000 });
    // A person at the gateway books the sale by hand after the till had been told "cancelled".
    home.emulator.control.forceStatus(attemptId, request.orderId, request.expectedTotalPaise, 'CANCELLED');
    must(await till.payments.askNow(attemptId));
    await until(request.orderId, 'CANCELLED');
    home.emulator.control.forceStatus(attemptId, request.orderId, request.expectedTotalPaise, 'APPROVED');
    must(await till.payments.askNow(attemptId));
    await until(request.orderId, 'VOIDED');
    expect(approvals()).toHaveLength(0);
    expect(checkoutOf(till, request.orderId)).toMatchObject({ state: 'open', paidPaise: 0 });
  });

  test('a void goes on after a restart, while the till sells to the next customer', async () => {
    play('partial');
    home.emulator.control.hold('void', 'before');
    const request = chargeOf(till);
    must(till.sales.charge(request));
    await until(request.orderId, 'VOID_DUE');
    await restart();
    const next = chargeOf(till);
    must(till.sales.charge(next));
    await until(next.orderId, 'APPROVED');
    expect(newestState(till, request.orderId)).toMatch(/^VOID_/);
    home.emulator.control.releaseAll();
    await until(request.orderId, 'VOIDED');
  });

  test('a void that comes after settlement becomes a refund', async () => {
    play('partial');
    home.emulator.control.hold('void', 'before');
    const request = chargeOf(till);
    must(till.sales.charge(request));
    await until(request.orderId, 'VOID_DUE');
    home.emulator.control.settle();
    home.emulator.control.releaseAll();
    await until(request.orderId, 'REFUNDED');
    expect(home.emulator.control.transactions()).toMatchObject([{ status: 'REFUNDED' }]);
  });
});

describe('an approval whose sale can not be completed', () => {
  test('is kept alone, and the sale is completed at the next start with a notice', async () => {
    home.emulator.control.hold('status', 'before');
    const request = chargeOf(till);
    must(till.sales.charge(request));
    // From here on the till has no series to number the bill in.
    till.shop.tillCode = 'T1';
    home.emulator.control.releaseAll();
    await until(request.orderId, 'APPROVED');
    expect(checkoutOf(till, request.orderId)).toMatchObject({
      state: 'paid-not-completed',
      invoiceNumber: null,
    });
    await restart();
    expect(checkoutOf(till, request.orderId)).toMatchObject({ state: 'paid', duePaise: 0 });
    expect(checkoutOf(till, request.orderId).invoiceNumber).toMatch(/\/000001$/);
    expect(listNotices(till.store.reader)).toMatchObject([{ code: 'sale-completed', amountPaise: 105_00 }]);
    expect(salesSent()).toBe(1);
  });
});

describe('another account is set up while an outcome is unknown', () => {
  test('the old attempt is not asked about there, so that "not found" frees nobody\'s money', async () => {
    home.emulator.control.hold('sale', 'after');
    const request = chargeOf(till);
    must(till.sales.charge(request));
    await vi.waitFor(() => expect(home.emulator.control.waiting()).toHaveLength(1), { timeout: 20_000 });
    await till.kill();
    home.emulator.control.releaseAll();
    const other = await startEmulator({ port: 0, seed: 1, now: Date.now, merchantId: 'TRAINING-OTHER' });
    try {
      till = await openTill(home, { gateway: gatewayFor(other, Date.now), settings: { windowMs: 50 } });
      await vi.waitFor(() => expect(till.reports.join()).toContain('"event":"window-over"'), {
        timeout: 20_000,
      });
      expect(newestState(till, request.orderId)).toBe('UNKNOWN');
      const next = chargeOf(till);
      expect(must(till.sales.charge(next)).attempts).toHaveLength(1);
      expect(other.control.calls().every((call) => call.operation === 'sale')).toBe(true);
    } finally {
      await other.close();
    }
    await restart();
    await until(request.orderId, 'APPROVED');
  });
});
