import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataPaths } from '../../electron/platform/paths.ts';
import { en } from '../../renderer/i18n/en/index.ts';
import { backUpToStick, restoreFromFile, section } from '../support/backups-at-till.ts';
import { cashierAt, expect, test as base, type Cashier } from '../support/cashier.ts';
import { storeViolations } from '../support/ledger-invariants.ts';
import { readLedger, type Ledger } from '../support/ledger.ts';
import { chooseManagerPin, typePin } from '../support/manager-at-till.ts';
import { startRealGateway, type RealGateway } from '../support/real-gateway.ts';
import { rootFolder } from '../support/repository.ts';

const { backups: words, day, settings } = en;
const passphrase = 'correct horse battery staple';
const rice = { name: 'Basmati Rice 5 kg', barcode: '8901234567890' };

/** A PC: a data folder, and what lies outside of it. */
type Pc = {
  readonly folder: string;
  readonly start: () => Promise<Cashier>;
  /** Runs a command of the shell on it, such as `import`; throws when it does not end well. */
  readonly shell: (command: string, ...args: readonly string[]) => void;
};

const test = base.extend<{ readonly bank: RealGateway; readonly pc: (name: string) => Pc }>({
  async bank({ dataDir }, use) {
    const bank = await startRealGateway(dataDir);
    await use(bank);
    await bank.stop();
  },
  async pc({ dataDir, bank, launch }, use) {
    await use((name) => {
      const folder = join(dataDir, name, 'data');
      const env = { ...bank.environment, GALLA_INSTALLATION_DIR: join(dataDir, name, 'installation') };
      const shell = (command: string, ...args: readonly string[]): void => {
        const entry = join(rootFolder, 'electron', 'commands', `${command}.ts`);
        execFileSync(process.execPath, [entry, ...args, '--data', folder], {
          env: { ...process.env, ...env },
        });
      };
      return { folder, shell, start: async () => cashierAt(await launch({ dataDir: folder, env })) };
    });
  },
});

/** Settings → Training or real → Change to real selling. */
async function changeToReal({ window, goTo, button }: Cashier): Promise<void> {
  await goTo('settings');
  await button(settings.mode.toReal).click();
  await window.getByRole('dialog').getByRole('button', { name: settings.mode.toReal }).click();
  await expect(button(settings.mode.toTraining)).toBeVisible();
}

async function fillShop({ window, message }: Cashier): Promise<void> {
  const form = section(window, settings.shop.title);
  await form.getByRole('textbox', { name: settings.shop.name }).fill('Sharma Kirana');
  await form.getByRole('textbox', { name: settings.shop.address }).fill('1 Station Road\nPune 411001');
  await form.getByRole('combobox', { name: settings.shop.scheme }).selectOption('unregistered');
  await form.getByRole('textbox', { name: settings.shop.tillCode }).fill('A1');
  await form.getByRole('button', { name: settings.save }).click();
  await expect(message).toContainText(en.messages.saved);
}

/** Types the gateway's account; on a PC that the till was moved to only the key is missing. */
async function fillGateway({ window }: Cashier, bank: RealGateway, fields: 'all' | 'key'): Promise<void> {
  const { gateway } = settings;
  const form = section(window, gateway.title);
  if (fields === 'all') {
    await form.getByRole('textbox', { name: gateway.url }).fill(bank.url);
    await form.getByRole('textbox', { name: gateway.merchantId }).fill(bank.merchantId);
    await form.getByRole('textbox', { name: gateway.terminalId }).fill(bank.terminalId);
  }
  await form.getByLabel(gateway.apiKey).fill(bank.apiKey);
  const accept = form.getByRole('textbox', { name: gateway.weakAccept });
  if (await accept.isVisible()) await accept.fill('Accepted by the owner, for this test');
  await form.getByRole('button', { name: settings.save }).click();
  await expect(window.getByText(en.app.gateway.ready)).toBeVisible();
}

async function sell(cashier: Cashier, by: 'cash' | 'card'): Promise<string> {
  await cashier.goTo('counter');
  await cashier.keys.scan([rice.barcode]);
  await expect(cashier.lines).toHaveCount(1);
  if (by === 'card') await cashier.charge();
  const number = by === 'card' ? await cashier.paid() : await cashier.payCash();
  await cashier.window.keyboard.press('Enter');
  return number;
}

async function closeTheDay({ window }: Cashier): Promise<void> {
  await window.keyboard.press('F5');
  await window.keyboard.press('F10');
  await expect(window.getByRole('heading', { name: day.compare.title })).toBeVisible();
  await window.keyboard.press('F10');
  const dialog = window.getByRole('dialog');
  const sign = dialog.getByRole('checkbox');
  if (await sign.isVisible()) await sign.check();
  await typePin(dialog, day.close.confirm);
  await expect(window.getByRole('dialog')).toHaveCount(0);
}

/** Seals backups, and makes one to the stick; the path of the one file there. */
async function backUpTo(cashier: Cashier, stick: string): Promise<string> {
  const { window } = cashier;
  await cashier.goTo('settings');
  const part = section(window, words.title);
  await part.getByLabel(words.schedule.passphrase).fill(passphrase);
  await part.getByRole('button', { name: words.schedule.save }).click();
  await expect(part.getByText(words.schedule.hasPassphrase)).toBeVisible();
  return backUpToStick(cashier, stick, '.gallasealed');
}

/** Puts the backup of the stick back, from the settings. */
async function restoreFrom(cashier: Cashier, file: string): Promise<void> {
  const { window } = cashier;
  await cashier.goTo('settings');
  await restoreFromFile(cashier, { file, shop: 'Sharma Kirana', passphrase });
  // The forms are those of the restored till: with the blanks of the new one somebody would save them over it.
  const shop = section(window, settings.shop.title);
  await expect(shop.getByRole('textbox', { name: settings.shop.name })).toHaveValue('Sharma Kirana');
}

/** What every moved till shows once the bank was asked: so many payments that only the bank knows, and that it sells. */
async function settled({ window }: Cashier, unknown: number): Promise<void> {
  const restored = section(window, words.restored.title);
  await expect(restored.getByText(words.restored.ready)).toBeVisible({ timeout: 60_000 });
  await expect(restored.getByText(words.restored.unknown)).toBeVisible();
  await expect(restored.getByText(/RRN \d{12}/)).toHaveCount(unknown);
}

const ledgerOf = ({ folder }: Pc): Ledger => readLedger(dataPaths(folder).store.real);

test('a real till is moved to another PC as the page says: by its screens and from a shell, with nothing sold twice and nothing forgotten', async ({
  pc,
  bank,
  dataDir,
}) => {
  test.slow();
  const old = pc('old');
  const stick = join(dataDir, 'stick');
  mkdirSync(stick);
  let file = '';
  const sold: string[] = [];

  await test.step('the old PC sells for real, closes its day, and is backed up to a stick; somebody sells on it once more', async () => {
    const first = await old.start();
    await changeToReal(first);
    await first.galla.close();
    const products = join(dataDir, 'products.csv');
    writeFileSync(
      products,
      `code,name,category,sale price,mrp,barcode,hsn\nR5,${rice.name},Staples,450,500,${rice.barcode},1006\n`,
    );
    old.shell('import', products, '--default-gst', '5');
    const cashier = await old.start();
    await cashier.goTo('settings');
    await fillShop(cashier);
    await fillGateway(cashier, bank, 'all');
    await chooseManagerPin(cashier);
    sold.push(await sell(cashier, 'cash'), await sell(cashier, 'card'));
    await closeTheDay(cashier);
    file = await backUpTo(cashier, stick);
    expect(await sell(cashier, 'card')).toMatch(/^A1\/\d{4}\/000003$/);
    await cashier.galla.close();
  });
  expect(sold.map((number) => number.slice(-6))).toEqual(['000001', '000002']);

  const sellsOn = async (where: Pc, cashier: Cashier, unknown: number): Promise<void> => {
    const calls = bank.control.calls().length;
    await fillGateway(cashier, bank, 'key');
    await settled(cashier, unknown);
    const asked = bank.control
      .calls()
      .slice(calls)
      .map(({ operation }) => operation);
    expect(asked).toContain('day');
    const next = [await sell(cashier, 'card'), await sell(cashier, 'cash')];
    const [series = ''] = next[0]?.split('/') ?? [];
    expect(series).toMatch(/^A1-[B-S]$/);
    expect(next.map((number) => number.replace(/\/\d{4}\//, '/'))).toEqual([
      `${series}/00001`,
      `${series}/00002`,
    ]);
    await cashier.galla.close();
    const ledger = ledgerOf(where);
    expect(storeViolations(ledger)).toEqual([]);
    expect(ledger.orders.map(({ invoiceNumber }) => invoiceNumber)).toEqual([...sold, ...next]);
  };

  await test.step('another PC, by the screens of the app', async () => {
    const other = pc('by-screens');
    const cashier = await other.start();
    await changeToReal(cashier);
    await restoreFrom(cashier, file);
    await expect(section(cashier.window, words.restored.title)).toContainText(words.restored.blocked);
    await sellsOn(other, cashier, 1);
  });

  await test.step('another PC, from a shell', async () => {
    const other = pc('by-shell');
    const secret = join(dataDir, 'passphrase.txt');
    writeFileSync(secret, `${passphrase}\n`);
    other.shell('restore', file, '--mode', 'real', '--passphrase-file', secret);
    const cashier = await other.start();
    await cashier.goTo('settings');
    // The sale of the other PC is in the bank's list, too.
    await sellsOn(other, cashier, 2);
  });

  const charged = bank.control.transactions().filter(({ status }) => status === 'APPROVED');
  expect(charged, 'one payment for each sale by card').toHaveLength(4);
});
