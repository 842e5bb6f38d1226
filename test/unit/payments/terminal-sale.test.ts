import { describe, expect, test } from 'vitest';
import { paise } from '../../../shared/domain/money.ts';
import { must } from '../../support/catalogue.ts';
import { gatewayFor, newAttemptId } from '../../support/loopback-gateway.ts';
import { tillLife } from '../../support/till-life.ts';
import { chargeOf, checkoutOf, newestState } from '../../support/till-under-test.ts';

const life = tillLife();

describe('a card on the terminal', () => {
  test('approved: the answer comes when the attempt is durable, the paid order with its number by events', async () => {
    const request = chargeOf(life.till);
    const first = must(life.till.sales.charge(request));
    expect(first.state).toBe('paying');
    expect(first.attempts).toHaveLength(1);
    await life.until(request.orderId, 'APPROVED');
    expect(checkoutOf(life.till, request.orderId)).toMatchObject({
      state: 'paid',
      paidPaise: 105_00,
      duePaise: 0,
    });
    expect(checkoutOf(life.till, request.orderId).invoiceNumber).toMatch(/^A1\/\d{4}\/000001$/);
    const versions = life.till.events
      .filter((event) => event.topic === 'checkout')
      .map((event) => event.version);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(checkoutOf(life.till, request.orderId).version).toBe(versions.at(-1));
  });

  test('declined: the reason is known, the order can be charged again and then is paid', async () => {
    life.play('decline-51');
    const request = chargeOf(life.till);
    must(life.till.sales.charge(request));
    await life.until(request.orderId, 'DECLINED');
    expect(checkoutOf(life.till, request.orderId)).toMatchObject({
      state: 'open',
      attempts: [{ reason: 'insufficient-funds', actions: ['new-attempt'] }],
    });
    must(life.till.sales.charge({ ...request, requestId: chargeOf(life.till).requestId }));
    await life.until(request.orderId, 'APPROVED');
    expect(checkoutOf(life.till, request.orderId).attempts).toHaveLength(2);
    expect(life.approvals()).toHaveLength(1);
  });

  test('the gateway refuses the key: nothing was charged and nothing is paid', async () => {
    life.play('unauthorised');
    const request = chargeOf(life.till);
    must(life.till.sales.charge(request));
    await life.until(request.orderId, 'NOT_SENT');
    expect(checkoutOf(life.till, request.orderId)).toMatchObject({
      state: 'open',
      attempts: [{ reason: 'auth-failure' }],
    });
  });

  test('the gateway can not be reached: not sent, and a new attempt may begin at once', async () => {
    const nowhere = gatewayFor({ ...life.home.emulator, url: 'http://127.0.0.1:1' }, Date.now);
    await life.restart({ gateway: nowhere });
    const request = chargeOf(life.till);
    must(life.till.sales.charge(request));
    await life.until(request.orderId, 'NOT_SENT');
    expect(checkoutOf(life.till, request.orderId).attempts[0]).toMatchObject({
      reason: 'refused',
      actions: ['new-attempt'],
    });
    await life.restart();
    must(life.till.sales.charge({ ...request, requestId: chargeOf(life.till).requestId }));
    await life.until(request.orderId, 'APPROVED');
    expect(life.salesSent()).toBe(1);
  });

  test.each(['reset-after', 'headers-never-after', '500-after', 'truncated-json', 'html-200', '504'])(
    '%s: the outcome is unknown, the status tells that it was approved, and it was sent once',
    async (scenario) => {
      life.play(scenario);
      const request = chargeOf(life.till);
      must(life.till.sales.charge(request));
      await life.until(request.orderId, 'APPROVED');
      const events = must(life.till.sales.getOrder(request.orderId)).attempts[0]?.events.map(
        (step) => step.toState,
      );
      expect(events).toEqual(['CREATED', 'SENDING', 'UNKNOWN', 'APPROVED']);
      expect(checkoutOf(life.till, request.orderId).state).toBe('paid');
      expect(life.salesSent()).toBe(1);
    },
  );

  test('lost before the gateway took it: not found is final only after the window and a tombstone', async () => {
    life.play('reset-before');
    const request = chargeOf(life.till);
    must(life.till.sales.charge(request));
    await life.until(request.orderId, 'UNKNOWN');
    expect(checkoutOf(life.till, request.orderId).attempts[0]?.actions).not.toContain('new-attempt');
    await life.until(request.orderId, 'CANCELLED');
    expect(life.home.emulator.control.transactions()).toMatchObject([
      { tombstone: true, status: 'CANCELLED' },
    ]);
    expect(checkoutOf(life.till, request.orderId).state).toBe('open');
  });

  test.each(['other-attempt', 'other-merchant', 'other-terminal', 'missing-auth-code', 'bad-signature'])(
    '%s: an approval that does not agree never completes a sale',
    async (scenario) => {
      life.play(scenario);
      const request = chargeOf(life.till);
      must(life.till.sales.charge(request));
      await life.untilReported('"event":"window-over"');
      await life.until(request.orderId, 'UNKNOWN');
      expect(checkoutOf(life.till, request.orderId)).toMatchObject({
        state: 'paying',
        paidPaise: 0,
        invoiceNumber: null,
      });
    },
  );

  test('approved, then pending again: an approval never goes back', async () => {
    life.play('approved-then-pending');
    const request = chargeOf(life.till);
    const begun = must(life.till.sales.charge(request));
    await life.until(request.orderId, 'APPROVED');
    const attemptId = begun.attempts[0]?.attemptId ?? newAttemptId();
    expect(must(await life.till.payments.askNow(attemptId))).toMatchObject({ state: 'APPROVED' });
    expect(checkoutOf(life.till, request.orderId).state).toBe('paid');
  });

  test('a partial approval is never a payment: it is voided, and the order can be charged again', async () => {
    life.play('partial');
    const request = chargeOf(life.till);
    must(life.till.sales.charge(request));
    await life.until(request.orderId, 'VOIDED');
    expect(checkoutOf(life.till, request.orderId)).toMatchObject({ state: 'open', paidPaise: 0 });
    expect(life.home.emulator.control.transactions()).toMatchObject([{ status: 'VOIDED' }]);
  });
});

describe('pressed again', () => {
  test('the same press answers the same order and makes one attempt', async () => {
    const request = chargeOf(life.till);
    const [first, second] = [must(life.till.sales.charge(request)), must(life.till.sales.charge(request))];
    expect(second.attempts.map((attempt) => attempt.attemptId)).toEqual(
      first.attempts.map((attempt) => attempt.attemptId),
    );
    await life.until(request.orderId, 'APPROVED');
    expect(must(life.till.sales.charge(request))).toMatchObject({ state: 'paid' });
    expect(life.salesSent()).toBe(1);
  });

  test('the same press with another body is refused', async () => {
    const request = chargeOf(life.till);
    must(life.till.sales.charge(request));
    const other = { ...request, expectedTotalPaise: paise(1) };
    expect(life.till.sales.charge(other)).toMatchObject({ ok: false, error: { code: 'order-differs' } });
    await life.until(request.orderId, 'APPROVED');
  });

  test('a second press while an attempt is open is refused, for this order and for the next customer', async () => {
    life.play('pending-for-ever');
    const request = chargeOf(life.till);
    must(life.till.sales.charge(request));
    await life.until(request.orderId, 'PENDING');
    const again = { ...request, requestId: chargeOf(life.till).requestId };
    expect(life.till.sales.charge(again)).toMatchObject({ ok: false, error: { code: 'attempt-open' } });
    expect(life.till.sales.charge(chargeOf(life.till))).toMatchObject({
      ok: false,
      error: { code: 'terminal-busy' },
    });
    expect(life.salesSent()).toBe(1);
  });
});

describe('cancelled', () => {
  test('the cancel wins: cancelled only once the status says so, and the terminal is free', async () => {
    life.play('cancel-wins');
    const request = chargeOf(life.till);
    const begun = must(life.till.sales.charge(request));
    await life.until(request.orderId, 'PENDING');
    const attemptId = begun.attempts[0]?.attemptId ?? newAttemptId();
    expect(must(life.till.payments.cancel(attemptId))).toMatchObject({
      state: 'PENDING',
      cancelRequested: true,
    });
    await life.until(request.orderId, 'CANCELLED');
    const next = chargeOf(life.till);
    must(life.till.sales.charge(next));
    await life.until(next.orderId, 'APPROVED');
  });

  test('the cancel loses: the approval pays the order', async () => {
    life.home.emulator.control.addRule({ scenario: 'cancel-loses', times: 1 });
    const request = chargeOf(life.till);
    const begun = must(life.till.sales.charge(request));
    await life.until(request.orderId, 'PENDING');
    must(life.till.payments.cancel(begun.attempts[0]?.attemptId ?? newAttemptId()));
    await life.until(request.orderId, 'APPROVED');
    expect(checkoutOf(life.till, request.orderId).state).toBe('paid');
  });

  test('the reply of the cancel is lost: asked again until the status says that it was cancelled', async () => {
    life.play('cancel-reply-lost');
    const request = chargeOf(life.till);
    const begun = must(life.till.sales.charge(request));
    await life.until(request.orderId, 'PENDING');
    must(life.till.payments.cancel(begun.attempts[0]?.attemptId ?? newAttemptId()));
    await life.until(request.orderId, 'CANCELLED');
  });
});

describe('money that must go back', () => {
  test('an approval that comes after a final "not paid" is voided, also when the reply of the void is lost', async () => {
    life.play('void-reply-lost');
    life.home.emulator.control.hold('sale', 'before');
    const request = chargeOf(life.till);
    const begun = must(life.till.sales.charge(request));
    const attemptId = begun.attempts[0]?.attemptId ?? newAttemptId();
    await life.untilHeld();
    // A person at the gateway books the sale by hand after the till had been told "cancelled".
    life.home.emulator.control.forceStatus(
      attemptId,
      request.orderId,
      request.expectedTotalPaise,
      'CANCELLED',
    );
    must(await life.till.payments.askNow(attemptId));
    await life.until(request.orderId, 'CANCELLED');
    life.home.emulator.control.forceStatus(
      attemptId,
      request.orderId,
      request.expectedTotalPaise,
      'APPROVED',
    );
    must(await life.till.payments.askNow(attemptId));
    await life.until(request.orderId, 'VOIDED');
    expect(life.approvals()).toHaveLength(0);
    expect(checkoutOf(life.till, request.orderId)).toMatchObject({ state: 'open', paidPaise: 0 });
  });

  test('a void goes on after a restart, while the till sells to the next customer', async () => {
    life.play('partial');
    life.home.emulator.control.hold('void', 'before');
    const request = chargeOf(life.till);
    must(life.till.sales.charge(request));
    await life.until(request.orderId, 'VOID_DUE');
    await life.restart();
    const next = chargeOf(life.till);
    must(life.till.sales.charge(next));
    await life.until(next.orderId, 'APPROVED');
    expect(newestState(life.till, request.orderId)).toMatch(/^VOID_/);
    life.home.emulator.control.releaseAll();
    await life.until(request.orderId, 'VOIDED');
  });

  test('a void that comes after settlement becomes a refund', async () => {
    life.play('partial');
    life.home.emulator.control.hold('void', 'before');
    const request = chargeOf(life.till);
    must(life.till.sales.charge(request));
    await life.until(request.orderId, 'VOID_DUE');
    life.home.emulator.control.settle();
    life.home.emulator.control.releaseAll();
    await life.until(request.orderId, 'REFUNDED');
    expect(life.home.emulator.control.transactions()).toMatchObject([{ status: 'REFUNDED' }]);
  });
});
