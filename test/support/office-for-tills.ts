/** The chain's office as an end-to-end test has it: the real server on this machine, its settings at a till, and its page in a browser. */
import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { startCentral } from '../../central/start.ts';
import { centralEnvironment } from '../../shared/contract/central-settings.ts';
import { en } from '../../renderer/i18n/en/index.ts';
import { buildAdmin } from './build-admin.ts';
import { expect, type Cashier } from './cashier.ts';
import { typePin } from './manager-at-till.ts';
import { openBrowser } from './open-browser.ts';

const TOKEN = randomUUID();
const ADMIN = { name: 'asha', password: 'a long word of the office' };

/** An order as the office's list shows it. */
export type OrderAtOffice = {
  readonly invoice_number: string;
  readonly payment_status: string;
  readonly total_amount: string;
};

/** An office at an address of its own, whose server can be started and stopped as often as one likes. */
export type OfficeForTills = {
  readonly url: string;
  /** Starts the server on what it had. */
  readonly open: () => Promise<void>;
  /** Ends the server; nothing answers at its address then. Does nothing where it does not run. */
  readonly shut: () => Promise<void>;
  /** What it holds, newest first; at most a page of it. */
  readonly orders: () => Promise<readonly OrderAtOffice[]>;
  /** Logs in at the office's page in a browser, and does the work there. */
  readonly read: <T>(work: (page: Page) => Promise<T>) => Promise<T>;
};

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

/** An office with its data in a folder; its server does not run yet. */
export async function officeAt(dataFolder: string): Promise<OfficeForTills> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let stop: (() => Promise<void>) | null = null;
  return {
    url,
    open: async () => {
      await buildAdmin();
      const environment = centralEnvironment.parse({
        CENTRAL_LOG_LEVEL: 'silent',
        CENTRAL_ADMIN_NAME: ADMIN.name,
        CENTRAL_ADMIN_PASSWORD: ADMIN.password,
      });
      const started = await startCentral({ port, dataFolder, token: TOKEN, environment, tls: null });
      if (!started.ok) throw new Error(started.error);
      ({ stop } = started.value);
    },
    shut: async () => {
      await stop?.();
      stop = null;
    },
    orders: async () => {
      const reply = await fetch(`${url}/api/v1/orders/`, { headers: { authorization: `Token ${TOKEN}` } });
      const { results } = (await reply.json()) as { results: OrderAtOffice[] };
      return results;
    },
    read: async (work) => {
      const browser = await openBrowser();
      try {
        const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'en' });
        await page.goto(`${url}/admin/`);
        await page.getByLabel('Name').fill(ADMIN.name);
        await page.getByLabel('Password').fill(ADMIN.password);
        await page.keyboard.press('Enter');
        return await work(page);
      } finally {
        await browser.close();
      }
    },
  };
}

/** Writes the office's server into the settings, as the owner does. `look`: what is done while the manager is asked. */
export async function setUpOffice(
  { window, goTo }: Pick<Cashier, 'window' | 'goTo'>,
  url: string,
  look: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const words = en.office.settings;
  await goTo('settings');
  const form = window.getByRole('form', { name: words.title });
  await form.getByLabel(words.url).fill(url);
  await form.getByLabel(words.token, { exact: true }).fill(TOKEN);
  const consent = form.getByRole('textbox', { name: en.settings.gateway.weakAccept });
  if (await consent.isVisible()) await consent.fill('The owner of this test, because it is one.');
  await form.getByRole('button', { name: en.settings.save }).click();
  const dialog = window.getByRole('dialog');
  await expect(dialog).toContainText(url);
  await look();
  await typePin(dialog, en.settings.save);
  await expect(window.getByText(en.messages.saved)).toBeVisible();
}
