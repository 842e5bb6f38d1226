import { makeEan13 } from '../../shared/domain/barcode.ts';
import { billOf, expect, sampleBarcode, test } from '../support/cashier.ts';

const milk = 'Toned Milk 500 ml';
const lassi = 'Sweet Lassi 200 ml';
const paneer = 'Paneer 200 g';

test.describe('scanning', () => {
  test('two scans of one product 30 ms apart are quantity 2', async ({ cashier }) => {
    await cashier.scan(milk, milk);
    await expect.poll(() => billOf(cashier)).toEqual([`${milk} | 2 | ₹56.00`]);
    await expect(cashier.toPay).toHaveText('₹56.00');
    await expect(cashier.scanField).toHaveValue('');
    await expect(cashier.scanField).toBeFocused();
  });

  test('ten scans 30 ms apart are ten, each on its own product’s line', async ({ cashier }) => {
    await cashier.scan(milk, lassi, paneer, milk, lassi, paneer, milk, lassi, paneer, milk);
    await expect
      .poll(() => billOf(cashier))
      .toEqual([`${milk} | 4 | ₹112.00`, `${lassi} | 3 | ₹57.00`, `${paneer} | 3 | ₹264.00`]);
    await expect(cashier.toPay).toHaveText('₹433.00');
  });

  test('a scanner that sends no Enter is understood too', async ({ cashier }) => {
    await cashier.keys.scan([sampleBarcode(milk)], { end: 'none' });
    await expect.poll(() => billOf(cashier)).toEqual([`${milk} | 1 | ₹28.00`]);
    await cashier.keys.scan([sampleBarcode(lassi)], { end: 'none' });
    await expect.poll(() => billOf(cashier)).toHaveLength(2);
    await expect(cashier.scanField).toHaveValue('');
  });

  test('a scan while a quantity is being typed adds a line and leaves the quantity alone', async ({
    cashier,
  }) => {
    await cashier.scan(milk);
    await cashier.button(`Change quantity of ${milk}: 1`).click();
    const quantity = cashier.window.getByRole('textbox', { name: `Quantity of ${milk}` });
    await expect(quantity).toBeFocused();
    await cashier.keys.type('3');
    await cashier.scan(lassi);
    await expect(cashier.lines).toHaveCount(2);
    await cashier.window.keyboard.press('F2');
    await expect.poll(() => billOf(cashier)).toEqual([`${milk} | 3 | ₹84.00`, `${lassi} | 1 | ₹19.00`]);
  });

  test('a scan while the cash dialog is open goes to the bill, never into the amount', async ({
    cashier,
  }) => {
    await cashier.scan(milk);
    await cashier.button('Cash').click();
    const dialog = cashier.window.getByRole('dialog', { name: 'Cash' });
    const received = dialog.getByRole('textbox', { name: 'Received from the customer' });
    await expect(received).toBeFocused();
    await cashier.scan(lassi);
    await expect(dialog.getByText('₹47.00').first()).toBeVisible();
    await expect(received).toHaveValue('');
    await expect(dialog).toBeVisible();
    await cashier.window.keyboard.press('Escape');
    await expect.poll(() => billOf(cashier)).toEqual([`${milk} | 1 | ₹28.00`, `${lassi} | 1 | ₹19.00`]);
  });

  test('a scan on another screen brings the counter back with its line', async ({ cashier }) => {
    await cashier.goTo('orders');
    await expect(cashier.window.getByRole('combobox', { name: 'Search orders' })).toBeFocused();
    await cashier.scan(milk);
    await expect.poll(() => billOf(cashier)).toEqual([`${milk} | 1 | ₹28.00`]);
  });

  test('a barcode that no product has is named, and the bill is as it was', async ({ cashier }) => {
    await cashier.scan(milk);
    await expect(cashier.lines).toHaveCount(1);
    await cashier.keys.scan(['8901234567894']);
    await expect(cashier.message).toContainText('No product has the barcode 8901234567894.');
    await expect.poll(() => billOf(cashier)).toEqual([`${milk} | 1 | ₹28.00`]);
  });

  test('the label of the shop’s scale adds its weight', async ({ cashier }) => {
    await cashier.keys.scan([makeEan13(`${sampleBarcode('Potato (loose)')}01250`)]);
    await expect.poll(() => billOf(cashier)).toEqual(['Potato (loose) | 1.250 kg | ₹37.50']);
  });
});

test.describe('searching', () => {
  test('words in any order, a typo and a Hindi name find the product, and Enter adds it', async ({
    cashier,
  }) => {
    const { window } = cashier;
    for (const text of ['lassi sweet', 'swet lassi', 'मीठी ल', 'LASSI']) {
      const found = await cashier.search(text);
      await expect(found.first()).toContainText(lassi);
      await window.keyboard.press('Enter');
      await expect(cashier.scanField).toHaveValue('');
    }
    await expect.poll(() => billOf(cashier)).toEqual([`${lassi} | 4 | ₹76.00`]);
  });

  test('what was corrected is shown as a question', async ({ cashier }) => {
    await cashier.search('panner');
    await expect(cashier.window.getByText('Nothing exact. Did you mean:')).toBeVisible();
  });

  test('what is not there is said, and adds nothing', async ({ cashier }) => {
    await cashier.search('zzzzqqqq');
    await cashier.window.keyboard.press('Enter');
    await expect(cashier.message).toContainText('Nothing found for “zzzzqqqq”.');
    await expect(cashier.lines).toHaveCount(0);
  });

  test('a weighed product asks how much, in kilograms or grams', async ({ cashier }) => {
    const { window } = cashier;
    const found = await cashier.search('onion loose');
    await expect(found.first()).toContainText('Onion (loose)');
    await window.keyboard.press('Enter');
    const dialog = window.getByRole('dialog', { name: 'How much Onion (loose)?' });
    await expect(dialog.getByRole('textbox', { name: 'Weight in kg' })).toBeFocused();
    await window.keyboard.press('Enter');
    await expect(dialog.getByText('Type how much.')).toBeVisible();
    await cashier.keys.type('250 g');
    await expect(dialog.getByText('₹10.00')).toBeVisible();
    await window.keyboard.press('Enter');
    await expect.poll(() => billOf(cashier)).toEqual(['Onion (loose) | 0.250 kg | ₹10.00']);
    await expect(cashier.scanField).toBeFocused();
  });
});

test.describe('the bill', () => {
  test('a line that was taken off comes back where it was', async ({ cashier }) => {
    await cashier.scan(milk, lassi, paneer);
    await expect(cashier.lines).toHaveCount(3);
    await cashier.button(`Remove ${lassi}`).click();
    await expect(cashier.lines).toHaveCount(2);
    await expect(cashier.message).toContainText(`Taken off the bill: ${lassi}`);
    await expect(cashier.scanField).toBeFocused();
    await cashier.window.keyboard.press('Control+z');
    await expect
      .poll(() => billOf(cashier))
      .toEqual([`${milk} | 1 | ₹28.00`, `${lassi} | 1 | ₹19.00`, `${paneer} | 1 | ₹88.00`]);
  });

  test('a quantity that makes no sense is refused where it was typed', async ({ cashier }) => {
    await cashier.scan(milk);
    await cashier.button(`Change quantity of ${milk}: 1`).click();
    await cashier.keys.type('1.5');
    await cashier.window.keyboard.press('Enter');
    await expect(cashier.window.getByText('Only whole pieces are sold.')).toBeVisible();
    await cashier.window.keyboard.press('Escape');
    await expect.poll(() => billOf(cashier)).toEqual([`${milk} | 1 | ₹28.00`]);
  });

  test('clearing asks first', async ({ cashier }) => {
    await cashier.scan(milk, lassi);
    await expect(cashier.lines).toHaveCount(2);
    await cashier.window.keyboard.press('F10');
    const dialog = cashier.window.getByRole('dialog', { name: 'Clear this bill?' });
    await expect(dialog.getByRole('button', { name: 'Keep it' })).toBeFocused();
    await dialog.getByRole('button', { name: 'Clear the bill' }).click();
    await expect(cashier.lines).toHaveCount(0);
    await expect(cashier.scanField).toBeFocused();
  });

  test('the window’s reload gives the bill in hand back', async ({ cashier }) => {
    await cashier.scan(milk, milk, lassi);
    await expect(cashier.toPay).toHaveText('₹75.00');
    await cashier.window.reload();
    await expect.poll(() => billOf(cashier)).toEqual([`${milk} | 2 | ₹56.00`, `${lassi} | 1 | ₹19.00`]);
    await expect(cashier.message).toContainText('The bill in hand was given back: 2 lines.');
  });
});

test.describe('cash', () => {
  test('quick amounts and the change, then the next customer', async ({ cashier }) => {
    await cashier.scan(milk, lassi);
    await expect(cashier.button('Cash')).toBeEnabled();
    await cashier.window.keyboard.press('F9');
    const dialog = cashier.window.getByRole('dialog', { name: 'Cash' });
    await expect(dialog.getByRole('button', { name: /^(Exact|₹)/ })).toHaveText([
      'Exact',
      '₹50',
      '₹100',
      '₹500',
    ]);
    await dialog.getByRole('button', { name: '₹100' }).click();
    await expect(dialog.getByRole('status')).toContainText('₹53.00');
    await dialog.getByRole('button', { name: 'Take cash' }).click();
    const number = await cashier.paid();
    expect(number).toMatch(/^TA1\/\d{4}\/000001$/);
    const facts = cashier.window.getByRole('region', { name: 'Paid', exact: true });
    await expect(facts).toContainText('Give change');
    await expect(facts).toContainText('₹53.00');
    await cashier.window.keyboard.press('Enter');
    await expect(cashier.lines).toHaveCount(0);
    await expect(cashier.scanField).toBeFocused();
  });

  test('too little is shown as missing and is not taken', async ({ cashier }) => {
    await cashier.scan(paneer);
    await expect(cashier.button('Cash')).toBeEnabled();
    await cashier.window.keyboard.press('F9');
    await cashier.keys.type('50');
    const dialog = cashier.window.getByRole('dialog', { name: 'Cash' });
    await expect(dialog.getByRole('status')).toContainText('Still missing');
    await expect(dialog.getByRole('status')).toContainText('₹38.00');
    await cashier.window.keyboard.press('Enter');
    await expect(dialog).toBeVisible();
    const orders = await cashier.window.evaluate(() =>
      window.pos.listOrders({ query: '', beforeSeq: null, limit: 10 }),
    );
    expect(orders).toMatchObject({ ok: true, value: { orders: [] } });
  });

  test('pressed while the first item is still being looked up, it waits for it and then asks', async ({
    cashier,
  }) => {
    const { window } = cashier;
    await cashier.scanField.fill(sampleBarcode(milk));
    // Enter and F9 in one turn of the window: main cannot have answered in between.
    await cashier.scanField.evaluate((field) => {
      for (const key of ['Enter', 'F9'])
        field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    });
    const dialog = window.getByRole('dialog', { name: 'Cash' });
    await expect(dialog).toContainText('₹28.00');
    await expect(cashier.lines).toHaveCount(1);
    await window.keyboard.press('Enter');
    await cashier.paid();
  });

  test('after a sale the next scan begins the next bill', async ({ cashier }) => {
    await cashier.scan(milk);
    await cashier.payCash();
    await cashier.scan(lassi);
    await expect.poll(() => billOf(cashier)).toEqual([`${lassi} | 1 | ₹19.00`]);
  });
});
