import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { countWaitingOutbox } from '../../../electron/store/repositories/outbox.ts';
import type { ChargeRequest } from '../../../shared/contract/sale.ts';
import { paise } from '../../../shared/domain/money.ts';
import { quantityMilli } from '../../../shared/domain/quantity.ts';
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

/** The same cart paid in cash. */
function cash(amount: number, received: number, given: Parameters<typeof chargeOf>[1] = {}): ChargeRequest {
  const tender = { kind: 'cash', amountPaise: paise(amount), receivedPaise: paise(received) } as const;
  return chargeOf(till, { ...given, tender });
}

const refusal = (request: ChargeRequest) => {
  const result = till.sales.charge(request);
  return result.ok ? null : result.error;
};

describe('cash', () => {
  test('is one commit: paid, numbered, with its change, and told to the central API', () => {
    const request = cash(105_00, 200_00);
    const checkout = must(till.sales.charge(request));
    expect(checkout).toMatchObject({
      state: 'paid',
      paidPaise: 105_00,
      duePaise: 0,
      changePaise: 95_00,
      attempts: [],
    });
    expect(checkout.invoiceNumber).toMatch(/\/000001$/);
    expect(countWaitingOutbox(till.store.reader)).toBe(1);
  });

  test('pressed twice sells once', () => {
    const request = cash(105_00, 105_00);
    expect(must(till.sales.charge(request))).toEqual(must(till.sales.charge(request)));
    expect(till.sales.listOrders({ query: '', beforeSeq: null, limit: 10 }).orders).toHaveLength(1);
  });

  test('too little of it is refused with what is missing', () => {
    expect(refusal(cash(105_00, 100_00))).toEqual({
      code: 'cash-too-little',
      params: { missingPaise: 5_00 },
    });
  });

  test('two lakh rupees or more of it are refused (section 269ST)', () => {
    const buyer = { name: 'A. Rao', phone: null, gstin: null, address: '4, Lake Road', stateCode: '27' };
    const given = { product: 'Silk', pieces: 4, total: 240_000_00, buyer };
    expect(refusal(cash(240_000_00, 240_000_00, given))?.code).toBe('cash-limit');
    expect(refusal(cash(200_000_00, 200_000_00, given))?.code).toBe('cash-limit');
    expect(must(till.sales.charge(cash(199_999_00, 199_999_00, given))).state).toBe('part-paid');
  });
});

describe('what Charge brings is checked in main', () => {
  test('a total other than main has is refused, with the right one', () => {
    expect(refusal(chargeOf(till, { total: 104_00 }))).toEqual({
      code: 'total-differs',
      params: { totalPaise: 105_00 },
    });
  });

  test('the total is rounded to the rupee, with a visible round-off', () => {
    const request = cash(50_00, 50_00, { product: 'Soap', total: 50_00 });
    must(till.sales.charge(request));
    expect(must(till.sales.getOrder(request.orderId))).toMatchObject({
      totalPaise: 50_00,
      roundOffPaise: 10,
      subtotalPaise: 4228,
      taxPaise: 762,
      taxes: [{ gstRateBp: 1800, taxablePaise: 4228, cgstPaise: 381, sgstPaise: 381 }],
    });
  });

  test.each<[string, Parameters<typeof chargeOf>[1], string]>([
    ['an empty cart', { lines: [] }, 'cart-empty'],
    ['a product that is not sold', { product: 'Gold' }, 'product-unavailable'],
    ['half a piece', { pieces: 0.5 }, 'quantity-invalid'],
    ['no piece', { pieces: 0 }, 'quantity-invalid'],
    ['more than is due', { tender: { kind: 'card-terminal', amountPaise: paise(105_01) } }, 'tender-amount'],
    ['nothing', { tender: { kind: 'card-terminal', amountPaise: paise(0) } }, 'tender-amount'],
    [
      'a GSTIN that is none',
      { buyer: { name: 'X', phone: null, gstin: '27AAPFU0939F1ZX' } },
      'gstin-invalid',
    ],
    ['₹50,000 without a name', { product: 'Silk', total: 60_000_00 }, 'customer-required'],
  ])('%s is refused', (_what, given, code) => {
    expect(refusal(chargeOf(till, given))?.code).toBe(code);
    expect(till.sales.listOrders({ query: '', beforeSeq: null, limit: 10 }).orders).toEqual([]);
  });

  test('a line twice under one id is refused', () => {
    const request = chargeOf(till);
    const lines = [...request.lines, ...request.lines];
    expect(refusal({ ...request, lines })?.code).toBe('invalid-request');
  });

  test('a nearly full disk stops a new charge before it begins', async () => {
    await till.kill();
    till = await openTill(home, { hasRoom: () => false });
    expect(refusal(chargeOf(till))?.code).toBe('disk-full');
  });
});

describe('a bill that is split', () => {
  test('cash first, then the card for the rest: paid with one number', async () => {
    const first = cash(50_00, 50_00);
    expect(must(till.sales.charge(first))).toMatchObject({
      state: 'part-paid',
      duePaise: 55_00,
      invoiceNumber: null,
    });
    const rest = {
      ...first,
      requestId: chargeOf(till).requestId,
      tender: { kind: 'card-terminal', amountPaise: paise(55_00) } as const,
    };
    must(till.sales.charge(rest));
    await vi.waitFor(() => expect(checkoutOf(till, first.orderId).state).toBe('paid'), { timeout: 20_000 });
    expect(must(till.sales.getOrder(first.orderId)).tenderKinds).toEqual(['cash', 'card-terminal']);
    expect(must(till.sales.getOrder(first.orderId)).lastFour).toMatch(/^\d{4}$/);
  });

  test('a part-paid bill keeps its lines', () => {
    const first = cash(50_00, 50_00);
    must(till.sales.charge(first));
    const [line] = first.lines;
    const lines = line === undefined ? [] : [{ ...line, quantityMilli: quantityMilli(2000) }];
    const changed = {
      ...first,
      requestId: chargeOf(till).requestId,
      lines,
      expectedTotalPaise: paise(210_00),
    };
    expect(refusal(changed)?.code).toBe('order-frozen');
  });

  test('given up: the approval is voided and the cash goes back', async () => {
    const first = chargeOf(till, { tender: { kind: 'card-terminal', amountPaise: paise(55_00) } });
    must(till.sales.charge(first));
    await vi.waitFor(() => expect(checkoutOf(till, first.orderId).state).toBe('part-paid'), {
      timeout: 20_000,
    });
    const tender = { kind: 'cash', amountPaise: paise(20_00), receivedPaise: paise(20_00) } as const;
    must(till.sales.charge({ ...first, requestId: chargeOf(till).requestId, tender }));
    expect(must(till.sales.abandonOrder(first.orderId)).state).toBe('abandoned');
    await vi.waitFor(() => expect(newestState(till, first.orderId)).toBe('VOIDED'), { timeout: 20_000 });
    expect(home.emulator.control.transactions()).toMatchObject([{ status: 'VOIDED' }]);
  });

  test('an order whose payment is open can not be given up', async () => {
    home.emulator.control.addRule({ scenario: 'pending-for-ever' });
    const request = chargeOf(till);
    must(till.sales.charge(request));
    expect(till.sales.abandonOrder(request.orderId)).toMatchObject({
      ok: false,
      error: { code: 'attempt-open' },
    });
  });
});

describe('who buys', () => {
  const buyer = {
    name: 'A. Rao',
    phone: null,
    gstin: null,
    address: '4, Lake Road, Mysuru',
    stateCode: '29',
  };

  test('stands on the order with address, State and its code (Rule 46(f))', () => {
    const request = cash(105_00, 105_00, { buyer });
    must(till.sales.charge(request));
    const row = till.store.reader
      .query<[], { address: string }>('SELECT buyer_address AS address FROM orders')
      .get([]);
    expect(row?.address).toBe('4, Lake Road, Mysuru, Karnataka (29)');
  });

  test('comes from a State that there is', () => {
    expect(refusal(cash(105_00, 105_00, { buyer: { ...buyer, stateCode: '98' } }))?.code).toBe(
      'buyer-state-invalid',
    );
  });

  test.each([
    ['a name alone', { name: 'A. Rao' }, 'customer-required'],
    ['no State', { name: 'A. Rao', address: '4, Lake Road' }, 'customer-required'],
    ['no address', { name: 'A. Rao', stateCode: '29' }, 'customer-required'],
    ['blanks for an address', { name: 'A. Rao', address: '  ', stateCode: '29' }, 'customer-required'],
    ['no name', { address: '4, Lake Road', stateCode: '29' }, 'customer-required'],
    ['all three', { name: 'A. Rao', address: '4, Lake Road', stateCode: '29' }, null],
    ['a GSTIN, name and address', { name: 'Rao & Co', gstin: '27AAPFU0939F1ZV', address: 'Pune' }, null],
  ])('from ₹50,000 with %s', (_what, said, code) => {
    const given = { name: null, phone: null, gstin: null, ...said };
    const silk = { product: 'Silk', total: 60_000_00, buyer: given };
    expect(refusal(cash(60_000_00, 60_000_00, silk))?.code ?? null).toBe(code);
    expect(refusal(cash(105_00, 105_00, { buyer: given }))).toBeNull();
  });

  test.each([
    ['no name', { address: '4, Lake Road' }],
    ['no address', { name: 'Rao & Co' }],
    ['blanks for an address', { name: 'Rao & Co', address: ' ' }],
  ])('beside a GSTIN %s is refused, however small the bill (Rule 46(e))', (_what, said) => {
    const business = { name: null, phone: null, gstin: '29AAPFU0939F1ZR', ...said };
    expect(refusal(cash(105_00, 105_00, { buyer: business }))?.code).toBe('buyer-incomplete');
  });

  test.each([
    ['in a State of its own: IGST, and the place of supply', {}, 'inter-state', '29', 5_00],
    ['that leaves the goods here: CGST and SGST', { goodsStay: true }, 'intra-state', null, 0],
  ])('is a business %s', (_what, choice, supply, place, igstPaise) => {
    const business = {
      name: 'Rao & Co',
      phone: null,
      gstin: '29AAPFU0939F1ZR',
      address: '4, Lake Road, Mysuru',
      ...choice,
    };
    const request = cash(105_00, 105_00, { buyer: business });
    must(till.sales.charge(request));
    const row = till.store.reader
      .query<[], Record<string, unknown>>(
        'SELECT supply, place_of_supply AS place, tax_paise AS tax FROM orders',
      )
      .get([]);
    expect(row).toEqual({ supply, place, tax: 5_00 });
    const details = must(till.sales.getOrder(request.orderId));
    expect(details).toMatchObject({
      buyerGstin: '29AAPFU0939F1ZR',
      buyerAddress: '4, Lake Road, Mysuru, Karnataka (29)',
      taxes: [{ igstPaise }],
    });
  });

  test('is kept with the cart in hand', async () => {
    const { orderId, lines } = chargeOf(till);
    must(till.sales.saveCart({ orderId, lines, buyer }));
    await till.kill();
    till = await openTill(home);
    expect(till.sales.restoreCart()).toEqual({ orderId, lines, buyer });
  });
});

describe('the cart in hand', () => {
  test('comes back after a crash and is gone once it is sold', async () => {
    const request = cash(105_00, 105_00);
    const cart = { orderId: request.orderId, lines: request.lines };
    must(till.sales.saveCart(cart));
    await till.kill();
    till = await openTill(home);
    expect(till.sales.restoreCart()).toEqual(cart);
    must(till.sales.charge(request));
    expect(till.sales.restoreCart()).toBeNull();
  });
});
