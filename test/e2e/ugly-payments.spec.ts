import type { Locator } from '@playwright/test';
import { en } from '../../renderer/i18n/en/index.ts';
import type { Cashier } from '../support/cashier.ts';
import { expect, test, type KilledTill } from '../support/killed-till.ts';
import { chooseManagerPin, MANAGER_PIN, typePin } from '../support/manager-at-till.ts';

const { action, title, warning } = en.attempt;
/** ₹28. */
const milk = 'Toned Milk 500 ml';
/** ₹19. */
const lassi = 'Sweet Lassi 200 ml';

// Long enough that no payment's window ends by itself; where it shall end, the test says so.
test.use({ tillTimings: { windowMs: 60_000 } });

async function ring({ cashier }: KilledTill, toPay: string, ...names: readonly string[]): Promise<void> {
  await cashier.scan(...names);
  await expect(cashier.toPay).toHaveText(toPay);
}

function strip({ window }: Cashier): Locator {
  return window.getByRole('region', { name: en.app.strip.title });
}

function dialogOf({ window }: Cashier, name: string): Locator {
  return window.getByRole('dialog', { name });
}

/** Charges milk on the terminal, loses the answer and holds every question back, so that nobody knows. */
async function chargeUnknown(till: KilledTill): Promise<void> {
  await till.gateway.addRule({ scenario: 'reset-after', times: 1 });
  await till.gateway.hold('status', 'before');
  await ring(till, '₹28.00', milk);
  await till.cashier.charge();
  await expect(till.cashier.panel).toContainText(title.unknown);
}

/** Takes what is left in cash, also after a payment that failed, when the buttons have other names. */
async function takeCash({ cashier }: KilledTill): Promise<string> {
  await cashier.window.keyboard.press('F9');
  await expect(dialogOf(cashier, en.counter.cash.title)).toBeVisible();
  await cashier.window.keyboard.press('Enter');
  return cashier.paid();
}

/** What the gateway holds of the shop's payments, by status. */
async function heldStatuses({ gateway }: KilledTill): Promise<string[]> {
  return (await gateway.transactions()).map(({ status }) => status).toSorted();
}

test.describe('an answer that takes too long', () => {
  test.use({ tillTimings: { windowMs: 60_000, headersMs: 500 } });

  test('timed out, then approved: nobody may charge again, and the bill is paid by asking', async ({
    till,
  }) => {
    await till.gateway.addRule({ scenario: 'headers-never-after', times: 1 });
    await till.gateway.hold('status', 'before');
    await ring(till, '₹28.00', milk);
    await till.cashier.charge();
    await expect(till.cashier.panel).toContainText(title.unknown);
    await expect(till.cashier.panel).toContainText(en.reasons['headers-timeout']);
    await expect(till.cashier.panel).toContainText(warning.goods);
    await expect(till.cashier.panel).toContainText(warning.again);
    await expect(till.cashier.button(action.again)).toBeHidden();
    await till.cashier.window.keyboard.press('F8');
    expect(await till.salesSent()).toBe(1);
    await till.gateway.releaseAll();
    await till.cashier.paid();
    const ledger = await till.sound();
    expect(ledger.orders.map(({ state }) => state)).toEqual(['paid']);
    expect(await till.salesSent()).toBe(1);
    expect(await heldStatuses(till)).toEqual(['APPROVED']);
  });
});

test('a cancel that comes too late: the customer has paid, so the bill is paid once', async ({ till }) => {
  await till.gateway.addRule({ scenario: 'cancel-loses', times: 1 });
  await ring(till, '₹28.00', milk);
  await till.cashier.charge();
  await expect(till.cashier.panel).toContainText(en.attempt.text.PENDING);
  await till.cashier.button(action.cancel).click();
  await till.cashier.paid();
  const ledger = await till.sound();
  expect(ledger.attempts.map(({ state }) => state)).toEqual(['APPROVED']);
  expect(await heldStatuses(till)).toEqual(['APPROVED']);
  expect(await till.salesSent()).toBe(1);
});

test('an approval of another amount never pays the bill: it goes back, and the bill is paid in cash', async ({
  till,
}) => {
  await till.gateway.addRule({ scenario: 'other-amount', times: 1 });
  await till.gateway.hold('void', 'before');
  await ring(till, '₹28.00', milk);
  await till.cashier.charge();
  await expect(till.cashier.panel).toContainText(title['giving-back']);
  await expect(till.cashier.panel).toContainText(en.reasons['other-amount']);
  await till.gateway.releaseAll();
  await expect(till.cashier.panel).toContainText(title['given-back']);
  expect(await heldStatuses(till)).toEqual(['VOIDED']);
  expect(till.watch.orderStates()).not.toContain('paid');
  await takeCash(till);
  const ledger = await till.sound();
  expect(ledger.attempts.map(({ state }) => state)).toEqual(['VOIDED']);
  expect(ledger.tenders.map(({ kind }) => kind)).toEqual(['cash']);
  expect(await till.salesSent()).toBe(1);
});

test('a terminal that is off: nothing was charged anywhere, and cash pays the bill', async ({ till }) => {
  await till.gateway.addRule({ scenario: 'terminal-offline' });
  await ring(till, '₹28.00', milk);
  await till.cashier.charge();
  await expect(till.cashier.panel).toContainText(en.reasons['terminal-offline']);
  await expect(till.cashier.panel).toContainText(en.attempt.text.NOT_SENT);
  await takeCash(till);
  const ledger = await till.sound();
  expect(ledger.attempts.map(({ state }) => state)).toEqual(['NOT_SENT']);
  expect(await till.gateway.transactions()).toEqual([]);
});

test.describe('a UPI QR whose time is over', () => {
  /** Shows the QR for milk and answers what a phone reads of it. */
  async function showQr(till: KilledTill): Promise<string> {
    const { cashier } = till;
    await ring(till, '₹28.00', milk);
    await cashier.window.keyboard.press('F12');
    await expect(cashier.window.getByRole('img', { name: en.upi.code })).toBeVisible();
    const snapshot = await cashier.window.evaluate(() => window.pos.getSnapshot());
    const attempts = snapshot.ok && snapshot.value.kind === 'ready' ? snapshot.value.openAttempts : [];
    const payload = attempts[0]?.qr?.payload ?? '';
    expect(payload).toContain('am=28.00');
    return payload;
  }

  test.describe('and paid in its last second', () => {
    test.use({ tillTimings: { windowMs: 60_000, qrMs: 1500 } });

    test('the code goes, the bank is asked, and the bill is paid when the money is there', async ({
      till,
    }) => {
      const payload = await showQr(till);
      await expect(till.cashier.panel).toContainText(title.unknown);
      await expect(till.cashier.panel).toContainText(en.reasons['qr-expired']);
      await expect(till.cashier.window.getByRole('img', { name: en.upi.code })).toBeHidden();
      await till.gateway.payUpi(payload);
      await till.cashier.paid();
      const ledger = await till.sound();
      expect(ledger.tenders.map(({ kind }) => kind)).toEqual(['upi-qr']);
      expect(await heldStatuses(till)).toEqual(['APPROVED']);
    });
  });

  test.describe('and paid after the bill was paid in cash', () => {
    test.use({ tillTimings: { qrMs: 500, windowMs: 300, secondLookMs: 5000 } });

    test('the late money is seen going back, and the customer has paid once', async ({ till }) => {
      const payload = await showQr(till);
      await expect(till.cashier.panel).toContainText(title['not-paid']);
      await till.gateway.hold('status', 'before');
      await till.gateway.hold('refund', 'before');
      await takeCash(till);
      await till.cashier.window.keyboard.press('Enter');
      await expect(till.cashier.lines).toHaveCount(0);
      await till.gateway.payUpi(payload);
      await till.gateway.release('status', 'before');
      await expect(strip(till.cashier)).toContainText('₹28.00');
      await expect(strip(till.cashier)).toContainText(en.attempt.state.REFUND_DUE);
      await till.gateway.releaseAll();
      await till.onDisk('the money back', (watch) => watch.attemptStates().join() === 'REFUNDED');
      await expect(strip(till.cashier)).toBeHidden();
      const ledger = await till.sound();
      expect(ledger.tenders.map(({ kind }) => kind)).toEqual(['cash']);
      expect(await heldStatuses(till)).toEqual(['REFUNDED']);
    });
  });
});

test('a bill in two parts whose second card is declined: the first part is kept, the rest is paid in cash', async ({
  till,
}) => {
  const { cashier } = till;
  await ring(till, '₹47.00', milk, lassi);
  await cashier.window.keyboard.press('F11');
  await dialogOf(cashier, en.split.title).getByLabel(en.split.label).fill('20');
  await cashier.window.keyboard.press('Enter');
  await expect(cashier.toPay).toHaveText('₹20.00');
  await cashier.charge();
  await expect(cashier.panel).toContainText(en.split.takenTitle);
  await expect(cashier.toPay).toHaveText('₹27.00');
  await till.gateway.addRule({ scenario: 'decline-51' });
  await cashier.window.keyboard.press('F8');
  await expect(cashier.panel).toContainText(en.reasons['insufficient-funds']);
  await expect(cashier.window.getByRole('region', { name: en.split.taken })).toContainText('₹20.00');
  await expect(cashier.toPay).toHaveText('₹27.00');
  await takeCash(till);
  const ledger = await till.sound();
  expect(ledger.tenders.map(({ kind, amountPaise }) => [kind, amountPaise])).toEqual([
    ['card-terminal', 20_00],
    ['cash', 27_00],
  ]);
  expect(await heldStatuses(till)).toEqual(['APPROVED', 'DECLINED']);
});

test('a terminal that still holds the last bill takes no other: the next customer is told, and nobody pays for somebody else', async ({
  till,
}) => {
  const { cashier } = till;
  await chargeUnknown(till);
  await cashier.button(action.nextCustomer).click();
  await expect(strip(cashier)).toContainText('₹28.00');
  await ring(till, '₹19.00', lassi);
  await cashier.charge();
  await expect(cashier.window.getByRole('alert')).toContainText(en.errors['terminal-busy']);
  await expect(cashier.toPay).toHaveText('₹19.00');
  expect(await till.salesSent()).toBe(1);
  await till.gateway.releaseAll();
  await expect(strip(cashier)).toBeHidden();
  await cashier.charge();
  await cashier.paid();
  const ledger = await till.sound();
  expect(ledger.tenders.map(({ kind, amountPaise }) => [kind, amountPaise])).toEqual([
    ['card-terminal', 28_00],
    ['card-terminal', 19_00],
  ]);
  expect(await till.salesSent()).toBe(2);
});

test('unknown, and the till is killed meanwhile: it asks on after the start, and the bill is paid once', async ({
  till,
}) => {
  await chargeUnknown(till);
  await till.cashier.button(action.nextCustomer).click();
  await till.onDisk('UNKNOWN', (watch) => watch.attemptStates().join() === 'UNKNOWN');
  await till.kill();
  const cashier = await till.restart();
  await till.told(en.notices['unclean-stop']);
  await expect(strip(cashier)).toContainText('₹28.00');
  await expect(strip(cashier)).toContainText(en.attempt.state.UNKNOWN);
  await till.gateway.releaseAll();
  await expect(strip(cashier)).toBeHidden();
  const ledger = await till.sound();
  expect(ledger.orders.map(({ state }) => state)).toEqual(['paid']);
  expect(await till.salesSent()).toBe(1);
});

test('a manager allows another way to pay for an unknown payment: the PIN is asked, and what comes late goes back', async ({
  till,
}) => {
  const { cashier } = till;
  await chooseManagerPin(cashier);
  await chargeUnknown(till);
  await cashier.button(en.byManager.supersede).click();
  const dialog = dialogOf(cashier, en.byManager.supersedeTitle);
  await typePin(dialog, en.byManager.supersedeYes, '9999');
  await expect(dialog.getByRole('alert')).toContainText('That PIN is wrong.');
  expect(till.watch.attemptStates()).toEqual(['UNKNOWN']);
  await typePin(dialog, en.byManager.supersedeYes);
  await expect(dialog).toBeHidden();
  await expect(cashier.panel).toContainText(en.attempt.setAsideByManager);
  await takeCash(till);
  await till.gateway.releaseAll();
  await till.onDisk('the money back', (watch) => watch.attemptStates().join() === 'VOIDED');
  const ledger = await till.sound();
  expect(ledger.orders.map(({ state }) => state)).toEqual(['paid']);
  expect(ledger.tenders.map(({ kind }) => kind)).toEqual(['cash']);
  expect(await heldStatuses(till)).toEqual(['VOIDED']);
});

test('a slip of another machine pays one bill: typed again for the next one it is refused', async ({
  till,
}) => {
  const { cashier } = till;
  const slip = dialogOf(cashier, en.slip.title);
  const typeSlip = async (): Promise<void> => {
    await cashier.window.keyboard.press('Shift+F8');
    await slip.getByLabel(en.slip.rrn).fill('412345678901');
    await slip.getByLabel(en.slip.authCode).fill('A1B2C3');
    await slip.getByRole('button', { name: en.slip.take }).click();
  };
  await ring(till, '₹28.00', milk);
  await typeSlip();
  await cashier.paid();
  await cashier.window.keyboard.press('Enter');
  await expect(cashier.lines).toHaveCount(0);
  await ring(till, '₹19.00', lassi);
  await typeSlip();
  await expect(slip.getByRole('alert')).toContainText(en.errors['slip-used']);
  await cashier.window.keyboard.press('Escape');
  await expect(slip).toBeHidden();
  await takeCash(till);
  const ledger = await till.sound();
  expect(ledger.tenders.map(({ kind, amountPaise }) => [kind, amountPaise])).toEqual([
    ['card-manual', 28_00],
    ['cash', 19_00],
  ]);
  expect(await till.gateway.transactions()).toEqual([]);
});

test('a day with an unknown payment is closed only with a manager’s signature; what is approved afterwards counts on the next day', async ({
  till,
}) => {
  const { cashier } = till;
  await chooseManagerPin(cashier);
  await chargeUnknown(till);
  await cashier.button(action.nextCustomer).click();
  await ring(till, '₹19.00', lassi);
  await cashier.payCash();
  await cashier.goTo('day');
  await cashier.window.keyboard.press('F10');
  await expect(cashier.window.getByRole('main')).toContainText(en.day.exception['attempt-unknown']);
  await cashier.button(en.day.close.ask).click();
  const dialog = cashier.window.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: en.day.close.confirm });
  await dialog.getByLabel(en.manager.pin).fill(MANAGER_PIN);
  await expect(confirm).toBeDisabled();
  await dialog.getByRole('checkbox').check();
  await confirm.click();
  await expect(dialog).toBeHidden();
  await expect(cashier.window.getByRole('status').filter({ hasText: 'was closed at' })).toBeVisible();
  await till.kill();
  const next = await till.restart();
  await expect(strip(next)).toContainText(en.attempt.state.UNKNOWN);
  await till.gateway.releaseAll();
  await expect(strip(next)).toBeHidden();
  const ledger = await till.sound();
  const [late, cash] = ledger.orders;
  expect([late?.state, cash?.state]).toEqual(['paid', 'paid']);
  expect((late?.businessDate ?? '') > (cash?.businessDate ?? '')).toBe(true);
  expect(await till.salesSent()).toBe(1);
});

test.describe('a refund whose reply is lost', () => {
  test.use({ tillTimings: { windowMs: 60_000, giveBackMs: 2500, giveBackMaxMs: 2500 } });

  test('is asked about under its own id and is done once, with a credit note', async ({ till }) => {
    const { cashier } = till;
    const { window } = cashier;
    await till.gateway.addRule({ scenario: 'refund-reply-lost', times: 1 });
    await ring(till, '₹47.00', milk, lassi);
    await cashier.charge();
    await cashier.paid();
    await cashier.goTo('orders');
    await window.getByRole('listbox', { name: en.orders.list }).getByRole('option').first().click();
    await cashier.button(en.refunds.open).click();
    const dialog = window.getByRole('dialog');
    await dialog.getByRole('button', { name: en.refunds.more.replace('{{name}}', lassi) }).click();
    await dialog.getByLabel(en.refunds.reason).selectOption('changed-mind');
    await dialog.getByRole('button', { name: en.refunds.next }).click();
    await till.gateway.hold('refund', 'after');
    await dialog.getByRole('button', { name: en.refunds.giveBack.replace('{{amount}}', '₹19.00') }).click();
    await till.gateway.held('refund', 'after');
    const back = window.getByRole('region', { name: en.refunds.listTitle });
    await expect(back).toContainText(en.refunds.state.DUE);
    await till.gateway.release('refund', 'after');
    await expect(back).toContainText(en.refunds.state.UNKNOWN);
    await expect(back).toContainText(en.refunds.state.DONE);
    const ledger = await till.sound();
    expect(ledger.refunds.map(({ state, amountPaise }) => [state, amountPaise])).toEqual([['DONE', 19_00]]);
    expect(ledger.creditNotes).toHaveLength(1);
    await expect(back).toContainText(ledger.creditNotes[0]?.creditNoteNumber ?? 'no credit note');
    const [held] = await till.gateway.transactions();
    expect(held?.refunds.map(({ amountPaise }) => amountPaise)).toEqual([19_00]);
    const asked = (await till.gateway.calls()).filter(({ operation }) => operation === 'refund');
    expect(asked.length).toBeGreaterThan(1);
  });
});
