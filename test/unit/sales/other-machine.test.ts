import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChargeRequest, SlipTender } from '../../../shared/contract/sale.ts';
import { calendarDate } from '../../../shared/domain/business-date.ts';
import { paise } from '../../../shared/domain/money.ts';
import { must } from '../../support/catalogue.ts';
import {
  chargeOf,
  checkoutOf,
  openHome,
  openTill,
  testShop,
  type TestTill,
  type TillHome,
} from '../../support/till-under-test.ts';

const patient = { timeout: 20_000 };
const DAY_MS = 86_400_000;
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

const dateOf = (agoMs: number): string => calendarDate(Date.now() - agoMs, testShop.zone);

function bySlip(slip: Partial<SlipTender> = {}, given: Parameters<typeof chargeOf>[1] = {}): ChargeRequest {
  const said = { rrn: '632712345678', authCode: 'A1B2C3', slipDate: dateOf(0), lastFour: '1005' };
  return chargeOf(till, {
    tender: { kind: 'card-manual', amountPaise: paise(105_00), ...said, ...slip },
    ...given,
  });
}

const refusal = (request: ChargeRequest): string | null => {
  const result = till.sales.charge(request);
  return result.ok ? null : result.error.code;
};

describe('a bill paid on another machine', () => {
  test('is paid at once by the word of its slip, and says that nobody verified it', () => {
    const request = bySlip();
    const checkout = must(till.sales.charge(request));
    expect(checkout).toMatchObject({ state: 'paid', duePaise: 0 });
    expect(checkout.attempts).toMatchObject([
      {
        kind: 'card-manual',
        state: 'RESOLVED_PAID',
        verified: false,
        rrn: '632712345678',
        authCode: 'A1B2C3',
      },
    ]);
    expect(checkout.tenders).toEqual([{ kind: 'card-manual', amountPaise: 105_00, lastFour: '1005' }]);
    expect(home.emulator.control.calls()).toEqual([]);
  });

  test('takes a slip once: the same RRN, auth code and date again is refused and leaves no order', () => {
    must(till.sales.charge(bySlip()));
    expect(refusal(bySlip())).toBe('slip-used');
    expect(till.sales.listOrders({ query: '', beforeSeq: null, limit: 10 }).orders).toHaveLength(1);
  });

  test('does not take the RRN of a payment that this till took itself', async () => {
    const card = chargeOf(till);
    must(till.sales.charge(card));
    await vi.waitFor(() => expect(checkoutOf(till, card.orderId).state).toBe('paid'), patient);
    const rrn = checkoutOf(till, card.orderId).attempts[0]?.rrn ?? '';
    expect(refusal(bySlip({ rrn, authCode: 'ZZZZZZ' }))).toBe('slip-used');
  });

  test('pressed twice sells once', () => {
    const request = bySlip();
    expect(must(till.sales.charge(request))).toEqual(must(till.sales.charge(request)));
    expect(refusal({ ...request, tender: { ...bySlip({ rrn: '632700000000' }).tender } })).toBe(
      'order-differs',
    );
  });

  test.each([
    ['of tomorrow', -DAY_MS],
    ['of last month', 30 * DAY_MS],
  ])('a slip %s is refused', (_when, agoMs) => {
    expect(refusal(bySlip({ slipDate: dateOf(agoMs) }))).toBe('slip-date');
  });

  test('needs no gateway', async () => {
    await till.kill();
    till = await openTill(home, { gateway: null });
    expect(must(till.sales.charge(bySlip())).state).toBe('paid');
  });

  test('a kill between the two writes leaves it unpaid, and the slip can be typed again', async () => {
    const request = bySlip();
    await till.kill();
    till = await openTill(home, { deafToSlips: true });
    must(till.sales.charge(request));
    await till.kill();
    till = await openTill(home);
    expect(checkoutOf(till, request.orderId)).toMatchObject({
      state: 'open',
      attempts: [{ state: 'NOT_SENT' }],
    });
    const again = { ...request, requestId: bySlip().requestId };
    expect(must(till.sales.charge(again)).state).toBe('paid');
  });
});
