/** The office's page in a real browser: what a person sees and does, with axe looking at every screen in both languages. */
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureOfficeUser } from '../../central/store/office.ts';
import { adminFolder, buildAdmin } from '../support/build-admin.ts';
import { eventOf, orderIdOf, refundOf, saleEvent } from '../support/central/sale-events.ts';
import { callApi, startCentral, type TestCentral } from '../support/central/start-central.ts';
import { openBrowser } from '../support/open-browser.ts';
import { rootFolder } from '../support/repository.ts';

const patient = { timeout: 20_000 };
const PASSWORD = 'a long word of the office';
let central: TestCentral;
let browser: Browser;

beforeAll(async () => {
  await buildAdmin();
  central = await startCentral({ adminFolder });
  await ensureOfficeUser(central.db, 'asha', PASSWORD, 0);
  const sales = Array.from({ length: 60 }, (_, index) =>
    saleEvent({ transactionId: `TXN-PAGE-${index}`, pricePaise: 1_49_900 }),
  );
  const refund = eventOf('refund-changed', {
    form: 1,
    refund: refundOf(orderIdOf(sales[59] ?? saleEvent()), 49_900),
  });
  const pushed = await central.call('POST', '/api/v1/orders/bulk/', {
    form: 1,
    waiting: 3,
    events: [...sales, refund],
  });
  expect(pushed.status).toBe(200);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await central.stop();
});

async function openPage(language: 'en' | 'hi'): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: language,
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${central.url}/admin/`);
  return page;
}

async function signIn(page: Page, words: { name: string; password: string }): Promise<void> {
  await page.getByLabel(words.name).fill('asha');
  await page.getByLabel(words.password).fill(PASSWORD);
  await page.keyboard.press('Enter');
}

/** Keeps a picture of the screen, and says what axe finds. */
async function lookAt(page: Page, name: string): Promise<string[]> {
  const folder = join(rootFolder, 'test-results', 'office');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

describe('the office’s page', () => {
  test('lets nobody in with a wrong password, nor with a till’s token, and sends no call without a session', async () => {
    const page = await openPage('en');
    await page.getByLabel('Name').fill('asha');
    await page.getByLabel('Password').fill(central.token);
    await page.getByRole('button', { name: 'Sign in' }).first().click();
    await page.getByText('Name or password is wrong.').waitFor();
    expect(await lookAt(page, 'en-wrong-password')).toEqual([]);
    await page.context().close();
    for (const path of ['me', 'shops', 'shops/demo/orders', 'shops/demo/orders.csv', 'shops/demo/tills']) {
      expect((await callApi(central.url, central.token, 'GET', `/admin/api/${path}`)).status, path).toBe(401);
    }
  });

  test('shows orders with their sums, filters them, opens one, and exports them', async () => {
    const page = await openPage('en');
    await signIn(page, { name: 'Name', password: 'Password' });
    await page.getByRole('heading', { name: 'Orders' }).waitFor();
    await expect.poll(() => page.locator('tbody tr').count(), patient).toBe(50);
    expect(await page.locator('.sums').innerText()).toContain('₹1,79,880.00');
    expect(await page.locator('.sums').innerText()).toContain('₹499.00');
    expect(await lookAt(page, 'en-orders')).toEqual([]);
    await page.getByRole('button', { name: 'Older orders' }).click();
    await expect.poll(() => page.locator('tbody tr').count(), patient).toBe(10);
    await page.getByLabel('Transaction').fill('TXN-PAGE-59');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('tbody tr').count(), patient).toBe(1);
    await page.locator('tbody button').click();
    await page.getByRole('heading', { name: 'Refunds and credit notes' }).waitFor();
    expect(await page.locator('main').innerText()).toContain('Wrong size');
    expect(await lookAt(page, 'en-order')).toEqual([]);
    await page.getByRole('button', { name: 'Back to the list' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export CSV' }).click(),
    ]);
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
    expect(lines).toHaveLength(61);
    expect(lines[0]).toContain('invoiceNumber');
    await page.context().close();
  });

  test('makes and revokes a token, and a revoked one opens nothing', async () => {
    const page = await openPage('en');
    await signIn(page, { name: 'Name', password: 'Password' });
    await page.getByRole('button', { name: 'Tills' }).click();
    await page.getByRole('button', { name: 'Make a token: T1' }).click();
    const token = await page.locator('.token').innerText();
    expect(await lookAt(page, 'en-token')).toEqual([]);
    const about = () => callApi(central.url, token, 'GET', '/api/v1/about/');
    expect((await about()).status).toBe(200);
    await page.getByRole('button', { name: 'Done' }).click();
    expect(await lookAt(page, 'en-tills')).toEqual([]);
    await page.getByRole('button', { name: `Revoke ${token.slice(0, 4)}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await expect.poll(async () => (await about()).status, patient).toBe(401);
    const audit = await central.db.query<{ action: string; actor: string }>(
      'SELECT action, actor FROM audit ORDER BY audit_id DESC LIMIT 2',
    );
    expect(audit).toEqual([
      { action: 'token-revoked', actor: 'office:asha' },
      { action: 'token-made', actor: 'office:asha' },
    ]);
    await page.context().close();
  });

  test('adds a shop and a till, which then has no orders', async () => {
    const page = await openPage('en');
    await signIn(page, { name: 'Name', password: 'Password' });
    await page.getByRole('button', { name: 'Add a shop' }).click();
    await page.getByLabel('Short name').fill('nashik');
    await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Nashik Road');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Add a till' }).click();
    await page.getByLabel('Short name').fill('N1');
    await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Front');
    expect(await lookAt(page, 'en-new-till')).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'N1 · Front' }).waitFor();
    await page.getByRole('button', { name: 'Orders' }).click();
    await page.getByText('No order fits.').waitFor();
    await page.context().close();
  });

  test('speaks Hindi', async () => {
    const page = await openPage('hi');
    expect(await lookAt(page, 'hi-sign-in')).toEqual([]);
    await signIn(page, { name: 'नाम', password: 'पासवर्ड' });
    await page.getByRole('heading', { name: 'ऑर्डर' }).waitFor();
    await expect.poll(() => page.locator('tbody tr').count(), patient).toBe(50);
    expect(await lookAt(page, 'hi-orders')).toEqual([]);
    await page.getByRole('button', { name: 'काउंटर' }).click();
    await page.getByRole('heading', { name: 'काउंटर', exact: true }).waitFor();
    expect(await lookAt(page, 'hi-tills')).toEqual([]);
    await page.context().close();
  });
});
