/** What a person does with backups at a till: makes one to a stick, finds it there, and puts it back. */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { en } from '../../renderer/i18n/en/index.ts';
import { answerDialogs, expect, type Cashier } from './cashier.ts';

const { backups: words } = en;

/** The section of the settings with this heading. */
export function section(window: Page, title: string): Locator {
  return window.getByRole('region', { name: title, exact: true });
}

/** Make a backup to another folder…: the path of the one file of this ending that is in it then. The settings are open. */
export async function backUpToStick(cashier: Cashier, stick: string, ending: string): Promise<string> {
  const part = section(cashier.window, words.title);
  await answerDialogs(cashier, { open: stick });
  await part.getByRole('button', { name: words.toFolder }).click();
  // The backup that follows the day's close may still be under way; this one is there once it has its name.
  const made = (): string => readdirSync(stick).find((name) => name.endsWith(ending)) ?? '';
  await expect.poll(made, { timeout: 60_000 }).not.toBe('');
  await expect(part.getByText(made())).toBeVisible();
  return join(stick, made());
}

/** Open a backup file… → Look → its passphrase where it is sealed → Restore this backup… → Restore now, on any page that has backups. */
export async function restoreFromFile(
  cashier: Pick<Cashier, 'galla' | 'window'>,
  backup: { readonly file: string; readonly shop: string; readonly passphrase: string | null },
): Promise<void> {
  const { window } = cashier;
  await answerDialogs(cashier, { open: backup.file });
  await window.getByRole('button', { name: words.openFile }).click();
  await window
    .locator(`tr[title$="${basename(backup.file)}"]`)
    .getByRole('button')
    .click();
  const look = window.getByRole('dialog', { name: words.look.title });
  if (backup.passphrase !== null) {
    await look.getByLabel(words.look.passphrase).fill(backup.passphrase);
    await look.getByRole('button', { name: words.look.open }).click();
  }
  await expect(look).toContainText(backup.shop, { timeout: 60_000 });
  await look.getByRole('button', { name: words.look.restore }).click();
  const terms = window.getByRole('dialog', { name: words.restore.title });
  await terms.getByRole('button', { name: words.restore.confirm }).click();
  await expect(terms).toHaveCount(0, { timeout: 60_000 });
}
