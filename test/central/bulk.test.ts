import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  aboutReply,
  bulkReply,
  tillEventsReply,
  type BulkEvent,
  type BulkReply,
} from '../../shared/contract/central-api.ts';
import { record } from '../support/central/json.ts';
import {
  attemptPayload,
  eventOf,
  orderIdOf,
  refundOf,
  saleEvent,
  salePayload,
} from '../support/central/sale-events.ts';
import { startCentral, type TestCentral } from '../support/central/start-central.ts';

let central: TestCentral;
beforeAll(async () => {
  central = await startCentral();
});
afterAll(() => central.stop());

async function push(events: readonly unknown[]): Promise<BulkReply> {
  const reply = await central.call('POST', '/api/v1/orders/bulk/', { form: 1, waiting: 7, events });
  expect(reply.status).toBe(200);
  return bulkReply.parse(reply.json);
}

const outcomes = (reply: BulkReply): string[] =>
  reply.results.toSorted((a, b) => a.index - b.index).map(({ outcome }) => outcome);

async function rows(table: string): Promise<number> {
  const [row] = await central.db.query<{ count: number }>(`SELECT count(*) AS count FROM ${table}`);
  return row?.count ?? -1;
}

describe('a push', () => {
  test('says whose token it is', async () => {
    const reply = await central.call('GET', '/api/v1/about/');
    expect(aboutReply.parse(reply.json)).toMatchObject({
      name: 'galla-central',
      shop: { code: 'demo' },
      till: { code: 'T1' },
    });
  });

  test('stores each sale once, with its lines and payments, and gives its number', async () => {
    const events = Array.from({ length: 25 }, () => saleEvent({ lines: 3 }));
    const before = await rows('orders');
    const reply = await push(events);
    expect(new Set(outcomes(reply))).toEqual(new Set(['stored']));
    expect(reply.results.map(({ orderId }) => orderId)).toEqual(
      reply.results.map(() => expect.any(Number) as number),
    );
    expect((await rows('orders')) - before).toBe(25);
    const [result] = reply.results;
    const order = record((await central.call('GET', `/api/v1/orders/${String(result?.orderId)}/`)).json);
    expect(order).toMatchObject({
      status: 'delivered',
      payment_status: 'completed',
      payment_method: 'cash',
      total_amount: '447.00',
      client_ref: orderIdOf(events[result?.index ?? 0] ?? saleEvent()),
      till: 'T1',
      tenders: [{ kind: 'cash', amount: '447.00', change: '0.00' }],
    });
    expect(order['items']).toHaveLength(3);
  });

  test('of what is there already is acknowledged and writes nothing', async () => {
    const events = [saleEvent(), saleEvent()];
    const first = await push(events);
    const before = [
      await rows('events'),
      await rows('orders'),
      await rows('order_items'),
      await rows('payments'),
    ];
    const second = await push(events);
    expect(outcomes(second)).toEqual(['known', 'known']);
    expect(new Set(second.results.map(({ orderId }) => orderId))).toEqual(
      new Set(first.results.map(({ orderId }) => orderId)),
    );
    expect([
      await rows('events'),
      await rows('orders'),
      await rows('order_items'),
      await rows('payments'),
    ]).toEqual(before);
  });

  test('may be packed with gzip', async () => {
    const packed = gzipSync(JSON.stringify({ form: 1, events: [saleEvent()] }), { level: 1 });
    const reply = await central.call('POST', '/api/v1/orders/bulk/', packed, { 'content-encoding': 'gzip' });
    expect([reply.status, outcomes(bulkReply.parse(reply.json))]).toEqual([200, ['stored']]);
  });

  test.each([
    ['zstd', zstdCompressSync],
    ['br', brotliCompressSync],
  ] as const)('may be packed with %s, as this server says of itself', async (packing, compress) => {
    const about = aboutReply.parse((await central.call('GET', '/api/v1/about/')).json);
    expect(about.encodings).toEqual(['gzip', 'zstd', 'br']);
    const packed = compress(JSON.stringify({ form: 1, events: [saleEvent()] }));
    const reply = await central.call('POST', '/api/v1/orders/bulk/', packed, { 'content-encoding': packing });
    expect([reply.status, outcomes(bulkReply.parse(reply.json))]).toEqual([200, ['stored']]);
  });

  test('with one digest over all payloads is stored where it fits, and refused whole where it does not', async () => {
    const events = [saleEvent(), saleEvent(), saleEvent()].map(({ sha256, ...event }) => ({ sha256, event }));
    const sha256 = createHash('sha256')
      .update(events.map((one) => one.sha256).join(''))
      .digest('hex');
    const bare = events.map(({ event }) => event);
    const before = await rows('events');
    const turned = bare.toReversed();
    const path = '/api/v1/orders/bulk/';
    const refused = await central.call('POST', path, { form: 1, sha256, events: turned });
    expect([refused.status, refused.json]).toMatchObject([400, { sha256: [expect.any(String)] }]);
    expect(await rows('events')).toEqual(before);
    const reply = await central.call('POST', path, { form: 1, sha256, events: bare });
    expect([reply.status, outcomes(bulkReply.parse(reply.json))]).toEqual([
      200,
      ['stored', 'stored', 'stored'],
    ]);
  });

  test('with one digest over all payloads refuses an event that can’t be read, and stores the others', async () => {
    const { sha256: one, ...good } = saleEvent();
    const { sha256: other, ...bad } = saleEvent();
    const sha256 = createHash('sha256').update(`${one}${other}`).digest('hex');
    const events = [good, { ...bad, id: 'no-id' }];
    const reply = await central.call('POST', '/api/v1/orders/bulk/', { form: 1, sha256, events });
    expect([reply.status, outcomes(bulkReply.parse(reply.json))]).toEqual([200, ['stored', 'refused']]);
  });

  test('with one wrong sale stores all the others, and says what is wrong with the one', async () => {
    const wrong = salePayload();
    const bad = { ...wrong, order: { ...wrong.order, totalPaise: wrong.order.totalPaise + 1 } };
    const events = [
      saleEvent(),
      eventOf('order-completed', bad),
      { id: 'no-id' },
      eventOf('order-eaten', {}),
      saleEvent(),
    ];
    const before = await rows('orders');
    const reply = await push(events);
    expect(outcomes(reply)).toEqual(['stored', 'refused', 'refused', 'refused', 'stored']);
    const refusal = reply.results.find(({ index }) => index === 1);
    expect(JSON.stringify(refusal?.errors)).toContain('subtotal + tax + round-off');
    expect((await rows('orders')) - before).toBe(2);
  });

  test('a damaged payload is refused', async () => {
    const event = saleEvent();
    const reply = await push([{ ...event, sha256: 'f'.repeat(64) }]);
    expect(outcomes(reply)).toEqual(['refused']);
    expect(reply.results[0]?.errors).toHaveProperty('sha256');
  });

  test('another content under the same id is a conflict, in one push and in two', async () => {
    const event = saleEvent();
    const other = eventOf('order-completed', salePayload(), event.id);
    expect(outcomes(await push([event, other, event]))).toEqual(['stored', 'conflict', 'known']);
    expect(outcomes(await push([other]))).toEqual(['conflict']);
  });

  test('the same order under another event id is known when it says the same, and a conflict when not', async () => {
    const event = saleEvent();
    await push([event]);
    expect(outcomes(await push([eventOf('order-completed', event.payload)]))).toEqual(['known']);
    const otherSale = eventOf('order-completed', salePayload({ orderId: orderIdOf(event) }));
    expect(outcomes(await push([saleEvent(), otherSale, saleEvent()]))).toEqual([
      'stored',
      'conflict',
      'stored',
    ]);
  });

  test('one transaction pays one order', async () => {
    const reply = await push([
      saleEvent({ transactionId: 'TXN-TWICE' }),
      saleEvent({ transactionId: 'TXN-TWICE' }),
    ]);
    expect(outcomes(reply).toSorted()).toEqual(['conflict', 'stored']);
  });

  test('of the same events at the same moment from many senders stores each once', async () => {
    const events = Array.from({ length: 10 }, () => saleEvent());
    const before = await rows('orders');
    const replies = await Promise.all(Array.from({ length: 6 }, () => push(events)));
    expect((await rows('orders')) - before).toBe(10);
    expect(replies.flatMap(outcomes).every((outcome) => outcome === 'stored' || outcome === 'known')).toBe(
      true,
    );
    expect(replies.flatMap(outcomes).filter((outcome) => outcome === 'stored')).toHaveLength(10);
  });

  test('too many events, none, and another form are a 400', async () => {
    const many = Array.from({ length: 1001 }, () => ({}));
    for (const body of [
      { form: 1, events: many },
      { form: 1, events: [] },
      { form: 2, events: [{}] },
      {},
      [],
    ]) {
      expect((await central.call('POST', '/api/v1/orders/bulk/', body)).status).toBe(400);
    }
  });

  test('the number of statements does not depend on the number of events', async () => {
    const count = async (events: readonly BulkEvent[]): Promise<number> => {
      const { statements, db } = counting();
      const { pushEvents } = await import('../../central/ingest/push-events.ts');
      await pushEvents(db, { shopId: central.shopId, tillId: central.tillId, receivedAt: 1 }, events);
      return statements();
    };
    const few = await count([saleEvent({ transactionId: 'S-1' })]);
    const many = await count(
      Array.from({ length: 200 }, (_, index) => saleEvent({ transactionId: `S-2-${index}` })),
    );
    expect(many).toBe(few);
    expect(few).toBeLessThan(12);
  });
});

function counting() {
  let statements = 0;
  const { db } = central;
  const wrap = (inner: Pick<typeof db, 'query'>): Pick<typeof db, 'query'> => ({
    query: (sql, params) => {
      statements += 1;
      return inner.query(sql, params);
    },
  });
  return {
    statements: () => statements,
    db: {
      ...db,
      ...wrap(db),
      transaction: ((work) => db.transaction((tx) => work(wrap(tx)))) as typeof db.transaction,
    },
  };
}

describe('what a till gets back', () => {
  test('is word for word what it pushed, in the order in which it came, in pages', async () => {
    const pushed = [
      saleEvent(),
      eventOf('attempt-changed', attemptPayload(orderIdOf(saleEvent()))),
      saleEvent(),
    ];
    for (const event of pushed) await push([event]);
    const got: BulkEvent[] = [];
    let after = '';
    do {
      const reply = await central.call('GET', `/api/v1/till/events/?limit=7${after}`);
      const page = tillEventsReply.parse(reply.json);
      got.push(...page.events);
      after = page.next === null ? '' : `&after=${page.next}`;
    } while (after !== '');
    expect(got.slice(-3)).toEqual(pushed);
    expect(new Set(got.map(({ id }) => id)).size).toBe(got.length);
  });
});

describe('what comes after the sale', () => {
  test('a refund gives part of the order back, and all of it makes it refunded', async () => {
    const sale = saleEvent();
    const orderId = orderIdOf(sale);
    await push([sale, eventOf('refund-changed', { form: 1, refund: refundOf(orderId, 10_000) })]);
    const found = async (): Promise<unknown> => {
      const list = record((await central.call('GET', `/api/v1/orders/?client_ref=${orderId}`)).json);
      return (list['results'] as unknown[])[0];
    };
    expect(await found()).toMatchObject({
      payment_status: 'completed',
      refunded_amount: '100.00',
      net_amount: '198.00',
    });
    await push([eventOf('refund-changed', { form: 1, refund: refundOf(orderId, 19_800) })]);
    expect(await found()).toMatchObject({
      payment_status: 'refunded',
      refunded_amount: '298.00',
      refunds: [{}, {}],
    });
  });
});
