/** Whatever is sent: never a 5xx, never a row that is not whole, nothing of another shop, nothing of a card in the log. */
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureShop, ensureTill } from '../../central/store/shops.ts';
import { createToken, listTokens, revokeToken } from '../../central/store/tokens.ts';
import type { BulkEvent } from '../../shared/contract/central-api.ts';
import { record } from '../support/central/json.ts';
import { eventOf, orderIdOf, saleEvent, salePayload } from '../support/central/sale-events.ts';
import { callApi, startCentral, type TestCentral } from '../support/central/start-central.ts';

let central: TestCentral;
beforeAll(async () => {
  central = await startCentral();
});
afterAll(() => central.stop());

const orders = '/api/v1/orders/';
const bulk = '/api/v1/orders/bulk/';
const good = {
  customer_info: { name: 'Asha Rao', email: 'asha@shop.example' },
  order_items: [{ product: 1, quantity: 2, price: '499.00', title: 'x' }],
  payment_method: 'rupay',
  transaction_details: { transaction_id: 'T', auth_code: 'A' },
  shipping_address: { city: 'Pune' },
  tenders: [{ kind: 'cash', amount: '998.00' }],
};

/** Orders whose lines or sums do not fit them: there are none, ever. */
async function broken(): Promise<unknown[]> {
  return central.db.query(`SELECT o.id FROM orders o WHERE NOT EXISTS
      (SELECT 1 FROM order_items i WHERE i.shop_id = o.shop_id AND i.order_id = o.id)
    OR o.subtotal_paise + o.tax_paise + o.shipping_paise + o.round_off_paise <> o.total_paise`);
}

const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0.1,
    1e308,
    -0,
    2 ** 53 + 2,
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    "'; DROP TABLE orders; --",
    '<script>alert(1)</script>',
    '१२',
    'NaN',
    'Infinity',
    '1e5',
    '0x10',
    '٫',
    'x'.repeat(3000),
    '9'.repeat(400),
    '-0.00',
    [],
    {},
    [[]],
    { constructor: 1, prototype: 2, toString: 3 },
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

type Path = readonly (string | number)[];

function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...at, key]))];
}

function withValue(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value))
    return value.map((item: unknown, at): unknown =>
      String(at) === String(key) ? withValue(item, rest, put) : item,
    );
  return { ...(value as object), [key]: withValue(record(value)[key], rest, put) };
}

describe('a body with anything in any field', () => {
  test('of an order is a 201, 200, 400 or 409, and only whole orders are kept', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...pathsOf(good)), nasty, async (path, put) => {
        const reply = await central.call('POST', orders, withValue(good, path, put));
        expect([200, 201, 400, 409, 413]).toContain(reply.status);
        expect(reply.json).not.toBeNull();
      }),
      { numRuns: 150 },
    );
    expect(await broken()).toEqual([]);
    expect((await central.call('GET', orders)).status).toBe(200);
  });

  test('of a push answers for each event, and only whole sales are kept', async () => {
    const bare = (): object => ({ ...saleEvent(), sha256: undefined });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...pathsOf(bare())), nasty, async (path, put) => {
        const event = withValue(bare(), path, put);
        const reply = await central.call('POST', bulk, { form: 1, events: [event, saleEvent()] });
        expect(reply.status).toBe(200);
        const results = record(reply.json)['results'] as { index: number; outcome: string }[];
        expect(results.find(({ index }) => index === 1)?.outcome).toBe('stored');
      }),
      { numRuns: 120 },
    );
    expect(await broken()).toEqual([]);
    const list = await central.call('GET', `${orders}?page_size=200`);
    expect(list.status).toBe(200);
  });

  test('of the other requests is never a 5xx', async () => {
    const { id } = record((await central.call('POST', orders, { ...good, transaction_details: null })).json);
    const calls = [
      ['POST', `${orders}${String(id)}/refunds/`, { amount: '1.00', reason: 'x', tender: 'cash', rrn: '1' }],
      [
        'PATCH',
        `${orders}${String(id)}/`,
        {
          status: 'shipped',
          notes: 'x',
          shipping_address: {},
          shipped_at: '2026-01-01T00:00:00Z',
          total_amount: '998.00',
          order_items: [{}],
        },
      ],
      ['POST', `${orders}verify_payment/`, { transaction_id: 'x', order_id: 1 }],
      ['POST', '/api/v1/cart/items/', { product: 1, quantity: 1, price: '1.00', title: 'x' }],
      ['POST', `${orders}create_from_cart/`, { ...good, order_items: undefined }],
    ] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...calls),
        nasty,
        fc.nat(),
        async ([method, path, body], put, choice) => {
          const paths = pathsOf(body);
          const reply = await central.call(
            method,
            path,
            withValue(body, paths[choice % paths.length] ?? [], put),
          );
          expect(reply.status === 502 ? 'no gateway' : reply.status < 500).toBeTruthy();
          expect([500, 503]).not.toContain(reply.status);
        },
      ),
      { numRuns: 80 },
    );
  });

  test('of a query is a 200, 400 or 404', async () => {
    const names = [
      'page',
      'page_size',
      'cursor',
      'ordering',
      'date',
      'till',
      'shop',
      'payment_status',
      'transaction_id',
      'client_ref',
      '__proto__',
      'constructor',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.oneof(fc.string(), fc.constantFrom('0', '-1', '9'.repeat(30), '%00', "' OR 1=1")),
        async (name, value) => {
          const reply = await central.call(
            'GET',
            `${orders}?${new URLSearchParams({ [name]: value }).toString()}`,
          );
          expect([200, 400, 404]).toContain(reply.status);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('a body of no shape at all', () => {
  test.each([
    ['ten megabytes', 'x'.repeat(10_000_000), 413],
    ['deep nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 400],
    ['deep nesting in an order', `{"notes":${'{"a":'.repeat(50)}1${'}'.repeat(50)}}`, 400],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), 400],
    ['a prototype key', '{"__proto__":{"admin":true}}', 400],
    ['a prototype key in other letters', '{"\\u005f_proto__":{"admin":true}}', 400],
    ['nothing', '', 400],
    ['a number', '1', 400],
    ['null', 'null', 400],
  ])('(%s) is refused', async (_what, body, status) => {
    expect((await central.call('POST', orders, body)).status).toBe(status);
    expect([400, 413]).toContain((await central.call('POST', bulk, body)).status);
    const { text } = await central.call('GET', orders);
    expect(text).not.toContain('admin');
  });

  test('a prototype key in one event refuses that event alone', async () => {
    const sale = JSON.stringify(saleEvent()).replace('"payload":{', '"payload":{"__proto__":{"form":1},');
    const nested = JSON.stringify({ ...saleEvent(), sha256: undefined }).replace(
      '"notes":""',
      '"notes":"","__proto__":1',
    );
    const body = `{"form":1,"events":[${sale},${nested},${JSON.stringify(saleEvent())}]}`;
    const results = record((await central.call('POST', bulk, body)).json)['results'] as {
      index: number;
      outcome: string;
    }[];
    expect(results.toSorted((a, b) => a.index - b.index).map(({ outcome }) => outcome)).toEqual([
      'refused',
      'refused',
      'stored',
    ]);
  });

  test('a hundred thousand items are refused', async () => {
    const items = Array.from({ length: 100_000 }, () => ({ quantity: 1 }));
    expect([400, 413]).toContain(
      (await central.call('POST', orders, { ...good, order_items: items })).status,
    );
    const sale = salePayload();
    const many = { ...sale, lines: Array.from({ length: 3000 }, () => sale.lines[0]) };
    const reply = await central.call('POST', bulk, { form: 1, events: [eventOf('order-completed', many)] });
    expect(record(reply.json)['results']).toMatchObject([{ outcome: 'refused' }]);
  });

  test('a packed body that unpacks to more than is taken is refused, and one that is not packed at all too', async () => {
    const large = Buffer.alloc(40_000_000, 0x20);
    for (const [packing, bomb] of [
      ['gzip', gzipSync(large)],
      ['zstd', zstdCompressSync(large)],
      ['br', brotliCompressSync(large)],
    ] as const) {
      expect((await central.call('POST', bulk, bomb, { 'content-encoding': packing })).status).toBe(413);
      expect((await central.call('POST', bulk, '{}', { 'content-encoding': packing })).status).toBe(400);
    }
    expect((await central.call('POST', bulk, '{}', { 'content-encoding': 'compress' })).status).toBe(415);
  });
});

describe('who may see what', () => {
  async function otherShop(): Promise<string> {
    const shopId = await ensureShop(central.db, { code: randomUUID(), name: 'Other', at: 0 });
    const tillId = await ensureTill(central.db, { shopId, code: 'T1', name: 'T1', at: 0 });
    return createToken(central.db, { shopId, tillId }, { tokenId: randomUUID(), at: 0 });
  }

  test('another shop’s order is not there, by any way', async () => {
    const token = await otherShop();
    const paid = {
      ...good,
      payment_status: 'completed',
      transaction_details: { transaction_id: randomUUID() },
    };
    const made = record((await central.call('POST', orders, paid)).json);
    const path = `${orders}${String(made['id'])}/`;
    const question = { transaction_id: made['transaction_id'], order_id: made['id'] };
    const calls: [string, string, unknown?][] = [
      ['GET', path],
      ['PATCH', path, { notes: 'mine' }],
      ['DELETE', path],
      ['GET', `${path}refunds/`],
      ['POST', `${path}refunds/`, { amount: '1.00', reason: 'x' }],
      ['POST', `${orders}verify_payment/`, question],
    ];
    for (const [method, to, body] of calls) {
      expect((await callApi(central.url, token, method, to, body)).status, `${method} ${to}`).toBe(404);
    }
    expect(record((await callApi(central.url, token, 'GET', orders)).json)['count']).toBe(0);
    const filtered = await callApi(central.url, token, 'GET', `${orders}?shop=demo`);
    expect(record(filtered.json)['count']).toBe(0);
  });

  test('two shops may use the same ids without meeting', async () => {
    const token = await otherShop();
    const event = saleEvent({ transactionId: 'SHARED' });
    const first = await central.call('POST', bulk, { form: 1, events: [event] });
    const second = await callApi(central.url, token, 'POST', bulk, { form: 1, events: [event] });
    expect([first, second].map(({ json }) => record(json)['results'])).toMatchObject([
      [{ outcome: 'stored' }],
      [{ outcome: 'stored' }],
    ]);
    expect(
      record((await callApi(central.url, token, 'GET', `${orders}?client_ref=${orderIdOf(event)}`)).json)[
        'count'
      ],
    ).toBe(1);
  });

  test('a revoked token ends at once, the till’s other token goes on', async () => {
    const { shopId, tillId, db } = central;
    const tokenId = randomUUID();
    const second = await createToken(db, { shopId, tillId }, { tokenId, at: 0 });
    expect((await callApi(central.url, second, 'GET', orders)).status).toBe(200);
    expect(await revokeToken(db, shopId, tokenId, 1)).toBe(true);
    expect((await callApi(central.url, second, 'GET', orders)).text).toBe('{"detail":"Invalid token."}');
    expect((await central.call('GET', orders)).status).toBe(200);
    expect((await listTokens(db, shopId)).find((token) => token.tokenId === tokenId)?.revokedAt).toBe(1);
  });

  test('two tills with the same token store each sale once', async () => {
    const events = Array.from({ length: 5 }, () => saleEvent());
    const push = () => central.call('POST', bulk, { form: 1, events });
    const replies = await Promise.all([push(), push()]);
    const outcomes = replies.flatMap(({ json }) => record(json)['results'] as { outcome: string }[]);
    expect(outcomes.filter(({ outcome }) => outcome === 'stored')).toHaveLength(5);
  });

  test('two tills that were given the same token: the second is refused, and nothing of it is written', async () => {
    const { shopId, tillId, db } = central;
    const own = await createToken(db, { shopId, tillId }, { tokenId: randomUUID(), at: 0 });
    const push = (id: string, event: BulkEvent, follows: string[] = []) =>
      callApi(central.url, own, 'POST', bulk, { form: 1, till: { id, follows }, events: [event] });
    const [first, second] = [saleEvent(), saleEvent()];
    expect((await push('till-1', first)).json).toMatchObject({ results: [{ outcome: 'stored' }] });
    const refused = await push('till-2', second);
    expect(refused.status).toBe(409);
    expect(record(refused.json)['detail']).toMatch(/another till/);
    const found = await central.call('GET', `${orders}?client_ref=${orderIdOf(second)}`);
    expect(record(found.json)).toMatchObject({ count: 0 });
    expect((await push('till-1', first)).json).toMatchObject({ results: [{ outcome: 'known' }] });
  });

  test('a token goes with a till that was put back, and the one whose place it took has it no more', async () => {
    const { shopId, tillId, db } = central;
    const own = await createToken(db, { shopId, tillId }, { tokenId: randomUUID(), at: 0 });
    const status = async (id: string, follows: string[] = []): Promise<number> =>
      (
        await callApi(central.url, own, 'POST', bulk, {
          form: 1,
          till: { id, follows },
          events: [saleEvent()],
        })
      ).status;
    expect(await status('a')).toBe(200);
    expect(await status('b', ['a'])).toBe(200);
    expect(await status('a')).toBe(409);
    expect(await status('c', ['a'])).toBe(200);
    expect(await status('b', ['a'])).toBe(409);
    expect(await status('stranger', ['nobody'])).toBe(409);
    expect(await status('c')).toBe(200);
  });

  test('of a token only its digest is stored', async () => {
    const rows = await central.db.query('SELECT * FROM tokens');
    expect(JSON.stringify(rows)).not.toContain(central.token);
  });

  test('too many calls are told when to come back', async () => {
    const slow = await startCentral({ perTill: { burst: 3, perMinute: 6 } });
    try {
      const replies = [];
      for (let count = 0; count < 4; count += 1) replies.push(await slow.call('GET', orders));
      expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
      const last = replies[3];
      expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(record(last?.json)['detail']).toMatch(
        /^Request was throttled\. Expected available in \d+ seconds?\.$/,
      );
      const wrong = [];
      for (let count = 0; count < 65; count += 1)
        wrong.push((await callApi(slow.url, 'wrong', 'GET', orders)).status);
      expect([wrong[0], wrong[64]]).toEqual([401, 429]);
    } finally {
      await slow.stop();
    }
  });

  test('the log names nobody and no card', async () => {
    const secret = {
      ...good,
      notes: 'card 6527658900001005',
      customer_info: { name: 'Zubeida Unique', email: 'zubeida@shop.example' },
    };
    await central.call('POST', `${orders}?note=6527658900001005`, secret);
    await central.call('GET', `${orders}?transaction_id=Zubeida`);
    const log = central.logged.join('\n');
    expect(log).toContain('"route":"/api/v1/orders/"');
    expect(log).not.toMatch(/6527658900001005|zubeida|asha/i);
    expect(log).not.toContain(central.token);
  });
});
