/** The two requests that the seed gives as its examples, letter by letter as it gives them: to make an order, and to have its payment verified. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createStatusClient } from '../../central/gateway/status-client.ts';
import { record } from '../support/central/json.ts';
import { startCentral, type TestCentral } from '../support/central/start-central.ts';

const ORDER = `{
  "customer_info": {
    "name": "John Doe",
    "email": "john@example.com"
  },
  "order_items": [
    {
      "product": 1,
      "quantity": 2,
      "price": 500
    }
  ],
  "payment_method": "rupay",
  "payment_token": "rupay_token_123",
  "payment_status": "completed",
  "transaction_details": {
    "transaction_id": "TXN_123456",
    "auth_code": "AUTH_789"
  }
}`;
const VERIFICATION = `{
  "transaction_id": "TXN_123456",
  "order_id": 1
}`;

/** A gateway that knows one transaction, which the seed's example names; ours allots other numbers. */
const transaction = {
  transactionId: 'TXN_123456',
  merchantId: 'M1',
  terminalId: 'T1',
  orderId: 'seed-1',
  amount: '1000.00',
  currency: 'INR',
  status: 'APPROVED',
  authCode: 'AUTH_789',
};

let gateway: Server;
let central: TestCentral;
beforeAll(async () => {
  gateway = createServer((request, reply) => {
    request.resume();
    reply.writeHead(200, { 'content-type': 'application/json' });
    reply.end(JSON.stringify(transaction));
  }).listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
  central = await startCentral({ gateway: createStatusClient({ url, merchantId: 'M1', apiKey: 'key' }) });
});
afterAll(async () => {
  await central.stop();
  gateway.close();
});

test('an order is made of the first, with what it says and what follows from that', async () => {
  const reply = await central.call('POST', '/api/v1/orders/', ORDER, { 'content-type': 'application/json' });
  expect(reply.status).toBe(201);
  expect(reply.json).toMatchObject({
    id: 1,
    status: 'pending',
    payment_status: 'completed',
    payment_method: 'rupay',
    payment_token: 'rupay_token_123',
    transaction_id: 'TXN_123456',
    auth_code: 'AUTH_789',
    currency: 'INR',
    subtotal: '1000.00',
    total_amount: '1000.00',
    items: [{ product: 1, quantity: 2, price: '500.00', total_price: 1000 }],
  });
});

test('the second has the gateway asked about that order, and is answered as the base contract says', async () => {
  const path = '/api/v1/orders/verify_payment/';
  const reply = await central.call('POST', path, VERIFICATION, { 'content-type': 'application/json' });
  expect([reply.status, reply.text]).toEqual([
    200,
    '{"status":"success","message":"Payment verified successfully","order_status":"processing","payment_status":"completed"}',
  ]);
  const order = record((await central.call('GET', '/api/v1/orders/1/')).json);
  expect(order).toMatchObject({
    status: 'processing',
    payment_status: 'completed',
    payment_gateway_response: { transactionId: 'TXN_123456', status: 'APPROVED', amount: '1000.00' },
  });
});
