import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sha256Hex } from '../../../electron/platform/message-signature.ts';
import { acknowledgeOutbox, countWaitingOutbox } from '../../../electron/store/repositories/outbox.ts';
import { bestPackings } from '../../../electron/sync/central/packing.ts';
import { ok } from '../../../shared/domain/result.ts';
import {
  about,
  startOffice,
  stored,
  type Office,
  type OfficeEvent,
  type OfficeReply,
} from '../../support/scripted-office.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { temporaryFolder } from '../../support/store-fixtures.ts';
import { openSyncTill, sellOne, type SyncTill } from '../../support/sync-till.ts';

let office: Office;
let till: SyncTill;
let folder = '';
let remove = (): void => undefined;
const random = seededRandom(5);

beforeEach(async () => {
  office = await startOffice();
  ({ folder, remove } = temporaryFolder());
  till = openSyncTill(folder, { url: office.url, token: 'secret-token' });
});
afterEach(async () => {
  await till.close();
  office.server.closeAllConnections();
  office.server.close();
  remove();
});

const bulkAnswers = (answer: (events: readonly OfficeEvent[]) => OfficeReply): void => {
  office.answer = (path, events) =>
    path.includes('/about/') ? { status: 200, body: about } : answer(events);
};

/** The one digest that guards all payloads of a push. */
const digestOf = (payloads: readonly unknown[]): string =>
  sha256Hex(payloads.map((payload) => sha256Hex(JSON.stringify(payload))).join(''));

describe('what is sent', () => {
  test('is the very text that the sale wrote, with a hash that fits it, under the token, and goes once it is acknowledged', async () => {
    const sales = [sellOne(till.store, random), sellOne(till.store, random)];
    till.sync.begin();
    await till.sync.settled(5);
    expect(office.pushes).toHaveLength(1);
    const [push] = office.pushes;
    expect(push?.events.map(({ payload }) => payload)).toEqual(JSON.parse(JSON.stringify(sales)));
    for (const sale of sales) expect(push?.text).toContain(JSON.stringify(sale));
    expect(push?.sha256).toBe(digestOf(sales));
    expect(new Set(office.tokens)).toEqual(new Set(['Token secret-token']));
    const kept = `SELECT (SELECT count(*) FROM outbox) AS waiting, group_concat(lower(hex(payload_hash))) AS hashes
      FROM (SELECT payload_hash FROM outbox_sent ORDER BY outbox_seq)`;
    expect(till.store.reader.query<[], unknown>(kept).all([])).toEqual([
      { waiting: 0, hashes: sales.map((sale) => sha256Hex(JSON.stringify(sale))).join() },
    ]);
    expect(till.sync.status()).toMatchObject({ state: 'idle', waiting: 0, server: 'central', problem: null });
  });

  test('waits on where its own acknowledgement did not come, and is sent again', async () => {
    for (let count = 0; count < 3; count += 1) sellOne(till.store, random);
    bulkAnswers((events) => stored(office.pushes.length === 1 ? events.slice(0, 1) : events));
    till.sync.begin();
    await till.sync.settled(5);
    expect(office.pushes.map(({ events }) => events.length)).toEqual([3, 2]);
  });

  test('an acknowledgement of something that was not sent acknowledges nothing', async () => {
    sellOne(till.store, random);
    const other = '019a0000-0000-7000-8000-000000000000';
    bulkAnswers(() => stored([{ id: other, payload: {} }]));
    till.sync.begin();
    const status = await till.sync.settled(3);
    expect(status).toMatchObject({ waiting: 1, problem: 'not-understood' });
  });

  test('a sale that is made while the till sends leaves by itself', async () => {
    till.sync.begin();
    await till.sync.settled(5);
    sellOne(till.store, random);
    till.sync.nudge();
    await expect.poll(() => office.pushes.length, { timeout: 20_000 }).toBe(1);
    await till.sync.settled(5);
    expect(countWaitingOutbox(till.store.reader)).toBe(0);
  });
});

describe('what it is packed with', () => {
  test('is gzip where the server does not speak of anything else, and zstd where it offers it', async () => {
    sellOne(till.store, random);
    till.sync.begin();
    await till.sync.settled(5);
    await till.close();
    const offers = { ...about, encodings: ['gzip', 'zstd'] };
    office.answer = (path, events) =>
      path.includes('/about/') ? { status: 200, body: offers } : stored(events);
    till = openSyncTill(folder, { url: office.url, token: 'secret-token' });
    sellOne(till.store, random);
    till.sync.begin();
    expect(await till.sync.settled(5)).toMatchObject({ waiting: 0 });
    expect(office.pushes.map(({ packing }) => packing)).toEqual(['gzip', 'zstd']);
  });

  test('is gzip again once a server refuses zstd, as an older one does that comes back in its place', async () => {
    const offers = { ...about, encodings: ['zstd'] };
    sellOne(till.store, random);
    office.answer = (path, events) => {
      if (path.includes('/about/')) return { status: 200, body: offers };
      const isNew = office.pushes.at(-1)?.packing === 'zstd';
      return isNew ? { status: 415, body: { detail: 'Unsupported content encoding.' } } : stored(events);
    };
    till.sync.begin();
    expect(await till.sync.settled(5)).toMatchObject({ waiting: 0, refused: 0, problem: null });
    expect(office.pushes.map(({ packing }) => packing)).toEqual(['zstd', 'gzip']);
  });

  test('is zstd while orders wait behind a push, and brotli for the last ones', async () => {
    await till.close();
    const offers = { ...about, encodings: ['gzip', 'zstd', 'br'], maxEvents: 2 };
    office.answer = (path, events) =>
      path.includes('/about/') ? { status: 200, body: offers } : stored(events);
    till = openSyncTill(folder, { url: office.url, token: 'secret-token' });
    for (let sale = 0; sale < 5; sale += 1) sellOne(till.store, random);
    till.sync.begin();
    expect(await till.sync.settled(5)).toMatchObject({ waiting: 0 });
    expect(office.pushes.map(({ packing, events }) => [packing, events.length])).toEqual([
      ['zstd', 2],
      ['zstd', 2],
      ['br', 1],
    ]);
  });

  test('is gzip where this runtime has no zstd', () => {
    expect(bestPackings(['gzip', 'zstd'], {})).toEqual({ backlog: 'gzip', last: 'gzip' });
    expect(bestPackings(['gzip', 'zstd', 'br'], {})).toEqual({ backlog: 'gzip', last: 'br' });
    expect(bestPackings(['gzip', 'zstd'])).toEqual({ backlog: 'zstd', last: 'zstd' });
    expect(bestPackings(undefined)).toEqual({ backlog: 'gzip', last: 'gzip' });
  });
});

describe('what goes wrong', () => {
  test('a refused token pauses the sending and is said; a person’s try goes on', async () => {
    sellOne(till.store, random);
    office.answer = () => ({ status: 401, body: { detail: 'Invalid token.' } });
    till.sync.begin();
    expect(await till.sync.settled(5)).toMatchObject({
      state: 'paused',
      problem: 'unauthorised',
      waiting: 1,
    });
    bulkAnswers(stored);
    till.sync.tryNow();
    await expect.poll(() => till.sync.status().state, { timeout: 20_000 }).toBe('idle');
  });

  test('a token that another till uses pauses the sending and is said as such', async () => {
    sellOne(till.store, random);
    office.answer = () => ({ status: 409, body: { detail: 'This token is used by another till.' } });
    till.sync.begin();
    expect(await till.sync.settled(5)).toMatchObject({
      state: 'paused',
      problem: 'token-in-use',
      waiting: 1,
    });
  });

  test('a refused order is kept for a manager with the reason, and holds nothing else up', async () => {
    const sales = [sellOne(till.store, random), sellOne(till.store, random)];
    bulkAnswers((events) => ({
      status: 200,
      body: {
        results: events.map(({ id }, index) => ({
          id,
          index,
          outcome: index === 0 ? 'refused' : 'stored',
          orderId: null,
          errors: index === 0 ? { 'order.buyerGstin': ['Not a GSTIN.'] } : null,
        })),
      },
    }));
    till.sync.begin();
    expect(await till.sync.settled(5)).toMatchObject({ waiting: 0, refused: 1 });
    const { entries } = till.sync.list({ filter: 'refused', beforeSeq: null, limit: 10 });
    expect(entries).toMatchObject([
      { state: 'refused', subjectId: sales[0]?.order.orderId, documentNumber: sales[0]?.order.invoiceNumber },
    ]);
    expect(entries[0]?.reason).toContain('Not a GSTIN.');
  });

  test('a manager puts the words right and sends it again; amounts and the row’s own text stay', async () => {
    const sale = sellOne(till.store, random);
    bulkAnswers((events) => ({
      status: 200,
      body: {
        results: events.map(({ id }, index) => ({
          id,
          index,
          outcome: 'refused',
          orderId: null,
          errors: {},
        })),
      },
    }));
    till.sync.begin();
    await till.sync.settled(5);
    bulkAnswers(stored);
    const [entry] = till.sync.list({ filter: 'refused', beforeSeq: null, limit: 10 }).entries;
    const seq = entry?.seq ?? 0;
    expect(till.sync.words(seq)).toMatchObject({ ok: true, value: { buyerName: null } });
    const sent = await till.sync.resend({
      seq,
      correction: { buyerName: 'Asha Rao' },
      manager: { pin: '2468' },
    });
    expect(sent.ok).toBe(true);
    await expect.poll(() => office.pushes.length, { timeout: 20_000 }).toBe(2);
    const [event] = office.pushes[1]?.events ?? [];
    const expected: unknown = JSON.parse(
      JSON.stringify({ ...sale, order: { ...sale.order, buyerName: 'Asha Rao' } }),
    );
    expect(event?.payload).toEqual(expected);
    expect(office.pushes[1]?.sha256).toBe(digestOf([expected]));
    await expect
      .poll(() => till.sync.status(), { timeout: 20_000 })
      .toMatchObject({ waiting: 0, refused: 0 });
  });

  test('a server that asks for time is given it', async () => {
    sellOne(till.store, random);
    const at: number[] = [];
    bulkAnswers((events) => {
      at.push(performance.now());
      return at.length === 1
        ? { status: 429, body: { detail: 'Slow down.' }, headers: { 'retry-after': '1' } }
        : stored(events);
    });
    till.sync.begin();
    await till.sync.settled(5);
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(990);
  });

  test.each([
    [
      'a redirect is never followed',
      'redirect',
      { status: 301, body: '', headers: { location: 'http://127.0.0.1:1/' } },
    ],
    [
      'a sign-in page of a network is not the office',
      'not-understood',
      { status: 200, body: '<html>Sign in</html>' },
    ],
    ['a fault of the server is said', 'server-error', { status: 500, body: '<html>Server Error</html>' }],
    ['a reply of another shape is no acknowledgement', 'not-understood', { status: 200, body: { ok: true } }],
  ])('%s: nothing counts as sent', async (_name, problem, reply) => {
    sellOne(till.store, random);
    bulkAnswers(() => reply);
    till.sync.begin();
    expect(await till.sync.settled(2)).toMatchObject({ state: 'waiting', problem, waiting: 1 });
  });

  test('one event that makes the server refuse the whole push is found and set aside; the others arrive', async () => {
    const sales = Array.from({ length: 7 }, () => sellOne(till.store, random));
    const bad = sales[4]?.order.orderId ?? '';
    bulkAnswers((events) =>
      JSON.stringify(events).includes(bad) ? { status: 400, body: { detail: 'no' } } : stored(events),
    );
    till.sync.begin();
    expect(await till.sync.settled(5)).toMatchObject({ waiting: 0, refused: 1 });
    const { entries } = till.sync.list({ filter: 'refused', beforeSeq: null, limit: 10 });
    expect(entries.map(({ subjectId }) => subjectId)).toEqual([bad]);
  });

  test('a server that was ours and then only has the base contract gets nothing', async () => {
    till.sync.begin();
    await till.sync.settled(5);
    await till.close();
    const page = { count: 0, next: null, previous: null, results: [] };
    office.answer = (path) =>
      path.includes('ordering')
        ? { status: 200, body: page }
        : { status: 404, body: { detail: 'Not found.' } };
    till = openSyncTill(folder, { url: office.url, token: 'secret-token' });
    sellOne(till.store, random);
    till.sync.begin();
    expect(await till.sync.settled(3)).toMatchObject({ problem: 'server-changed', waiting: 1 });
  });

  test('orders leave by themselves when the office is there again', async () => {
    const { port } = office.server.address() as AddressInfo;
    office.server.closeAllConnections();
    office.server.close();
    sellOne(till.store, random);
    till.sync.begin();
    expect(await till.sync.settled(3)).toMatchObject({
      problem: 'unreachable',
      state: 'waiting',
      waiting: 1,
    });
    await new Promise<void>((resolve) => {
      office.server.listen(port, '127.0.0.1', resolve);
    });
    await expect.poll(() => till.sync.status().state, { timeout: 20_000 }).toBe('idle');
    expect(office.pushes).toHaveLength(1);
  });
});

describe('settings', () => {
  const mapping = {
    cashMethod: 'wallet',
    splitMethod: 'wallet',
    walkInName: 'Walk-in',
    walkInEmail: 'w@example.com',
  } as const;
  const save = (url: string, token?: string) =>
    till.sync.save({
      url,
      server: 'auto',
      mapping,
      manager: { pin: '480153' },
      ...(token === undefined ? {} : { token }),
    });

  test('the token is kept sealed, never shown, and not sent to an address it was not saved for', async () => {
    await till.close();
    till = openSyncTill(folder);
    expect(await save(office.url, 'very-secret')).toMatchObject({ ok: true, value: { hasToken: true } });
    expect(JSON.stringify(till.sync.view())).not.toContain('very-secret');
    const stored_ = till.store.reader
      .query<[], { value: string }>(`SELECT value FROM settings WHERE key = 'central'`)
      .get([]);
    expect(stored_?.value).not.toContain('very-secret');
    expect(await save('http://127.0.0.1:9/')).toMatchObject({
      ok: false,
      error: { code: 'sync-not-set-up' },
    });
    sellOne(till.store, random);
    till.sync.begin();
    await till.sync.settled(5);
    expect(new Set(office.tokens)).toEqual(new Set(['Token very-secret']));
  });

  test.each([
    ['training', 'https://orders.example.in', 'not-loopback'],
    ['real', 'http://orders.example.in', 'not-https'],
    ['real', 'https://127.0.0.1', 'loopback'],
  ] as const)('a %s till refuses %s', async (mode, url, reason) => {
    await till.close();
    till = openSyncTill(folder, { mode });
    expect(await save(url, 'token')).toEqual({
      ok: false,
      error: { code: 'gateway-url-refused', params: { reason } },
    });
  });

  test('without a server nothing is sent and nothing is lost', async () => {
    await till.close();
    till = openSyncTill(folder);
    sellOne(till.store, random);
    till.sync.begin();
    expect(await till.sync.settled(5)).toMatchObject({ state: 'off', waiting: 1, server: null });
  });
});

test('an acknowledged row is never sent again, whatever happens to its acknowledgement', () => {
  sellOne(till.store, random);
  const [row] = till.store.reader.query<[], { id: string }>('SELECT outbox_id AS id FROM outbox').all([]);
  const acknowledge = () =>
    till.store.writer.transaction<boolean, never>(() =>
      ok(acknowledgeOutbox(till.store.writer, row?.id ?? '', 1)),
    );
  expect([acknowledge(), acknowledge()]).toEqual([ok(true), ok(false)]);
  expect(countWaitingOutbox(till.store.reader)).toBe(0);
});
