/** A client that nobody here wrote, made of the API's own description by a public generator, talks to it. */
import { OpenAPIClientAxios } from 'openapi-client-axios';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { record } from '../support/central/json.ts';
import { startCentral, type TestCentral } from '../support/central/start-central.ts';

let central: TestCentral;
beforeAll(async () => {
  central = await startCentral();
});
afterAll(() => central.stop());

test('it creates, reads, lists, refunds and fills a cart by the names of the description alone', async () => {
  const api = new OpenAPIClientAxios({
    definition: `${central.url}/openapi.json`,
    withServer: { url: central.url },
    axiosConfigDefaults: { headers: { Authorization: `Token ${central.token}` } },
  });
  const client = await api.init();
  const call = async (name: string, parameters: object | null, body?: unknown) => {
    const operation = client[name];
    if (operation === undefined) throw new Error(`the description has no ${name}`);
    return operation({ ...parameters }, body);
  };
  const customer_info = { name: 'Asha Rao', email: 'asha@shop.example' };
  const made = await call('createOrder', null, {
    customer_info,
    order_items: [{ product: 1, quantity: 2 }],
    payment_status: 'completed',
    tenders: [{ kind: 'cash', amount: '998.00' }],
  });
  expect(made.status).toBe(201);
  const id = Number(record(made.data)['id']);
  expect((await call('getOrder', { id })).data).toEqual(made.data);
  const refund = await call('createRefund', { id }, { amount: '99.80', reason: 'Torn' });
  expect([refund.status, record(refund.data)['amount']]).toEqual([201, '99.80']);
  expect(record((await call('listRefunds', { id })).data)).toMatchObject({ count: 1 });
  expect(record((await call('listOrders', { ordering: '-id' })).data)).toMatchObject({
    count: 1,
    results: [{ id }],
  });
  expect((await call('addCartItem', null, { product: 2, quantity: 1 })).status).toBe(201);
  const fromCart = await call('createFromCart', null, { customer_info, payment_method: 'upi' });
  expect([fromCart.status, record(fromCart.data)['total_amount']]).toEqual([201, '599.00']);
  expect(record((await call('about', null)).data)['name']).toBe('galla-central');
  await expect(call('getOrder', { id: 99_999_999 })).rejects.toThrow(/404/);
});
