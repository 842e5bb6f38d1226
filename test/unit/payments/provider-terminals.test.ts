import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findAttempt } from '../../../electron/store/repositories/attempts.ts';
import type { OrderId } from '../../../shared/domain/ids.ts';
import { must } from '../../support/catalogue.ts';
import { createBench } from '../../support/gateway-bench.ts';
import { pineLabsSubject, razorpayPosSubject } from '../../support/gateway-subject.ts';
import { tillLife } from '../../support/till-life.ts';
import { chargeOf, checkoutOf } from '../../support/till-under-test.ts';

const providers = [
  // An approval that must go back is voided where that is possible, else a person gives it back and a manager signs.
  { subject: pineLabsSubject, takenBack: 'REFUND_REFUSED' },
  { subject: razorpayPosSubject, takenBack: 'VOIDED' },
] as const;

describe.each(providers)('a till whose terminal is driven by $subject.name', ({ subject, takenBack }) => {
  const life = tillLife();
  const bench = createBench(subject);
  beforeEach(async () => {
    await bench.open();
    await life.restart({ gateway: bench.running.gateway });
  });
  afterEach(() => bench.close());

  /** Charges a bill that plays a scenario. */
  function charge(scenario: string) {
    bench.running.control.addRule({ scenario, times: 1 });
    const request = chargeOf(life.till);
    must(life.till.sales.charge(request));
    return request;
  }
  function attemptOf(orderId: OrderId) {
    const attempt = checkoutOf(life.till, orderId).attempts[0];
    if (attempt === undefined) throw new Error('a charged order has an attempt');
    return attempt;
  }
  const asked = (operation: string): number =>
    bench.running.control.calls().filter((call) => call.operation === operation).length;

  test('is paid when the customer paid, and keeps the handle from before the first question', async () => {
    const { orderId } = charge('approve');
    await life.until(orderId, 'PENDING');
    bench.running.clock.advance(2000);
    await life.until(orderId, 'APPROVED');
    expect(checkoutOf(life.till, orderId)).toMatchObject({ state: 'paid', duePaise: 0 });
    expect(asked('sale')).toBe(1);
  });

  test('finds the approval after a restart by the handle on disk', async () => {
    const { orderId } = charge('approve');
    await life.until(orderId, 'PENDING');
    bench.running.clock.advance(2000);
    await life.restart({ gateway: bench.running.gateway });
    await life.until(orderId, 'APPROVED');
    expect(asked('sale')).toBe(1);
  });

  test('stays unknown when the reply to the start is lost: nothing is paid, sent again or called unpaid', async () => {
    const { orderId } = charge('reset-after');
    await life.until(orderId, 'UNKNOWN');
    bench.running.clock.advance(2000);
    const { attemptId } = attemptOf(orderId);
    expect(bench.running.control.transactions()).toMatchObject([{ attemptId, status: 'APPROVED' }]);
    // Past the window the terminal is let go, and still nobody says how it ended.
    await vi.waitFor(
      () => expect(findAttempt(life.till.store.reader, attemptId)?.terminalReleased).toBe(true),
      { timeout: 20_000, interval: 20 },
    );
    expect(checkoutOf(life.till, orderId)).toMatchObject({ attempts: [{ state: 'UNKNOWN' }] });
    expect({ sales: asked('sale'), statuses: asked('status'), cancels: asked('cancel') }).toEqual({
      sales: 1,
      statuses: 0,
      cancels: 0,
    });
  });

  test('takes back an approval of another amount as far as the provider lets it', async () => {
    const { orderId } = charge('partial');
    await life.until(orderId, 'PENDING');
    bench.running.clock.advance(2000);
    await life.until(orderId, takenBack);
    expect(checkoutOf(life.till, orderId)).toMatchObject({ paidPaise: 0 });
  });

  test('believes a cancel only when a status says so', async () => {
    const { orderId } = charge('cancel-wins');
    await life.until(orderId, 'PENDING');
    must(life.till.payments.cancel(attemptOf(orderId).attemptId));
    await life.until(orderId, 'CANCELLED');
    expect(asked('cancel')).toBe(1);
    expect(asked('status')).toBeGreaterThan(0);
  });
});
