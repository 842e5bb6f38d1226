/** A cashier at the packaged app: a training till that charges on an emulator of its own, and the words that the cashier reads. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { sampleProducts } from '../../electron/training/sample-shop/index.ts';
import type { Timings, TillConfig } from '../../shared/contract/config.ts';
import { en } from '../../renderer/i18n/en/index.ts';
import type { Words } from '../../renderer/i18n/words.ts';
import { expect, test as gallaTest, type Galla, type LaunchOptions } from './galla-app.ts';
import { startGatewayProcess, type GatewayProcess } from './gateway-process.ts';
import { keysOf, type WindowKeys } from './window-keys.ts';

/** Pauses of payments that nobody wants to wait for in a test. The gateway's own window stays as it is. */
export const quickTimings: Timings = {
  pollMs: 60,
  askMs: 60,
  askMaxMs: 250,
  giveBackMs: 60,
  giveBackMaxMs: 250,
};

export interface Cashier {
  readonly galla: Galla;
  readonly window: Page;
  readonly keys: WindowKeys;
  readonly scanField: Locator;
  /** The lines of the bill in hand. */
  readonly lines: Locator;
  readonly toPay: Locator;
  /** The panel of a payment that is under way or went wrong. */
  readonly panel: Locator;
  /** The one line that answers each action. */
  readonly message: Locator;
  readonly button: (name: string) => Locator;
  /** Scans products of the sample shop by name. */
  readonly scan: (...names: readonly string[]) => Promise<void>;
  /** Types into the scan field, and waits until there is an answer. Returns what was found. */
  readonly search: (text: string) => Promise<Locator>;
  readonly charge: () => Promise<void>;
  /** Takes the exact amount in cash, by keys. */
  readonly payCash: () => Promise<string>;
  /** The receipt is there: the sale is paid. Returns its invoice number. */
  readonly paid: () => Promise<string>;
  readonly goTo: (screen: Exclude<keyof Words['app']['nav'], 'label'>) => Promise<void>;
}

/** The barcode of a product of the sample shop; what is weighed has none of its own. */
export function sampleBarcode(name: string): string {
  const found = sampleProducts.find((product) => product.name === name)?.barcodes[0];
  if (found === undefined) throw new Error(`the sample shop has no ${name}`);
  return found;
}

/** The bill as the window shows it: each line's name, quantity and total. */
export async function billOf({ lines }: Pick<Cashier, 'lines'>): Promise<string[]> {
  return lines.evaluateAll((rows) =>
    rows.map((row) =>
      ['.line-title', '.stepper-value', '.line-total']
        .map((part) => row.querySelector(part)?.textContent ?? '?')
        .join(' | '),
    ),
  );
}

/** Sits a cashier down at a running till. */
export async function cashierAt(galla: Galla, words: Words = en): Promise<Cashier> {
  const { window } = galla;
  const keys = await keysOf(window);
  const scanField = window.getByRole('combobox', { name: words.counter.scan.label });
  const button = (name: string): Locator => window.getByRole('button', { name, exact: true });
  const results = window.getByRole('listbox', { name: words.counter.scan.results });
  const paid = async (): Promise<string> => {
    const facts = window.getByRole('region', { name: words.counter.paid.title, exact: true });
    await expect(facts.getByRole('heading', { name: words.counter.paid.title })).toBeVisible();
    return /[A-Z0-9-]+\/[A-Z0-9/-]+/.exec(await facts.innerText())?.[0] ?? '';
  };
  return {
    galla,
    window,
    keys,
    scanField,
    lines: window.getByRole('list', { name: words.counter.lines.label, exact: true }).getByRole('listitem'),
    toPay: window.getByTestId('to-pay'),
    panel: window.getByRole('region', { name: words.attempt.panel, exact: true }),
    message: window.getByRole('region', { name: words.messages.label, exact: true }),
    button,
    scan: (...names) => keys.scan(names.map(sampleBarcode)),
    search: async (text) => {
      await scanField.focus();
      await keys.type(text);
      await expect(scanField).toHaveValue(text);
      await expect(scanField).toHaveAttribute('aria-expanded', 'true');
      return results.getByRole('option');
    },
    charge: () => button(words.counter.charge.card).click(),
    payCash: async () => {
      // A scan is looked up first; with an empty bill the key would do nothing.
      await expect(button(words.counter.charge.cash)).toBeEnabled();
      await window.keyboard.press('F9');
      await expect(window.getByRole('dialog', { name: words.counter.cash.title })).toBeVisible();
      await window.keyboard.press('Enter');
      return paid();
    },
    paid,
    goTo: (screen) =>
      window
        .getByRole('navigation', { name: words.app.nav.label })
        .getByRole('button', { name: words.app.nav[screen] })
        .click(),
  };
}

/** Answers the system's dialogs, which no test can press: the file to open and where to save. */
export async function answerDialogs(
  { galla }: Pick<Cashier, 'galla'>,
  answers: { readonly open?: string; readonly save?: string },
): Promise<void> {
  await galla.app.evaluate(({ dialog }, { open = '', save = '' }) => {
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: open === '', filePaths: open === '' ? [] : [open] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: save === '', filePath: save });
  }, answers);
}

/** What config.json says before the first start of a training till whose payments don't dawdle. */
export function writeQuickConfig(folder: string, config: Partial<TillConfig> = {}): void {
  mkdirSync(folder, { recursive: true });
  const first: TillConfig = {
    mode: 'training',
    language: 'en',
    storeCreated: { training: false, real: false },
    timings: quickTimings,
    ...config,
  };
  writeFileSync(join(folder, 'config.json'), JSON.stringify(first));
}

export interface CashierFixtures {
  /** The terminal's gateway: an emulator in a process of its own. */
  readonly gateway: GatewayProcess;
  /** Starts a till on the emulator: for training and in English unless told otherwise. */
  readonly openTill: (options?: LaunchOptions & Partial<TillConfig>) => Promise<Galla>;
  /** A cashier at a fresh till. */
  readonly cashier: Cashier;
}

/** Playwright's `test` with a cashier at a training till of the packaged app. */
export const test = gallaTest.extend<CashierFixtures>({
  async gateway({ packaged: _packaged }, use) {
    const gateway = await startGatewayProcess();
    await use(gateway);
    await gateway.stop();
  },
  async openTill({ launch, gateway, dataDir }, use) {
    await use(async ({ language, mode, storeCreated, timings, ...options } = {}) => {
      const folder = options.dataDir ?? join(dataDir, 'till');
      const given = { language, mode, storeCreated, timings };
      writeQuickConfig(
        folder,
        Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
      );
      const env = { ...gateway.environment, GALLA_INSTALLATION_DIR: join(dataDir, 'installation') };
      return launch({ ...options, dataDir: folder, env: { ...env, ...options.env } });
    });
  },
  async cashier({ openTill }, use) {
    const cashier = await cashierAt(await openTill());
    await expect(cashier.scanField).toBeFocused();
    await use(cashier);
  },
});

export { expect } from '@playwright/test';
