import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRupayGateway } from '../../electron/gateway/index.ts';
import type { HttpRequest } from '../../electron/gateway/http-call.ts';
import { gatewayPaths } from '../../shared/contract/gateway.ts';
import { CardSecret } from '../../shared/domain/card-secret.ts';
import { ok } from '../../shared/domain/result.ts';
import { typedCard } from '../support/gateway-subject.ts';
import { newOrderId, testTimeouts } from '../support/loopback-gateway.ts';
import { account, handle, ref, type Json } from '../support/provider-replies.ts';

const settings = {
  ...account,
  baseUrl: 'http://127.0.0.1',
  apiKey: 'training-key',
  call: { timeouts: testTimeouts },
};

/** The transaction of an approval, with all its evidence. */
const approved: Json = {
  transactionId: handle,
  merchantId: account.merchantId,
  terminalId: account.terminalId,
  orderId: ref.attemptId,
  amount: '1499.01',
  currency: 'INR',
  status: 'APPROVED',
  authCode: 'D40533',
};

type Reply = { readonly status: number; readonly body: string };

/** A base gateway of one line for each call; `sent` is what it was asked. */
function gatewayThat(answer: (request: HttpRequest) => Reply) {
  const sent: HttpRequest[] = [];
  const gateway = createRupayGateway(
    settings,
    {
      now: () => 0,
      nonce: () => 'n',
      transport: (request) => {
        sent.push(request);
        return Promise.resolve(ok({ headers: {}, ...answer(request) }));
      },
    },
    'base',
  );
  return { gateway, sent };
}

const say = (json: unknown, status = 200): Reply => ({ status, body: JSON.stringify(json) ?? '' });

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

test('a transaction with one piece of evidence changed, in either telling, is no approval of the bill', async () => {
  const { gateway } = gatewayThat(() => say(approved));
  expect(await gateway.status(ref)).toMatchObject({ value: { kind: 'approved' } });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(approved)),
      fc.jsonValue(),
      fc.constantFrom('first', 'second', 'both'),
      async (key, value, where) => {
        fc.pre(asText(value).toUpperCase() !== asText(approved[key]).toUpperCase());
        // Any letters and digits are as good an auth code as others, as long as both tellings have the same.
        fc.pre(!(key === 'authCode' && where === 'both'));
        const changed = say({ ...approved, [key]: value });
        const bent = gatewayThat(({ method }) => {
          const isFirst = method === 'GET';
          return where === 'both' || isFirst === (where === 'first') ? changed : say(approved);
        });
        const answer = await bent.gateway.status(ref);
        expect(answer).not.toMatchObject({ ok: true, value: { kind: 'approved' } });
      },
    ),
    { numRuns: 1000 },
  );
});

test('whatever the charge is answered, it is no approval; and the card is sent once, in one request', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), fc.integer({ min: 100, max: 599 }), async (json, status) => {
      const { gateway, sent } = gatewayThat(({ path }) =>
        path === gatewayPaths.init ? say({ sessionToken: 'S1' }) : say(json, status),
      );
      const { attemptId, amountPaise } = ref;
      const card = new CardSecret(typedCard);
      const sale = { attemptId, orderId: newOrderId(), amountPaise, card };
      expect(await gateway.keyedSale(sale)).not.toMatchObject({ ok: true, value: { kind: 'approved' } });
      await gateway.keyedSale(sale);
      const carried = sent.filter((request) => JSON.stringify(request).includes(typedCard.number));
      expect(carried.map(({ path }) => path)).toEqual([gatewayPaths.process]);
    }),
    { numRuns: 500 },
  );
});
