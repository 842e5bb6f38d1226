import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inspect } from 'node:util';
import { CardSecret } from '../../../shared/domain/card-secret.ts';
import { paise } from '../../../shared/domain/money.ts';
import { inShort } from '../../support/gateway-outcomes.ts';
import { typedCard } from '../../support/gateway-subject.ts';
import {
  newAttemptId,
  newOrderId,
  startLoopbackGateway,
  type LoopbackGateway,
} from '../../support/loopback-gateway.ts';

const amountPaise = paise(249_50);
let loopback: LoopbackGateway;
beforeEach(async () => {
  loopback = await startLoopbackGateway();
});
afterEach(() => loopback.emulator.close());

/** Sends a typed card in a scenario. */
async function type(scenario = 'approve', number: string = typedCard.number) {
  const { emulator, gateway } = loopback;
  const attemptId = newAttemptId();
  emulator.control.addRule({ scenario, attemptId });
  const card = new CardSecret({ ...typedCard, number });
  const result = await gateway.keyedSale({ attemptId, orderId: newOrderId(), amountPaise, card });
  const ref = { attemptId, amountPaise, handle: null };
  const phone = (): string => emulator.control.otpOf(attemptId) ?? 'none';
  return { ref, result, outcome: inShort(result), phone, card };
}

const otpWait = { triesLeft: 3, resendsLeft: 2, wasWrong: false };

describe('a card that is typed in', () => {
  test('waits for the one-time password, and is approved with its evidence when it is right', async () => {
    const { gateway } = loopback;
    const { ref, result, phone } = await type();
    expect(result).toMatchObject({ ok: true, value: { kind: 'pending', otp: otpWait } });
    const paid = await gateway.submitOtp({ ...ref, otp: phone() });
    expect(paid).toMatchObject({ ok: true, value: { kind: 'approved' } });
    const approval = paid.ok && paid.value.kind === 'approved' ? paid.value.approval : null;
    expect(approval?.slip).toMatchObject({
      entryMode: 'keyed',
      maskedCard: '652765******1005',
      pinVerified: null,
    });
    expect(inShort(await gateway.status(ref))).toBe('approved');
  });

  test('a wrong password leaves tries; the last of them is a decline', async () => {
    const { gateway } = loopback;
    const { ref } = await type();
    const wrong = { ...ref, otp: '0000' };
    const first = await gateway.submitOtp(wrong);
    expect(first).toMatchObject({ value: { kind: 'pending', otp: { triesLeft: 2, wasWrong: true } } });
    expect(inShort(await gateway.submitOtp(wrong))).toBe('pending');
    const last = { ok: true, value: { kind: 'declined', hostCode: null, hostMessage: null, otp: 'wrong' } };
    expect(await gateway.submitOtp(wrong)).toEqual(last);
    expect(await gateway.status(ref)).toEqual(last);
    expect(inShort(await gateway.submitOtp({ ...ref, otp: '123456' }))).toBe('duplicate: otp-not-asked');
  });

  test('a password that comes too late is a decline', async () => {
    const { gateway, clock } = loopback;
    const { ref, phone } = await type();
    const otp = phone();
    clock.advance(180_000);
    expect(inShort(await gateway.submitOtp({ ...ref, otp }))).toBe('duplicate: otp-not-asked');
    expect(await gateway.status(ref)).toMatchObject({ value: { kind: 'declined', otp: 'expired' } });
  });

  test('another password voids the one before, twice at most', async () => {
    const { gateway } = loopback;
    const { ref, phone } = await type();
    const old = phone();
    expect(await gateway.resendOtp(ref)).toMatchObject({ value: { otp: { resendsLeft: 1, triesLeft: 3 } } });
    expect(phone()).not.toBe(old);
    expect(await gateway.submitOtp({ ...ref, otp: old })).toMatchObject({
      value: { otp: { wasWrong: true } },
    });
    expect(await gateway.resendOtp(ref)).toMatchObject({ value: { otp: { resendsLeft: 0 } } });
    expect(inShort(await gateway.resendOtp(ref))).toBe('duplicate: otp-not-asked');
    expect(inShort(await gateway.submitOtp({ ...ref, otp: phone() }))).toBe('approved');
  });

  test.each([
    ['otp-reply-lost', 'approved'],
    ['otp-never-arrives', 'pending'],
  ])('a lost reply to the password (%s) is unknown, and the status tells: %s', async (scenario, later) => {
    const { gateway } = loopback;
    const { ref, phone } = await type(scenario);
    expect(inShort(await gateway.submitOtp({ ...ref, otp: phone() }))).toBe('unknown-outcome: reset');
    expect(inShort(await gateway.status(ref))).toBe(later);
  });

  test.each([
    ['otp-wrong', 'pending'],
    ['decline-51', 'declined'],
  ])('in %s the right password is %s', async (scenario, outcome) => {
    const { ref, phone } = await type(scenario);
    const answer = await loopback.gateway.submitOtp({ ...ref, otp: phone() });
    expect(inShort(answer)).toBe(outcome);
  });

  test.each([
    ['reset-before', 'unknown-outcome: reset', 'not-found'],
    ['reset-after', 'unknown-outcome: reset', 'pending'],
    ['headers-never-after', 'unknown-outcome: headers-timeout', 'pending'],
    ['502', 'unknown-outcome: server-error', 'pending'],
    ['unauthorised', 'auth-failure: unauthorised', 'not-found'],
    ['otp-expired', 'pending', 'declined'],
  ])('%s: the start is %s, the status %s', async (scenario, start, later) => {
    const { gateway, clock } = loopback;
    const { ref, outcome } = await type(scenario);
    expect(outcome).toBe(start);
    clock.advance(60_000);
    expect(inShort(await gateway.status(ref))).toBe(later);
  });

  test('holds no terminal, so that another customer may tap meanwhile', async () => {
    const { gateway } = loopback;
    await type();
    const sale = { attemptId: newAttemptId(), orderId: newOrderId(), amountPaise };
    expect(inShort(await gateway.sale(sale))).toBe('pending');
  });

  test('a number whose check digit is wrong is refused by the gateway too', async () => {
    expect((await type('approve', '6527658900001006')).outcome).toBe('invalid-request: invalid-request');
  });
});

describe('the card itself', () => {
  test('is given out once, and shown to nothing', async () => {
    const { gateway, emulator } = loopback;
    const { ref, card } = await type();
    expect(card.take()).toBeNull();
    const again = await gateway.keyedSale({ ...ref, orderId: newOrderId(), card });
    expect(inShort(again)).toBe('not-sent: aborted-before-sending');
    const fresh = new CardSecret(typedCard);
    const shown = [JSON.stringify({ fresh }), String(fresh), inspect(fresh, { depth: 9, showHidden: true })];
    for (const text of shown) expect(text).not.toMatch(/6527658900001005|737/);
    expect(() => structuredClone(fresh)).not.toThrow();
    expect(inspect(structuredClone(fresh))).not.toContain('6527658900001005');
    expect(JSON.stringify(emulator.control.transactions())).not.toContain('6527658900001005');
  });
});
