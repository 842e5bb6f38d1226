/** The calls behind the office's page: sessions, and what the office writes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureOfficeUser } from '../../central/store/office.ts';
import { record } from '../support/central/json.ts';
import { saleEvent } from '../support/central/sale-events.ts';
import { callApi, startCentral, type TestCentral } from '../support/central/start-central.ts';

const PASSWORD = 'a long word of the office';
let central: TestCentral;
beforeAll(async () => {
  central = await startCentral();
  await ensureOfficeUser(central.db, 'asha', PASSWORD, 0);
});
afterAll(() => central.stop());

describe('the office', () => {
  test('reads orders, one of them, its sums and its CSV in a session', async () => {
    await central.call('POST', '/api/v1/orders/bulk/', { form: 1, events: [saleEvent(), saleEvent()] });
    const login = await callApi(central.url, null, 'POST', '/admin/api/login', {
      name: 'asha',
      password: PASSWORD,
    });
    const headers = { cookie: (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
    const get = (path: string) =>
      callApi(central.url, null, 'GET', `/admin/api/shops/demo/${path}`, undefined, headers);
    const list = record((await get('orders?payment_status=completed')).json);
    expect(list).toMatchObject({ count: 2, total: '596.00', refunded: '0.00', next: null });
    const [first] = list['orders'] as { id: number }[];
    expect(record((await get(`orders/${String(first?.id)}`)).json)['lines']).toHaveLength(2);
    expect(record((await get('days?till=T1')).json)['days']).toEqual([
      { businessDate: '2026-06-01', orders: 2, total: '596.00', refunded: '0.00' },
    ]);
    expect((await get('audit')).status).toBe(200);
    const csv = await get('orders.csv');
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.text.trim().split('\r\n')).toHaveLength(3);
    expect((await get('orders?unknown=1')).status).toBe(400);
    expect(
      (await callApi(central.url, null, 'GET', '/admin/api/shops/nowhere/orders', undefined, headers)).status,
    ).toBe(404);
  });

  test('a write that does not come from the page is refused, and the cookie can be read by no script', async () => {
    const login = await callApi(central.url, null, 'POST', '/admin/api/login', {
      name: 'asha',
      password: PASSWORD,
    });
    const cookie = login.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    const headers = { cookie: cookie.split(';')[0] ?? '' };
    const make = (more: Record<string, string>) =>
      callApi(
        central.url,
        null,
        'POST',
        '/admin/api/shops',
        { code: 'pune', name: 'Pune' },
        { ...headers, ...more },
      );
    expect((await make({})).status).toBe(403);
    expect((await make({ 'x-csrf': 'guess' })).status).toBe(403);
    expect((await make({ 'x-csrf': String(record(login.json)['csrf']) })).status).toBe(201);
    await callApi(central.url, null, 'POST', '/admin/api/logout', undefined, headers);
    expect((await callApi(central.url, null, 'GET', '/admin/api/me', undefined, headers)).status).toBe(401);
  });

  test('what the office writes into the catalogue reaches the tills, page by page, as one state', async () => {
    const login = await callApi(central.url, null, 'POST', '/admin/api/login', {
      name: 'asha',
      password: PASSWORD,
    });
    const headers = {
      cookie: (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
      'x-csrf': String(record(login.json)['csrf']),
    };
    const product = (index: number) => ({
      productId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      externalCode: null,
      sku: null,
      name: `Thing ${index}`,
      nameHi: null,
      brand: null,
      category: null,
      subCategory: null,
      soldBy: 'piece',
      unit: 'pc',
      price: '10.00',
      mrp: null,
      hsn: null,
      gstRates: [{ fromDate: '2025-09-22', rateBp: 500 }],
      barcodes: [],
    });
    const write = (changes: unknown[]) =>
      callApi(central.url, null, 'POST', '/admin/api/shops/demo/catalogue', { changes }, headers);
    const before = record((await central.call('GET', '/api/v1/catalogue/changes?since=0')).json);
    const all = Array.from({ length: 1200 }, (_, index) => ({
      productId: product(index).productId,
      effectiveFrom: null,
      product: product(index),
    }));
    expect((await write(all)).status).toBe(201);
    const seen: string[] = [];
    let path: string | null = `/api/v1/catalogue/changes?since=${String(before['until'])}`;
    let until: unknown = null;
    while (path !== null) {
      const page: Record<string, unknown> = record((await central.call('GET', path)).json);
      until ??= page['until'];
      expect(page['until']).toBe(until);
      seen.push(...(page['changes'] as { productId: string }[]).map(({ productId }) => productId));
      // The office goes on writing while the till reads: that belongs to the next pull.
      if (seen.length === 500)
        await write([
          {
            productId: product(1).productId,
            effectiveFrom: '2027-04-01',
            product: { ...product(1), price: '12.00' },
          },
        ]);
      path = typeof page['next'] === 'string' ? page['next'] : null;
    }
    expect(new Set(seen).size).toBe(1200);
    const later = record(
      (await central.call('GET', `/api/v1/catalogue/changes?since=${String(until)}`)).json,
    );
    expect(later['changes']).toMatchObject([{ effectiveFrom: '2027-04-01', product: { price: '12.00' } }]);
    expect((await central.call('GET', '/api/v1/catalogue/changes')).json).toEqual({
      since: ['This field is required.'],
    });
  });
});
