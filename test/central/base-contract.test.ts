/** Section 1 of the central order API, the base contract: each row by request and reply. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callApi, startCentral, type TestCentral } from '../support/central/start-central.ts';
import { record } from '../support/central/json.ts';

let central: TestCentral;
beforeAll(async () => {
  central = await startCentral();
});
afterAll(() => central.stop());

const orders = '/api/v1/orders/';
const customer_info = { name: 'Asha Rao', email: 'asha@shop.example' };
const item = { product: 1, quantity: 2, price: '499.00', title: 'Cotton T-shirt', size: 'M', color: 'Blue' };
const body = { customer_info, order_items: [item] };

const orderKeys = (
  'id order_number status payment_status subtotal tax_amount shipping_amount total_amount items payment_method payment_token ' +
  'transaction_id auth_code currency notes payment_gateway_response created_at updated_at shipped_at delivered_at'
).split(' ');
const itemKeys =
  'id product quantity price total_price product_title product_brand product_size product_color'.split(' ');

describe('who may call', () => {
  test('a call without a token is answered as the base contract says, byte for byte', async () => {
    const reply = await callApi(central.url, null, 'GET', orders);
    expect(reply.status).toBe(401);
    expect(reply.headers.get('www-authenticate')).toBe('Token');
    expect(reply.text).toBe('{"detail":"Authentication credentials were not provided."}');
  });

  test('a wrong token is answered as the base contract says, byte for byte', async () => {
    const reply = await callApi(central.url, 'no-such-token', 'GET', orders);
    expect([reply.status, reply.text]).toEqual([401, '{"detail":"Invalid token."}']);
    expect(reply.headers.get('www-authenticate')).toBe('Token');
  });

  test.each(['token', 'TOKEN', 'ToKeN'])('the keyword "%s" is as good as Token', async (keyword) => {
    const headers = { authorization: `${keyword} ${central.token}` };
    expect((await callApi(central.url, null, 'GET', orders, undefined, headers)).status).toBe(200);
  });

  test('a token under another keyword is no token', async () => {
    const headers = { authorization: `Bearer ${central.token}` };
    const reply = await callApi(central.url, null, 'GET', orders, undefined, headers);
    expect([reply.status, reply.text]).toEqual([
      401,
      '{"detail":"Authentication credentials were not provided."}',
    ]);
  });
});

describe('POST orders', () => {
  test('gives back the whole order with every key of the base contract', async () => {
    const reply = await central.call('POST', orders, body);
    expect(reply.status).toBe(201);
    const order = record(reply.json);
    expect(orderKeys.filter((key) => !(key in order))).toEqual([]);
    expect(order).toMatchObject({
      status: 'pending',
      payment_status: 'pending',
      subtotal: '998.00',
      tax_amount: '0.00',
      shipping_amount: '0.00',
      total_amount: '998.00',
      currency: 'INR',
    });
    const [line] = order['items'] as unknown[];
    expect(itemKeys.filter((key) => !(key in record(line)))).toEqual([]);
    expect(line).toMatchObject({
      product: 1,
      quantity: 2,
      price: '499.00',
      total_price: 998,
      product_size: 'M',
    });
    expect(order['id']).toEqual(expect.any(Number));
    expect(order['created_at']).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/);
    expect(Object.keys(order).filter((key) => key.startsWith('shipping_')).length).toBeGreaterThan(3);
  });

  test('the whole request of a first-generation shop works unchanged', async () => {
    const reply = await central.call('POST', orders, {
      ...body,
      payment_method: 'rupay',
      payment_token: 'tok_rupay_0001',
      payment_status: 'completed',
      transaction_details: { transaction_id: 'TXN-2026-0001', auth_code: 'A1B2C3' },
      currency: 'INR',
      notes: 'Gift wrap',
      subtotal: '998.00',
      tax_amount: 49.9,
      shipping_amount: '40.00',
      total_amount: '1087.90',
      shipping_address: { name: 'Asha Rao', address: '4 Hill Road', city: 'Pune', postal_code: '411001' },
    });
    expect(reply.status).toBe(201);
    expect(reply.json).toMatchObject({
      payment_status: 'completed',
      payment_token: 'tok_rupay_0001',
      transaction_id: 'TXN-2026-0001',
      auth_code: 'A1B2C3',
      tax_amount: '49.90',
      total_amount: '1087.90',
      shipping_city: 'Pune',
      notes: 'Gift wrap',
    });
  });

  test('a product without a price costs what the catalogue asks, and a price that is sent is kept beside it', async () => {
    const reply = await central.call('POST', orders, {
      customer_info,
      order_items: [
        { product: 1, quantity: 1 },
        { product: 1, quantity: 1, price: '450.00' },
        { product: null, quantity: 3, price: 10 },
      ],
    });
    expect(reply.status).toBe(201);
    expect(record(reply.json)['items']).toMatchObject([
      { price: '499.00', catalogue_price: '499.00', product_title: 'Cotton T-shirt' },
      { price: '450.00', catalogue_price: '499.00' },
      { price: '10.00', catalogue_price: null, total_price: 30 },
    ]);
  });

  test('the path without its slash stores the order too', async () => {
    expect((await central.call('POST', '/api/v1/orders', body)).status).toBe(201);
  });

  test('names every field that is missing', async () => {
    const reply = await central.call('POST', orders, {});
    expect([reply.status, reply.text]).toEqual([
      400,
      '{"customer_info":["This field is required."],"order_items":["This field is required."]}',
    ]);
  });

  test.each([
    [{ customer_info: { name: 'A' } }, { customer_info: { email: ['This field is required.'] } }],
    [
      { customer_info: { name: 'A', email: 'nobody' } },
      { customer_info: { email: ['Enter a valid email address.'] } },
    ],
    [{ order_items: [] }, { order_items: ['This list may not be empty.'] }],
    [
      { order_items: [item, { ...item, quantity: 'two' }] },
      { order_items: [{}, { quantity: ['A valid integer is required.'] }] },
    ],
    [
      { order_items: [{ ...item, quantity: 1.5 }] },
      { order_items: [{ quantity: ['A valid integer is required.'] }] },
    ],
    [
      { order_items: [{ ...item, quantity: -1 }] },
      { order_items: [{ quantity: ['Ensure this value is greater than or equal to 1.'] }] },
    ],
    [
      { order_items: [{ ...item, price: '1.999' }] },
      { order_items: [{ price: ['Ensure that there are no more than 2 decimal places.'] }] },
    ],
    [
      { order_items: [{ product: 987654, quantity: 1 }] },
      { order_items: [{ product: ['Invalid pk "987654" - object does not exist.'] }] },
    ],
    [{ payment_method: 'barter' }, { payment_method: ['"barter" is not a valid choice.'] }],
    [
      { payment_token: 'x'.repeat(101) },
      { payment_token: ['Ensure this field has no more than 100 characters.'] },
    ],
    [
      { transaction_details: { auth_code: 'x'.repeat(51) } },
      { transaction_details: { auth_code: ['Ensure this field has no more than 50 characters.'] } },
    ],
    [
      { total_amount: '123456789.00' },
      { total_amount: ['Ensure that there are no more than 10 digits in total.'] },
    ],
    [{ total_amount: 'much' }, { total_amount: ['A valid number is required.'] }],
  ])('says what is wrong, field by field: %j', async (change, expected) => {
    const reply = await central.call('POST', orders, { ...body, ...change });
    expect([reply.status, reply.json]).toEqual([400, expected]);
  });

  test('a total that does not agree with the lines is refused with the difference', async () => {
    const reply = await central.call('POST', orders, { ...body, total_amount: '999.00' });
    expect(reply.status).toBe(400);
    expect(reply.text).toContain('stated 999.00, computed 998.00, difference 1.00');
  });

  test('a body that is no JSON, and one of another type, are refused in words', async () => {
    const broken = await central.call('POST', orders, '{"customer_info":');
    expect([broken.status, record(broken.json)['detail']]).toEqual([
      400,
      expect.stringMatching(/^JSON parse error - /),
    ]);
    const form = await central.call('POST', orders, 'a=b', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect([form.status, record(form.json)['detail']]).toEqual([
      415,
      expect.stringContaining('Unsupported media type'),
    ]);
  });
});

describe('GET orders', () => {
  test('lists newest first, 20 a page, with links that walk all of it without a repeat', async () => {
    for (let count = 0; count < 25; count += 1) await central.call('POST', orders, body);
    const ids: unknown[] = [];
    let path: string | null = orders;
    let pages = 0;
    while (path !== null) {
      const page: Record<string, unknown> = record((await central.call('GET', path)).json);
      expect(Object.keys(page)).toEqual(['count', 'next', 'previous', 'results']);
      const results = page['results'] as Record<string, unknown>[];
      expect(results.length).toBeLessThanOrEqual(20);
      ids.push(...results.map((order) => order['id']));
      pages += 1;
      path = typeof page['next'] === 'string' ? page['next'].replace(central.url, '') : null;
      if (pages === 2) {
        const back = record(
          (await central.call('GET', String(page['previous']).replace(central.url, ''))).json,
        );
        expect((back['results'] as Record<string, unknown>[]).map((order) => order['id'])).toEqual(
          ids.slice(0, 20),
        );
        expect(back['previous']).toBeNull();
      }
    }
    const first = record((await central.call('GET', orders)).json);
    expect(ids.length).toBe(first['count']);
    expect(ids).toEqual([...new Set(ids)]);
    expect(ids).toEqual(ids.map(Number).toSorted((a, b) => b - a));
    expect(first['previous']).toBeNull();
  });

  test('page numbers work as well, and one past the end is not found', async () => {
    const second = record((await central.call('GET', `${orders}?page=2`)).json);
    expect(second['previous']).toBe(`${central.url}${orders}?page=1`);
    expect((await central.call('GET', `${orders}?page=900`)).status).toBe(404);
  });

  test('ordering works in both directions', async () => {
    const up = record((await central.call('GET', `${orders}?ordering=id`)).json)['results'] as {
      id: number;
    }[];
    const down = record((await central.call('GET', `${orders}?ordering=-id`)).json)['results'] as {
      id: number;
    }[];
    expect(up[0]?.id).toBeLessThan(down[0]?.id ?? 0);
  });

  test('filters work, and one that is not known is a 400', async () => {
    await central.call('POST', orders, { ...body, transaction_details: { transaction_id: 'TXN-FILTER' } });
    const found = record((await central.call('GET', `${orders}?transaction_id=TXN-FILTER`)).json);
    expect(found).toMatchObject({ count: 1, results: [{ transaction_id: 'TXN-FILTER' }] });
    const unknown = await central.call('GET', `${orders}?transaction=TXN-FILTER`);
    expect([unknown.status, unknown.json]).toEqual([400, { transaction: ['Unknown query parameter.'] }]);
  });
});

describe('one order', () => {
  test('is found by its number, and another number is not found, byte for byte', async () => {
    const made = record((await central.call('POST', orders, body)).json);
    const found = await central.call('GET', `${orders}${String(made['id'])}/`);
    expect([found.status, found.json]).toEqual([200, made]);
    for (const id of ['99999999', 'abc', '1e3', '-1', '9'.repeat(40)]) {
      const missing = await central.call('GET', `${orders}${id}/`);
      expect([missing.status, missing.text]).toEqual([404, '{"detail":"Not found."}']);
    }
  });

  test('a method that is not there is a 405 in words, with what is allowed', async () => {
    const reply = await central.call('PUT', orders, body);
    expect([reply.status, reply.text]).toEqual([405, '{"detail":"Method \\"PUT\\" not allowed."}']);
    expect(reply.headers.get('allow')).toBe('GET, POST');
  });

  test('no reply names the program that made it', async () => {
    const { headers } = await central.call('GET', orders);
    expect([headers.get('server'), headers.get('x-powered-by')]).toEqual([null, null]);
  });
});
