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
