import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { join, resolve } from 'node:path';
import { en } from '../../renderer/i18n/en/index.ts';
import { answerDialogs, billOf, expect, sampleBarcode, test, type Cashier } from '../support/cashier.ts';
import { sampleProducts } from '../../electron/training/sample-shop/index.ts';
import { findCommand } from '../support/machine.ts';
import { rootFolder } from '../support/repository.ts';

const words = en.catalogue.import;
const realFile = resolve(rootFolder, '../shared/data/grocery-products.csv');
const sampleCount = sampleProducts.length;

/** Two imported products whose names the real file has once; one is typed without its accent. */
const imported = [
  { typed: 'creme soft hands', name: 'Creme Soft Soap - For Hands & Body', price: '₹162.00' },
  { typed: 'atc creme', name: 'ATC Crème 4 Fun Combi', price: '₹59.00' },
] as const;

test.beforeAll(() => {
  expect(existsSync(realFile), 'The real file ../shared/data/grocery-products.csv is not here.').toBe(true);
});

/** Walks through the import's pages up to its last button, which starts it. */
async function prepareImport(cashier: Cashier, file: string): Promise<void> {
  const { window } = cashier;
  await answerDialogs(cashier, { open: file });
  await cashier.goTo('catalogue');
  await window.getByRole('button', { name: /^(Choose file|Import another file)$/ }).click();
  await expect(window.getByRole('heading', { name: words.steps.mapping })).toBeVisible();
  await cashier.button(words.next).click();
  await expect(window.getByRole('heading', { name: words.steps.defaults })).toBeVisible();
}

/** Gives every category the rate of most packed goods, and an HSN to the largest. */
async function fillDefaults({ window, button }: Cashier): Promise<void> {
  const rate = words.rateFor.replace('{{category}}', words.others);
  await window.getByRole('combobox', { name: rate }).selectOption('500');
  await window
    .getByRole('textbox', { name: words.hsnFor.replace('{{category}}', words.others) })
    .fill('2106');
  await button(words.allSame).click();
  await window.getByRole('combobox', { name: 'GST rate for Beauty & Hygiene' }).selectOption('1800');
  await window.getByRole('textbox', { name: 'HSN for Beauty & Hygiene' }).fill('3401');
}

async function startImport({ window }: Cashier): Promise<void> {
  await window.getByRole('button', { name: /^Import [\d,]+ rows$/ }).click();
}

/** The figures of an import's report: added, changed, unchanged, refused. */
async function report({ window }: Cashier): Promise<string[]> {
  await expect(
    window.getByRole('heading', { name: `${words.steps.report}: ${words.state.done}` }),
  ).toBeVisible({
    timeout: 60_000,
  });
  return window.locator('.counts dd').allInnerTexts();
}

async function productCount({ window }: Cashier): Promise<number> {
  const summary = await window.evaluate(() => globalThis.window.pos.getCatalogueSummary());
  return summary.ok ? summary.value.productCount : -1;
}

/** Watches the window and main: what is painted, how far the bar is, and every stretch in which nothing could be done. */
async function watch({ galla, window }: Cashier): Promise<void> {
  await window.evaluate(() => {
    const seen = { frames: 0, stuck: 0, values: new Set<number>() };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      seen.stuck += list.getEntries().filter(({ duration }) => duration > 1000).length;
    }).observe({ type: 'longtask' });
    const frame = (): void => {
      seen.frames += 1;
      const bar = document.querySelector('progress');
      if (bar !== null) seen.values.add(bar.value);
      requestAnimationFrame(frame);
    };
    frame();
  });
  await galla.app.evaluate(() => {
    const seen = { stuck: 0 };
    let lastMs = performance.now();
    const look = (): void => {
      if (performance.now() - lastMs > 1000) seen.stuck += 1;
      lastMs = performance.now();
    };
    Object.assign(globalThis, { seen, timer: setInterval(look, 20) });
  });
}

type Seen = { readonly frames: number; readonly values: number; readonly stuck: number };

async function whatWasSeen({ galla, window }: Cashier): Promise<Seen> {
  const inMain = await galla.app.evaluate(() => Reflect.get(globalThis, 'seen') as { stuck: number });
  const inWindow = await window.evaluate(() => {
    const { frames, stuck, values } = Reflect.get(globalThis, 'seen') as {
      frames: number;
      stuck: number;
      values: Set<number>;
    };
    return { frames, stuck, values: values.size };
  });
  return { ...inWindow, stuck: inWindow.stuck + inMain.stuck };
}

/** The text of a PDF, laid out as it is printed. */
function pdfText(path: string): string {
  const reader = findCommand('pdftotext');
  if (reader === undefined) throw new Error('pdftotext is missing: npm test installs it (poppler-utils).');
  return execFileSync(reader, ['-layout', path, '-'], { encoding: 'utf8' });
}

/** Looks for an order; four digits may be a card's last four and another order's serial, so a second one may be found with it. */
async function findOrder({ window }: Cashier, query: string, invoice: string): Promise<void> {
  await window.getByRole('combobox', { name: en.orders.search }).fill(query);
  const rows = window.getByRole('listbox', { name: en.orders.list }).getByRole('option');
  await expect(rows.filter({ hasText: invoice }), query).toHaveCount(1);
  await expect.poll(() => rows.count(), query).toBeLessThanOrEqual(/^\d{4}$/.test(query) ? 2 : 1);
}

test('the real file comes in, five products are sold by RuPay, and the order is found again', async ({
  cashier,
  gateway,
}, testInfo) => {
  test.slow();
  const { window } = cashier;
  const refusedFile = testInfo.outputPath('refused.csv');
  const receiptFile = testInfo.outputPath('receipt.pdf');

  await test.step('the columns are guessed, and a tax is asked for by category', async () => {
    await answerDialogs(cashier, { open: realFile, save: refusedFile });
    await cashier.goTo('catalogue');
    await cashier.button(words.choose).click();
    await expect(window.getByText('grocery-products.csv: 20,000 rows')).toBeVisible();
    await expect(window.getByText(words.source.guessed)).toBeVisible();
    const guessed = {
      externalCode: 'index',
      name: 'product',
      price: 'sale_price',
      mrp: 'market_price',
    } as const;
    for (const [field, column] of Object.entries(guessed)) {
      const label = en.catalogue.field[field as keyof typeof guessed];
      const choice = window.getByRole('combobox', { name: label, exact: true });
      await expect(choice.locator('option:checked')).toHaveText(column);
    }
    await expect(window.getByRole('status').filter({ hasText: en.catalogue.field.gstRate })).toBeVisible();
    await cashier.button(words.next).click();
    await fillDefaults(cashier);
  });

  await test.step('the window stays alive while 20,000 rows come in', async () => {
    await watch(cashier);
    await startImport(cashier);
    await expect(window.getByRole('progressbar', { name: words.progressLabel })).toBeVisible();
    expect(await report(cashier)).toEqual(['19,999', '0', '0', '1']);
    const seen = await whatWasSeen(cashier);
    expect(seen.stuck).toBe(0);
    expect(seen.frames).toBeGreaterThan(5);
    expect(seen.values).toBeGreaterThan(2);
    expect(await productCount(cashier)).toBe(sampleCount + 19_999);
  });

  await test.step('the row that was refused is shown with its reason, and saved', async () => {
    const refused = window.getByRole('region', { name: words.refusedTitle });
    await expect(refused.getByRole('row')).toHaveCount(2);
    await expect(refused).toContainText(en.catalogue.refused['name-missing']);
    await cashier.button(words.save).click();
    await expect(cashier.message).toContainText('refused.csv');
    expect(readFileSync(refusedFile, 'utf8').trim().split('\n')).toHaveLength(2);
    await cashier.button(words.done).click();
    await expect(
      window.getByText(`${(sampleCount + 19_999).toLocaleString('en-IN')} products`),
    ).toBeVisible();
  });

  await test.step('the same file again changes nothing', async () => {
    await prepareImport(cashier, realFile);
    await startImport(cashier);
    expect(await report(cashier)).toEqual(['0', '0', '19,999', '1']);
    expect(await productCount(cashier)).toBe(sampleCount + 19_999);
    await cashier.button(words.done).click();
  });

  const invoice = await test.step('five products: three by scan, two by search', async () => {
    await cashier.goTo('counter');
    await cashier.scan('Toned Milk 500 ml', 'Curd Pouch 400 g', 'Marie Biscuits 250 g');
    await expect(cashier.lines).toHaveCount(3);
    for (const { typed, name } of imported) {
      const found = await cashier.search(typed);
      await expect(found.first()).toContainText(name);
      await window.keyboard.press('Enter');
    }
    await expect
      .poll(() => billOf(cashier))
      .toEqual([
        'Toned Milk 500 ml | 1 | ₹28.00',
        'Curd Pouch 400 g | 1 | ₹34.00',
        'Marie Biscuits 250 g | 1 | ₹34.00',
        ...imported.map(({ name, price }) => `${name} | 1 | ${price}`),
      ]);
    await expect(cashier.toPay).toHaveText('₹317.00');
    await cashier.charge();
    const number = await cashier.paid();
    expect(number).toMatch(/^TA1\/\d{4}\/000001$/);
    return number;
  });

  const [sale] = await gateway.transactions();
  const lastFour = sale?.lastFour ?? '';

  await test.step('the receipt is on the screen and in the PDF', async () => {
    expect(sale).toMatchObject({ status: 'APPROVED', amountPaise: 317_00 });
    const receipt = window.getByRole('article', { name: en.receipt.title['tax-invoice'] });
    await expect(receipt).toContainText(invoice);
    await expect(receipt).toContainText(`•••• ${lastFour}`);
    await answerDialogs(cashier, { save: receiptFile });
    await cashier.button(en.counter.paid.savePdf).click();
    await expect(cashier.message).toContainText('receipt.pdf');
    const text = pdfText(receiptFile);
    expect(text).toContain(invoice);
    expect(text).toContain(en.receipt.training);
    expect(text).toContain('HSN 3401');
    expect(text).toContain('HSN 0401');
    expect(text).toContain('GST 18%');
    expect(text).toMatch(/CGST[\s\S]*SGST/);
    // 162.00 at 18 % holds 24.72 of tax, in two halves; 34, 34 and 59 at 5 % hold 1.62, 1.62 and 2.80 or 2.82.
    expect(text).toMatch(/GST\s+₹?\s*30\.7\d/);
    expect(text).toMatch(/Total\s+₹?\s*317\.00/);
    expect(text).toContain(lastFour);
  });

  await test.step('the order is found by its number, the card, the amount and a product', async () => {
    await cashier.button(en.counter.paid.next).click();
    await expect(cashier.scanField).toBeFocused();
    await cashier.scan('Paneer 200 g');
    await cashier.payCash();
    await cashier.goTo('orders');
    await expect(window.getByRole('listbox', { name: en.orders.list }).getByRole('option')).toHaveCount(2);
    for (const query of [invoice, lastFour, '317', '317.00', 'marie biscuits', imported[0].name]) {
      await findOrder(cashier, query, invoice);
    }
  });

  await test.step('its page has lines, taxes, payment and what happened', async () => {
    await window.keyboard.press('ArrowDown');
    const page = window.getByRole('region', { name: en.orders.page.label, exact: true });
    await expect(page.getByRole('heading', { name: `Invoice ${invoice}` })).toBeVisible();
    await expect(page.getByRole('table').first().getByRole('row')).toHaveCount(6);
    for (const { name } of imported) await expect(page).toContainText(name);
    const taxes = page.locator('section').filter({ hasText: en.orders.page.taxes });
    await expect(taxes.getByRole('row').filter({ hasText: '18%' })).toContainText('₹137.28');
    await expect(page).toContainText(`•••• ${lastFour}`);
    await expect(page).toContainText(/RRN \d{12}/);
    const events = page.getByRole('listitem').filter({ has: window.getByRole('time') });
    await expect(events.first()).toContainText(en.orders.event.created);
    await expect(events.last()).toContainText(en.orders.event.approved);
  });
});

/** The real file several times over with codes of their own, so that there is time to do something meanwhile. */
async function writeLongFile(path: string, times: number): Promise<void> {
  const out = createWriteStream(path);
  let head = '';
  for (let round = 0; round < times; round += 1) {
    for await (const line of createInterface({ input: createReadStream(realFile) })) {
      if (head === '') {
        head = line;
        out.write(`${line}\n`);
      } else if (line !== head) out.write(`${round}${line.padStart(1)}\n`);
    }
  }
  out.end();
  await finished(out);
}

test('a sale goes through while a file comes in, and an import that is cancelled leaves the catalogue as it was', async ({
  cashier,
  dataDir,
}) => {
  test.slow();
  const { window } = cashier;
  const file = join(dataDir, 'long.csv');
  await writeLongFile(file, 8);
  const before = await productCount(cashier);
  await prepareImport(cashier, file);
  await fillDefaults(cashier);
  await watch(cashier);
  await startImport(cashier);
  const bar = window.getByRole('progressbar', { name: words.progressLabel });
  await expect(bar).toBeVisible();

  await cashier.goTo('counter');
  await cashier.keys.scan([sampleBarcode('Toned Milk 500 ml')]);
  await expect(cashier.toPay).toHaveText('₹28.00');
  await cashier.charge();
  await cashier.paid();
  const found = await window.evaluate(() =>
    globalThis.window.pos.searchProducts({ query: 'brass angle', limit: 5 }),
  );
  expect(found).toMatchObject({ ok: true, value: { products: [] } });

  await cashier.goTo('catalogue');
  await expect(bar).toBeVisible();
  await cashier.button(words.cancel).click();
  await expect(window.getByText(words.cancelled)).toBeVisible();
  expect(await productCount(cashier)).toBe(before);
  expect((await whatWasSeen(cashier)).stuck).toBe(0);
  await cashier.goTo('counter');
  await window.keyboard.press('Enter');
  await expect(cashier.scanField).toBeFocused();
  await cashier.search('brass angle');
  await expect(window.getByText(en.counter.scan.none)).toBeVisible();
});
