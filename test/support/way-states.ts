/** Who buys, the other ways to pay, what only a manager may do, and returns: states for tests that look at each. */
import type { Locator } from '@playwright/test';
import { expect } from './cashier.ts';
import { escape, type Scene, type State } from './counter-states.ts';
import { MANAGER_PIN } from './manager-at-till.ts';

const dialogOf = ({ cashier }: Scene): Locator => cashier.window.getByRole('dialog');

async function press({ cashier }: Scene, key: string): Promise<void> {
  await cashier.window.keyboard.press(key);
}

/** Puts two products on a fresh bill. */
async function beginBill(scene: Scene): Promise<void> {
  await press(scene, 'Enter');
  await scene.cashier.scan('Pure Ghee 1 L', 'Toned Milk 500 ml');
  await expect(scene.cashier.lines).toHaveCount(2);
}

/** Opens a dialog by its key and confirms it empty, so that it says what is missing. */
async function openAndTry(scene: Scene, key: string): Promise<void> {
  await press(scene, key);
  await expect(dialogOf(scene)).toBeVisible();
  await press(scene, 'Enter');
  await expect(dialogOf(scene).locator('.field-error').first()).toBeVisible();
}

const business = { gstin: '29AAPFU0939F1ZR', name: 'Rao & Company', address: '4, Lake Road, Mysuru' };

/** The counter after a sale: a business as the buyer, then the same bill in parts by slip, UPI and cash. */
export const wayStates: readonly State[] = [
  [
    'customer-refused',
    async (scene) => {
      const { words } = scene;
      await beginBill(scene);
      await press(scene, 'F7');
      await dialogOf(scene).getByLabel(words.customer.gstin).fill(business.gstin);
      await expect(dialogOf(scene).getByLabel(words.customer.supply)).toBeVisible();
      await press(scene, 'Enter');
      await expect(dialogOf(scene).getByText(words.customer.problem.address)).toBeVisible();
    },
  ],
  [
    'customer-of-another-state',
    async (scene) => {
      const { cashier, words } = scene;
      await dialogOf(scene).getByLabel(words.customer.name, { exact: true }).fill(business.name);
      await dialogOf(scene).getByLabel(words.customer.address).fill(business.address);
      await press(scene, 'Enter');
      await expect(dialogOf(scene)).toBeHidden();
      await expect(cashier.window.getByText(words.counter.totals.igst, { exact: true })).toBeVisible();
    },
  ],
  ['part-refused', async (scene) => openAndTry(scene, 'F11')],
  [
    'part-chosen',
    async (scene) => {
      await dialogOf(scene).getByLabel(scene.words.split.label).fill('20');
      await press(scene, 'Enter');
      await expect(scene.cashier.toPay).toHaveText('₹20.00');
    },
  ],
  ['slip-refused', async (scene) => openAndTry(scene, 'Shift+F8')],
  [
    'upi-code',
    async (scene) => {
      await escape(scene);
      await press(scene, 'F12');
      await expect(scene.cashier.window.getByRole('img', { name: scene.words.upi.code })).toBeVisible();
    },
  ],
  [
    'part-taken',
    async ({ cashier, words, gateway }) => {
      const snapshot = await cashier.window.evaluate(() => window.pos.getSnapshot());
      const open = snapshot.ok && snapshot.value.kind === 'ready' ? snapshot.value.openAttempts : [];
      await gateway.payUpi(open.at(-1)?.qr?.payload ?? '');
      await expect(cashier.panel).toContainText(words.split.takenTitle);
    },
  ],
  [
    'give-up',
    async (scene) => {
      await press(scene, 'F10');
      await expect(dialogOf(scene)).toContainText(scene.words.giveUp.text);
    },
  ],
  [
    'paid-in-parts',
    async (scene) => {
      await escape(scene);
      await press(scene, 'F9');
      await expect(dialogOf(scene)).toBeVisible();
      await press(scene, 'Enter');
      await scene.cashier.paid();
      await expect(scene.cashier.window.getByRole('article')).toContainText(business.gstin);
    },
  ],
];

/** An unknown payment and what a manager may do about it; ends with it paid. */
export const managerStates: readonly State[] = [
  [
    'manager-no-pin',
    async (scene) => {
      const { cashier, words, gateway } = scene;
      await beginBill(scene);
      await gateway.addRule({ scenario: 'reset-after', times: 1 });
      await gateway.hold('status', 'before');
      await press(scene, 'F8');
      await expect(cashier.panel).toContainText(words.attempt.title.unknown);
      await cashier.button(words.byManager.supersede).click();
      await expect(dialogOf(scene)).toContainText(words.manager.notSetUp);
    },
  ],
  [
    'manager-supersede',
    async (scene) => {
      const { cashier, words } = scene;
      await escape(scene);
      await cashier.window.evaluate(
        (newPin) => window.pos.setManagerPin({ currentPin: null, newPin }),
        MANAGER_PIN,
      );
      await cashier.button(words.byManager.supersede).click();
      await dialogOf(scene).getByLabel(words.manager.pin).fill('999999');
      await dialogOf(scene).getByRole('button', { name: words.byManager.supersedeYes }).click();
      await expect(dialogOf(scene).getByRole('alert')).toBeVisible();
    },
  ],
  [
    'manager-resolve',
    async (scene) => {
      await escape(scene);
      await scene.cashier.button(scene.words.byManager.resolve).click();
      await expect(dialogOf(scene)).toContainText(scene.words.byManager.resolveText);
    },
  ],
  [
    'paid-after-asking',
    async (scene) => {
      await escape(scene);
      await scene.gateway.releaseAll();
      await scene.cashier.paid();
    },
  ],
];

/** A return of the newest order, to the card, up to its credit note. */
export const returnStates: readonly State[] = [
  [
    'return-lines',
    async (scene) => {
      const { cashier, words } = scene;
      await press(scene, 'Enter');
      await cashier.goTo('orders');
      await cashier.window
        .getByRole('listbox', { name: words.orders.list })
        .getByRole('option')
        .first()
        .click();
      await cashier.button(words.refunds.open).click();
      await dialogOf(scene).getByRole('button', { name: words.refunds.all }).click();
      await dialogOf(scene).getByLabel(words.refunds.reason).selectOption('damaged');
    },
  ],
  [
    'return-looked-over',
    async (scene) => {
      await dialogOf(scene).getByRole('button', { name: scene.words.refunds.next }).click();
      await expect(dialogOf(scene).locator('.button-main')).toBeVisible();
    },
  ],
  [
    'return-under-way',
    async (scene) => {
      const { cashier, words, gateway } = scene;
      await gateway.hold('refund', 'before');
      await gateway.hold('void', 'before');
      await dialogOf(scene).locator('.button-main').click();
      const back = cashier.window.getByRole('region', { name: words.refunds.listTitle });
      await expect(back).toContainText(words.refunds.state.DUE);
    },
  ],
  [
    'credit-note',
    async (scene) => {
      const { cashier, words, gateway } = scene;
      await gateway.releaseAll();
      await cashier.button(words.refunds.showCreditNote).click();
      await expect(dialogOf(scene).getByRole('article')).toContainText(words.receipt.credited);
    },
  ],
];

/** The end of the day, up to the manager who closes it. */
export const dayStates: readonly State[] = [
  [
    'day-close',
    async (scene) => {
      const { cashier, words } = scene;
      await escape(scene);
      await cashier.goTo('day');
      await press(scene, 'F10');
      await expect(cashier.button(words.day.close.ask)).toBeVisible();
    },
  ],
  [
    'day-compared',
    async (scene) => {
      await press(scene, 'F7');
      await expect(scene.cashier.window.getByText(scene.words.day.compare.title).first()).toBeVisible();
    },
  ],
  [
    'day-close-pin',
    async (scene) => {
      await scene.cashier.button(scene.words.day.close.ask).click();
      await expect(dialogOf(scene)).toContainText(scene.words.day.close.final);
    },
  ],
];

/** A typed card with its one-time password: allowed by a manager, asked for at the counter. */
export const typedCardStates: readonly State[] = [
  [
    'keyed-allow',
    async (scene) => {
      const { cashier, words } = scene;
      await escape(scene);
      await cashier.goTo('settings');
      await cashier.button(words.keyed.on).click();
      await expect(dialogOf(scene)).toContainText(words.keyed.confirmOn);
    },
  ],
  [
    'card-refused',
    async (scene) => {
      const { cashier, words } = scene;
      await dialogOf(scene).getByLabel(words.manager.pin).fill(MANAGER_PIN);
      await dialogOf(scene).getByRole('button', { name: words.keyed.on }).click();
      await expect(dialogOf(scene)).toBeHidden();
      await cashier.goTo('counter');
      await cashier.scan('Toned Milk 500 ml');
      await expect(cashier.lines).toHaveCount(1);
      await openAndTry(scene, 'Shift+F9');
    },
  ],
  [
    'card-otp',
    async (scene) => {
      const { cashier, words } = scene;
      await dialogOf(scene).getByLabel(words.cardEntry.number).fill('6527658900001005');
      await dialogOf(scene).getByLabel(words.cardEntry.expiry).fill('1231');
      await dialogOf(scene).getByLabel(words.cardEntry.cvv).fill('123');
      await press(scene, 'Enter');
      await expect(cashier.window.getByLabel(words.otp.label)).toBeVisible();
    },
  ],
];

/** The button that looks into a backup; its name says of when that is. */
function lookButton({ cashier, words }: Scene): Locator {
  const name = new RegExp(words.backups.lookAt.replace('{{when}}', '.+'));
  return cashier.window.getByRole('button', { name }).first();
}

/** A backup that is made, looked into and about to be restored. */
export const backupStates: readonly State[] = [
  [
    'backup-made',
    async (scene) => {
      await scene.cashier.goTo('settings');
      await scene.cashier.button(scene.words.backups.now).click();
      await expect(lookButton(scene)).toBeVisible();
    },
  ],
  [
    'backup-looked-into',
    async (scene) => {
      await lookButton(scene).click();
      await expect(dialogOf(scene)).toContainText(scene.words.backups.look.products);
    },
  ],
  [
    'backup-restore',
    async (scene) => {
      await dialogOf(scene).getByRole('button', { name: scene.words.backups.look.restore }).click();
      await expect(dialogOf(scene)).toContainText(scene.words.backups.restore.series);
    },
  ],
];
