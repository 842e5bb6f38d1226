import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createReceipts, type ReceiptDeps } from '../../../electron/receipts/index.ts';
import { soldAtText } from '../../../electron/receipts/build-receipt.ts';
import type { ChargeRequest } from '../../../shared/contract/sale.ts';
import { creditNoteSchema } from '../../../shared/contract/credit-note.ts';
import { receiptSchema } from '../../../shared/contract/orders.ts';
import { paise } from '../../../shared/domain/money.ts';
import { must } from '../../support/catalogue.ts';
import { patience, refundOf, refundsOf, sellByCard, settled } from '../../support/give-back.ts';
import {
  chargeOf,
  openHome,
  openTill,
  testShop,
  type TestTill,
  type TillHome,
} from '../../support/till-under-test.ts';

let home: TillHome;
let till: TestTill;
const written: { path: string; bytes: Uint8Array }[] = [];
beforeEach(async () => {
  home = await openHome();
  till = await openTill(home);
  written.length = 0;
});
afterEach(async () => {
  await till.kill();
  await home.end();
});

function receipts(given: Partial<ReceiptDeps> = {}) {
  return createReceipts({
    db: till.store.reader,
    getOrder: (orderId) => till.sales.getOrder(orderId),
    shop: () => testShop,
    mode: 'training',
    personName: () => 'Asha',
    printPdf: (paper) => Promise.resolve(Buffer.from(`${paper.kind} ${paper.number}`)),
    chooseFile: (fileName) => Promise.resolve({ path: `/chosen/${fileName}`, fileName }),
    writeFile: (path, bytes) => void written.push({ path, bytes }),
    report: () => undefined,
    ...given,
  });
}

/** A rice bag sold for cash. */
function sell(given: Partial<ChargeRequest> = {}) {
  const tender = { kind: 'cash', amountPaise: paise(105_00), receivedPaise: paise(105_00) } as const;
  const request = chargeOf(till, { tender, ...given });
  must(till.sales.charge(request));
  return request.orderId;
}

describe('a credit note', () => {
  test('has its number, the bill it corrects, what came back with its taxes, and where the money went (Rule 53(1A))', async () => {
    const order = await sellByCard(till, [
      ['Rice', 2],
      ['Soap', 3],
    ]);
    must(await till.refunds.refund(refundOf(till, order, [1, 1], { reason: 'Torn bag' })));
    const [refund] = await settled(till, order, 'DONE');
    const asked = { orderId: order.orderId, creditNoteNumber: refund?.creditNoteNumber ?? '' };
    const note = must(receipts().getCreditNote(asked));
    expect(creditNoteSchema.parse(note)).toEqual(note);
    const bill = must(receipts().getReceipt(order.orderId));
    expect(note).toMatchObject({
      training: true,
      shop: bill.shop,
      creditNoteNumber: expect.stringMatching(/^A1C\/\d{4}\/000001$/) as string,
      invoice: { title: 'tax-invoice', number: bill.invoiceNumber, soldAtText: bill.soldAtText },
      reason: 'Torn bag',
      lines: [
        { name: 'Rice', quantityMilli: 1000, hsn: '1006', totalPaise: 105_00 },
        { name: 'Soap', quantityMilli: 1000, totalPaise: 49_90 },
      ],
      payments: [{ tenderKind: 'card-terminal', amountPaise: refund?.amountPaise }],
    });
    expect(note.taxablePaise + note.taxPaise + note.roundOffPaise).toBe(note.totalPaise);
    expect(note.totalPaise).toBe(refund?.amountPaise);
    const taxes = note.taxes.map((tax) => tax.cgstPaise + tax.sgstPaise + tax.igstPaise);
    expect(taxes.reduce((sum, each) => sum + each, 0)).toBe(note.taxPaise);
  });

  test('for a buyer of another State gives IGST back, with buyer and place of supply', async () => {
    const buyer = { name: 'Rao & Co', phone: null, gstin: '29AAPFU0939F1ZR', address: '4, Lake Road' };
    const request = chargeOf(till, { buyer });
    must(till.sales.charge(request));
    await vi.waitFor(
      () => expect(must(till.sales.getCheckout(request.orderId)).state).toBe('paid'),
      patience,
    );
    const { orderId, lines, expectedTotalPaise: totalPaise } = request;
    const order = { orderId, lineIds: lines.map(({ lineId }) => lineId), totalPaise, attemptIds: [] };
    must(await till.refunds.refund(refundOf(till, order)));
    const [refund] = await settled(till, order, 'DONE');
    const note = must(
      receipts().getCreditNote({ orderId, creditNoteNumber: refund?.creditNoteNumber ?? '' }),
    );
    expect(note).toMatchObject({
      buyerName: 'Rao & Co',
      buyerGstin: '29AAPFU0939F1ZR',
      buyerAddress: '4, Lake Road, Karnataka (29)',
      placeOfSupply: 'Karnataka (29)',
      taxes: [{ gstRateBp: 500, taxablePaise: 100_00, cgstPaise: 0, sgstPaise: 0, igstPaise: 5_00 }],
    });
  });

  test('of one return says nothing of another', async () => {
    const order = await sellByCard(till, [['Soap', 3]]);
    for (const pieces of [[1], [2]]) {
      must(await till.refunds.refund(refundOf(till, order, pieces)));
      await settled(till, order, 'DONE');
    }
    const [first, second] = refundsOf(till, order);
    const quantities = [first, second].map((refund) => {
      const creditNoteNumber = refund?.creditNoteNumber ?? '';
      const note = must(receipts().getCreditNote({ orderId: order.orderId, creditNoteNumber }));
      return note.lines.map((line) => line.quantityMilli);
    });
    expect(quantities).toEqual([[1000], [2000]]);
  });

  test('is saved under its number, and there is none for an order without', async () => {
    const order = await sellByCard(till);
    const missing = { orderId: order.orderId, creditNoteNumber: 'A1C/2627/000001' };
    expect(await receipts().saveCreditNotePdf(missing)).toMatchObject({ error: { code: 'not-found' } });
    must(await till.refunds.refund(refundOf(till, order)));
    const [refund] = await settled(till, order, 'DONE');
    const creditNoteNumber = refund?.creditNoteNumber ?? '';
    const saved = must(await receipts().saveCreditNotePdf({ orderId: order.orderId, creditNoteNumber }));
    expect(saved.fileName).toBe(`${creditNoteNumber.replaceAll('/', '-')}.pdf`);
    expect(String(written[0]?.bytes)).toBe(`credit-note ${creditNoteNumber}`);
  });
});

describe('a receipt', () => {
  test('of a taxable sale is a tax invoice with all that Rule 46 asks for, and says that it is training', () => {
    const receipt = must(receipts().getReceipt(sell()));
    expect(receiptSchema.parse(receipt)).toEqual(receipt);
    expect(receipt).toMatchObject({
      title: 'tax-invoice',
      training: true,
      shop: { gstin: '27AAPFU0939F1ZV', stateName: 'Maharashtra' },
      till: 'A1',
      cashier: 'Asha',
      order: {
        taxes: [{ gstRateBp: 500, taxablePaise: 100_00, cgstPaise: 2_50, sgstPaise: 2_50 }],
        totalPaise: 105_00,
      },
    });
    expect(receipt.order.lines).toMatchObject([{ name: 'Rice', hsn: '1006' }]);
  });

  test('for a business of another State names it with address and GSTIN, the place of supply, and IGST (Rule 46(e), (m), (n))', () => {
    const buyer = { name: 'Rao & Co', phone: null, gstin: '29AAPFU0939F1ZR', address: '4, Lake Road' };
    const receipt = must(receipts().getReceipt(sell({ buyer })));
    expect(receiptSchema.parse(receipt)).toEqual(receipt);
    expect(receipt).toMatchObject({
      placeOfSupply: 'Karnataka (29)',
      stateTax: 'SGST',
      order: {
        buyerName: 'Rao & Co',
        buyerGstin: '29AAPFU0939F1ZR',
        buyerAddress: '4, Lake Road, Karnataka (29)',
        taxes: [{ gstRateBp: 500, taxablePaise: 100_00, cgstPaise: 0, sgstPaise: 0, igstPaise: 5_00 }],
      },
    });
  });

  test('is not made for an order that is not paid', () => {
    home.emulator.control.addRule({ scenario: 'pending-for-ever' });
    const request = chargeOf(till);
    must(till.sales.charge(request));
    expect(receipts().getReceipt(request.orderId)).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  test('is saved under its number, without the slashes', async () => {
    const saved = must(await receipts().savePdf(sell()));
    expect(saved.fileName).toMatch(/^A1-\d{4}-000001\.pdf$/);
    expect(written).toMatchObject([{ path: `/chosen/${saved.fileName}` }]);
  });

  test.each<[string, Partial<ReceiptDeps>, string]>([
    ['nobody chose a file', { chooseFile: () => Promise.resolve(null) }, 'cancelled-by-user'],
    ['it can not be printed', { printPdf: () => Promise.reject(new Error('no paper')) }, 'printer-failed'],
    ['it can not be written', { writeFile: () => Promise.reject(new Error('EIO')) }, 'file-save-failed'],
  ])('is not saved when %s', async (_what, given, code) => {
    expect(await receipts(given).savePdf(sell())).toMatchObject({ ok: false, error: { code } });
  });

  test("shows the time in the shop's zone, whatever the machine's", () => {
    expect(soldAtText(Date.UTC(2026, 10, 20, 6, 35), 'Asia/Kolkata')).toBe('20/11/2026, 12:05 pm');
    expect(soldAtText(Date.UTC(2026, 10, 20, 18, 35), 'Asia/Kolkata')).toBe('21/11/2026, 12:05 am');
  });
});
