/** What a test does as the shop's manager: chooses the PIN, and types it where the till asks for it. */
import type { Locator } from '@playwright/test';
import { en } from '../../renderer/i18n/en/index.ts';
import { expect, type Cashier } from './cashier.ts';

/** The PIN of every manager in a test. */
export const MANAGER_PIN = '480153';

/** Chooses the first PIN, as the owner does under Settings. */
export async function chooseManagerPin({ window }: Pick<Cashier, 'window'>): Promise<void> {
  const chosen = await window.evaluate(
    (newPin) => globalThis.window.pos.setManagerPin({ currentPin: null, newPin }),
    MANAGER_PIN,
  );
  expect(chosen).toMatchObject({ ok: true, value: { hasPin: true } });
}

/** Types a PIN into the dialog that asks for it, and confirms. */
export async function typePin(dialog: Locator, confirm: string, pin: string = MANAGER_PIN): Promise<void> {
  await dialog.getByLabel(en.manager.pin).fill(pin);
  await dialog.getByRole('button', { name: confirm }).click();
}

/** Gives all of the order that is shown back in cash. */
export async function giveAllBack({ window, button }: Pick<Cashier, 'window' | 'button'>): Promise<void> {
  await button(en.refunds.open).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('button', { name: en.refunds.all, exact: true }).click();
  await dialog.getByLabel(en.refunds.reason, { exact: true }).selectOption('changed-mind');
  await dialog.getByRole('button', { name: en.refunds.next }).click();
  await dialog.getByLabel(en.manager.pin).fill(MANAGER_PIN);
  await dialog.getByRole('button', { name: /^Give back/ }).click();
  await expect(dialog).toBeHidden();
}
