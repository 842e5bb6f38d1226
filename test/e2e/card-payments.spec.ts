import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Locator } from '@playwright/test';
import { en } from '../../renderer/i18n/en/index.ts';
import { answerDialogs, billOf, expect, test, type Cashier } from '../support/cashier.ts';
import type { GatewayProcess } from '../support/gateway-process.ts';

const { action, text, title, warning } = en.attempt;
const milk = 'Toned Milk 500 ml';
const lassi = 'Sweet Lassi 200 ml';

/** How many sales the gateway was asked for. */
async function salesSent(gateway: GatewayProcess): Promise<number> {
  return (await gateway.calls()).filter(({ operation }) => operation === 'sale').length;
}

function strip({ window }: Cashier): Locator {
  return window.getByRole('region', { name: en.app.strip.title });
}

const declines = [
  { scenario: 'decline-51', words: en.reasons['insufficient-funds'] },
  { scenario: 'decline-54', words: en.reasons['card-expired'] },
  { scenario: 'decline-55', words: en.reasons['wrong-pin'] },
  { scenario: 'decline-75', words: en.reasons['pin-tries-exceeded'] },
  { scenario: 'decline-05', words: en.reasons['do-not-honour'] },
];

test('each decline is told in plain words, the bill is intact, and cash can be taken instead', async ({
  cashier,
  gateway,
}) => {
  await cashier.scan(milk, lassi);
  await expect(cashier.toPay).toHaveText('₹47.00');
  for (const { scenario, words } of declines) {
    await test.step(scenario, async () => {
      await gateway.clearRules();
      await gateway.addRule({ scenario });
      await cashier.window.keyboard.press('F8');
      await expect(cashier.panel).toContainText(words);
      await expect(cashier.panel).toContainText(text.DECLINED);
      await cashier.window.keyboard.press('Escape');
      await expect.poll(() => billOf(cashier)).toEqual([`${milk} | 1 | ₹28.00`, `${lassi} | 1 | ₹19.00`]);
    });
  }
  expect(await cashier.payCash()).toMatch(/\/000001$/);
  const held = await gateway.transactions();
  expect(held.map(({ status }) => status)).toEqual(declines.map(() => 'DECLINED'));
});

test('a declined card can be tried again, as another attempt of the same bill', async ({
  cashier,
  gateway,
}) => {
  await gateway.addRule({ scenario: 'decline-55', times: 1 });
  await cashier.scan(milk);
  await cashier.charge();
  await expect(cashier.panel).toContainText(en.reasons['wrong-pin']);
  await expect(cashier.scanField).toBeFocused();
  await cashier.window.keyboard.press('F8');
  await cashier.paid();
  const held = await gateway.transactions();
  expect(held.map(({ status }) => status).toSorted()).toEqual(['APPROVED', 'DECLINED']);
  expect(new Set(held.map(({ attemptId }) => attemptId)).size).toBe(2);
  expect(new Set(held.map(({ orderId }) => orderId)).size).toBe(1);
});

test('a gateway that can’t be reached was sent nothing: a new attempt and cash stay open', async ({
  cashier,
  gateway,
}) => {
  await gateway.stop();
  await cashier.scan(milk);
  await cashier.charge();
  await expect(cashier.panel).toContainText(en.reasons.refused);
  await expect(cashier.panel).toContainText(text.NOT_SENT);
  await expect(strip(cashier)).toBeHidden();
  await cashier.button(action.again).click();
  await expect(cashier.panel).toContainText(text.NOT_SENT);
  await cashier.button(action.cash).click();
  await cashier.window
    .getByRole('dialog', { name: 'Cash' })
    .getByRole('button', { name: 'Take cash' })
    .click();
  await cashier.paid();
});

test('a terminal that is off is not sent; once it is on, a new attempt is paid', async ({
  cashier,
  gateway,
}) => {
  await gateway.addRule({ scenario: 'terminal-offline', times: 1 });
  await cashier.scan(milk);
  await cashier.charge();
  await expect(cashier.panel).toContainText(en.reasons['terminal-offline']);
  await cashier.button(action.again).click();
  await cashier.paid();
  expect((await gateway.transactions()).filter(({ status }) => status === 'APPROVED')).toHaveLength(1);
});

test('a lost reply is asked about while the next customer is served, and pays its own bill', async ({
  cashier,
  gateway,
}) => {
  await gateway.addRule({ scenario: 'reset-after', times: 1 });
  await gateway.hold('status', 'before');
  await cashier.scan(milk);
  await cashier.charge();
  await expect(cashier.panel).toContainText(title.unknown);
  await expect(cashier.panel).toContainText(warning.goods);
  await expect(cashier.panel).toContainText(warning.again);
  await expect(cashier.button(en.counter.charge.card)).toBeHidden();
  await cashier.button(action.nextCustomer).click();
  await expect(strip(cashier)).toContainText('₹28.00');
  await expect(strip(cashier)).toContainText(en.attempt.state.UNKNOWN);

  await cashier.scan(lassi);
  await expect.poll(() => billOf(cashier)).toEqual([`${lassi} | 1 | ₹19.00`]);
  expect(await cashier.payCash()).toMatch(/\/000001$/);

  await gateway.releaseAll();
  await expect(strip(cashier)).toBeHidden();
  await expect(cashier.message).toContainText(/The earlier bill of ₹28\.00 is paid: TA1\/\d{4}\/000002/);
  expect(await salesSent(gateway)).toBe(1);
});

test('a double click on Charge is one attempt', async ({ cashier, gateway }) => {
  await cashier.scan(milk);
  await expect(cashier.toPay).toHaveText('₹28.00');
  await cashier.button(en.counter.charge.card).dblclick();
  await cashier.paid();
  expect(await salesSent(gateway)).toBe(1);
});

test('two presses of Enter on Charge, and of F8, are one attempt each', async ({ cashier, gateway }) => {
  const press = (key: string): Promise<unknown> =>
    Promise.all([cashier.window.keyboard.press(key), cashier.window.keyboard.press(key)]);
  await cashier.scan(milk);
  await expect(cashier.toPay).toHaveText('₹28.00');
  await gateway.hold('sale', 'before');
  await cashier.button(en.counter.charge.card).focus();
  await press('Enter');
  await gateway.held('sale', 'before');
  await gateway.releaseAll();
  await cashier.paid();
  expect(await salesSent(gateway)).toBe(1);
  await cashier.scan(lassi);
  await expect(cashier.toPay).toHaveText('₹19.00');
  await gateway.hold('sale', 'before');
  await press('F8');
  await gateway.held('sale', 'before');
  await gateway.releaseAll();
  await cashier.paid();
  expect(await salesSent(gateway)).toBe(2);
});

test('a scan during a payment is said not to be on the bill', async ({ cashier, gateway }) => {
  await gateway.addRule({ scenario: 'pending-for-ever' });
  await cashier.scan(milk);
  await cashier.charge();
  await expect(cashier.panel).toContainText(title.working);
  await cashier.scan(lassi);
  await expect(cashier.message).toContainText('Not added');
  await expect.poll(() => billOf(cashier)).toEqual([`${milk} | 1 | ₹28.00`]);
  await cashier.window.keyboard.press('Delete');
  await expect(cashier.button(`Remove ${milk}`)).toBeHidden();
  await expect(cashier.lines).toHaveCount(1);
});

test('the panel comes back when the window is loaded again during a payment', async ({
  cashier,
  gateway,
}) => {
  await gateway.addRule({ scenario: 'pending-for-ever' });
  await cashier.scan(milk);
  await cashier.charge();
  await expect(cashier.panel).toContainText(text.PENDING);
  await cashier.window.reload();
  await expect(cashier.panel).toContainText(text.PENDING);
  await expect(cashier.panel).toContainText('₹28.00');
  const [held] = await gateway.transactions();
  await gateway.decide(held?.attemptId ?? '', 'approve');
  await cashier.paid();
  expect(await salesSent(gateway)).toBe(1);
});

test('a payment is cancelled on the terminal, and the bill can be charged again', async ({
  cashier,
  gateway,
}) => {
  await gateway.addRule({ scenario: 'cancel-wins', times: 1 });
  await cashier.scan(milk);
  await cashier.charge();
  await expect(cashier.panel).toContainText(text.PENDING);
  await cashier.button(action.cancel).click();
  await expect(cashier.panel).toContainText(text.CANCELLED);
  await cashier.button(action.again).click();
  await cashier.paid();
});

test.describe('a price that changes between scan and charge', () => {
  /** Imports one product again with another price, as the office's file of the day would. */
  async function importPrice({ galla, window }: Cashier, file: string): Promise<void> {
    await answerDialogs({ galla }, { open: file });
    const done = await window.evaluate(async () => {
      const chosen = await globalThis.window.pos.chooseImportFile();
      if (!chosen.ok) return chosen;
      const { fileToken } = chosen.value;
      const preview = await globalThis.window.pos.previewImport({ fileToken });
      if (!preview.ok) return preview;
      const { mapping, defaults } = preview.value;
      return globalThis.window.pos.startImport({ fileToken, mapping, defaults });
    });
    expect(done).toMatchObject({ ok: true });
    await expect
      .poll(() =>
        window.evaluate(async () => {
          const summary = await globalThis.window.pos.getCatalogueSummary();
          return summary.ok ? summary.value.lastImport?.fileName : summary.error.code;
        }),
      )
      .toBe(basename(file));
  }

  const csv = (name: string, price: number): string =>
    `code,name,category,sale price,mrp,hsn,gst rate\nX1,${name},Tests,${price},${price},1905,5\n`;

  test('the bill shows the new price at once, and says so', async ({ cashier }, testInfo) => {
    const [first, second] = [testInfo.outputPath('first.csv'), testInfo.outputPath('second.csv')];
    writeFileSync(first, csv('Test Rusk', 40));
    writeFileSync(second, csv('Test Rusk', 45));
    await importPrice(cashier, first);
    await cashier.search('test rusk');
    await cashier.window.keyboard.press('Enter');
    await expect(cashier.toPay).toHaveText('₹40.00');
    await importPrice(cashier, second);
    await expect(cashier.toPay).toHaveText('₹45.00');
    await expect(cashier.message).toContainText(en.messages['prices-changed']);
  });

  test('a charge of the old total is refused with plain words, nothing is sent, and the bill is priced anew', async ({
    cashier,
    gateway,
  }, testInfo) => {
    const [first, second] = [testInfo.outputPath('first.csv'), testInfo.outputPath('second.csv')];
    writeFileSync(first, csv('Test Rusk', 40));
    writeFileSync(second, csv('Test Rusk', 45));
    await importPrice(cashier, first);
    await cashier.search('test rusk');
    await cashier.window.keyboard.press('Enter');
    await expect(cashier.toPay).toHaveText('₹40.00');
    // The word that prices changed is late: the cashier was quicker.
    await cashier.galla.app.evaluate(({ BrowserWindow }) => {
      for (const { webContents } of BrowserWindow.getAllWindows()) {
        const send = webContents.send.bind(webContents);
        webContents.send = (channel: string, ...args: unknown[]) => {
          if (!JSON.stringify(args).includes('"catalogue"')) send(channel, ...args);
        };
      }
    });
    await importPrice(cashier, second);
    await expect(cashier.toPay).toHaveText('₹40.00');
    await cashier.charge();
    await expect(cashier.message).toContainText(en.messages['prices-changed']);
    await expect(cashier.toPay).toHaveText('₹45.00');
    expect(await salesSent(gateway)).toBe(0);
    await cashier.charge();
    await cashier.paid();
    expect((await gateway.transactions()).map(({ amountPaise }) => amountPaise)).toEqual([45_00]);
  });
});
