import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../../renderer/i18n/en/index.ts';
import { hi } from '../../renderer/i18n/hi/index.ts';
import { backUpToStick, restoreFromFile, section } from '../support/backups-at-till.ts';
import { cashierAt, expect, test as base, type Cashier } from '../support/cashier.ts';
import { storeViolations } from '../support/ledger-invariants.ts';
import { readLedger } from '../support/ledger.ts';
import { lookAt } from '../support/look-at.ts';
import { chooseManagerPin, giveAllBack, typePin } from '../support/manager-at-till.ts';
import { officeAt, setUpOffice, type OfficeForTills } from '../support/office-for-tills.ts';
import { rootFolder } from '../support/repository.ts';

const { backups: words, problem } = en;
const milk = 'Toned Milk 500 ml';
const lassi = 'Sweet Lassi 200 ml';
const ghee = 'Pure Ghee 1 L';

const test = base.extend<{ readonly office: OfficeForTills; readonly stick: string }>({
  async office({ dataDir }, use) {
    const office = await officeAt(join(dataDir, 'office'));
    await office.open();
    await use(office);
    await office.shut();
  },
  async stick({ dataDir }, use) {
    const stick = join(dataDir, 'stick');
    mkdirSync(stick);
    await use(stick);
  },
});

async function sell(cashier: Cashier, by: 'cash' | 'card', ...names: readonly string[]): Promise<string> {
  await cashier.goTo('counter');
  await cashier.scan(...names);
  await expect(cashier.lines).toHaveCount(names.length);
  if (by === 'card') await cashier.charge();
  const number = by === 'card' ? await cashier.paid() : await cashier.payCash();
  await cashier.window.keyboard.press('Enter');
  return number;
}

async function backUp(cashier: Cashier, stick: string): Promise<string> {
  await cashier.goTo('settings');
  return backUpToStick(cashier, stick, '.gallabackup');
}

type Row = { readonly number: string; readonly rupees: number };

const byNumber = (one: Row, other: Row): number => one.number.localeCompare(other.number);

/** The list of orders as it is on screen: each with its number and its total, and all of its words. */
async function listed({
  window,
  goTo,
}: Cashier): Promise<{ readonly rows: readonly Row[]; readonly texts: readonly string[] }> {
  await goTo('orders');
  const options = window.getByRole('listbox', { name: en.orders.list }).getByRole('option');
  await expect(options.first()).toBeVisible();
  const texts = await options.allInnerTexts();
  const numbers = await options.locator('strong').allInnerTexts();
  const totals = await options.locator('.order-total').allInnerTexts();
  const rows = numbers.map((number, index) => ({
    number,
    rupees: Number(totals[index]?.replace(/[₹,]/g, '')),
  }));
  return { rows: rows.toSorted(byNumber), texts };
}

/** Each figure of the day's review by its name, with what it says. */
async function dayOf({ window }: Cashier): Promise<Readonly<Record<string, string>>> {
  await window.keyboard.press('F5');
  await expect(window.getByRole('group', { name: en.review.key })).toBeVisible();
  return window
    .locator('[data-figure]')
    .evaluateAll((buttons) =>
      Object.fromEntries(
        buttons.map((button) => [(button as HTMLElement).dataset['figure'] ?? '', button.textContent]),
      ),
    );
}

/** Waits until the office has these bills, each once and no others, and the till knows it. */
async function reached({ window }: Cashier, office: OfficeForTills, rows: readonly Row[]): Promise<void> {
  const there = async (): Promise<readonly Row[]> =>
    (await office.orders())
      .map(({ invoice_number: number, total_amount: total }) => ({ number, rupees: Number(total) }))
      .toSorted(byNumber);
  await expect.poll(there, { timeout: 60_000 }).toEqual(rows);
  const sign = window.getByRole('button', { name: en.office.sign.label });
  await expect(sign).toContainText(en.office.sign.good, { timeout: 60_000 });
}

/** The figures under "Bills that the office holds of this till": came back, credit notes, were here. */
async function readBackFigures({ window }: Cashier): Promise<string[]> {
  return section(window, words.readBack.title).locator('dd').allInnerTexts();
}

/** Looks at the screen in English and in Hindi; it is in English before and after. */
async function lookInBoth({ window }: Cashier, name: string): Promise<void> {
  expect.soft(await lookAt(window, `read-back-${name}`)).toEqual([]);
  await window.getByRole('button', { name: en.app.language.hi }).click();
  await expect(window.getByRole('button', { name: hi.office.sign.label })).toBeVisible();
  expect.soft(await lookAt(window, `read-back-${name}-hi`)).toEqual([]);
  await window.getByRole('button', { name: hi.app.language.en }).click();
  await expect(window.getByRole('button', { name: en.office.sign.label })).toBeVisible();
}

test('a till that lost its data takes its backup and reads what was sold since back from the office: each bill once, the day as it was', async ({
  openTill,
  office,
  stick,
  dataDir,
}) => {
  test.slow();
  const first = await cashierAt(await openTill());
  await chooseManagerPin(first);
  await setUpOffice(first, office.url);
  const sold = [await sell(first, 'cash', milk), await sell(first, 'card', lassi)];
  const file = await backUp(first, stick);
  sold.push(await sell(first, 'card', ghee), await sell(first, 'cash', milk, lassi));
  sold.push(await sell(first, 'cash', ghee));
  await first.goTo('orders');
  await first.window.getByRole('option').first().click();
  await giveAllBack(first);
  const list = await listed(first);
  expect(list.rows.map(({ number }) => number)).toEqual(sold);
  await reached(first, office, list.rows);
  const refunded = async () => (await office.orders()).filter((order) => order.payment_status === 'refunded');
  await expect.poll(refunded, { timeout: 60_000 }).toHaveLength(1);
  await first.window.getByRole('button', { name: en.office.sign.label }).click();
  await expect(first.window.getByRole('row', { name: /TA1C/ })).toContainText(en.office.entry.sent);
  const before = { list, day: await dayOf(first) };
  await first.galla.close();

  const store = join(dataDir, 'till', 'training', 'store.db');
  for (const part of ['', '-wal', '-shm']) rmSync(`${store}${part}`, { force: true });
  const galla = await openTill({ storeCreated: { training: true, real: false } });
  const { window } = galla;

  await test.step('the data is gone: the screen takes the backup from the stick', async () => {
    await expect(window.getByRole('heading', { level: 1 })).toHaveText(problem.title.missing);
    await window.getByRole('button', { name: problem.restore }).click();
    await restoreFromFile({ galla, window }, { file, shop: 'TA1', passphrase: null });
  });

  const second = await cashierAt(galla);
  await expect(second.scanField).toBeVisible({ timeout: 60_000 });
  await test.step('the counter and the settings say what happened and what came back', async () => {
    await lookInBoth(second, 'notice');
    await second.goTo('settings');
    const restored = section(window, words.restored.title);
    await expect(restored.getByText(words.restored.ready)).toBeVisible({ timeout: 60_000 });
    await expect(restored).toContainText(words.restored.noneUnknown);
    await expect.poll(() => readBackFigures(second)).toEqual(['3', '1', '2']);
    await lookInBoth(second, 'settings');
  });

  await test.step('the orders and the day are what they were', async () => {
    expect(await listed(second)).toEqual(before.list);
    await lookInBoth(second, 'orders');
    expect(await dayOf(second)).toEqual(before.day);
    await lookInBoth(second, 'day');
    const [, , lost = ''] = sold;
    await second.goTo('orders');
    await window.getByRole('combobox', { name: en.orders.search }).fill(lost);
    await expect(window.getByRole('option')).toHaveCount(1);
    await window.getByRole('option').click();
    await expect(window.getByRole('article')).toContainText(ghee);
    await lookInBoth(second, 'found');
    await window.getByRole('combobox', { name: en.orders.search }).fill('');
  });

  await test.step('the office has each bill once, and nothing waits to be told again', async () => {
    await reached(second, office, before.list.rows);
    await window.getByRole('button', { name: en.office.sign.label }).click();
    for (const number of sold) await expect(window.getByRole('rowheader', { name: number })).toHaveCount(1);
    await expect(window.getByRole('cell', { name: en.office.entry.waiting })).toHaveCount(0);
    await lookInBoth(second, 'office');
  });

  await test.step('a new sale has a number of its own, and the office hears of it', async () => {
    const next = await sell(second, 'card', milk);
    expect(next).toMatch(/^TA1-B\/\d{4}\/00001$/);
    const { rows } = await listed(second);
    expect(rows.map(({ number }) => number)).toEqual(
      [next, ...sold].toSorted((one, other) => one.localeCompare(other)),
    );
    await reached(second, office, rows);
    await office.read(async (page) => {
      await expect(page.locator('tbody tr')).toHaveCount(rows.length);
      const path = join(rootFolder, 'test-results', 'screens', 'read-back-at-the-office.png');
      await page.screenshot({ path, fullPage: true });
    });
  });

  await galla.close();
  expect(storeViolations(readLedger(store))).toEqual([]);
});

test('the office can’t be reached when the backup is put back on another PC: the till sells on a manager’s word, and reads back when it is there', async ({
  openTill,
  office,
  stick,
  dataDir,
}) => {
  test.slow();
  const first = await cashierAt(await openTill());
  await chooseManagerPin(first);
  await setUpOffice(first, office.url);
  const sold = [await sell(first, 'cash', milk), await sell(first, 'card', lassi)];
  const file = await backUp(first, stick);
  sold.push(await sell(first, 'card', ghee), await sell(first, 'cash', milk, lassi));
  await reached(first, office, (await listed(first)).rows);
  await office.shut();
  // Nobody but the bank and the paper knows of this one.
  const untold = await sell(first, 'card', milk);
  await first.galla.close();

  const folder = join(dataDir, 'other', 'data');
  const env = { GALLA_INSTALLATION_DIR: join(dataDir, 'other', 'installation') };
  const other = await cashierAt(await openTill({ dataDir: folder, env }));
  const { window } = other;
  const restored = section(window, words.restored.title);

  await test.step('the backup is put back; the till says that it waits for the office', async () => {
    await other.goTo('settings');
    await restoreFromFile(other, { file, shop: 'TA1', passphrase: null });
    await expect(restored).toContainText(words.restored.blocked);
    await expect(restored).toContainText(words.restored.office['office-unreachable']);
    await expect(section(window, words.readBack.title)).toContainText(words.readBack.again);
    await lookInBoth(other, 'no-office');
  });

  const next: string[] = [];
  await test.step('a manager lets it sell without', async () => {
    await restored.getByRole('button', { name: words.restored.signOffice }).click();
    const dialog = window.getByRole('dialog');
    await dialog.getByLabel(words.restored.reason).fill('The line is down; customers are waiting');
    expect.soft(await lookAt(window, 'read-back-sign')).toEqual([]);
    await typePin(dialog, words.restored.save);
    await expect(restored).toContainText(words.restored.sells);
    await expect(restored).toContainText(words.restored.signedOffice);
    await lookInBoth(other, 'signed');
    next.push(await sell(other, 'cash', lassi), await sell(other, 'card', milk));
    expect(new Set([...sold, untold, ...next]).size).toBe(sold.length + 1 + next.length);
    const { rows } = await listed(other);
    expect(rows).toHaveLength(4);
  });

  await test.step('the office is there again: its bills come by themselves, and it gets the new ones', async () => {
    await office.open();
    const options = window.getByRole('listbox', { name: en.orders.list }).getByRole('option');
    await expect(options).toHaveCount(sold.length + next.length, { timeout: 90_000 });
    const { rows } = await listed(other);
    expect(rows.map(({ number }) => number)).toEqual(
      [...sold, ...next].toSorted((one, two) => one.localeCompare(two)),
    );
    await reached(other, office, rows);
    await other.goTo('settings');
    // How many were here by then depends on which of the new ones the office had already.
    await expect.poll(async () => (await readBackFigures(other)).slice(0, 2)).toEqual(['2', '0']);
    await expect(restored.getByText(/RRN \d{12}/)).toHaveCount(1);
    await lookInBoth(other, 'back');
  });

  await other.galla.close();
  expect(storeViolations(readLedger(join(folder, 'training', 'store.db')))).toEqual([]);
});
