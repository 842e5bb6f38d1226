import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChargeRequest, TenderRequest } from '../../../shared/contract/sale.ts';
import { calendarDate } from '../../../shared/domain/business-date.ts';
import { paise } from '../../../shared/domain/money.ts';
import { quantityMilli } from '../../../shared/domain/quantity.ts';
import { must } from '../../support/catalogue.ts';
import {
  chargeOf,
  checkoutOf,
  newestState,
  openHome,
  openTill,
  testShop,
  type TestTill,
  type TillHome,
} from '../../support/till-under-test.ts';

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

const tenders = {
  cash: (rupees: number): TenderRequest => ({
    kind: 'cash',
    amountPaise: paise(rupees * 100),
    receivedPaise: paise(rupees * 100),
  }),
  'card-terminal': (rupees: number): TenderRequest => ({
    kind: 'card-terminal',
    amountPaise: paise(rupees * 100),
  }),
  'upi-qr': (rupees: number): TenderRequest => ({ kind: 'upi-qr', amountPaise: paise(rupees * 100) }),
  'card-manual': (rupees: number): TenderRequest => ({
    kind: 'card-manual',
    amountPaise: paise(rupees * 100),
    rrn: '632712345678',
    authCode: 'A1B2C3',
    slipDate: calendarDate(Date.now(), testShop.zone),
    lastFour: null,
  }),
} as const;
type Kind = keyof typeof tenders;

/** Takes the next part of a bill, and plays whoever pays it. */
async function take(bill: ChargeRequest, kind: Kind, rupees: number): Promise<void> {
  const before = till.sales.getCheckout(bill.orderId);
  const paidBefore = before.ok ? before.value.paidPaise : 0;
  must(till.sales.charge({ ...bill, requestId: chargeOf(till).requestId, tender: tenders[kind](rupees) }));
  await vi.waitFor(() => {
    const checkout = checkoutOf(till, bill.orderId);
    const { qr } = checkout.attempts.at(-1) ?? { qr: null };
    if (qr !== null) home.emulator.control.payUpi(qr.payload);
    expect(checkout.paidPaise).toBe(paidBefore + rupees * 100);
  }, patient);
}

describe('a bill of ₹105 over several tenders', () => {
  test.each<[Kind, Kind, Kind]>([
    ['cash', 'card-terminal', 'upi-qr'],
    ['upi-qr', 'cash', 'card-terminal'],
    ['card-terminal', 'upi-qr', 'card-manual'],
    ['card-manual', 'card-terminal', 'cash'],
    ['card-terminal', 'card-terminal', 'card-terminal'],
  ])('%s, then %s, then %s: each shows what is left, the last one completes the sale', async (a, b, c) => {
    const bill = chargeOf(till);
    await take(bill, a, 50);
    expect(checkoutOf(till, bill.orderId)).toMatchObject({ state: 'part-paid', duePaise: 55_00 });
    await take(bill, b, 30);
    expect(checkoutOf(till, bill.orderId)).toMatchObject({ duePaise: 25_00, invoiceNumber: null });
    await take(bill, c, 25);
    const paid = checkoutOf(till, bill.orderId);
    expect(paid).toMatchObject({ state: 'paid', duePaise: 0, paidPaise: 105_00 });
    expect(paid.tenders.map(({ kind, amountPaise }) => [kind, amountPaise])).toEqual([
      [a, 50_00],
      [b, 30_00],
      [c, 25_00],
    ]);
  });

  test('a second tender that is declined leaves the first, and any other can take its place', async () => {
    const bill = chargeOf(till);
    await take(bill, 'upi-qr', 50);
    home.emulator.control.addRule({ scenario: 'decline-51', times: 1 });
    const tender = tenders['card-terminal'](55);
    must(till.sales.charge({ ...bill, requestId: chargeOf(till).requestId, tender }));
    await vi.waitFor(() => expect(newestState(till, bill.orderId)).toBe('DECLINED'), patient);
    expect(checkoutOf(till, bill.orderId)).toMatchObject({
      state: 'part-paid',
      duePaise: 55_00,
      tenders: [{ kind: 'upi-qr', amountPaise: 50_00 }],
    });
    await take(bill, 'cash', 55);
    expect(checkoutOf(till, bill.orderId).state).toBe('paid');
  });

  test('a part-paid bill takes the rest for the same goods only', async () => {
    const bill = chargeOf(till);
    await take(bill, 'cash', 50);
    const rest = (change: Partial<typeof bill>) =>
      till.sales.charge({
        ...bill,
        requestId: chargeOf(till).requestId,
        tender: tenders.cash(55),
        ...change,
      });
    const [line] = bill.lines;
    if (line === undefined) throw new Error('the bill has a line');
    const soap = chargeOf(till, { product: 'Soap' }).lines;
    for (const lines of [
      [],
      soap,
      [...bill.lines, ...soap],
      [{ ...line, quantityMilli: quantityMilli(2000) }],
    ])
      expect(rest({ lines })).toMatchObject({ error: { code: 'order-frozen' } });
    expect(rest({ expectedTotalPaise: paise(100_00) })).toMatchObject({ error: { code: 'total-differs' } });
    expect(checkoutOf(till, bill.orderId)).toMatchObject({ state: 'part-paid', duePaise: 55_00 });
    // What was put on the bill under another id is the same goods in the same place.
    const renamed = [{ ...line, lineId: soap[0]?.lineId ?? line.lineId }];
    expect(must(rest({ lines: renamed }))).toMatchObject({ state: 'paid' });
  });

  test('more than what is left is refused', async () => {
    const bill = chargeOf(till);
    await take(bill, 'cash', 50);
    const tender = tenders['upi-qr'](56);
    expect(till.sales.charge({ ...bill, requestId: chargeOf(till).requestId, tender })).toMatchObject({
      ok: false,
      error: { code: 'tender-amount', params: { duePaise: 55_00 } },
    });
  });

  test('given up: the card is voided, UPI refunded, cash given back', async () => {
    const bill = chargeOf(till);
    await take(bill, 'card-terminal', 50);
    await take(bill, 'upi-qr', 30);
    await take(bill, 'cash', 10);
    expect(must(till.sales.abandonOrder(bill.orderId))).toMatchObject({ state: 'abandoned', paidPaise: 0 });
    await vi.waitFor(() => {
      const states = checkoutOf(till, bill.orderId).attempts.map((attempt) => attempt.state);
      expect(states).toEqual(['VOIDED', 'REFUNDED']);
    }, patient);
    const backs = till.store.reader
      .query<[], { kind: string; amount: number }>('SELECT kind, amount_paise AS amount FROM refunds')
      .all([]);
    expect(backs).toEqual([{ kind: 'cash-back', amount: 10_00 }]);
  });
});
