import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { en } from '../../renderer/i18n/en/index.ts';
import { hi } from '../../renderer/i18n/hi/index.ts';
import type { Words } from '../../renderer/i18n/words.ts';
import { systemIds } from '../../electron/platform/ids.ts';
import type { LineId, OrderId, RefundId, RequestId } from '../../shared/domain/ids.ts';
import { formatRupees, paise } from '../../shared/domain/money.ts';
import { quantityMilli } from '../../shared/domain/quantity.ts';
import { answerDialogs, cashierAt, expect, sampleBarcode, test, type Cashier } from '../support/cashier.ts';
import type { GatewayProcess } from '../support/gateway-process.ts';
import { lookAt } from '../support/look-at.ts';
import { findCommand } from '../support/machine.ts';
import { chooseManagerPin } from '../support/manager-at-till.ts';

const milk = 'Toned Milk 500 ml';
const lassi = 'Sweet Lassi 200 ml';
const ghee = 'Pure Ghee 1 L';

/** Sells a product half in cash, half by card, as the counter asks main for it. */
async function sellSplit({ window }: Cashier, name: string): Promise<void> {
  const ids = {
    orderId: systemIds.next<OrderId>(),
    lineId: systemIds.next<LineId>(),
    press: [systemIds.next<RequestId>(), systemIds.next<RequestId>()] as const,
  };
  const sold = await window.evaluate(
    async ({ orderId, lineId, press, barcode, one }) => {
      const { pos } = globalThis.window;
      const found = await pos.findByBarcode({ barcode });
      const product = found.ok ? found.value.product : null;
      if (product === null) return 'no product';
      const total = Math.round(product.pricePaise / 100) * 100;
      const bill = {
        orderId,
        lines: [{ lineId, productId: product.id, quantityMilli: one }],
        expectedTotalPaise: total as never,
        buyer: null,
      };
      const half = (Math.floor(total / 200) * 100) as never;
      const cash = { kind: 'cash', amountPaise: half, receivedPaise: half } as const;
      const first = await pos.charge({ ...bill, requestId: press[0], tender: cash });
      if (!first.ok) return first.error.code;
      const rest = { kind: 'card-terminal', amountPaise: (total - half) as never } as const;
      const second = await pos.charge({ ...bill, requestId: press[1], tender: rest });
      return second.ok ? 'charged' : second.error.code;
    },
    { ...ids, barcode: sampleBarcode(name), one: quantityMilli(1000) },
  );
  expect(sold).toBe('charged');
  const state = () =>
    window.evaluate(async (orderId) => {
      const order = await globalThis.window.pos.getOrder({ orderId });
      return order.ok ? order.value.state : order.error.code;
    }, ids.orderId);
  await expect.poll(state).toBe('paid');
}

/** Gives the whole newest order back, and waits until the money went. */
async function refundNewest({ window }: Cashier): Promise<void> {
  const refundId = systemIds.next<RefundId>();
  const asked = await window.evaluate(async (id) => {
    const { pos } = globalThis.window;
    const listed = await pos.listOrders({ query: '', beforeSeq: null, limit: 1 });
    const orderId = listed.ok ? listed.value.orders[0]?.orderId : undefined;
    if (orderId === undefined) return null;
    const quote = await pos.quoteRefund({ orderId, lines: null });
    if (!quote.ok) return null;
    const { paybackPaise: expectedPaybackPaise } = quote.value;
    const press = { refundId: id, orderId, lines: null, expectedPaybackPaise, restock: false, manager: null };
    const begun = await pos.refundOrder({ ...press, to: 'instrument', reason: 'Torn packet' });
    return begun.ok ? orderId : null;
  }, refundId);
  if (asked === null) throw new Error('the newest order could not be given back');
  const states = () =>
    window.evaluate(async (orderId) => {
      const refunds = await globalThis.window.pos.listRefunds({ orderId });
      return refunds.ok ? refunds.value.refunds.map(({ state }) => state) : [];
    }, asked);
  await expect.poll(states).toEqual(['DONE']);
}

async function ringCash(cashier: Cashier, ...names: readonly string[]): Promise<void> {
  await cashier.scan(...names);
  await cashier.payCash();
  await cashier.window.keyboard.press('Enter');
}

/** A day with something of everything; then the connection goes, with a payment under way. */
async function tradeUntilTheLineBreaks(
  cashier: Cashier,
  gateway: GatewayProcess,
  words: Words = en,
): Promise<void> {
  await chooseManagerPin(cashier);
  await ringCash(cashier, milk, lassi);
  await ringCash(cashier, ghee);
  await sellSplit(cashier, ghee);
  await cashier.scan(milk);
  await cashier.charge();
  await cashier.paid();
  await cashier.window.keyboard.press('Enter');
  await refundNewest(cashier);
  await gateway.addRule({ scenario: 'reset-after', times: 1 });
  await gateway.hold('status', 'before');
  await cashier.scan(lassi);
  await cashier.charge();
  await expect(cashier.panel).toContainText(words.attempt.text.UNKNOWN);
  await gateway.stop();
}

const tile = ({ window }: Cashier, name: string): Locator =>
  window.getByRole('region', { name, exact: true });

/** Every figure on screen by its name; each once, folded tables open. */
async function figuresOn({ window }: Cashier): Promise<string[]> {
  await window.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  const names = await window
    .locator('[data-figure]')
    .evaluateAll((buttons) => buttons.map((button) => (button as HTMLElement).dataset['figure'] ?? ''));
  return [...new Set(names)];
}

/** Opens a figure, adds up the orders behind it, and goes back. */
async function walk(
  { window }: Cashier,
  name: string,
): Promise<{ readonly said: string; readonly added: string }> {
  await window.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  await window.locator(`[data-figure="${name}"]`).first().click();
  await expect(window.locator('[data-added]')).toBeVisible();
  const said = await window.getByTestId('opened-figure').innerText();
  const shares = await window
    .locator('[data-share]')
    .evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset['share'])));
  const sum = shares.reduce((total, share) => total + share, 0);
  const measure = name.split('/')[2] ?? '';
  const added =
    measure === 'bills'
      ? String(shares.length)
      : formatRupees(paise(measure === 'average' ? Math.round(sum / shares.length) : sum));
  await window.keyboard.press('Escape');
  await expect(tileGroup(window)).toBeVisible();
  return { said, added };
}

const tileGroup = (window: Cashier['window']): Locator => window.getByRole('group', { name: en.review.key });

test('a manager without a connection opens the day: every figure is there, and each is what the orders behind it add up to', async ({
  cashier,
  gateway,
}) => {
  test.slow();
  const { window } = cashier;
  await tradeUntilTheLineBreaks(cashier, gateway);
  await window.keyboard.press('F5');
  await expect(tileGroup(window)).toBeVisible();
  await expect(tile(cashier, en.review.figure.bills).locator('.tile-figure')).toContainText('4');
  await expect(window.getByRole('region', { name: en.review.now.title })).toContainText('₹');
  const names = await figuresOn(cashier);
  const dimensions = new Set(names.map((name) => name.split('/')[0]));
  for (const dimension of [
    'sales',
    'hour',
    'tender',
    'category',
    'tax',
    'refunds',
    'refund-tax',
    'refund-category',
    'refund-hour',
    'refund-tender',
    'unknown',
    'waiting',
  ])
    expect(dimensions, dimension).toContain(dimension);
  for (const name of names) {
    const { said, added } = await walk(cashier, name);
    expect.soft(added, name).toBe(said);
  }
});

test('the day goes on with every sale, prints, and is saved as a table that adds up', async ({
  cashier,
  gateway,
}, testInfo) => {
  const { window } = cashier;
  await tradeUntilTheLineBreaks(cashier, gateway);
  await window.keyboard.press('F5');
  const sales = tile(cashier, en.review.figure.sales).locator('.tile-figure');
  await expect(sales).toContainText('₹');
  const before = await sales.innerText();
  await window.evaluate(
    async ({ press, orderId, lineId, barcode, one }) => {
      const { pos } = globalThis.window;
      const found = await pos.findByBarcode({ barcode });
      if (!found.ok || found.value.product === null) return;
      const { id, pricePaise } = found.value.product;
      const total = (Math.round(pricePaise / 100) * 100) as never;
      const lines = [{ lineId, productId: id, quantityMilli: one }];
      const tender = { kind: 'cash', amountPaise: total, receivedPaise: total } as const;
      await pos.charge({ requestId: press, orderId, lines, expectedTotalPaise: total, buyer: null, tender });
    },
    {
      press: systemIds.next<RequestId>(),
      orderId: systemIds.next<OrderId>(),
      lineId: systemIds.next<LineId>(),
      barcode: sampleBarcode(ghee),
      one: quantityMilli(1000),
    },
  );
  await expect.poll(() => sales.innerText()).not.toBe(before);
  const now = (await sales.innerText()).split('.')[0] ?? '';

  const csv = testInfo.outputPath('day.csv');
  await answerDialogs(cashier, { save: csv });
  await window.keyboard.press('F9');
  await expect.poll(() => existsSync(csv)).toBe(true);
  const [heading = '', ...rows] = readFileSync(csv, 'utf8').trimEnd().split('\r\n');
  expect(heading.startsWith('\uFEFFFigure,Of,From,To,Count,Amount')).toBe(true);
  const amount = (row: string): number => Math.round(Number(row.split(',')[5]) * 100);
  const of = (name: string): number[] => rows.filter((row) => row.startsWith(`${name},`)).map(amount);
  const [total = 0] = of('Sales');
  expect(formatRupees(paise(total)).split('.')[0]).toBe(now);
  expect(of('By way to pay').reduce((sum, each) => sum + each, 0)).toBe(total);
  expect(of('By hour').reduce((sum, each) => sum + each, 0)).toBe(total);

  const pdf = testInfo.outputPath('day.pdf');
  await answerDialogs(cashier, { save: pdf });
  await window.keyboard.press('F8');
  await expect.poll(() => existsSync(pdf)).toBe(true);
  const reader = findCommand('pdftotext');
  expect(reader, 'npm test installs pdftotext (poppler-utils)').toBeDefined();
  const text = execFileSync(reader ?? '', ['-layout', pdf, '-'], { encoding: 'utf8' });
  for (const said of [
    now,
    en.review.tenders.title,
    en.review.categories.title,
    en.review.taxes.title,
    en.review.print.training,
  ])
    expect(text).toContain(said);
});

test('the whole review is walked from the keyboard: open a figure, an order of it, back, other days, the close and the review again', async ({
  cashier,
}) => {
  const { window } = cashier;
  await ringCash(cashier, milk);
  await ringCash(cashier, lassi);
  await window.keyboard.press('F5');
  const bills = tile(cashier, en.review.figure.bills).locator('.tile-figure');
  await expect(bills).toContainText('2');
  await bills.focus();
  await window.keyboard.press('Enter');
  await expect(cashier.button(en.review.opened.back)).toBeFocused();
  const rows = window.getByRole('list', { name: en.review.opened.list }).getByRole('button');
  await expect(rows).toHaveCount(2);
  await window.keyboard.press('Tab');
  await window.keyboard.press('Tab');
  await expect(rows.first()).toBeFocused();
  await window.keyboard.press('ArrowDown');
  await expect(rows.nth(1)).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(window.getByRole('article')).toContainText(milk);
  await window.keyboard.press('F5');
  await expect(rows).toHaveCount(2);
  await window.keyboard.press('Escape');
  await expect(bills).toBeFocused();
  await window.keyboard.press('PageUp');
  await expect(window.getByText(en.review.nothing)).toBeVisible();
  await expect(window.getByRole('button', { name: en.review.preset.yesterday })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await window.keyboard.press('PageDown');
  await expect(bills).toContainText('2');
  await window.keyboard.press('F10');
  await expect(window.getByRole('heading', { name: en.day.compare.title })).toBeVisible();
  await window.keyboard.press('F5');
  await expect(tileGroup(window)).toBeVisible();
});

for (const { language, words } of [
  { language: 'en', words: en },
  { language: 'hi', words: hi },
] as const) {
  test(`axe finds nothing on the review, what it opens, its range and its close (${language})`, async ({
    openTill,
  }) => {
    test.slow();
    const cashier = await cashierAt(await openTill({ language }), words);
    const { window } = cashier;
    const look = async (name: string): Promise<void> => {
      expect.soft(await lookAt(window, `${language}-review-${name}`), name).toEqual([]);
    };
    await ringCash(cashier, milk, lassi, ghee);
    await ringCash(cashier, ghee);
    await window.keyboard.press('F5');
    const sales = window.getByRole('region', { name: words.review.figure.sales, exact: true });
    await expect(sales.locator('.tile-figure')).toContainText('₹');
    await look('today');
    await window.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    await look('table');
    await sales.locator('.tile-figure').click();
    await expect(window.locator('[data-added]')).toBeVisible();
    await look('opened');
    await window.keyboard.press('Escape');
    await window.getByRole('button', { name: words.review.preset.month }).click();
    await expect(window.getByRole('heading', { name: words.review.chart.days })).toBeVisible();
    await look('month');
    await window.getByRole('button', { name: words.review.dates.ask }).click();
    await window.getByRole('dialog').getByRole('textbox').first().fill('31-02-2026');
    await look('dates');
    await window.keyboard.press('Escape');
    await window.keyboard.press('F10');
    await expect(window.getByRole('heading', { name: words.day.compare.title })).toBeVisible();
    await look('close');
  });
}
