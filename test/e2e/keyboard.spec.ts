import { screens } from '../../renderer/app/navigation.ts';
import { en } from '../../renderer/i18n/en/index.ts';
import { billOf, expect, test, type Cashier } from '../support/cashier.ts';
import { focusOf, tabStops } from '../support/visible-focus.ts';

/** The mouse is taken away: a test that moves it fails. */
async function expectSeenFocus({ window }: Cashier, what: RegExp): Promise<void> {
  await expect.poll(async () => (await focusOf(window)).what).toMatch(what);
  expect(await focusOf(window)).toMatchObject({ hidden: '' });
}

test('a whole sale and the way back to its order go by keys alone', async ({ cashier, gateway }) => {
  const { window, keys } = cashier;
  const { keyboard } = window;
  const scanField = new RegExp(`^combobox ${en.counter.scan.label}`);
  await expectSeenFocus(cashier, scanField);

  await test.step('search, choose with the arrows, add', async () => {
    await keys.type('marie');
    await expect(cashier.scanField).toHaveAttribute('aria-expanded', 'true');
    await expect(window.getByRole('option', { name: /Marie Biscuits/ })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await keyboard.press('Enter');
    await expect(cashier.lines).toHaveCount(1);
    await keys.type('cream biscuits');
    const found = window.getByRole('listbox', { name: en.counter.scan.results }).getByRole('option');
    await expect(found.nth(1)).toContainText('Cream Biscuits');
    await keyboard.press('ArrowDown');
    await expect(found.nth(1)).toHaveAttribute('aria-selected', 'true');
    await keyboard.press('ArrowUp');
    await expect(found.first()).toHaveAttribute('aria-selected', 'true');
    await keyboard.press('Enter');
    await expect(cashier.lines).toHaveCount(2);
    await expectSeenFocus(cashier, scanField);
  });

  await test.step('quantities: more, less, typed, removed and put back', async () => {
    await keyboard.press('ArrowUp');
    await expect(cashier.lines.first()).toHaveAttribute('aria-current', 'true');
    await keyboard.press('+');
    await keyboard.press('+');
    await keyboard.press('-');
    await expect(cashier.lines.first()).toContainText('₹68.00');
    await keyboard.press('*');
    await expectSeenFocus(cashier, /^input Quantity of Marie Biscuits/);
    await keys.type('12');
    await keyboard.press('Enter');
    await expect(cashier.lines.first()).toContainText('₹408.00');
    await expectSeenFocus(cashier, scanField);
    await keyboard.press('Delete');
    await expect(cashier.lines).toHaveCount(1);
    await keyboard.press('Control+z');
    await expect(cashier.lines).toHaveCount(2);
    await expect.poll(async () => (await billOf(cashier))[0]).toBe('Marie Biscuits 250 g | 12 | ₹408.00');
  });

  const invoice = await test.step('charge, decline, cash, next customer', async () => {
    await gateway.addRule({ scenario: 'decline-55', times: 1 });
    await keyboard.press('F8');
    await expect(cashier.panel).toContainText(en.reasons['wrong-pin']);
    await expectSeenFocus(cashier, scanField);
    await keyboard.press('Escape');
    await expect(cashier.button(en.counter.charge.card)).toBeVisible();
    await keyboard.press('F9');
    await expectSeenFocus(cashier, /^input Received/);
    await keyboard.press('Escape');
    await expectSeenFocus(cashier, scanField);
    await keyboard.press('F8');
    const number = await cashier.paid();
    await expectSeenFocus(cashier, new RegExp(`^button ${en.counter.paid.next}`));
    await keyboard.press('Enter');
    await expect(cashier.lines).toHaveCount(0);
    await expectSeenFocus(cashier, scanField);
    return number;
  });

  await test.step('the order is found, read, and left again', async () => {
    await keyboard.press('F3');
    await expectSeenFocus(cashier, new RegExp(`^combobox ${en.orders.search}`));
    await keys.type(invoice.slice(-6));
    await expect(window.getByRole('option', { name: invoice })).toBeVisible();
    await keyboard.press('ArrowDown');
    const page = window.getByRole('region', { name: en.orders.page.label, exact: true });
    await expect(page.getByRole('heading', { name: `Invoice ${invoice}` })).toBeVisible();
    await keyboard.press('F2');
    await expectSeenFocus(cashier, scanField);
  });
});

test('F1 shows every key, and Escape goes back to where one was', async ({ cashier }) => {
  const { window } = cashier;
  await window.keyboard.press('F1');
  const dialog = window.getByRole('dialog', { name: en.app.help.title });
  for (const words of Object.values(en.app.help.keys))
    await expect(dialog.getByText(words, { exact: true })).toBeVisible();
  const shown = new Set(await dialog.locator('kbd').allInnerTexts());
  const needed = ['F1', 'F2', 'F3', 'F4', 'F6', 'F8', 'F9', 'F10', 'Delete', 'Ctrl+Z', 'Esc', 'Enter'];
  expect(needed.filter((key) => !shown.has(key))).toEqual([]);
  await window.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(cashier.scanField).toBeFocused();
});

test('a dialog keeps the focus inside until it is closed', async ({ cashier }) => {
  const { window } = cashier;
  await cashier.scan('Toned Milk 500 ml');
  await expect(cashier.button(en.counter.charge.cash)).toBeEnabled();
  await window.keyboard.press('F9');
  const dialog = window.getByRole('dialog', { name: en.counter.cash.title });
  await expect(dialog).toBeVisible();
  const stops = await tabStops(window);
  expect(stops.filter(({ hidden }) => hidden !== '')).toEqual([]);
  expect(stops.length).toBeGreaterThan(4);
  expect(await dialog.locator(':focus').count()).toBe(1);
});

for (const screen of screens) {
  test(`Tab reaches everything on ${screen}, and one always sees where one is`, async ({ cashier }) => {
    const { window } = cashier;
    await cashier.scan('Toned Milk 500 ml', 'Sweet Lassi 200 ml');
    await cashier.payCash();
    await window.keyboard.press('Enter');
    await cashier.scan('Toned Milk 500 ml');
    await expect(cashier.lines).toHaveCount(1);
    await cashier.goTo(screen);
    await expect(window.getByRole('heading', { level: 1 })).toBeAttached();
    if (screen === 'orders') await window.keyboard.press('ArrowDown');
    const reachable = await window.evaluate(
      () =>
        [
          ...document.querySelectorAll<HTMLElement>(
            'button, input, select, textarea, a[href], [tabindex="0"]',
          ),
        ].filter(
          (element) =>
            element.checkVisibility({ visibilityProperty: true }) &&
            !element.matches(':disabled') &&
            element.tabIndex >= 0,
        ).length,
    );
    const stops = await tabStops(window);
    expect(stops.filter(({ hidden }) => hidden !== '')).toEqual([]);
    // Radio buttons of a group are one stop.
    const groups = await window.getByRole('radio').count();
    expect(stops.length).toBeGreaterThanOrEqual(reachable - Math.max(0, groups - 1));
  });
}
