import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dataPaths } from '../../electron/platform/paths.ts';
import { systemIds } from '../../electron/platform/ids.ts';
import type { HeldTransaction } from '../../electron/training/emulator/transaction.ts';
import { en } from '../../renderer/i18n/en/index.ts';
import type { Checkout } from '../../shared/contract/sale.ts';
import type { LineId, OrderId, RequestId } from '../../shared/domain/ids.ts';
import { paise } from '../../shared/domain/money.ts';
import { quantityMilli } from '../../shared/domain/quantity.ts';
import { answerDialogs, billOf, cashierAt, type Cashier } from '../support/cashier.ts';
import { expect, test, type KilledTill } from '../support/killed-till.ts';
import { storeViolations } from '../support/ledger-invariants.ts';
import { readLedger } from '../support/ledger.ts';

/** ₹48, on the bill of most tests here. */
const PRODUCT = 'Sugar 1 kg';
const AMOUNT = '₹48.00';

const unclean = en.notices['unclean-stop'];
const beingAsked = en.notices['payment-being-asked'].replace('{{amount}}', AMOUNT);
const lastBill = /The last bill before that was \S+ of ₹48\.00\. It is paid and complete\./;

async function chargeOneProduct({ cashier }: KilledTill): Promise<void> {
  await cashier.scan(PRODUCT);
  await expect(cashier.lines).toHaveCount(1);
  await cashier.charge();
}

async function takeCash(cashier: Cashier): Promise<void> {
  await cashier.window.keyboard.press('F9');
  const dialog = cashier.window.getByRole('dialog', { name: en.counter.cash.title });
  await expect(dialog).toBeVisible();
  await cashier.window.keyboard.press('Enter');
}

/** Pays the bill in hand in cash, to show that the till sells on. */
async function sellOn(cashier: Cashier): Promise<string> {
  await takeCash(cashier);
  return cashier.paid();
}

/** Scans, sells for cash and checks: the till sells on after whatever happened. */
async function sellAnother({ cashier }: KilledTill): Promise<string> {
  await cashier.scan('Maida 1 kg');
  await expect(cashier.lines).toHaveCount(1);
  return sellOn(cashier);
}

test('killed with lines in the cart: the bill is given back as it was', async ({ till }) => {
  await till.cashier.scan(PRODUCT, 'Basmati Rice 1 kg', PRODUCT, 'Maida 1 kg');
  await expect(till.cashier.lines).toHaveCount(3);
  await till.onDisk('the cart', (watch) => watch.cartLines() === 3);
  const bill = await billOf(till.cashier);
  await till.kill();
  const cashier = await till.restart();
  await till.told(unclean);
  await expect(cashier.message).toContainText('given back: 3 lines');
  expect(await billOf(cashier)).toEqual(bill);
  await sellOn(cashier);
  const ledger = await till.sound();
  expect(ledger.orders.map(({ state, lineCount }) => ({ state, lineCount }))).toEqual([
    { state: 'paid', lineCount: 3 },
  ]);
});

test('killed while the sale is being sent and the gateway never takes it: asked about, found unpaid, charged again once', async ({
  till,
}) => {
  await till.gateway.hold('sale', 'before');
  await chargeOneProduct(till);
  await till.gateway.held('sale', 'before');
  expect(till.watch.attemptStates()).toEqual(['SENDING']);
  await till.kill();
  await till.gateway.hold('status', 'before');
  await till.gateway.release('sale', 'before');
  const cashier = await till.restart();
  await till.told(unclean, beingAsked);
  await expect(cashier.panel).toContainText(en.attempt.title.unknown);
  await expect(cashier.button(en.attempt.action.again)).toHaveCount(0);
  await till.gateway.release('status', 'before');
  await expect(cashier.panel).toContainText(en.attempt.title['not-paid']);
  expect(await till.salesSent()).toBe(1);
  await cashier.window.keyboard.press('F8');
  await cashier.paid();
  expect(await till.salesSent()).toBe(2);
  const ledger = await till.sound();
  expect(ledger.orders.map(({ state }) => state)).toEqual(['paid']);
});

test('killed while the sale is being sent and the gateway has taken it: asked about, found paid, the bill is completed once', async ({
  till,
}) => {
  await till.gateway.hold('sale', 'after');
  await chargeOneProduct(till);
  await till.gateway.held('sale', 'after');
  expect(till.watch.attemptStates()).toEqual(['SENDING']);
  await till.kill();
  await till.gateway.hold('status', 'before');
  await till.gateway.release('sale', 'after');
  const cashier = await till.restart();
  await till.told(unclean, beingAsked);
  await expect(cashier.panel).toContainText(en.attempt.title.unknown);
  await till.gateway.release('status', 'before');
  await cashier.paid();
  expect(await till.salesSent()).toBe(1);
  await till.sound();
});

test('killed while the terminal waits for the customer: the payment goes on and is paid once', async ({
  till,
}) => {
  await till.gateway.addRule({ scenario: 'pending-for-ever' });
  await chargeOneProduct(till);
  await till.onDisk('PENDING', (watch) => watch.attemptStates().join() === 'PENDING');
  await till.kill();
  const cashier = await till.restart();
  await till.told(unclean, beingAsked);
  await expect(cashier.panel).toContainText(en.attempt.title.unknown);
  const [waiting] = await till.gateway.transactions();
  await till.gateway.decide(waiting?.attemptId ?? '', 'approve');
  await cashier.paid();
  expect(await till.salesSent()).toBe(1);
  await till.sound();
});

test('killed when the gateway has approved and its answer is on the way: the bill is completed by asking', async ({
  till,
}) => {
  await till.gateway.addRule({ scenario: 'pending-for-ever' });
  await till.gateway.hold('status', 'before');
  await chargeOneProduct(till);
  const { attemptId } = await till.gateway.held('status', 'before');
  await till.gateway.decide(attemptId, 'approve');
  await till.gateway.hold('status', 'after');
  await till.gateway.release('status', 'before');
  await till.gateway.held('status', 'after');
  expect(till.watch.attemptStates()).toEqual(['PENDING']);
  await till.kill();
  const cashier = await till.restart();
  await till.told(unclean, beingAsked);
  await till.gateway.release('status', 'after');
  await cashier.paid();
  expect(await till.salesSent()).toBe(1);
  await till.sound();
});

test('killed right after the approval is on disk: the cashier is told that the bill is paid, and it is not charged again', async ({
  till,
}) => {
  await chargeOneProduct(till);
  await till.onDisk('the paid order', (watch) => watch.orderStates().join() === 'paid');
  await till.kill();
  const cashier = await till.restart();
  await till.told(unclean, lastBill);
  await expect(cashier.lines).toHaveCount(0);
  await cashier.goTo('orders');
  await expect(cashier.window.getByRole('main')).toContainText(AMOUNT);
  expect(await till.salesSent()).toBe(1);
  await till.sound();
});

/** Pays one product by card and remembers what the screen said. */
async function payOnScreen(
  till: KilledTill,
): Promise<{ readonly orderId: OrderId; readonly invoiceNumber: string }> {
  await chargeOneProduct(till);
  const invoiceNumber = await till.cashier.paid();
  const page = await till.cashier.window.evaluate(() =>
    window.pos.listOrders({ query: '', beforeSeq: null, limit: 1 }),
  );
  const order = page.ok ? page.value.orders[0] : undefined;
  if (order === undefined) throw new Error('the order that was just paid is not in the list');
  till.confirm({ orderId: order.orderId, invoiceNumber, totalPaise: 48_00 });
  return { orderId: order.orderId, invoiceNumber };
}

test('killed with the receipt on screen: the bill is there under its number, and the next number follows', async ({
  till,
}) => {
  const { invoiceNumber } = await payOnScreen(till);
  await till.kill();
  const cashier = await till.restart();
  await till.told(unclean, invoiceNumber);
  await expect(cashier.lines).toHaveCount(0);
  expect(await sellAnother(till)).not.toBe(invoiceNumber);
  const ledger = await till.sound();
  expect(ledger.orders.map(({ seriesNumber }) => seriesNumber)).toEqual([1, 2]);
});

test('killed while the receipt is being saved: no half file, and it is saved whole afterwards', async ({
  till,
}) => {
  const { orderId, invoiceNumber } = await payOnScreen(till);
  const path = join(till.cashier.galla.dataDir, 'bill.pdf');
  await till.cashier.galla.app.evaluate(({ dialog }) => {
    dialog.showSaveDialog = () => {
      Object.assign(globalThis, { askedWhere: true });
      return new Promise(() => undefined);
    };
  });
  await till.cashier.button(en.counter.paid.savePdf).click();
  await expect
    .poll(() => till.cashier.galla.app.evaluate(() => Object.hasOwn(globalThis, 'askedWhere')))
    .toBe(true);
  await till.kill();
  expect(existsSync(path)).toBe(false);
  const cashier = await till.restart();
  await till.told(unclean, invoiceNumber);
  await answerDialogs(cashier, { save: path });
  const saved = await cashier.window.evaluate((id) => window.pos.saveReceiptPdf({ orderId: id }), orderId);
  expect(saved).toEqual({ ok: true, value: { fileName: 'bill.pdf' } });
  const bytes = readFileSync(path).toString('latin1');
  expect(bytes.startsWith('%PDF-')).toBe(true);
  expect(bytes.trimEnd().endsWith('%%EOF')).toBe(true);
  await till.sound();
});

test('killed as cash is taken: the bill is either paid whole or still in hand', async ({ till }) => {
  await till.cashier.scan(PRODUCT);
  await expect(till.cashier.lines).toHaveCount(1);
  await till.onDisk('the cart', (watch) => watch.cartLines() === 1);
  await takeCash(till.cashier);
  await till.kill();
  const cashier = await till.restart();
  await till.told(unclean);
  const left = await till.sound();
  if (left.orders.length === 0) {
    await expect(cashier.lines).toHaveCount(1);
    await sellOn(cashier);
  } else {
    await till.told(lastBill);
    await expect(cashier.lines).toHaveCount(0);
    await sellAnother(till);
  }
  const ledger = await till.sound();
  expect(ledger.orders.every(({ state }) => state === 'paid')).toBe(true);
  expect(await till.salesSent()).toBe(0);
});

test('killed just after a decline: the bill is given back with the reason, and can be paid otherwise', async ({
  till,
}) => {
  await till.gateway.addRule({ scenario: 'decline-51' });
  await chargeOneProduct(till);
  await till.onDisk('DECLINED', (watch) => watch.attemptStates().join() === 'DECLINED');
  await till.kill();
  const cashier = await till.restart();
  await till.told(unclean);
  await expect(cashier.panel).toContainText(en.attempt.title['not-paid']);
  await sellOn(cashier);
  expect(await till.salesSent()).toBe(1);
  const ledger = await till.sound();
  expect(ledger.tenders.map(({ kind }) => kind)).toEqual(['cash']);
});

for (const point of ['before', 'after'] as const) {
  test(`killed while a cancel waits ${point} the gateway has done it: the wish is kept and only the status decides`, async ({
    till,
  }) => {
    await till.gateway.addRule({ scenario: 'pending-for-ever' });
    await chargeOneProduct(till);
    await till.onDisk('PENDING', (watch) => watch.attemptStates().join() === 'PENDING');
    await till.gateway.hold('cancel', point);
    await till.cashier.button(en.attempt.action.cancel).click();
    await till.gateway.held('cancel', point);
    await till.kill();
    await till.gateway.release('cancel', point);
    const cashier = await till.restart();
    await till.told(unclean, beingAsked);
    await expect(cashier.panel).toContainText(en.attempt.title['not-paid']);
    await sellOn(cashier);
    expect(await till.salesSent()).toBe(1);
    const ledger = await till.sound();
    expect(ledger.attempts.map(({ state }) => state)).toEqual(['CANCELLED']);
  });
}

/** Charges a part of one product's price on the terminal, and gives the order up once that part is approved. */
async function abandonPartPaid(till: KilledTill): Promise<OrderId> {
  const page = till.cashier.window;
  const orderId = systemIds.next<OrderId>();
  const found = await page.evaluate((query) => window.pos.searchProducts({ query, limit: 1 }), PRODUCT);
  const product = found.ok ? found.value.products[0] : undefined;
  if (product === undefined) throw new Error(`the sample shop has no ${PRODUCT}`);
  const charged = await page.evaluate((request) => window.pos.charge(request), {
    requestId: systemIds.next<RequestId>(),
    orderId,
    lines: [{ lineId: systemIds.next<LineId>(), productId: product.id, quantityMilli: quantityMilli(1000) }],
    expectedTotalPaise: product.pricePaise,
    buyer: null,
    tender: { kind: 'card-terminal' as const, amountPaise: paise(20_00) },
  });
  expect(charged).toMatchObject({ ok: true });
  await till.onDisk('the part that is paid', (watch) => watch.orderStates().join() === 'part-paid');
  const gone = await page.evaluate((id) => window.pos.abandonOrder({ orderId: id }), orderId);
  expect(gone).toMatchObject({ ok: true, value: { state: 'abandoned' satisfies Checkout['state'] } });
  return orderId;
}

test('killed while an abandoned order gives its money back: the void is asked about under its own id until it is certain', async ({
  till,
}) => {
  await till.gateway.hold('void', 'after');
  await abandonPartPaid(till);
  await till.gateway.held('void', 'after');
  expect(till.watch.attemptStates()).toEqual(['VOID_DUE']);
  await till.kill();
  const cashier = await till.restart();
  await till.told(unclean);
  await expect(cashier.window.getByRole('region', { name: en.app.strip.title })).toContainText('₹20.00');
  await till.gateway.releaseAll();
  const ledger = await till.sound();
  expect(ledger.attempts.map(({ state }) => state)).toEqual(['VOIDED']);
  expect(ledger.orders.map(({ state }) => state)).toEqual(['abandoned']);
  await expect(cashier.window.getByRole('region', { name: en.app.strip.title })).toHaveCount(0);
});

const IMPORTED_ROWS = 12_000;

function writeCatalogue(path: string): void {
  const rows = Array.from(
    { length: IMPORTED_ROWS },
    (_, index) => `K${index},Imported thing ${index},Things,${10 + (index % 90)}`,
  );
  writeFileSync(path, `code,name,category,price\n${rows.join('\n')}\n`);
}

test('killed during an import: the catalogue is as it was, and the bill in hand is paid', async ({
  till,
}) => {
  const path = join(till.cashier.galla.dataDir, 'things.csv');
  writeCatalogue(path);
  await answerDialogs(till.cashier, { open: path });
  await till.cashier.scan(PRODUCT);
  await till.onDisk('the cart', (watch) => watch.cartLines() === 1);
  const started = await till.cashier.window.evaluate(async () => {
    const chosen = await window.pos.chooseImportFile();
    if (!chosen.ok) return chosen;
    const { fileToken } = chosen.value;
    const preview = await window.pos.previewImport({ fileToken });
    if (!preview.ok) return preview;
    const byCategory = { '*': { gstRateBp: 500, hsn: null } };
    return window.pos.startImport({ fileToken, mapping: preview.value.mapping, defaults: { byCategory } });
  });
  expect(started).toEqual({ ok: true, value: { importId: expect.any(String) } });
  await till.onDisk('some rows of the import', (watch) => {
    const newest = watch.newestImport();
    return newest?.state === 'staging' && newest.staged > IMPORTED_ROWS / 20;
  });
  const before = await till.cashier.window.evaluate(() => window.pos.getCatalogueSummary());
  await till.kill();
  const cashier = await till.restart();
  await till.told(unclean);
  expect(await cashier.window.evaluate(() => window.pos.getCatalogueSummary())).toEqual(before);
  const found = await cashier.window.evaluate(() =>
    window.pos.searchProducts({ query: 'imported thing', limit: 5 }),
  );
  expect(found).toMatchObject({ ok: true, value: { products: [] } });
  await expect(cashier.lines).toHaveCount(1);
  await sellOn(cashier);
  await till.sound();
});

test('killed with the training gateway inside it: the gateway remembers the payment, and it is paid once', async ({
  launch,
  dataDir,
}) => {
  const folder = join(dataDir, 'till');
  const { training: store } = dataPaths(folder).store;
  const env = { GALLA_INSTALLATION_DIR: join(dataDir, 'installation') };
  const first = await cashierAt(await launch({ dataDir: folder, env }));
  await first.scan(PRODUCT);
  await expect(first.lines).toHaveCount(1);
  await first.charge();
  await expect.poll(() => readLedger(store).attempts.map(({ state }) => state)).toEqual(['PENDING']);
  await first.galla.kill();
  const second = await cashierAt(await launch({ dataDir: folder, env }));
  const notices = second.window.getByRole('region', { name: en.app.notices.title });
  await expect(notices).toContainText(beingAsked);
  await second.paid();
  const ledger = readLedger(store);
  expect(storeViolations(ledger)).toEqual([]);
  expect(ledger.attempts.map(({ state }) => state)).toEqual(['APPROVED']);
  const journal = readFileSync(join(dirname(store), 'emulator.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const states = journal.map((line) => JSON.parse(line) as HeldTransaction);
  expect(new Set(states.map(({ attemptId }) => attemptId))).toEqual(
    new Set(ledger.attempts.map(({ attemptId }) => attemptId)),
  );
  expect(states.at(-1)?.status).toBe('APPROVED');
});
