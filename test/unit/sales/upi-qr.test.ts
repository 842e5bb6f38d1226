import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AttemptView, Checkout, ChargeRequest } from '../../../shared/contract/sale.ts';
import { paise } from '../../../shared/domain/money.ts';
import { createSettings } from '../../../electron/settings/index.ts';
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
import { realAccount, reversingSecrets } from '../settings/settings-bench.ts';

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

const byQr = (given: Parameters<typeof chargeOf>[1] = {}): ChargeRequest =>
  chargeOf(till, { tender: { kind: 'upi-qr', amountPaise: paise(given.total ?? 105_00) }, ...given });

const attemptOf = (checkout: Checkout): AttemptView => {
  const attempt = checkout.attempts.at(-1);
  if (attempt === undefined) throw new Error('no attempt');
  return attempt;
};

/** The QR of an order once it is on the screen. */
async function shownQr(request: ChargeRequest): Promise<NonNullable<AttemptView['qr']>> {
  await vi.waitFor(() => expect(attemptOf(checkoutOf(till, request.orderId)).qr).not.toBeNull(), patient);
  const { qr } = attemptOf(checkoutOf(till, request.orderId));
  if (qr === null) throw new Error('no QR');
  return qr;
}

const reached = (request: ChargeRequest, state: string): Promise<unknown> =>
  vi.waitFor(() => expect(newestState(till, request.orderId)).toBe(state), patient);

describe('a bill paid by UPI QR', () => {
  test('shows a link of its own, made offline, only once it is on disk as pending', async () => {
    const request = byQr();
    const checkout = must(till.sales.charge(request));
    expect(attemptOf(checkout)).toMatchObject({ state: 'CREATED', qr: null, kind: 'upi-qr' });
    const qr = await shownQr(request);
    const { attemptId, state, createdAt } = attemptOf(checkoutOf(till, request.orderId));
    expect(state).toBe('PENDING');
    expect(qr.reference).toBe(attemptId.replaceAll('-', ''));
    expect(qr.reference.length).toBeLessThanOrEqual(35);
    expect(qr.expiresAt).toBe(createdAt + 60_000);
    expect(Object.fromEntries(new URL(qr.payload).searchParams)).toMatchObject({
      pa: 'asha.kirana@galla',
      tr: qr.reference,
      am: '105.00',
      cu: 'INR',
    });
    expect(home.emulator.control.calls().filter((call) => call.operation === 'sale')).toEqual([]);
  });

  test('is paid when the gateway says so, with an RRN and no auth code', async () => {
    const request = byQr();
    must(till.sales.charge(request));
    home.emulator.control.payUpi((await shownQr(request)).payload);
    await vi.waitFor(() => expect(checkoutOf(till, request.orderId).state).toBe('paid'), patient);
    const checkout = checkoutOf(till, request.orderId);
    expect(attemptOf(checkout)).toMatchObject({ state: 'APPROVED', authCode: null, scheme: 'upi', qr: null });
    expect(attemptOf(checkout).verified).toBe(true);
    expect(attemptOf(checkout).rrn).toMatch(/^\d{12}$/);
    expect(checkout.tenders).toEqual([{ kind: 'upi-qr', amountPaise: 105_00, lastFour: null }]);
  });

  test('holds no terminal: the next customer pays by card meanwhile, and also the other way round', async () => {
    home.emulator.control.addRule({ scenario: 'pending-for-ever' });
    const card = chargeOf(till);
    must(till.sales.charge(card));
    await reached(card, 'PENDING');
    const first = byQr();
    const second = byQr();
    must(till.sales.charge(first));
    must(till.sales.charge(second));
    const [one, two] = [await shownQr(first), await shownQr(second)];
    expect(one.reference).not.toBe(two.reference);
    home.emulator.control.payUpi(two.payload);
    await reached(second, 'APPROVED');
    expect(newestState(till, first.orderId)).toBe('PENDING');
    expect(newestState(till, card.orderId)).toBe('PENDING');
  });

  test('another amount than asked is never a payment: it goes back', async () => {
    const request = byQr();
    must(till.sales.charge(request));
    const { payload } = await shownQr(request);
    home.emulator.control.payUpi(payload.replace('am=105.00', 'am=10.00'));
    await reached(request, 'REFUNDED');
    expect(checkoutOf(till, request.orderId)).toMatchObject({ paidPaise: 0 });
  });

  test('a QR of nobody, or a page, is paid by nobody', () => {
    expect(home.emulator.control.payUpi('https://example.com/?tr=1&am=1.00')).toBeNull();
    expect(home.emulator.control.payUpi('upi://pay?tr=abc&am=1.00&cu=INR')).toBeNull();
  });
});

describe('money that comes when the QR is gone', () => {
  beforeEach(async () => {
    await till.kill();
    till = await openTill(home, { settings: { qrMs: 200, windowMs: 3000 } });
  });

  test('an expired QR is unknown, not unpaid, and pays the order that still waits for it', async () => {
    const request = byQr();
    must(till.sales.charge(request));
    const { payload } = await shownQr(request);
    await reached(request, 'UNKNOWN');
    expect(attemptOf(checkoutOf(till, request.orderId))).toMatchObject({ reason: 'qr-expired', qr: null });
    home.emulator.control.payUpi(payload);
    await vi.waitFor(() => expect(checkoutOf(till, request.orderId).state).toBe('paid'), patient);
  });

  test('a QR that nobody paid ends unpaid once the bank had its time, and a new payment is safe', async () => {
    await till.kill();
    till = await openTill(home, { settings: { qrMs: 50, windowMs: 100, secondLookMs: 60_000 } });
    const request = byQr();
    must(till.sales.charge(request));
    await reached(request, 'CANCELLED');
    expect(attemptOf(checkoutOf(till, request.orderId)).actions).toEqual(['new-attempt']);
    expect(checkoutOf(till, request.orderId).state).toBe('open');
  });

  test('money that comes when nobody looks any more is found by the comparison of the day, and given back once it is verified', async () => {
    await till.kill();
    till = await openTill(home, { settings: { qrMs: 50, windowMs: 100, secondLookMs: 50 } });
    const request = byQr();
    must(till.sales.charge(request));
    const { payload } = await shownQr(request);
    await reached(request, 'CANCELLED');
    const { attemptId } = attemptOf(checkoutOf(till, request.orderId));
    const looks = (): number =>
      home.emulator.control.calls().filter((call) => call.attemptId === attemptId).length;
    // The second look was answered when no question comes any more.
    let before = -1;
    await vi.waitFor(
      () => {
        const now = looks();
        const isQuiet = now === before;
        before = now;
        expect(isQuiet).toBe(true);
      },
      { ...patient, interval: 400 },
    );
    home.emulator.control.payUpi(payload);
    const { businessDate } = must(till.shifts.getDay(null));
    const compared = must(await till.shifts.reconcile(businessDate));
    expect(compared.differences).toMatchObject([{ class: 'gateway-only', attemptId }]);
    expect(attemptOf(checkoutOf(till, request.orderId)).state).toBe('CANCELLED');
    expect(must(await till.payments.verify(attemptId)).verdict).toBe('differs');
    await reached(request, 'REFUNDED');
    expect(checkoutOf(till, request.orderId)).toMatchObject({ paidPaise: 0 });
  });

  test('a cancelled QR that is paid all the same is given back, by refund', async () => {
    const request = byQr();
    must(till.sales.charge(request));
    const { payload } = await shownQr(request);
    must(till.payments.cancel(attemptOf(checkoutOf(till, request.orderId)).attemptId));
    expect(attemptOf(checkoutOf(till, request.orderId)).qr).toBeNull();
    await reached(request, 'CANCELLED');
    home.emulator.control.payUpi(payload);
    await reached(request, 'REFUNDED');
    expect(home.emulator.control.transactions()).toMatchObject([{ status: 'REFUNDED' }]);
  });

  test('a restart does not show the QR again; its payment still counts', async () => {
    const request = byQr();
    must(till.sales.charge(request));
    const { payload } = await shownQr(request);
    await till.kill();
    home.emulator.control.payUpi(payload);
    till = await openTill(home);
    expect(attemptOf(checkoutOf(till, request.orderId)).qr).toBeNull();
    await vi.waitFor(() => expect(checkoutOf(till, request.orderId).state).toBe('paid'), patient);
  });
});

describe('whom a QR pays', () => {
  test('does not change while it is shown; the rest of the account does, and so does the payee afterwards', async () => {
    const { writer } = till.store;
    const settings = createSettings({
      store: writer,
      secrets: reversingSecrets(() => true),
      mode: 'real',
      now: Date.now,
    });
    const payee = { payeeAddress: 'other@galla', payeeName: 'Other', merchantCode: '5411' };
    const request = byQr();
    must(till.sales.charge(request));
    const another = { ...realAccount, upi: payee };
    expect(await settings.saveGateway(another)).toMatchObject({ error: { code: 'mode-busy' } });
    const { payload } = await shownQr(request);
    expect(await settings.saveGateway(another)).toMatchObject({ error: { code: 'mode-busy' } });
    expect([settings.upiPayee(), (await settings.view()).gateway.hasApiKey]).toEqual([null, false]);
    expect(await settings.saveGateway(realAccount)).toMatchObject({ ok: true });
    home.emulator.control.payUpi(payload);
    await reached(request, 'APPROVED');
    expect(await settings.saveGateway(another)).toMatchObject({ ok: true });
    expect(settings.upiPayee()).toEqual(payee);
  });
});
