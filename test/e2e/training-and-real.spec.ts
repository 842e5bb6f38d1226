import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { screens } from '../../renderer/app/navigation.ts';
import { en } from '../../renderer/i18n/en/index.ts';
import { sampleProducts } from '../../electron/training/sample-shop/index.ts';
import { billOf, cashierAt, expect, test, writeQuickConfig, type Cashier } from '../support/cashier.ts';

const { gateway: gatewayWords, mode, shop: shopWords } = en.settings;
const milk = 'Toned Milk 500 ml';

/** Changes the mode of the till on the settings screen, through its question. */
async function changeMode({ window, goTo, button }: Cashier, to: 'toReal' | 'toTraining'): Promise<void> {
  await goTo('settings');
  await button(mode[to]).click();
  const dialog = window.getByRole('dialog', { name: mode[to] });
  await expect(dialog.getByText(mode[to === 'toReal' ? 'confirmReal' : 'confirmTraining'])).toBeVisible();
  await dialog.getByRole('button', { name: mode[to] }).click();
  await expect(button(mode[to === 'toReal' ? 'toTraining' : 'toReal'])).toBeVisible();
}

async function saveShop({ window, message }: Cashier): Promise<void> {
  const form = window.getByRole('region', { name: shopWords.title, exact: true });
  await form.getByRole('textbox', { name: shopWords.name }).fill('Sharma Kirana');
  await form.getByRole('textbox', { name: shopWords.address }).fill('1 Station Road\nPune 411001');
  await form.getByRole('combobox', { name: shopWords.scheme }).selectOption('unregistered');
  await form.getByRole('textbox', { name: shopWords.tillCode }).fill('B2');
  await form.getByRole('button', { name: en.settings.save }).click();
  await expect(message).toContainText(en.messages.saved);
}

type Account = { readonly url: string; readonly merchantId: string; readonly accept?: string };

async function saveGateway({ window }: Cashier, { url, merchantId, accept = '' }: Account): Promise<void> {
  const form = window.getByRole('region', { name: gatewayWords.title, exact: true });
  await form.getByRole('textbox', { name: gatewayWords.url }).fill(url);
  await form.getByRole('textbox', { name: gatewayWords.merchantId }).fill(merchantId);
  await form.getByRole('textbox', { name: gatewayWords.terminalId }).fill('T-0001');
  await form.getByLabel(gatewayWords.apiKey).fill('a-key-of-this-test');
  if (accept !== '') await form.getByRole('textbox', { name: gatewayWords.weakAccept }).fill(accept);
  await form.getByRole('button', { name: en.settings.save }).click();
}

test('training is said on every screen, and on what is printed', async ({ cashier }) => {
  const banner = cashier.window.getByRole('region', { name: en.app.training.label, exact: true });
  for (const screen of screens) {
    await cashier.goTo(screen);
    await expect(banner).toHaveText(en.app.training.banner);
  }
  await cashier.goTo('counter');
  await cashier.scan(milk);
  expect(await cashier.payCash()).toMatch(/^T/);
  await expect(cashier.window.getByRole('article').getByText(en.receipt.training).first()).toBeVisible();
});

// Without the emulator's address in the environment, as a shop starts it: the emulator then runs inside of the app.
test('a real till has its own data, and nothing of the training till comes with it', async ({
  launch,
  dataDir,
}) => {
  const folder = join(dataDir, 'till');
  writeQuickConfig(folder);
  const env = { GALLA_INSTALLATION_DIR: join(dataDir, 'installation') };
  const cashier = await cashierAt(await launch({ dataDir: folder, env }));
  const { window } = cashier;
  const banner = window.getByRole('region', { name: en.app.training.label, exact: true });
  await cashier.scan(milk);
  await cashier.charge();
  const trainingNumber = await cashier.paid();
  await window.keyboard.press('Enter');

  await test.step('with a bill in hand the mode can’t be changed', async () => {
    await cashier.scan(milk);
    await expect(cashier.lines).toHaveCount(1);
    await cashier.goTo('settings');
    await expect(cashier.button(mode.toReal)).toBeDisabled();
    await expect(window.getByText(mode.busy)).toBeVisible();
    await cashier.goTo('counter');
    await cashier.button(`Remove ${milk}`).click();
  });

  await test.step('the real till is empty: no products, no orders, no terminal', async () => {
    expect(existsSync(join(folder, 'real', 'store.db'))).toBe(false);
    await changeMode(cashier, 'toReal');
    await expect(banner).toBeHidden();
    await expect(window.getByText(en.app.gateway.notReady)).toBeVisible();
    await cashier.goTo('orders');
    await expect(window.getByText(en.orders.noneYet)).toBeVisible();
    await cashier.goTo('counter');
    await cashier.scan(milk);
    await expect(cashier.message).toContainText('No product has the barcode');
    const summary = await window.evaluate(() => globalThis.window.pos.getCatalogueSummary());
    expect(summary).toMatchObject({ ok: true, value: { productCount: 0 } });
    expect(readdirSync(join(folder, 'real'))).not.toContain('emulator.jsonl');
  });

  await test.step('its gateway must be https, elsewhere, and no training merchant', async () => {
    await cashier.goTo('settings');
    for (const account of [
      { url: 'http://pay.example.com/gateway', merchantId: 'SHOP-1' },
      { url: 'https://127.0.0.1:8443', merchantId: 'SHOP-1' },
      { url: 'https://pay.example.com/gateway', merchantId: 'TRAINING-1' },
    ]) {
      await saveGateway(cashier, account);
      await expect(cashier.message, account.url).toContainText(en.errors['gateway-url-refused']);
      await window.getByRole('button', { name: en.messages.dismiss }).click();
    }
  });

  await test.step('a key is kept on weak storage only when the owner says so in writing', async () => {
    const account = { url: 'https://pay.example.com/gateway', merchantId: 'SHOP-1' };
    const settings = await window.evaluate(() => globalThis.window.pos.getSettings());
    const strong = settings.ok && settings.value.secrets.strong;
    if (!strong) {
      await saveGateway(cashier, account);
      await expect(cashier.message).toContainText(en.errors['secrets-unavailable']);
      await expect(window.getByText(en.app.gateway.notReady)).toBeVisible();
      await saveGateway(cashier, { ...account, accept: 'Accepted by the owner, for this test' });
      await expect(window.getByText(gatewayWords.weakAccepted)).toBeVisible();
    } else await saveGateway(cashier, account);
    await expect(cashier.message).toContainText(en.messages.saved);
    await expect(window.getByText(en.app.gateway.ready)).toBeVisible();
    await expect(window.getByLabel(gatewayWords.apiKey)).toHaveValue('');
    await saveShop(cashier);
  });

  await test.step('back in training everything is as it was, and nothing of the shop shows', async () => {
    await changeMode(cashier, 'toTraining');
    await expect(banner).toBeVisible();
    await expect(window.getByText('Sharma Kirana')).toBeHidden();
    await cashier.goTo('orders');
    const rows = window.getByRole('listbox', { name: en.orders.list }).getByRole('option');
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText(trainingNumber);
    const summary = await window.evaluate(() => globalThis.window.pos.getCatalogueSummary());
    expect(summary).toMatchObject({ ok: true, value: { productCount: sampleProducts.length } });
    await cashier.goTo('counter');
    await cashier.scan(milk);
    await expect.poll(() => billOf(cashier)).toEqual([`${milk} | 1 | ₹28.00`]);
    expect(await cashier.payCash()).toBe(trainingNumber.replace(/1$/, '2'));
  });

  await test.step('the real till comes back with its shop, and still without sales', async () => {
    await window.keyboard.press('Enter');
    await changeMode(cashier, 'toReal');
    await expect(window.getByText('Sharma Kirana').first()).toBeVisible();
    await cashier.goTo('orders');
    await expect(window.getByText(en.orders.noneYet)).toBeVisible();
  });
});

test('a till whose mode is real opens as real, and no gateway of the training kind is used', async ({
  openTill,
  dataDir,
  gateway,
}) => {
  const folder = join(dataDir, 'real-till');
  const galla = await openTill({ dataDir: folder, mode: 'real' });
  const cashier = await cashierAt(galla);
  await expect(cashier.window.getByRole('region', { name: en.app.training.label, exact: true })).toBeHidden();
  await expect(cashier.window.getByText(en.app.gateway.notReady)).toBeVisible();
  expect(existsSync(join(folder, 'training'))).toBe(false);
  expect(await gateway.calls()).toEqual([]);
});
