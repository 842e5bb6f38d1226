/** The states of the other screens, one after the other, for tests that look at each. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerDialogs, expect } from './cashier.ts';
import { escape, type Scene, type State } from './counter-states.ts';

/** The orders, after the payments of the counter. */
export const orderStates: readonly State[] = [
  [
    'orders',
    async ({ cashier, words }) => {
      await cashier.window.keyboard.press('Enter');
      await cashier.goTo('orders');
      await expect(cashier.window.getByRole('option')).toHaveCount(3);
      await expect(cashier.window.getByText(words.orders.choose)).toBeVisible();
    },
  ],
  [
    'order-page',
    async ({ cashier, words }) => {
      await cashier.window.keyboard.press('ArrowDown');
      await cashier.window.keyboard.press('ArrowDown');
      await expect(cashier.window.getByText(words.orders.event.lost).first()).toBeVisible();
    },
  ],
  [
    'order-receipt',
    async ({ cashier, words }) => {
      await cashier.button(words.orders.page.receipt).click();
      await expect(cashier.window.getByRole('dialog').getByRole('article')).toBeVisible();
    },
  ],
  [
    'orders-none-found',
    async (scene) => {
      await escape(scene);
      await scene.cashier.window.getByRole('combobox', { name: scene.words.orders.search }).fill('zzzz');
      await expect(scene.cashier.window.getByText(scene.words.orders.none)).toBeVisible();
    },
  ],
];

const csvHead = 'code,name,category,sale price,mrp';
const mixedFile = [
  csvHead,
  ...['Rusk', 'Khari', 'Nankhatai'].map((name, index) => `R${index},${name} 200 g,Bakery,${40 + index},50`),
  'R8,,Bakery,40,50',
  'R9,Dear Rusk 200 g,Snacks,60,50',
].join('\n');
const longFile = [
  csvHead,
  ...Array.from({ length: 150_000 }, (_, index) => `L${index},Long Row ${index} g,Bakery,40,50`),
].join('\n');

async function chooseFile({ cashier, words, folder }: Scene, name: string): Promise<void> {
  await answerDialogs(cashier, { open: join(folder, name) });
  await cashier.button(words.catalogue.import.choose).click();
  await expect(
    cashier.window.getByRole('heading', { name: words.catalogue.import.steps.mapping }),
  ).toBeVisible();
}

async function chooseRates({ cashier, words }: Scene): Promise<void> {
  const { import: wizard } = words.catalogue;
  await cashier.button(wizard.next).click();
  const others = wizard.rateFor.replace('{{category}}', wizard.others);
  await cashier.window.getByRole('combobox', { name: others }).selectOption('500');
  await cashier.button(wizard.allSame).click();
}

async function startImport({ cashier, words }: Scene): Promise<void> {
  const [before = ''] = words.catalogue.import.start.split('{{');
  const start = cashier.window.locator('.dialog-actions .button-main');
  await expect(start).toContainText(before.trim());
  await start.click();
}

/** Products with an import, and the settings. */
export const otherStates: readonly State[] = [
  [
    'catalogue',
    async ({ cashier, words }) => {
      await cashier.goTo('catalogue');
      await expect(cashier.window.getByText(words.catalogue.categories)).toBeVisible();
    },
  ],
  [
    'import-columns',
    async (scene) => {
      writeFileSync(join(scene.folder, 'mixed.csv'), mixedFile);
      await chooseFile(scene, 'mixed.csv');
    },
  ],
  ['import-defaults', chooseRates],
  [
    'import-report',
    async (scene) => {
      const { steps, state } = scene.words.catalogue.import;
      await startImport(scene);
      const done = `${steps.report}: ${state.done}`;
      await expect(scene.cashier.window.getByRole('heading', { name: done })).toBeVisible();
    },
  ],
  [
    'import-running',
    async (scene) => {
      writeFileSync(join(scene.folder, 'long.csv'), longFile);
      await scene.cashier.button(scene.words.catalogue.import.done).click();
      await chooseFile(scene, 'long.csv');
      await chooseRates(scene);
      await startImport(scene);
      await expect(scene.cashier.window.getByRole('progressbar')).toBeVisible();
    },
  ],
  [
    'import-cancelled',
    async ({ cashier, words }) => {
      await cashier.button(words.catalogue.import.cancel).click();
      await expect(cashier.window.getByText(words.catalogue.import.cancelled)).toBeVisible();
    },
  ],
  [
    'office',
    async ({ cashier, words }) => {
      await cashier.window.keyboard.press('Shift+F3');
      await expect(cashier.window.getByRole('heading', { name: words.office.title, level: 1 })).toBeVisible();
    },
  ],
  [
    'settings',
    async ({ cashier, words }) => {
      await cashier.goTo('settings');
      await expect(cashier.window.getByRole('heading', { name: words.settings.gateway.title })).toBeVisible();
    },
  ],
  [
    'settings-mode',
    async ({ cashier, words }) => {
      await cashier.button(words.settings.mode.toReal).click();
      await expect(cashier.window.getByRole('dialog')).toBeVisible();
    },
  ],
  [
    'settings-refused',
    async (scene) => {
      await escape(scene);
      const { shop, save } = scene.words.settings;
      const form = scene.cashier.window.getByRole('region', { name: shop.title, exact: true });
      await form.getByRole('textbox', { name: shop.name }).fill('');
      await form.getByRole('textbox', { name: shop.gstin }).fill('27AAAAA0000A1Z3');
      await form.getByRole('button', { name: save }).click();
      await expect(form.getByText(shop.gstinBad['gstin-check-digit'])).toBeVisible();
    },
  ],
];
