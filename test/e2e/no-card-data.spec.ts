import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../../renderer/i18n/en/index.ts';
import { cashierAt, expect, test, writeQuickConfig } from '../support/cashier.ts';
import { findSecrets, type Secret } from '../support/find-secrets.ts';
import { chooseManagerPin, MANAGER_PIN } from '../support/manager-at-till.ts';

/** ₹28. */
const milk = 'Toned Milk 500 ml';
/** The three test cards; the last is the one that a gateway echoes whole. */
const numbers = ['6082015309577308', '6070000000000002', '6527658900001005'];
/** No other text of the till holds these digits. */
const cvv = '9081';

/** Everything that must be nowhere, as it is typed, shown and sent. */
function secretsOf(apiKey: string): Secret[] {
  const grouped = numbers.map((number) => number.replaceAll(/(\d{4})(?=\d)/g, '$1 '));
  return [
    ...numbers.map((text) => ({ name: `card ${text.slice(-4)}`, text })),
    ...grouped.map((text) => ({ name: `grouped card ${text.slice(-4)}`, text })),
    { name: 'CVV in a request', text: `"cvv":"${cvv}"` },
    { name: 'CVV in a form', text: `cvv=${cvv}` },
    { name: 'API key', text: apiKey },
    { name: 'PIN in a request', text: `"pin":"${MANAGER_PIN}"` },
  ];
}

test('no card number, CVV or key is left in the data folder, the window’s profile, logs, crash dumps or temporary files', async ({
  gateway,
  launch,
  dataDir,
}) => {
  const folder = join(dataDir, 'till');
  const temporary = join(dataDir, 'tmp');
  const installation = join(dataDir, 'installation');
  const dumps = join(dataDir, 'dumps');
  for (const made of [temporary, dumps]) mkdirSync(made);
  writeQuickConfig(folder);
  const env = {
    ...gateway.environment,
    GALLA_INSTALLATION_DIR: installation,
    TMPDIR: temporary,
    BREAKPAD_DUMP_LOCATION: dumps,
    XDG_CONFIG_HOME: join(dataDir, 'config'),
  };
  const said: string[] = [];
  const open = async () => {
    const galla = await launch({ dataDir: folder, env });
    galla.window.on('console', (message) => said.push(message.text()));
    return cashierAt(galla);
  };
  let cashier = await open();

  await chooseManagerPin(cashier);
  const switched = await cashier.window.evaluate(
    (pin) => globalThis.window.pos.setKeyedCard({ on: true, manager: { pin } }),
    MANAGER_PIN,
  );
  expect(switched).toMatchObject({ ok: true });
  await cashier.window.reload();
  await expect(cashier.button(en.cardEntry.way)).toBeVisible();

  const typeCard = async (number: string): Promise<void> => {
    const { window } = cashier;
    await cashier.scan(milk);
    await expect(cashier.toPay).toHaveText('₹28.00');
    await window.keyboard.press('Shift+F9');
    await expect(window.getByLabel(en.cardEntry.number)).toBeFocused();
    await window.keyboard.type(number, { delay: 30 });
    await window.keyboard.press('Tab');
    await window.keyboard.type('1230', { delay: 30 });
    await window.keyboard.press('Tab');
    // One digit too many for RuPay: the form refuses it first, so that it stays in the window for a while.
    await window.keyboard.type(cvv, { delay: 30 });
    await window.keyboard.press('Enter');
    await expect(window.getByRole('dialog')).toContainText(en.cardEntry.problem.cvv);
    await window.getByLabel(en.cardEntry.cvv).fill(cvv.slice(0, 3));
    await window.keyboard.press('Enter');
    await expect(cashier.panel.getByLabel(en.otp.label)).toBeVisible();
  };

  await test.step('a typed card is paid', async () => {
    await typeCard(numbers[0] ?? '');
    await cashier.panel.getByLabel(en.otp.label).fill(await gateway.otp());
    await cashier.button(en.otp.send).click();
    await cashier.paid();
    await cashier.window.keyboard.press('Enter');
  });

  await test.step('a terminal payment whose reply echoes the whole card number is paid', async () => {
    await gateway.addRule({ scenario: 'full-card-echoed', times: 1 });
    await cashier.scan(milk);
    await cashier.charge();
    await cashier.paid();
    await cashier.window.keyboard.press('Enter');
  });

  await test.step('the window and the till die while a typed card waits for its password', async () => {
    await typeCard(numbers[1] ?? '');
    await cashier.galla.kill();
    cashier = await open();
    await expect(cashier.panel.getByLabel(en.otp.label)).toBeVisible();
    await cashier.button(en.attempt.action.cancel).click();
    await expect(cashier.panel).toContainText(en.attempt.text.CANCELLED);
    await cashier.galla.close();
  });

  const folders = [folder, installation, temporary, dumps];
  const secrets = secretsOf(gateway.apiKey);
  const { files, found } = findSecrets(folders, secrets);
  expect(found).toEqual([]);
  expect(said.filter((text) => secrets.some((secret) => text.includes(secret.text)))).toEqual([]);
  // The search looked where something is: the store with the masked card, and the log.
  expect(files).toEqual(expect.arrayContaining(['training/store.db', 'logs/galla.log']));
  const masked = [{ name: 'mask', text: '652765******1005' }];
  expect(findSecrets([folder], masked).found).not.toEqual([]);

  await test.step('and the search bites: each secret is found once it is planted, in any shape', () => {
    const log = join(folder, 'logs', 'galla.log');
    const before = readFileSync(log);
    for (const { name, text } of secrets) {
      for (const shape of [
        Buffer.from(text),
        Buffer.from(text, 'utf16le'),
        Buffer.from(btoa(`xy${text}z`)),
      ]) {
        writeFileSync(log, Buffer.concat([before, Buffer.from('\n'), shape]));
        expect(findSecrets([join(folder, 'logs')], secrets).found).toContain(`${name} in galla.log`);
      }
    }
    writeFileSync(log, before);
  });
});
