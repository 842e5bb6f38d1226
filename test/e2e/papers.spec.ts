import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { en } from '../../renderer/i18n/en/index.ts';
import { systemIds } from '../../electron/platform/ids.ts';
import type { Buyer } from '../../shared/contract/sale.ts';
import type { LineId, OrderId, RefundId, RequestId } from '../../shared/domain/ids.ts';
import { paise } from '../../shared/domain/money.ts';
import { quantityMilli } from '../../shared/domain/quantity.ts';
import { answerDialogs, expect, test, type Cashier } from '../support/cashier.ts';
import { findCommand } from '../support/machine.ts';

const business: Buyer = {
  name: 'Rao & Company',
  phone: null,
  gstin: '29AAPFU0939F1ZR',
  address: '4, Lake Road, Mysuru',
};

/** The pages of a PDF as texts, in the order in which they were drawn. */
function pagesOf(path: string): string[] {
  const reader = findCommand('pdftotext');
  if (reader === undefined) throw new Error('pdftotext is missing: npm test installs it (poppler-utils).');
  const text = execFileSync(reader, ['-raw', path, '-'], { encoding: 'utf8' });
  return text.split('\f').filter((page) => page.trim() !== '');
}

/** Sells one piece each of so many products for cash, without the screen, and tells the order. */
async function sellMany({ window }: Cashier, count: number, buyer: Buyer | null): Promise<OrderId> {
  const orderId = systemIds.next<OrderId>();
  const products = await window.evaluate(async () => {
    const found = [];
    for (const query of ['a', 'b', 'c', 'd', 'g', 'm', 'p', 's']) {
      const reply = await globalThis.window.pos.searchProducts({ query, limit: 20 });
      if (reply.ok) found.push(...reply.value.products.filter((product) => product.soldBy === 'piece'));
    }
    return found;
  });
  const distinct = [...new Map(products.map((product) => [product.id, product])).values()].slice(0, count);
  expect(distinct).toHaveLength(count);
  const sum = distinct.reduce((all, product) => all + product.pricePaise, 0);
  const totalPaise = paise(Math.round(sum / 100) * 100);
  const charged = await window.evaluate((request) => globalThis.window.pos.charge(request), {
    requestId: systemIds.next<RequestId>(),
    orderId,
    lines: distinct.map(({ id }) => ({
      lineId: systemIds.next<LineId>(),
      productId: id,
      quantityMilli: quantityMilli(1000),
    })),
    expectedTotalPaise: totalPaise,
    buyer,
    tender: { kind: 'cash' as const, amountPaise: totalPaise, receivedPaise: totalPaise },
  });
  expect(charged).toMatchObject({ ok: true, value: { state: 'paid' } });
  return orderId;
}

/** Opens the newest order's page. */
async function openNewest(cashier: Cashier): Promise<void> {
  await cashier.goTo('orders');
  await cashier.window.getByRole('listbox', { name: en.orders.list }).getByRole('option').first().click();
  await expect(cashier.button(en.orders.page.savePdf)).toBeVisible();
}

test('a long bill for a business of another State is whole on every page: GSTIN, address, IGST, and that it is training', async ({
  cashier,
}, testInfo) => {
  await sellMany(cashier, 40, business);
  await openNewest(cashier);
  const page = cashier.window.getByRole('article');
  await expect(page).toContainText('29AAPFU0939F1ZR');
  await expect(page).toContainText('4, Lake Road, Mysuru, Karnataka (29)');
  await expect(page).toContainText(en.orders.page.igst);
  const path = testInfo.outputPath('long-bill.pdf');
  await answerDialogs(cashier, { save: path });
  await cashier.button(en.orders.page.savePdf).click();
  await expect.poll(() => existsSync(path)).toBe(true);
  const pages = pagesOf(path);
  expect(pages.length).toBeGreaterThan(1);
  for (const [index, text] of pages.entries()) {
    // The watermark is written across the page, so that its letters come out one by one.
    expect(text.replaceAll(/\s/g, '')).toContain('TRAINING–NOTABILL');
    expect(text).toContain(`${index + 1} / ${pages.length}`);
  }
  const whole = pages.join('\n');
  for (const said of ['Rao & Company', '29AAPFU0939F1ZR', '4, Lake Road, Mysuru', 'Karnataka (29)', 'IGST'])
    expect(whole).toContain(said);
  expect(whole).not.toContain('CGST');
});

test('a return has a credit note of its own number to look at and to save, which names the bill', async ({
  cashier,
}, testInfo) => {
  await cashier.scan('Toned Milk 500 ml', 'Pure Ghee 1 L');
  await cashier.charge();
  const invoice = await cashier.paid();
  const { window, button } = cashier;
  const given = await window.evaluate(async () => {
    const listed = await globalThis.window.pos.listOrders({ query: '', beforeSeq: null, limit: 1 });
    const order = listed.ok ? listed.value.orders[0] : undefined;
    if (order === undefined) return null;
    const quote = await globalThis.window.pos.quoteRefund({ orderId: order.orderId, lines: null });
    return quote.ok ? { orderId: order.orderId, paybackPaise: quote.value.paybackPaise } : null;
  });
  if (given === null) throw new Error('the sale is not among the orders');
  const begun = await window.evaluate((request) => globalThis.window.pos.refundOrder(request), {
    refundId: systemIds.next<RefundId>(),
    orderId: given.orderId,
    lines: null,
    expectedPaybackPaise: given.paybackPaise,
    to: 'instrument' as const,
    reason: 'Packet was torn',
    restock: false,
    manager: null,
  });
  expect(begun).toMatchObject({ ok: true });
  await openNewest(cashier);
  await button(en.refunds.showCreditNote).click();
  const dialog = window.getByRole('dialog', { name: /^Credit note / });
  const paper = dialog.getByRole('article', { name: en.receipt.title['credit-note'] });
  for (const said of [invoice, 'Packet was torn', en.receipt.credited, en.receipt.training])
    await expect(paper).toContainText(said);
  const path = testInfo.outputPath('credit-note.pdf');
  await answerDialogs(cashier, { save: path });
  await dialog.getByRole('button', { name: en.orders.page.savePdf }).click();
  await expect.poll(() => existsSync(path)).toBe(true);
  const text = pagesOf(path).join('\n');
  for (const said of ['Credit note', 'A1C', invoice, 'Packet was torn', 'TRAINING', en.receipt.credited])
    expect(text).toContain(said);
});
