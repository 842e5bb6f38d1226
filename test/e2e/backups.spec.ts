import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../../renderer/i18n/en/index.ts';
import { hi } from '../../renderer/i18n/hi/index.ts';
import { section } from '../support/backups-at-till.ts';
import { pagesOf, spoilPage } from '../support/busy-store.ts';
import { cashierAt, expect, test, type Cashier } from '../support/cashier.ts';
import { readLedger } from '../support/ledger.ts';
import { lookAt } from '../support/look-at.ts';

const { backups: words, problem } = en;
const milk = 'Toned Milk 500 ml';

async function sell(cashier: Cashier): Promise<string> {
  await cashier.goTo('counter');
  await cashier.scan(milk);
  const number = await cashier.payCash();
  await cashier.window.keyboard.press('Enter');
  return number;
}

async function backUp(cashier: Cashier): Promise<void> {
  await cashier.goTo('settings');
  const part = section(cashier.window, words.title);
  await part.getByRole('button', { name: words.now }).click();
  await expect(part.getByText('gallabackup')).toBeVisible({ timeout: 60_000 });
  await expect(part.getByRole('row').nth(1)).toContainText(words.verdict.good);
}

/** Looks into the newest backup of the list and restores it. */
async function restoreNewest(window: Page): Promise<void> {
  await window.getByRole('row').nth(1).getByRole('button').click();
  const look = window.getByRole('dialog', { name: words.look.title });
  await expect(look.getByText(words.look.bills, { exact: true })).toBeVisible({ timeout: 60_000 });
  expect.soft(await lookAt(window, 'backup-look')).toEqual([]);
  await look.getByRole('button', { name: words.look.restore }).click();
  const terms = window.getByRole('dialog', { name: words.restore.title });
  expect.soft(await lookAt(window, 'backup-restore')).toEqual([]);
  await terms.getByRole('button', { name: words.restore.confirm }).click();
}

test('a damaged file: the screen says what can be read, restores the backup with it, and the till sells on in a new series', async ({
  openTill,
  dataDir,
}) => {
  const first = await cashierAt(await openTill());
  const sold = [await sell(first), await sell(first)];
  await backUp(first);
  expect.soft(await lookAt(first.window, 'backups')).toEqual([]);
  sold.push(await sell(first));
  await first.galla.close();

  const store = join(dataDir, 'till', 'training', 'store.db');
  const [page] = pagesOf(store).filter(({ table }) => table === 'settings');
  spoilPage(store, page?.number ?? 0);

  const galla = await openTill({ storeCreated: { training: true, real: false } });
  const { window } = galla;
  await expect(window.getByRole('heading', { level: 1 })).toHaveText(problem.title.corrupt);
  await window.getByRole('button', { name: problem.restore }).click();
  await window.getByRole('button', { name: words.damage.read }).click();
  await expect(window.getByText('orders', { exact: true })).toBeVisible({ timeout: 60_000 });
  expect.soft(await lookAt(window, 'damage')).toEqual([]);
  await restoreNewest(window);

  const second = await cashierAt(galla);
  await expect(second.scanField).toBeVisible({ timeout: 60_000 });
  await second.goTo('settings');
  const restored = section(window, words.restored.title);
  await expect(restored.getByText(words.restored.ready)).toBeVisible({ timeout: 60_000 });
  await expect(restored).toContainText(sold.at(-1) ?? '');
  expect.soft(await lookAt(window, 'till-restored')).toEqual([]);
  await sell(second);
  expect(readdirSync(join(dataDir, 'till', 'training')).some((name) => name.includes('before-restore'))).toBe(
    true,
  );
  const numbers = readLedger(store).orders.map((order) => order.invoiceNumber);
  expect(numbers.slice(0, 3)).toEqual(sold);
  expect(numbers).toHaveLength(4);
  expect(numbers[3]).toMatch(/^TA1-B\/\d{4}\/00001$/);
});

test('a restore from the settings asks for the manager and goes back to the backup', async ({
  cashier,
  dataDir,
}) => {
  const { window, button } = cashier;
  await sell(cashier);
  await cashier.goTo('settings');
  const pin = section(window, en.settings.pin.title);
  await pin.getByLabel(en.settings.pin.next, { exact: true }).fill('2468');
  await pin.getByLabel(en.settings.pin.again, { exact: true }).fill('2468');
  await button(en.settings.pin.choose).click();
  await backUp(cashier);
  const lost = await sell(cashier);
  await cashier.goTo('settings');
  await window.getByRole('row').nth(1).getByRole('button').click();
  await window
    .getByRole('dialog')
    .getByRole('button', { name: words.look.restore })
    .click({ timeout: 60_000 });
  const dialog = window.getByRole('dialog', { name: words.restore.title });
  await dialog.getByLabel(en.manager.pin).fill('2468');
  await window.keyboard.press('Enter');
  await expect(section(window, words.restored.title).getByText(words.restored.ready)).toBeVisible({
    timeout: 60_000,
  });
  await expect(section(window, words.restored.title)).toContainText(lost);
  await cashier.goTo('orders');
  await expect(window.getByText(lost)).toHaveCount(0);
  await sell(cashier);
  const numbers = readLedger(join(dataDir, 'till', 'training', 'store.db')).orders.map(
    (order) => order.invoiceNumber,
  );
  expect(numbers.at(-1)).toMatch(/^TA1-[BC]\/\d{4}\/00001$/);
  expect(existsSync(join(dataDir, 'till', 'backups', 'training'))).toBe(true);
});

test('backups read well in Hindi', async ({ openTill }) => {
  const galla = await openTill({ language: 'hi' });
  const { window } = galla;
  const cashier = await cashierAt(galla, hi);
  await cashier.goTo('settings');
  await section(window, hi.backups.title).scrollIntoViewIfNeeded();
  expect.soft(await lookAt(window, 'backups-hi')).toEqual([]);
});
