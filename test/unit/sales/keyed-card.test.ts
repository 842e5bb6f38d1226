import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemIds } from '../../../electron/platform/ids.ts';
import { startEmulator } from '../../../electron/training/emulator/index.ts';
import { systemClock } from '../../../electron/platform/clock.ts';
import type { AttemptId, RequestId } from '../../../shared/domain/ids.ts';
import { paise } from '../../../shared/domain/money.ts';
import { must } from '../../support/catalogue.ts';
import { typedCard } from '../../support/gateway-subject.ts';
import { gatewayFor } from '../../support/loopback-gateway.ts';
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
const on = { keyedCard: () => true };
const tender = { kind: 'card-keyed', amountPaise: paise(105_00), card: typedCard } as const;

let home: TillHome;
let till: TestTill;
beforeEach(async () => {
  home = await openHome();
  till = await openTill(home, on);
});
afterEach(async () => {
  await till.kill();
  await home.end();
});

/** The newest attempt of an order. */
function attemptOf(request: ReturnType<typeof chargeOf>) {
  const attempt = checkoutOf(till, request.orderId).attempts.at(-1);
  if (attempt === undefined) throw new Error('the order has no attempt');
  return attempt;
}

/** Charges a typed card and waits until its bank asks for the one-time password. */
async function typeCard(scenario = 'approve', given: Partial<Parameters<typeof chargeOf>[1]> = {}) {
  home.emulator.control.addRule({ scenario, times: 1 });
  const request = chargeOf(till, { tender, ...given });
  must(till.sales.charge(request));
  await vi.waitFor(() => expect(attemptOf(request).otp ?? null).not.toBeNull(), patient);
  return request;
}

const phone = (attemptId: AttemptId): string => home.emulator.control.otpOf(attemptId) ?? 'none';

/** How often a card was sent to the gateway. */
const cardsSent = (): number =>
  home.emulator.control.calls().filter(({ operation }) => operation === 'keyed-sale').length;

describe('a typed card', () => {
  test('is on disk before it is sent, with its last four digits and no more', () => {
    const request = chargeOf(till, { tender });
    const checkout = must(till.sales.charge(request));
    expect(checkout.attempts[0]).toMatchObject({ state: 'CREATED', kind: 'card-keyed', lastFour: '1005' });
    expect(cardsSent()).toBe(0);
  });

  test('pays the bill once the right one-time password came', async () => {
    const request = await typeCard();
    const { attemptId, otp } = attemptOf(request);
    expect(otp).toMatchObject({ triesLeft: 3, resendsLeft: 2, wasWrong: false });
    must(await till.payments.submitOtp(attemptId, phone(attemptId)));
    await vi.waitFor(() => expect(checkoutOf(till, request.orderId).state).toBe('paid'), patient);
    expect(attemptOf(request)).toMatchObject({
      state: 'APPROVED',
      verified: true,
      otp: null,
      scheme: 'rupay',
    });
    expect(cardsSent()).toBe(1);
  });

  test('a wrong password can be typed again, and the third wrong one is a decline in plain words', async () => {
    const request = await typeCard();
    const { attemptId } = attemptOf(request);
    must(await till.payments.submitOtp(attemptId, '0000'));
    expect(attemptOf(request).otp).toMatchObject({ triesLeft: 2, wasWrong: true });
    must(await till.payments.submitOtp(attemptId, '0000'));
    must(await till.payments.submitOtp(attemptId, '0000'));
    expect(attemptOf(request)).toMatchObject({ state: 'DECLINED', reason: 'otp-wrong', otp: null });
    expect(await till.payments.submitOtp(attemptId, '0000')).toMatchObject({
      error: { code: 'otp-not-asked' },
    });
    expect(checkoutOf(till, request.orderId).state).toBe('open');
  });

  test('a password that nobody types is a decline in plain words', async () => {
    const request = await typeCard('otp-expired');
    await vi.waitFor(() => expect(newestState(till, request.orderId)).toBe('DECLINED'), patient);
    expect(attemptOf(request).reason).toBe('otp-expired');
  });

  test('another password can be asked for', async () => {
    const request = await typeCard();
    const { attemptId } = attemptOf(request);
    const first = phone(attemptId);
    must(await till.payments.resendOtp(attemptId));
    expect(attemptOf(request).otp).toMatchObject({ resendsLeft: 1 });
    expect(phone(attemptId)).not.toBe(first);
  });

  test.each(['otp-reply-lost', 'otp-never-arrives'])(
    'when the reply to the password is lost (%s) nobody types another before the bank was asked',
    async (scenario) => {
      const request = await typeCard(scenario);
      const { attemptId } = attemptOf(request);
      const after = must(await till.payments.submitOtp(attemptId, phone(attemptId)));
      expect(['UNKNOWN', 'APPROVED']).toContain(after.state);
      if (scenario === 'otp-never-arrives') {
        await vi.waitFor(() => expect(attemptOf(request).otp ?? null).not.toBeNull(), patient);
        expect(attemptOf(request).state).toBe('UNKNOWN');
        must(await till.payments.submitOtp(attemptId, phone(attemptId)));
      }
      await vi.waitFor(() => expect(checkoutOf(till, request.orderId).state).toBe('paid'), patient);
    },
  );

  test('a lost reply to the card is asked about, and the bill is paid by the same attempt', async () => {
    const request = await typeCard('reset-after');
    const { attemptId, state } = attemptOf(request);
    expect(state).toBe('UNKNOWN');
    must(await till.payments.submitOtp(attemptId, phone(attemptId)));
    await vi.waitFor(() => expect(checkoutOf(till, request.orderId).state).toBe('paid'), patient);
    expect(checkoutOf(till, request.orderId).attempts).toHaveLength(1);
    expect(cardsSent()).toBe(1);
  });

  test('a double press of Charge is one charge, and a double press of Send is one password', async () => {
    const request = chargeOf(till, { tender });
    const presses = [till.sales.charge(request), till.sales.charge(request)].map((press) => must(press));
    expect(new Set(presses.map(({ attempts }) => attempts[0]?.attemptId)).size).toBe(1);
    const other = { ...request, requestId: systemIds.next<RequestId>() };
    expect(till.sales.charge(other)).toMatchObject({ error: { code: 'attempt-open' } });
    await vi.waitFor(() => expect(attemptOf(request).otp ?? null).not.toBeNull(), patient);
    const { attemptId } = attemptOf(request);
    const otp = phone(attemptId);
    await Promise.all([till.payments.submitOtp(attemptId, otp), till.payments.submitOtp(attemptId, otp)]);
    await vi.waitFor(() => expect(checkoutOf(till, request.orderId).state).toBe('paid'), patient);
    const sent = home.emulator.control.calls().map(({ operation }) => operation);
    expect(sent.filter((operation) => operation === 'keyed-sale' || operation === 'otp')).toEqual([
      'keyed-sale',
      'otp',
    ]);
  });

  test('a till that was killed before it sent the card sent nothing, and has no card any more', async () => {
    const request = chargeOf(till, { tender });
    must(till.sales.charge(request));
    await till.kill();
    till = await openTill(home, on);
    expect(attemptOf(request)).toMatchObject({ state: 'NOT_SENT', reason: 'restarted-before-sending' });
    expect(cardsSent()).toBe(0);
  });

  test('a till that was killed while the bank waited asks again, and the password still pays', async () => {
    const request = await typeCard();
    await till.kill();
    till = await openTill(home, on);
    expect(attemptOf(request).state).toBe('UNKNOWN');
    await vi.waitFor(() => expect(attemptOf(request).otp ?? null).not.toBeNull(), patient);
    const { attemptId } = attemptOf(request);
    must(await till.payments.submitOtp(attemptId, phone(attemptId)));
    await vi.waitFor(() => expect(checkoutOf(till, request.orderId).state).toBe('paid'), patient);
    expect(cardsSent()).toBe(1);
  });

  test('is cancelled while the bank waits, and the bill is free again', async () => {
    const request = await typeCard();
    const { attemptId } = attemptOf(request);
    must(till.payments.cancel(attemptId));
    expect(attemptOf(request).otp).toBeNull();
    await vi.waitFor(() => expect(newestState(till, request.orderId)).toBe('CANCELLED'), patient);
  });

  test('holds no terminal: the next customer taps meanwhile', async () => {
    await typeCard();
    const next = chargeOf(till);
    must(till.sales.charge(next));
    await vi.waitFor(() => expect(checkoutOf(till, next.orderId).state).toBe('paid'), patient);
  });

  test('pays a part of a bill, and goes back when the bill is given up', async () => {
    const half = { tender: { ...tender, amountPaise: paise(50_00) } };
    const request = await typeCard('approve', half);
    const { attemptId } = attemptOf(request);
    must(await till.payments.submitOtp(attemptId, phone(attemptId)));
    await vi.waitFor(() => expect(checkoutOf(till, request.orderId).state).toBe('part-paid'), patient);
    must(till.sales.abandonOrder(request.orderId));
    await vi.waitFor(() => expect(newestState(till, request.orderId)).toBe('VOIDED'), patient);
  });
});

describe('a card is refused before anything is written', () => {
  test.each([
    ['a wrong check digit', { number: '6527658900001006' }],
    ['a number that is too short', { number: '652765890000' }],
    ['last year', { expiry: '0120' }],
    ['month 13', { expiry: '1330' }],
    ['a CVV of four digits on a RuPay card', { cvv: '1234' }],
  ])('%s', (_what, change) => {
    const request = chargeOf(till, { tender: { ...tender, card: { ...typedCard, ...change } } });
    expect(till.sales.charge(request)).toMatchObject({ error: { code: 'card-invalid' } });
    expect(till.sales.getCheckout(request.orderId).ok).toBe(false);
  });

  test('while nobody has switched it on', async () => {
    await till.kill();
    till = await openTill(home);
    const refused = till.sales.charge(chargeOf(till, { tender }));
    expect(refused).toMatchObject({ error: { code: 'keyed-card-off' } });
    expect(cardsSent()).toBe(0);
  });
});

describe('through the base protocol', () => {
  beforeEach(async () => {
    await till.kill();
    await home.emulator.close();
    const emulator = await startEmulator({
      port: 0,
      seed: 3,
      now: systemClock.now,
      approveAfterMs: 0,
      baseOnly: true,
    });
    const { folder } = home;
    home = {
      folder,
      emulator,
      async end() {
        await emulator.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
    till = await openTill(home, { ...on, gateway: gatewayFor(emulator, systemClock.now, {}, 'base') });
  });

  const charged = (): number =>
    home.emulator.control.calls().filter(({ operation }) => operation === 'process').length;

  test('a typed card is paid when the transaction says so', async () => {
    const request = chargeOf(till, { tender });
    must(till.sales.charge(request));
    await vi.waitFor(() => expect(checkoutOf(till, request.orderId).state).toBe('paid'), patient);
    expect(attemptOf(request)).toMatchObject({ state: 'APPROVED', lastFour: '1005' });
    expect(charged()).toBe(1);
  });

  test('there is no terminal to charge on', () => {
    expect(till.sales.charge(chargeOf(till))).toMatchObject({ error: { code: 'gateway-no-terminal' } });
  });

  test('a lost reply to the charge stays unknown for good, and is never sent again', async () => {
    home.emulator.control.addRule({ scenario: 'reset-after', times: 1 });
    const request = chargeOf(till, { tender });
    must(till.sales.charge(request));
    await vi.waitFor(() => expect(newestState(till, request.orderId)).toBe('UNKNOWN'), patient);
    await vi.waitFor(() => expect(attemptOf(request).managerActions).toContain('resolve'), patient);
    expect(newestState(till, request.orderId)).toBe('UNKNOWN');
    expect(charged()).toBe(1);
    // The gateway's report names our attempt, so that a manager can settle it from there.
    expect(home.emulator.control.transactions()[0]?.orderId).toBe(attemptOf(request).attemptId);
  });

  test.each([
    ['decline-51', 'DECLINED'],
    ['unknown-status', 'UNKNOWN'],
    ['other-terminal', 'UNKNOWN'],
    ['missing-auth-code', 'UNKNOWN'],
  ])('%s ends as %s', async (scenario, state) => {
    home.emulator.control.addRule({ scenario, times: 1 });
    const request = chargeOf(till, { tender });
    must(till.sales.charge(request));
    await vi.waitFor(() => expect(newestState(till, request.orderId)).toBe(state), patient);
    expect(checkoutOf(till, request.orderId).state).not.toBe('paid');
  });

  test('another amount than asked goes back by hand: a manager has to see it', async () => {
    home.emulator.control.addRule({ scenario: 'partial', times: 1 });
    const request = chargeOf(till, { tender });
    must(till.sales.charge(request));
    await vi.waitFor(() => expect(newestState(till, request.orderId)).toBe('REFUND_REFUSED'), patient);
  });
});
