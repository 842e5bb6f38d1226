import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AttemptView, ChargeRequest, SlipTender } from '../../../shared/contract/sale.ts';
import { calendarDate } from '../../../shared/domain/business-date.ts';
import { paise } from '../../../shared/domain/money.ts';
import { listAuditOf, listPaymentExceptions } from '../../../electron/store/repositories/audit.ts';
import type { AttemptId } from '../../../shared/domain/ids.ts';
import { must } from '../../support/catalogue.ts';
import { choosePin, manager } from '../../support/give-back.ts';
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

describe('a typed slip whose bill is given up', () => {
  const word = { reason: 'Refund slip 0042 seen' };
  const dayCodes = (): string[] => must(till.shifts.getDay(null)).exceptions.map(({ code }) => code);

  /** A bill of which a slip paid a part, given up. */
  function givenUp(): AttemptView {
    const request = bySlip({ amountPaise: paise(50_00) });
    must(till.sales.charge(request));
    const [attempt] = must(till.sales.abandonOrder(request.orderId)).attempts;
    if (attempt === undefined) throw new Error('a slip has its attempt');
    return attempt;
  }

  async function byHand(attemptId: AttemptId) {
    const subject = { kind: 'attempt', id: attemptId };
    const by = must(await till.people.authorise('refund-by-hand', manager, subject));
    return till.payments.refundedByHand({ attemptId, ...word }, by);
  }

  test('is an exception of the day, over a restart too, until a manager says that the other machine gave it back', async () => {
    await choosePin(till);
    const { attemptId, state, verified } = givenUp();
    expect([state, verified]).toEqual(['REFUND_DUE', false]);
    const raised = listPaymentExceptions(till.store.reader, 0);
    expect(raised).toMatchObject([{ subjectId: attemptId, detail: '{"code":"refund-by-hand"}' }]);
    await till.kill();
    till = await openTill(home);
    expect(listPaymentExceptions(till.store.reader, 0)).toHaveLength(1);
    expect(dayCodes()).toEqual(['refund-by-hand']);
    expect(till.payments.listOpen().map((open) => open.attemptId)).toEqual([attemptId]);
    expect(must(await byHand(attemptId))).toMatchObject({ state: 'REFUNDED', verified: false });
    expect(dayCodes()).toEqual([]);
    expect(till.payments.listOpen()).toEqual([]);
    const audit = listAuditOf(till.store.reader, attemptId);
    const entry = audit.find(({ action }) => action === 'payment-refunded-by-hand');
    expect(entry).toMatchObject({ subjectKind: 'attempt', detail: JSON.stringify(word) });
    expect(entry?.personId).not.toBeNull();
    expect(home.emulator.control.calls()).toEqual([]);
  });

  test('said twice it ended once', async () => {
    await choosePin(till);
    const { attemptId } = givenUp();
    must(await byHand(attemptId));
    expect(must(await byHand(attemptId)).state).toBe('REFUNDED');
    const audit = listAuditOf(till.store.reader, attemptId);
    expect(audit.filter(({ action }) => action === 'payment-refunded-by-hand')).toHaveLength(1);
  });

  test('a payment that stands, or that a gateway took, is not ended so', async () => {
    await choosePin(till);
    const slip = must(till.sales.charge(bySlip())).attempts[0];
    const card = chargeOf(till);
    must(till.sales.charge(card));
    await vi.waitFor(() => expect(checkoutOf(till, card.orderId).state).toBe('paid'), patient);
    for (const attempt of [slip, checkoutOf(till, card.orderId).attempts[0]]) {
      if (attempt === undefined) throw new Error('a payment has its attempt');
      expect(await byHand(attempt.attemptId)).toMatchObject({ error: { code: 'refund-not-by-hand' } });
    }
  });
});
