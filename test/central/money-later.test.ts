/** What happens to an order after it was made: repeats, refunds, verification, changes; money only ever goes forward. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createStatusClient, type StatusClient } from '../../central/gateway/status-client.ts';
import { paise } from '../../shared/domain/money.ts';
import { startEmulator, type Emulator } from '../../electron/training/emulator/index.ts';
import { record } from '../support/central/json.ts';
import { startCentral, type TestCentral } from '../support/central/start-central.ts';

let central: TestCentral;
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ port: 0, seed: 7, now: Date.now, approveAfterMs: 0 });
  central = await startCentral({ gateway: clientOf(emulator.url) });
});
afterAll(async () => {
  await central.stop();
  await emulator.close();
});

function clientOf(url: string): StatusClient {
  const { merchantId, apiKey } = emulator;
  return createStatusClient({ url, merchantId, apiKey });
}

const orders = '/api/v1/orders/';
const body = {
  customer_info: { name: 'Asha Rao', email: 'asha@shop.example' },
  order_items: [{ product: 1, quantity: 2, price: '250.00' }],
};

async function made(changes: object = {}): Promise<Record<string, unknown>> {
  const reply = await central.call('POST', orders, { ...body, ...changes });
  expect(reply.status).toBe(201);
  return record(reply.json);
}

const paid = {
  payment_status: 'completed',
  tenders: [{ kind: 'cash', amount: '500.00', received: '500.00', change: '0.00' }],
};

describe('a repeat', () => {
  test('under the same Idempotency-Key gives the order of the first, and another body is a conflict', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await central.call('POST', orders, body, headers);
    const again = await central.call('POST', orders, body, headers);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.json).toEqual(first.json);
    const other = await central.call('POST', orders, { ...body, notes: 'other' }, headers);
    expect([other.status, other.json]).toEqual([
      409,
      { detail: 'This Idempotency-Key belongs to another request.' },
    ]);
  });

  test('of the same transaction gives the same order; another order with it is a conflict', async () => {
    const once = { ...body, transaction_details: { transaction_id: `TXN-${randomUUID()}` } };
    const first = record((await central.call('POST', orders, once)).json);
    const again = await central.call('POST', orders, once);
    expect([again.status, record(again.json)['id']]).toEqual([200, first['id']]);
    expect((await central.call('POST', orders, { ...once, notes: 'other' })).status).toBe(409);
  });

  test('without any key makes another order, as the base contract does', async () => {
    expect((await made())['id']).not.toBe((await made())['id']);
  });

  test('twenty at the same moment make one order', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => central.call('POST', orders, body, headers)),
    );
    expect(new Set(replies.map(({ json }) => record(json)['id'])).size).toBe(1);
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
  });
});

describe('a refund', () => {
  test('is a row of its own, once for each key, and never more than what is left', async () => {
    const { id } = await made(paid);
    const path = `${orders}${String(id)}/refunds/`;
    const headers = { 'idempotency-key': randomUUID() };
    const first = await central.call('POST', path, { amount: '200.00', reason: 'Torn' }, headers);
    expect([first.status, first.json]).toEqual([
      201,
      expect.objectContaining({ amount: '200.00', state: 'DONE' }),
    ]);
    expect((await central.call('POST', path, { amount: '200.00', reason: 'Torn' }, headers)).status).toBe(
      200,
    );
    expect((await central.call('POST', path, { amount: '10.00', reason: 'Torn' }, headers)).status).toBe(409);
    const tooMuch = await central.call('POST', path, { amount: '300.01', reason: 'Torn' });
    expect([tooMuch.status, tooMuch.json]).toEqual([400, { amount: ['More than what is left: 300.00.'] }]);
    expect(record((await central.call('GET', `${orders}${String(id)}/`)).json)).toMatchObject({
      payment_status: 'completed',
      refunded_amount: '200.00',
    });
    await central.call('POST', path, { amount: '300.00', reason: 'Torn' });
    expect(record((await central.call('GET', path)).json)).toMatchObject({ count: 2 });
    expect(record((await central.call('GET', `${orders}${String(id)}/`)).json)['payment_status']).toBe(
      'refunded',
    );
  });

  test('of an order that is not paid is refused', async () => {
    const { id } = await made();
    const reply = await central.call('POST', `${orders}${String(id)}/refunds/`, {
      amount: '1.00',
      reason: 'x',
    });
    expect([reply.status, reply.json]).toEqual([400, { amount: ['The order is not paid.'] }]);
  });

  test('ten at the same moment give back no more than there is', async () => {
    const { id } = await made(paid);
    const path = `${orders}${String(id)}/refunds/`;
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => central.call('POST', path, { amount: '100.00', reason: 'Torn' })),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(record((await central.call('GET', `${orders}${String(id)}/`)).json)['refunded_amount']).toBe(
      '500.00',
    );
  });
});

describe('the database itself', () => {
  test.each([
    'UPDATE orders SET total_paise = total_paise + 1, subtotal_paise = subtotal_paise + 1',
    "UPDATE orders SET payment_status = 'pending' WHERE payment_status = 'completed'",
    'DELETE FROM orders',
    'UPDATE order_items SET total_paise = 0',
    'DELETE FROM payments',
    'UPDATE events SET payload = payload',
    'DELETE FROM audit',
  ])('refuses: %s', async (sql) => {
    await made(paid);
    const { json } = await central.call('GET', orders);
    expect(record(json)['count']).toBeGreaterThan(0);
    if (sql.includes('events')) {
      await central.db.query(
        `INSERT INTO events (shop_id, event_id, till_id, kind, at, sha256, payload, received_at) VALUES ($1, $2, 1, 'x', 0, '', '{}', 0)`,
        [central.shopId, randomUUID()],
      );
    }
    await expect(central.db.query(sql)).rejects.toThrow(/never|goes back/);
  });
});

describe('an order on its way', () => {
  test('goes forward, is never taken back, and keeps its money', async () => {
    const { id } = await made(paid);
    const path = `${orders}${String(id)}/`;
    const shipped = await central.call('PATCH', path, { status: 'shipped', notes: 'By courier' });
    expect([shipped.status, shipped.json]).toEqual([
      200,
      expect.objectContaining({
        status: 'shipped',
        notes: 'By courier',
        shipped_at: expect.stringMatching(/Z$/) as string,
      }),
    ]);
    expect((await central.call('PATCH', path, { status: 'pending' })).status).toBe(400);
    expect((await central.call('PATCH', path, { total_amount: '1.00' })).json).toEqual({
      total_amount: ['Money is never changed: give it back with a refund.'],
    });
    expect(
      (await central.call('PUT', path, { ...body, total_amount: '500.00', notes: 'Same money' })).status,
    ).toBe(200);
    expect((await central.call('PUT', path, { ...body, order_items: [] })).status).toBe(400);
    expect((await central.call('DELETE', path)).status).toBe(409);
  });

  test('without money can be taken off the list', async () => {
    const { id } = await made();
    const path = `${orders}${String(id)}/`;
    expect((await central.call('DELETE', path)).status).toBe(204);
    expect((await central.call('GET', path)).status).toBe(404);
    expect((await central.call('DELETE', path)).status).toBe(404);
  });
});

describe('verify_payment', () => {
  const path = `${orders}verify_payment/`;

  /** A payment at the gateway of this amount; gives back the gateway's transaction. */
  async function charged(amountPaise: number): Promise<string> {
    const attemptId = randomUUID();
    const { merchantId, terminalId } = emulator;
    const base = {
      merchantId,
      terminalId,
      amount: (amountPaise / 100).toFixed(2),
      currency: 'INR',
      orderId: attemptId,
    };
    const send = async (
      to: string,
      headers: Record<string, string>,
      json: object,
    ): Promise<Record<string, unknown>> => {
      const reply = await fetch(`${emulator.url}${to}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(json),
      });
      return record(await reply.json());
    };
    const timestamp = new Date().toISOString();
    const { sessionToken } = await send(
      '/payment/init',
      { 'x-api-key': emulator.apiKey },
      { ...base, timestamp },
    );
    const card = { cardNumber: '6527658900001005', expiryDate: '1230', cvv: '123', cardholderName: 'TEST' };
    const process = { sessionToken, ...card, amount: base.amount, currency: 'INR' };
    const reply = await send('/payment/process', { 'x-session-token': String(sessionToken) }, process);
    const transactionId = String(reply['transactionId']);
    const headers = { 'x-api-key': emulator.apiKey };
    const status = async (): Promise<unknown> =>
      record(await (await fetch(`${emulator.url}/payment/verify/${transactionId}`, { headers })).json())[
        'status'
      ];
    await expect.poll(status, { timeout: 20_000 }).toBe('APPROVED');
    return transactionId;
  }

  test('asks the gateway, and an approval that fits makes the order paid, byte for byte', async () => {
    const transaction_id = await charged(50_000);
    const { id } = await made({ transaction_details: { transaction_id } });
    const reply = await central.call('POST', path, { transaction_id, order_id: id });
    expect([reply.status, reply.text]).toEqual([
      200,
      '{"status":"success","message":"Payment verified successfully","order_status":"processing","payment_status":"completed"}',
    ]);
    const order = record((await central.call('GET', `${orders}${String(id)}/`)).json);
    expect(order).toMatchObject({
      payment_status: 'completed',
      payment_gateway_response: { status: 'APPROVED', amount: '500.00' },
    });
    expect(JSON.stringify(order)).not.toContain('6527658900001005');
  });

  test('an order or a transaction that is not there is not found, byte for byte', async () => {
    const transaction_id = await charged(50_000);
    const { id } = await made({ transaction_details: { transaction_id } });
    for (const question of [
      { transaction_id: 'other', order_id: id },
      { transaction_id, order_id: 99_999_999 },
      { transaction_id, order_id: 'abc' },
    ]) {
      const reply = await central.call('POST', path, question);
      expect([reply.status, reply.text]).toEqual([404, '{"error":"Order not found"}']);
    }
  });

  test('another amount, and a transaction the gateway does not know, are refused and change nothing', async () => {
    const small = await charged(100);
    const cheap = await made({ transaction_details: { transaction_id: small } });
    const other = await central.call('POST', path, { transaction_id: small, order_id: cheap['id'] });
    expect([other.status, other.json]).toEqual([
      400,
      { status: 'error', message: 'The gateway took another amount' },
    ]);
    const unknown = await made({ transaction_details: { transaction_id: 'NEVER-SEEN' } });
    const reply = await central.call('POST', path, { transaction_id: 'NEVER-SEEN', order_id: unknown['id'] });
    expect([reply.status, record(reply.json)['status']]).toEqual([400, 'error']);
    expect(
      record((await central.call('GET', `${orders}${String(unknown['id'])}/`)).json)['payment_status'],
    ).toBe('pending');
  });

  test('a gateway that does not answer is a 502 and changes nothing; what was refunded stays so', async () => {
    const transaction_id = await charged(50_000);
    const { id } = await made({ transaction_details: { transaction_id }, ...paid });
    const dead = await startCentral({ gateway: clientOf('http://127.0.0.1:9') });
    try {
      const there = await dead.call('POST', orders, {
        ...body,
        transaction_details: { transaction_id: 'T-1' },
      });
      const reply = await dead.call('POST', path, {
        transaction_id: 'T-1',
        order_id: record(there.json)['id'],
      });
      expect([reply.status, record(reply.json)['status']]).toEqual([502, 'error']);
    } finally {
      await dead.stop();
    }
    await central.call('POST', `${orders}${String(id)}/refunds/`, { amount: '500.00', reason: 'Torn' });
    const late = await central.call('POST', path, { transaction_id, order_id: id });
    expect([late.status, record(late.json)['payment_status']]).toEqual([200, 'refunded']);
  });

  test('the client reads a wrong or broken reply as not answered', async () => {
    const client = createStatusClient({ url: emulator.url, merchantId: 'OTHER', apiKey: emulator.apiKey });
    const asked = { transactionId: await charged(100), orderId: 'x', amountPaise: paise(100) };
    expect(await client.ask(asked)).toEqual({ ok: false, error: { code: 'unreachable' } });
  });
});

describe('the cart', () => {
  test('becomes an order once, and is empty after it', async () => {
    const path = '/api/v1/cart/';
    const create = `${orders}create_from_cart/`;
    const order = { customer_info: body.customer_info, payment_method: 'upi' };
    expect([
      (await central.call('POST', create, order)).text,
      (await central.call('GET', path)).status,
    ]).toEqual(['{"error":"Cart not found"}', 404]);
    expect((await central.call('POST', path)).status).toBe(201);
    const empty = await central.call('POST', create, order);
    expect([empty.status, empty.text]).toEqual([400, '{"error":"Cart is empty"}']);
    await central.call('POST', `${path}items/`, { product: 1, quantity: 2 });
    const two = record(
      (await central.call('POST', `${path}items/`, { product: 2, quantity: 1, size: 'L' })).json,
    );
    const [first, second] = two['items'] as { id: number }[];
    expect(two).toMatchObject({ total_items: 3, total_amount: '1597.00' });
    await central.call('PATCH', `${path}items/${String(first?.id)}/`, { quantity: 1 });
    expect((await central.call('DELETE', `${path}items/${String(second?.id)}/`)).status).toBe(204);
    const made1 = await central.call('POST', create, order);
    expect([made1.status, made1.json]).toEqual([
      201,
      expect.objectContaining({ total_amount: '499.00', payment_method: 'upi' }),
    ]);
    expect((await central.call('POST', create, order)).text).toBe('{"error":"Cart is empty"}');
    expect((await central.call('PATCH', `${path}items/1/`, { quantity: 1 })).status).toBe(404);
    expect((await central.call('DELETE', path)).status).toBe(204);
  });
});
