import { describe, test } from 'vitest';
import { must } from '../../support/catalogue.ts';
import { newAttemptId } from '../../support/loopback-gateway.ts';
import { tillLife } from '../../support/till-life.ts';
import { chargeOf } from '../../support/till-under-test.ts';

const life = tillLife();

/** A payment that was cancelled, which the gateway books as approved after all. */
async function cancelledThenApproved(between: () => Promise<void>) {
  life.play('pending-for-ever');
  const request = chargeOf(life.till);
  const attemptId = must(life.till.sales.charge(request)).attempts[0]?.attemptId ?? newAttemptId();
  await life.until(request.orderId, 'PENDING');
  must(life.till.payments.cancel(attemptId));
  await life.until(request.orderId, 'CANCELLED');
  await between();
  life.home.emulator.control.forceStatus(attemptId, request.orderId, request.expectedTotalPaise, 'APPROVED');
  return request;
}

describe('an approval that comes after the payment was cancelled', () => {
  test('is found by a second look and goes back', async () => {
    const request = await cancelledThenApproved(() => Promise.resolve());
    await life.until(request.orderId, 'VOIDED');
  });

  test('is found although the till was killed before it looked again', async () => {
    const request = await cancelledThenApproved(() => life.restart());
    await life.until(request.orderId, 'VOIDED');
  });
});
