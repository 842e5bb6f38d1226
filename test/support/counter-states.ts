/** The counter's states, one after the other, for tests that look at each. */
import type { Words } from '../../renderer/i18n/words.ts';
import { expect, sampleBarcode, type Cashier } from './cashier.ts';
import type { GatewayProcess } from './gateway-process.ts';

/** A cashier at work in a language. */
export type Scene = {
  readonly cashier: Cashier;
  readonly words: Words;
  readonly gateway: GatewayProcess;
  readonly folder: string;
};

/** A state of a screen: how one gets there from the state before. */
export type State = readonly [name: string, reach: (scene: Scene) => Promise<void>];

const goods = ['Toned Milk 500 ml', 'Pure Ghee 1 L', 'Cream Biscuits Chocolate 120 g'];

async function fillBill({ cashier }: Scene): Promise<void> {
  await cashier.scan(...goods);
  await expect(cashier.lines).toHaveCount(goods.length);
}

/** Closes the dialog or the search that is open. */
export async function escape({ cashier }: Scene): Promise<void> {
  await cashier.window.keyboard.press('Escape');
  await expect(cashier.window.getByRole('dialog')).toBeHidden();
}

/** The bill without a payment; ends with three products on it and the list of keys open. */
export const counterStates: readonly State[] = [
  [
    'counter-empty',
    async ({ cashier }) => {
      await expect(cashier.scanField).toBeFocused();
    },
  ],
  [
    'counter-unknown-barcode',
    async ({ cashier, words }) => {
      await cashier.keys.scan(['8901234567894']);
      await expect(cashier.message).toContainText('8901234567894');
      expect(words.messages['unknown-barcode']).toContain('{{barcode}}');
    },
  ],
  ['counter-bill', fillBill],
  [
    'counter-search',
    async ({ cashier }) => {
      await cashier.search('biscuit');
    },
  ],
  [
    'counter-search-corrected',
    async (scene) => {
      await escape(scene);
      await scene.cashier.search('panner');
    },
  ],
  [
    'counter-search-none',
    async (scene) => {
      await escape(scene);
      await scene.cashier.search('zzzzqqqq');
      await expect(scene.cashier.window.getByText(scene.words.counter.scan.none)).toBeVisible();
    },
  ],
  [
    'counter-quantity-refused',
    async (scene) => {
      const { window, keys } = scene.cashier;
      await escape(scene);
      await window.keyboard.press('*');
      await keys.type('0');
      await window.keyboard.press('Enter');
      await expect(window.getByText(scene.words.counter.quantity['quantity-not-positive'])).toBeVisible();
    },
  ],
  [
    'counter-weigh',
    async (scene) => {
      await escape(scene);
      await scene.cashier.search('tomato loose');
      await scene.cashier.window.keyboard.press('Enter');
      await expect(scene.cashier.window.getByRole('dialog')).toBeVisible();
      await scene.cashier.keys.type('1.25');
    },
  ],
  [
    'counter-clear',
    async (scene) => {
      await escape(scene);
      await scene.cashier.window.keyboard.press('F10');
      await expect(scene.cashier.window.getByRole('dialog')).toBeVisible();
    },
  ],
  [
    'counter-removed',
    async (scene) => {
      await escape(scene);
      await scene.cashier.window.keyboard.press('Delete');
      await expect(scene.cashier.lines).toHaveCount(goods.length - 1);
    },
  ],
  [
    'help',
    async ({ cashier }) => {
      await cashier.window.keyboard.press('F1');
      await expect(cashier.window.getByRole('dialog')).toBeVisible();
    },
  ],
];

/** Payments of every outcome; begins with an empty bill and ends with a receipt, after three sales. */
export const paymentStates: readonly State[] = [
  [
    'cash',
    async ({ cashier }) => {
      await cashier.scan(...goods);
      await expect(cashier.lines).toHaveCount(goods.length);
      await cashier.window.keyboard.press('F9');
      await expect(cashier.window.getByRole('dialog')).toBeVisible();
      await cashier.keys.type('100');
    },
  ],
  [
    'paid-cash',
    async ({ cashier, words }) => {
      await cashier.window.getByRole('textbox', { name: words.counter.cash.received }).fill('1000');
      await cashier.window.keyboard.press('Enter');
      await cashier.paid();
      await expect(cashier.window.getByRole('article')).toBeVisible();
    },
  ],
  [
    'payment-pending',
    async ({ cashier, words, gateway }) => {
      await cashier.keys.scan([sampleBarcode('Pure Ghee 1 L')]);
      await expect(cashier.lines).toHaveCount(1);
      await gateway.addRule({ scenario: 'cancel-wins', times: 1 });
      await cashier.window.keyboard.press('F8');
      await expect(cashier.panel).toContainText(words.attempt.text.PENDING);
    },
  ],
  [
    'payment-cancelled',
    async ({ cashier, words }) => {
      await cashier.button(words.attempt.action.cancel).click();
      await expect(cashier.panel).toContainText(words.attempt.text.CANCELLED);
    },
  ],
  [
    'payment-declined',
    async ({ cashier, words, gateway }) => {
      await gateway.addRule({ scenario: 'decline-51', times: 1 });
      await cashier.window.keyboard.press('F8');
      await expect(cashier.panel).toContainText(words.reasons['insufficient-funds']);
    },
  ],
  [
    'payment-not-sent',
    async ({ cashier, words, gateway }) => {
      await gateway.addRule({ scenario: 'terminal-offline', times: 1 });
      await cashier.window.keyboard.press('F8');
      await expect(cashier.panel).toContainText(words.attempt.text.NOT_SENT);
    },
  ],
  [
    'payment-unknown',
    async ({ cashier, words, gateway }) => {
      await gateway.addRule({ scenario: 'reset-after', times: 1 });
      await gateway.hold('status', 'before');
      await cashier.window.keyboard.press('F8');
      await expect(cashier.panel).toContainText(words.attempt.title.unknown);
    },
  ],
  [
    'payment-set-aside',
    async ({ cashier, words }) => {
      await cashier.button(words.attempt.action.nextCustomer).click();
      await expect(cashier.window.getByRole('region', { name: words.app.strip.title })).toBeVisible();
    },
  ],
  [
    'payment-shown-again',
    async ({ cashier, words }) => {
      await cashier.button(words.app.strip.show).click();
      await expect(cashier.window.getByRole('dialog')).toContainText(words.attempt.title.unknown);
    },
  ],
  [
    'paid-card',
    async (scene) => {
      await escape(scene);
      await scene.gateway.releaseAll();
      await expect(
        scene.cashier.window.getByRole('region', { name: scene.words.app.strip.title }),
      ).toBeHidden();
      await fillBill(scene);
      await scene.cashier.window.keyboard.press('F8');
      await scene.cashier.paid();
      await expect(scene.cashier.window.getByRole('article')).toBeVisible();
    },
  ],
];
