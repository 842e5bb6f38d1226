import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startCentral, type RunningCentral } from '../../central/start.ts';
import { centralEnvironment } from '../../shared/contract/central-settings.ts';
import { en } from '../../renderer/i18n/en/index.ts';
import { hi } from '../../renderer/i18n/hi/index.ts';
import { expect, test, type Cashier } from '../support/cashier.ts';
import { chooseManagerPin, MANAGER_PIN, typePin } from '../support/manager-at-till.ts';
import { buildAdmin } from '../support/build-admin.ts';
import { lookAt } from '../support/look-at.ts';
import { openBrowser } from '../support/open-browser.ts';
import { rootFolder } from '../support/repository.ts';

const TOKEN = randomUUID();
const ADMIN = { name: 'asha', password: 'a long word of the office' };
const words = en.office;

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => {
    probe.listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => {
    probe.close(resolve);
  });
  return port;
}

async function openOffice(port: number, dataFolder: string): Promise<RunningCentral> {
  await buildAdmin();
  const environment = centralEnvironment.parse({
    CENTRAL_LOG_LEVEL: 'silent',
    CENTRAL_ADMIN_NAME: ADMIN.name,
    CENTRAL_ADMIN_PASSWORD: ADMIN.password,
  });
  const started = await startCentral({ port, dataFolder, token: TOKEN, environment, tls: null });
  if (!started.ok) throw new Error(started.error);
  return started.value;
}

/** Writes the office's server into the settings, as the owner does. */
async function setUp({ window, goTo }: Cashier, url: string): Promise<void> {
  await goTo('settings');
  const form = window.getByRole('form', { name: words.settings.title });
  await form.getByLabel(words.settings.url).fill(url);
  await form.getByLabel(words.settings.token, { exact: true }).fill(TOKEN);
  const consent = form.getByRole('textbox', { name: en.settings.gateway.weakAccept });
  if (await consent.isVisible()) await consent.fill('The owner of this test, because it is one.');
  await form.getByRole('button', { name: en.settings.save }).click();
  const dialog = window.getByRole('dialog');
  await expect(dialog).toContainText(url);
  expect(await lookAt(window, 'office-manager')).toEqual([]);
  await typePin(dialog, en.settings.save);
  await expect(window.getByText(en.messages.saved)).toBeVisible();
}

async function sell(cashier: Cashier): Promise<string> {
  await cashier.goTo('counter');
  await cashier.scan('Toned Milk 500 ml');
  await cashier.payCash();
  const number = await cashier.paid();
  await cashier.window.keyboard.press('Enter');
  return number;
}

type ShownOrder = { readonly invoice_number: string; readonly payment_status: string };

async function ordersAt(url: string): Promise<readonly ShownOrder[]> {
  const reply = await fetch(`${url}/api/v1/orders/`, { headers: { authorization: `Token ${TOKEN}` } });
  const { results } = (await reply.json()) as { results: ShownOrder[] };
  return results;
}

/** Reads one order on the office's page, as a person at the office does, in a browser; keeps a picture of it. */
async function readAtOffice(url: string, invoiceNumber: string): Promise<string> {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'en' });
    await page.goto(`${url}/admin/`);
    await page.getByLabel('Name').fill(ADMIN.name);
    await page.getByLabel('Password').fill(ADMIN.password);
    await page.keyboard.press('Enter');
    await expect(page.locator('tbody tr')).toHaveCount(3);
    await page.locator('tbody tr', { hasText: invoiceNumber }).getByRole('button').click();
    await expect(page.getByRole('heading', { name: 'Refunds and credit notes' })).toBeVisible();
    await page.screenshot({
      path: join(rootFolder, 'test-results', 'screens', 'order-at-the-office.png'),
      fullPage: true,
    });
    return await page.locator('main').innerText();
  } finally {
    await browser.close();
  }
}

test('without an office the sign is quiet: bills are kept for one, and nobody waits', async ({ cashier }) => {
  const { window } = cashier;
  await sell(cashier);
  await sell(cashier);
  const sign = window.getByRole('button', { name: words.sign.label });
  await expect(sign).toContainText(words.sign.off);
  await sign.click();
  await expect(window.getByText(words.kept)).toBeVisible();
  await expect(window.getByText(words.entry.kept, { exact: true })).toHaveCount(2 + 1);
  await expect(window.getByText(/waiting/i)).toHaveCount(0);
  expect(await lookAt(window, 'office-none')).toEqual([]);
  await window.getByRole('button', { name: en.app.language.hi }).click();
  await expect(window.getByText(hi.office.kept)).toBeVisible();
  await expect(window.getByRole('button', { name: hi.office.sign.label })).toContainText(hi.office.sign.off);
  expect(await lookAt(window, 'office-none-hi')).toEqual([]);
});

test('bills sold without the office wait, are seen waiting, and arrive by themselves when it is there; so does a refund', async ({
  cashier,
}) => {
  const { window } = cashier;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  await chooseManagerPin(cashier);
  await setUp(cashier, url);
  const [first, second, last] = [await sell(cashier), await sell(cashier), await sell(cashier)];
  const numbers = [first, second, last];
  const sign = window.getByRole('button', { name: words.sign.label });
  await expect(sign).toContainText('3 waiting');

  await test.step('the page says what is wrong, and shows each bill', async () => {
    await sign.click();
    await expect(window.getByText(words.problem.unreachable)).toBeVisible();
    for (const number of numbers) await expect(window.getByRole('rowheader', { name: number })).toBeVisible();
    expect(await lookAt(window, 'office')).toEqual([]);
  });

  const office = await openOffice(port, join(cashier.galla.dataDir, 'office'));
  try {
    await test.step('they arrive by themselves', async () => {
      await expect(sign).toContainText(words.sign.good, { timeout: 30_000 });
      await expect(window.getByText(words.entry.sent, { exact: true })).toHaveCount(3);
      const there = await ordersAt(url);
      expect(there.map((order) => order.invoice_number).toSorted()).toEqual(numbers.toSorted());
    });
    await test.step('a refund follows', async () => {
      await cashier.goTo('orders');
      await window.getByRole('option').first().click();
      await expect(window.getByText(last).first()).toBeVisible();
      await refundAll(cashier);
      await expect(async () => {
        const there = await ordersAt(url);
        expect(there.filter((order) => order.payment_status === 'refunded')).toHaveLength(1);
      }).toPass({ timeout: 30_000 });
    });
    await test.step('the office reads it on its own page: the bill, its goods, and what went back', async () => {
      const shown = await readAtOffice(url, last);
      for (const text of ['Toned Milk 500 ml', 'refunded', 'TA1C/']) expect(shown).toContain(text);
    });
  } finally {
    await office.stop();
  }
});

/** Gives all of the order that is shown back in cash, as a manager. */
async function refundAll({ window, button }: Cashier): Promise<void> {
  await button(en.refunds.open).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('button', { name: en.refunds.all, exact: true }).click();
  await dialog.getByLabel(en.refunds.reason, { exact: true }).selectOption('changed-mind');
  await dialog.getByRole('button', { name: en.refunds.next }).click();
  await dialog.getByLabel(en.manager.pin).fill(MANAGER_PIN);
  await dialog.getByRole('button', { name: /^Give back/ }).click();
  await expect(dialog).toBeHidden();
}
