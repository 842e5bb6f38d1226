import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, GatewayError } from '../../../electron/gateway/index.ts';
import { scenarios } from '../../../electron/training/emulator/scenarios/index.ts';
import { paise } from '../../../shared/domain/money.ts';
import type { Result } from '../../../shared/domain/result.ts';
import {
  newAttemptId,
  newOrderId,
  startLoopbackGateway,
  type LoopbackGateway,
} from '../../support/loopback-gateway.ts';

/** An outcome in a few letters, so that the table below reads. */
function inShort(result: Result<Answer, GatewayError>): string {
  if (result.ok)
    return result.value.kind === 'declined' ? `declined ${result.value.hostCode}` : result.value.kind;
  const { error } = result;
  if (error.code === 'not-sent' || error.code === 'unknown-outcome') return `${error.code}: ${error.reason}`;
  return `${error.code}: ${error.detail}`;
}

/** Scenario → what the start answers, what the status says once the customer had the time. */
const table: Readonly<Record<string, readonly [string, string]>> = {
  approve: ['pending', 'approved'],
  slow: ['pending', 'approved'],
  'approve-at-140s': ['pending', 'approved'],
  'pending-for-ever': ['pending', 'pending'],
  partial: ['pending', 'approved-other-amount'],
  'decline-51': ['pending', 'declined 51'],
  'decline-54': ['pending', 'declined 54'],
  'decline-55': ['pending', 'declined 55'],
  'decline-75': ['pending', 'declined 75'],
  'decline-05': ['pending', 'declined 05'],
  'decline-09': ['pending', 'declined 09'],
  'decline-68': ['pending', 'declined 68'],
  'decline-91': ['pending', 'declined 91'],
  'decline-96': ['pending', 'declined 96'],
  'decline-94': ['pending', 'duplicate: host code 94'],
  'terminal-offline': ['not-sent: terminal-offline', 'not-found'],
  'terminal-busy': ['not-sent: terminal-busy', 'not-found'],
  'session-expired': ['auth-failure: session-expired', 'not-found'],
  unauthorised: ['auth-failure: unauthorised', 'not-found'],
  forbidden: ['auth-failure: forbidden', 'not-found'],
  'key-expired': ['auth-failure: key-expired', 'not-found'],
  'invalid-request': ['invalid-request: invalid-request', 'not-found'],
  'rate-limited': ['not-sent: rate-limited', 'not-found'],
  'in-flight': ['duplicate: in-flight', 'not-found'],
  'reset-before': ['unknown-outcome: reset', 'not-found'],
  'reset-after': ['unknown-outcome: reset', 'approved'],
  'reset-mid-body': ['unknown-outcome: reset', 'approved'],
  'headers-never-before': ['unknown-outcome: headers-timeout', 'not-found'],
  'headers-never-after': ['unknown-outcome: headers-timeout', 'approved'],
  'body-stalls': ['unknown-outcome: body-timeout', 'approved'],
  'truncated-json': ['unknown-outcome: unparseable', 'approved'],
  'status-down': ['pending', 'unknown-outcome: server-error'],
  'status-reset': ['pending', 'unknown-outcome: reset'],
  'cable-pulled': ['pending', 'unknown-outcome: reset'],
  'cancel-reply-lost': ['pending', 'pending'],
  'void-reply-lost': ['pending', 'approved'],
  'void-refused-by-proxy': ['pending', 'approved'],
  'refund-reply-lost': ['pending', 'approved'],
  'html-200': ['unknown-outcome: unparseable', 'approved'],
  'empty-200': ['unknown-outcome: unparseable', 'approved'],
  oversized: ['unknown-outcome: too-large', 'approved'],
  '500-before': ['unknown-outcome: server-error', 'not-found'],
  '500-after': ['unknown-outcome: server-error', 'approved'],
  'stored-500': ['unknown-outcome: server-error', 'approved'],
  '502': ['unknown-outcome: server-error', 'approved'],
  '503': ['unknown-outcome: server-error', 'not-found'],
  '504': ['unknown-outcome: server-error', 'approved'],
  redirect: ['unknown-outcome: redirect', 'not-found'],
  'slow-reply': ['pending', 'approved'],
  'other-amount': ['unknown-outcome: amount-mismatch', 'approved-other-amount'],
  'other-currency': ['unknown-outcome: currency-mismatch', 'unknown-outcome: currency-mismatch'],
  'other-attempt': ['unknown-outcome: attempt-mismatch', 'unknown-outcome: attempt-mismatch'],
  'other-merchant': ['unknown-outcome: merchant-mismatch', 'unknown-outcome: merchant-mismatch'],
  'other-terminal': ['unknown-outcome: terminal-mismatch', 'unknown-outcome: terminal-mismatch'],
  'unknown-status': ['unknown-outcome: unparseable', 'unknown-outcome: unparseable'],
  'missing-auth-code': ['pending', 'unknown-outcome: evidence-missing'],
  'missing-rrn': ['pending', 'unknown-outcome: evidence-missing'],
  'approved-with-decline-code': ['pending', 'unknown-outcome: host-unsure'],
  'full-card-echoed': ['pending', 'approved'],
  'bad-signature': ['unknown-outcome: bad-signature', 'unknown-outcome: bad-signature'],
  'clock-skew': ['unknown-outcome: clock-skew', 'unknown-outcome: clock-skew'],
  'cancel-wins': ['pending', 'pending'],
  'cancel-loses': ['pending', 'approved'],
  'approved-then-pending': ['pending', 'approved'],
  'otp-wrong': ['pending', 'approved'],
  'otp-expired': ['pending', 'approved'],
  'otp-reply-lost': ['pending', 'approved'],
  'otp-never-arrives': ['pending', 'approved'],
  'not-found-then-approved': ['unknown-outcome: reset', 'not-found'],
};

describe('the adapter against every scenario of the emulator', () => {
  let loopback: LoopbackGateway;
  const amountPaise = paise(249_50);

  beforeAll(async () => {
    loopback = await startLoopbackGateway();
  });
  afterAll(() => loopback.emulator.close());

  test('the table below names every scenario and no other', () => {
    expect(Object.keys(table).toSorted()).toEqual([...scenarios.keys()].toSorted());
  });

  test.each(Object.entries(table))(
    '%s: the start and the status say only what is certain',
    async (name, [start, later]) => {
      const { emulator, gateway, clock } = loopback;
      const attemptId = newAttemptId();
      emulator.control.addRule({ scenario: name, attemptId });
      expect(inShort(await gateway.sale({ attemptId, orderId: newOrderId(), amountPaise }))).toBe(start);
      clock.advance(150_000);
      expect(inShort(await gateway.status({ attemptId, amountPaise, handle: null }))).toBe(later);
      // The terminal is free again for the next scenario.
      emulator.control.decide(attemptId, 'decline');
      const sent = emulator.control
        .calls()
        .filter((call) => call.operation === 'sale' && call.attemptId === attemptId);
      expect(sent).toHaveLength(1);
    },
  );

  test('a host that is unsure leaves the outcome unknown until the gateway says that its word is final', async () => {
    const { emulator, gateway, clock } = loopback;
    const attemptId = newAttemptId();
    emulator.control.addRule({ scenario: 'decline-91', attemptId });
    await gateway.sale({ attemptId, orderId: newOrderId(), amountPaise });
    clock.advance(1000);
    expect(inShort(await gateway.status({ attemptId, amountPaise, handle: null }))).toBe(
      'unknown-outcome: host-unsure',
    );
    clock.advance(2000);
    expect(inShort(await gateway.status({ attemptId, amountPaise, handle: null }))).toBe('declined 91');
  });

  test('a card number that the gateway echoes whole is masked before anybody sees it', async () => {
    const { emulator, gateway, clock } = loopback;
    const attemptId = newAttemptId();
    emulator.control.addRule({ scenario: 'full-card-echoed', attemptId });
    await gateway.sale({ attemptId, orderId: newOrderId(), amountPaise });
    clock.advance(1000);
    const status = await gateway.status({ attemptId, amountPaise, handle: null });
    expect(JSON.stringify(status)).not.toContain('6527658900001005');
    expect(JSON.stringify(status)).toContain('652765******1005');
  });
});
