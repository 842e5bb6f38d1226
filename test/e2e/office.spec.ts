import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../../renderer/i18n/en/index.ts';
import { hi } from '../../renderer/i18n/hi/index.ts';
import { expect, test, type Cashier } from '../support/cashier.ts';
import { chooseManagerPin, giveAllBack } from '../support/manager-at-till.ts';
import { lookAt } from '../support/look-at.ts';
import { officeAt, setUpOffice } from '../support/office-for-tills.ts';
import { rootFolder } from '../support/repository.ts';

const words = en.office;

async function sell(cashier: Cashier): Promise<string> {
  await cashier.goTo('counter');
  await cashier.scan('Toned Milk 500 ml');
  await cashier.payCash();
  const number = await cashier.paid();
  await cashier.window.keyboard.press('Enter');
  return number;
}

/** Reads one order on the office's page, as a person at the office does; keeps a picture of it. */
async function readOrder(page: Page, invoiceNumber: string): Promise<string> {
  await expect(page.locator('tbody tr')).toHaveCount(3);
  await page.locator('tbody tr', { hasText: invoiceNumber }).getByRole('button').click();
  await expect(page.getByRole('heading', { name: 'Refunds and credit notes' })).toBeVisible();
  await page.screenshot({
    path: join(rootFolder, 'test-results', 'screens', 'order-at-the-office.png'),
    fullPage: true,
  });
  return page.locator('main').innerText();
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
  const office = await officeAt(join(cashier.galla.dataDir, 'office'));
  await chooseManagerPin(cashier);
  await setUpOffice(cashier, office.url, async () => {
    expect(await lookAt(window, 'office-manager')).toEqual([]);
  });
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

  await office.open();
  try {
    await test.step('they arrive by themselves', async () => {
      await expect(sign).toContainText(words.sign.good, { timeout: 30_000 });
      await expect(window.getByText(words.entry.sent, { exact: true })).toHaveCount(3);
      const there = await office.orders();
      expect(there.map((order) => order.invoice_number).toSorted()).toEqual(numbers.toSorted());
    });
    await test.step('a refund follows', async () => {
      await cashier.goTo('orders');
      await window.getByRole('option').first().click();
      await expect(window.getByText(last).first()).toBeVisible();
      await giveAllBack(cashier);
      await expect(async () => {
        const there = await office.orders();
        expect(there.filter((order) => order.payment_status === 'refunded')).toHaveLength(1);
      }).toPass({ timeout: 30_000 });
    });
    await test.step('the office reads it on its own page: the bill, its goods, and what went back', async () => {
      const shown = await office.read((page) => readOrder(page, last));
      for (const text of ['Toned Milk 500 ml', 'refunded', 'TA1C/']) expect(shown).toContain(text);
    });
  } finally {
    await office.shut();
  }
});
