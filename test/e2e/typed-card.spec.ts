import type { Locator } from '@playwright/test';
import { en } from '../../renderer/i18n/en/index.ts';
import type { Cashier } from '../support/cashier.ts';
import { expect, test, type KilledTill } from '../support/killed-till.ts';
import { chooseManagerPin, typePin } from '../support/manager-at-till.ts';

/** ₹28. */
const milk = 'Toned Milk 500 ml';
const card = { number: '6527658900001005', expiry: '1230', cvv: '737' };

test.use({ tillTimings: { windowMs: 60_000 } });

function dialogOf({ window }: Pick<Cashier, 'window'>, name: string): Locator {
  return window.getByRole('dialog', { name });
}

/** Switches typed cards on as a manager does: in the settings, with the PIN. */
async function switchOn(cashier: Cashier): Promise<void> {
  await chooseManagerPin(cashier);
  await cashier.goTo('settings');
  await cashier.button(en.keyed.on).click();
  await typePin(dialogOf(cashier, en.keyed.on), en.keyed.on);
  await expect(cashier.button(en.keyed.off)).toBeVisible();
  await cashier.goTo('counter');
}

/** Types a card in, by keys, and presses Enter. */
async function typeCard({ cashier }: KilledTill, typed = card): Promise<void> {
  const { window } = cashier;
  await window.keyboard.press('Shift+F9');
  const dialog = dialogOf(cashier, en.cardEntry.title);
  await expect(dialog.getByLabel(en.cardEntry.number)).toBeFocused();
  await window.keyboard.type(typed.number, { delay: 40 });
  await window.keyboard.press('Tab');
  await window.keyboard.type(typed.expiry, { delay: 40 });
  await window.keyboard.press('Tab');
  await window.keyboard.type(typed.cvv, { delay: 40 });
}

/** Whether the system may take no picture of the window. */
function isGuarded({ galla }: Cashier): Promise<boolean> {
  return galla.app.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isContentProtected() === true,
  );
}

/** Rings milk up, types the card in and sends it. */
async function sendCard(till: KilledTill): Promise<void> {
  await till.cashier.scan(milk);
  await expect(till.cashier.toPay).toHaveText('₹28.00');
  await typeCard(till);
  await till.cashier.window.keyboard.press('Enter');
}

const otpField = ({ panel }: Cashier): Locator => panel.getByLabel(en.otp.label);

/** Types a one-time password into the panel and sends it. */
async function sendOtp({ cashier }: KilledTill, otp: string): Promise<void> {
  await otpField(cashier).fill(otp);
  await cashier.button(en.otp.send).click();
}

async function cardsSent({ gateway }: KilledTill): Promise<number> {
  return (await gateway.calls()).filter(({ operation }) => operation === 'keyed-sale').length;
}

test('typing cards is off until a manager switches it on', async ({ till }) => {
  const { cashier } = till;
  await expect(cashier.button(en.cardEntry.way)).toBeHidden();
  await cashier.window.keyboard.press('Shift+F9');
  await expect(dialogOf(cashier, en.cardEntry.title)).toBeHidden();
  await switchOn(cashier);
  await expect(cashier.button(en.cardEntry.way)).toBeVisible();
});

test('RuPay is told while the card is typed, the number is covered once it is, and a double Enter is one charge', async ({
  till,
}) => {
  const { cashier } = till;
  await switchOn(cashier);
  await cashier.scan(milk);
  await expect(cashier.toPay).toHaveText('₹28.00');
  await typeCard(till, { ...card, number: '6527658900001006' });
  // While card fields are on it, the window is kept out of screenshots.
  await expect.poll(() => isGuarded(cashier)).toBe(true);
  const dialog = dialogOf(cashier, en.cardEntry.title);
  await expect(dialog.getByText(en.scheme.rupay, { exact: true })).toBeVisible();
  await expect(dialog.getByLabel(en.cardEntry.number)).toHaveValue('6527 65•• •••• 1006');
  await cashier.window.keyboard.press('Enter');
  await expect(dialog).toContainText(en.cardEntry.problem.number);
  expect(await cardsSent(till)).toBe(0);
  await dialog.getByLabel(en.cardEntry.number).fill(card.number);
  await cashier.window.keyboard.press('Enter');
  await cashier.window.keyboard.press('Enter');
  await expect(otpField(cashier)).toBeFocused();
  expect(await isGuarded(cashier)).toBe(false);
  await sendOtp(till, await till.gateway.otp());
  await cashier.paid();
  await till.sound();
  expect(await cardsSent(till)).toBe(1);
});

test('a wrong password is told, another one is sent, and three wrong ones are a decline', async ({
  till,
}) => {
  const { cashier, gateway } = till;
  await switchOn(cashier);
  await sendCard(till);
  await sendOtp(till, '0000');
  await expect(cashier.panel).toContainText(en.otp.wrong);
  const first = await gateway.otp();
  await cashier.button(en.otp.resend).click();
  await expect.poll(() => gateway.otp()).not.toBe(first);
  await sendOtp(till, await gateway.otp());
  await cashier.paid();
  await cashier.window.keyboard.press('Enter');
  await gateway.addRule({ scenario: 'otp-wrong', times: 1 });
  await sendCard(till);
  for (const otp of ['1111', '2222']) {
    await sendOtp(till, otp);
    await expect(otpField(cashier)).toHaveValue('');
  }
  // The third one ends the payment, and the field goes.
  await sendOtp(till, '3333');
  await expect(cashier.panel).toContainText(en.reasons['otp-wrong']);
  await expect(cashier.panel).toContainText(en.attempt.text.DECLINED);
  await cashier.window.keyboard.press('F9');
  await expect(dialogOf(cashier, en.counter.cash.title)).toBeVisible();
  await cashier.window.keyboard.press('Enter');
  await cashier.paid();
  const ledger = await till.sound();
  expect(ledger.attempts.map(({ state }) => state)).toEqual(['APPROVED', 'DECLINED']);
});

test('a password that comes too late is told as that', async ({ till }) => {
  await switchOn(till.cashier);
  await till.gateway.addRule({ scenario: 'otp-expired', times: 1 });
  await sendCard(till);
  await expect(otpField(till.cashier)).toBeVisible();
  await expect(till.cashier.panel).toContainText(en.reasons['otp-expired']);
  await expect(otpField(till.cashier)).toBeHidden();
});

test.describe('an answer that takes too long', () => {
  test.use({ tillTimings: { windowMs: 60_000, headersMs: 500 } });

  test('timed out, then approved: the card is not typed again, the password pays the bill by the same attempt', async ({
    till,
  }) => {
    const { cashier, gateway } = till;
    await switchOn(cashier);
    await gateway.addRule({ scenario: 'headers-never-after', times: 1 });
    await gateway.hold('status', 'before');
    await sendCard(till);
    await expect(cashier.panel).toContainText(en.attempt.title.unknown);
    await expect(cashier.panel).toContainText(en.attempt.warning.again);
    await cashier.window.keyboard.press('Shift+F9');
    await expect(dialogOf(cashier, en.cardEntry.title)).toBeHidden();
    await gateway.releaseAll();
    await expect(otpField(cashier)).toBeVisible();
    await sendOtp(till, await gateway.otp());
    await cashier.paid();
    const ledger = await till.sound();
    expect(ledger.attempts.map(({ state }) => state)).toEqual(['APPROVED']);
    expect(await cardsSent(till)).toBe(1);
  });
});
