/** The base contract at its edges: each choice, each limit and each form of an error that a client may meet, row by row. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { basePaymentMethods } from '../../shared/contract/base-contract.ts';
import { record } from '../support/central/json.ts';
import { startCentral, type TestCentral } from '../support/central/start-central.ts';

let central: TestCentral;
beforeAll(async () => {
  central = await startCentral();
});
afterAll(() => central.stop());

const orders = '/api/v1/orders/';
const customer_info = { name: 'Asha Rao', email: 'asha@shop.example' };
const body = { customer_info, order_items: [{ product: 1, quantity: 1, price: '499.00' }] };
const post = (change: object) => central.call('POST', orders, { ...body, ...change });
async function made(change: object = {}): Promise<Record<string, unknown>> {
  const reply = await post(change);
  expect(reply.status).toBe(201);
  return record(reply.json);
}

describe('what an order may say', () => {
  test.each(basePaymentMethods)('it was paid by %s', async (payment_method) => {
    expect(await made({ payment_method })).toMatchObject({ payment_method });
  });

  test.each(['pending', 'processing', 'completed', 'failed'])('its payment is %s', async (payment_status) => {
    expect(await made({ payment_status })).toMatchObject({ payment_status });
  });

  test('what an item is called, by whom, of which size and colour; a product that is none stays null', async () => {
    const item = { quantity: 3, price: '10.50', title: 'Scarf', brand: 'Khadi', size: 'L', color: 'Red' };
    const order = await made({ order_items: [{ ...item, product: null }, item] });
    const shown = {
      product: null,
      quantity: 3,
      price: '10.50',
      total_price: 31.5,
      product_title: 'Scarf',
      product_brand: 'Khadi',
      product_size: 'L',
      product_color: 'Red',
    };
    expect(order['items']).toMatchObject([shown, shown]);
  });

  test('texts up to their limits, and one letter more is refused', async () => {
    const details = { transaction_id: 't'.repeat(100), auth_code: 'a'.repeat(50) };
    const full = { payment_token: 'p'.repeat(100), transaction_details: details };
    expect(await made(full)).toMatchObject({ payment_token: full.payment_token, ...details });
    const long = { ...details, transaction_id: 't'.repeat(101) };
    expect((await post({ transaction_details: long })).json).toEqual({
      transaction_details: { transaction_id: ['Ensure this field has no more than 100 characters.'] },
    });
  });

  test('amounts of ten digits with two decimals', async () => {
    const order_items = [{ product: null, quantity: 1, price: '99999999.99' }];
    expect(await made({ order_items, total_amount: '99999999.99' })).toMatchObject({
      subtotal: '99999999.99',
      total_amount: '99999999.99',
    });
  });

  test.each(['subtotal', 'tax_amount', 'shipping_amount', 'total_amount'])(
    '%s with three decimals or eleven digits is refused by its name',
    async (field) => {
      expect((await post({ [field]: '1.005' })).json).toEqual({
        [field]: ['Ensure that there are no more than 2 decimal places.'],
      });
      expect((await post({ [field]: '123456789.00' })).json).toEqual({
        [field]: ['Ensure that there are no more than 10 digits in total.'],
      });
    },
  );

  test('all times are UTC with microseconds, and what has not happened is null', async () => {
    const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;
    const order = await made();
    expect([order['created_at'], order['updated_at']]).toEqual([
      expect.stringMatching(moment),
      expect.stringMatching(moment),
    ]);
    expect([order['shipped_at'], order['delivered_at']]).toEqual([null, null]);
  });
});

describe('one order', () => {
  test('is replaced and changed with a 200 and the whole order, and taken off with an empty 204', async () => {
    const path = `${orders}${String((await made())['id'])}/`;
    const put = await central.call('PUT', path, { ...body, notes: 'Gift' });
    expect([put.status, put.json]).toEqual([200, (await central.call('GET', path)).json]);
    const patched = await central.call('PATCH', path, { status: 'shipped' });
    expect([patched.status, patched.json]).toEqual([200, (await central.call('GET', path)).json]);
    expect(patched.json).toMatchObject({ status: 'shipped', notes: 'Gift' });
    expect((await central.call('PATCH', path, { status: 'delivered' })).status).toBe(200);
    const other = `${orders}${String((await made())['id'])}/`;
    const gone = await central.call('DELETE', other);
    expect([gone.status, gone.text]).toEqual([204, '']);
  });
});

describe('errors', () => {
  test.each([
    ['POST', `${orders}1/`],
    ['GET', `${orders}verify_payment/`],
    ['GET', `${orders}create_from_cart/`],
    ['DELETE', orders],
  ])('%s %s is a 405, byte for byte', async (method, path) => {
    const reply = await central.call(method, path);
    expect([reply.status, reply.text]).toEqual([405, `{"detail":"Method \\"${method}\\" not allowed."}`]);
  });

  test('a path that is not there is a 404 as JSON, byte for byte', async () => {
    const reply = await central.call('GET', '/api/v1/nothing/');
    expect([reply.status, reply.text]).toEqual([404, '{"detail":"Not found."}']);
  });

  test.each(['POST', 'PATCH'])('%s of another type is a 415, byte for byte', async (method) => {
    const path = method === 'POST' ? orders : `${orders}${String((await made())['id'])}/`;
    const reply = await central.call(method, path, 'a=b', { 'content-type': 'text/plain' });
    expect([reply.status, reply.text]).toEqual([
      415,
      '{"detail":"Unsupported media type \\"text/plain\\" in request."}',
    ]);
  });

  test('a question without its fields names each of them', async () => {
    const reply = await central.call('POST', `${orders}verify_payment/`, {});
    expect([reply.status, reply.json]).toEqual([
      400,
      { transaction_id: ['This field is required.'], order_id: ['This field is required.'] },
    ]);
  });
});

describe('SQL and HTML', () => {
  const nasties = ["'; DROP TABLE orders; --", '<img src=x onerror=alert(1)>', `"; SELECT pg_sleep(9); --`];

  test.each(nasties)('in every text of an order is text, and comes back as it was sent: %s', async (text) => {
    const order = await made({
      customer_info: { name: text, email: customer_info.email },
      order_items: [
        { product: null, quantity: 1, price: '1.00', title: text, brand: text, size: text, color: text },
      ],
      payment_token: text,
      transaction_details: { transaction_id: `${text}${randomUUID()}`, auth_code: text },
      notes: text,
      shipping_address: { name: text, address: text, city: text, postal_code: '411001' },
    });
    expect(order).toMatchObject({ payment_token: text, auth_code: text, notes: text, shipping_city: text });
    expect(order['items']).toMatchObject([
      { product_title: text, product_brand: text, product_size: text, product_color: text },
    ]);
    const again = await central.call('GET', `${orders}${String(order['id'])}/`);
    expect([again.status, again.json]).toEqual([200, order]);
    expect(again.headers.get('content-type')).toMatch(/^application\/json/);
  });
});
