/** A page of the office's list among many shops: it reads what it shows, and not all that the shop has. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countOrders, findOrder, listOrders } from '../../central/store/read-orders.ts';
import { countingRows } from '../support/central/rows-read.ts';
import { startCentral, type TestCentral } from '../support/central/start-central.ts';

const SHOPS = 40;
const ORDERS = 1500;
const DAYS = 15;
const FILL = [
  `INSERT INTO shops (code, name, created_at) SELECT 's' || n, 'Shop ' || n, 0 FROM generate_series(1, ${SHOPS}) AS n`,
  `INSERT INTO tills (shop_id, code, name, created_at) SELECT shop_id, 'T1', 'Till', 0 FROM shops WHERE code LIKE 's%'`,
  `INSERT INTO orders (shop_id, till_id, order_ref, has_client_ref, body_sha256, status, payment_status, first_status, first_payment_status,
      subtotal_paise, tax_paise, total_paise, payment_method, transaction_id, currency, notes, invoice_number, business_date, sold_at, created_at, updated_at)
    SELECT t.shop_id, t.till_id, gen_random_uuid(), true, '', 'delivered', CASE WHEN n % 31 = 0 THEN 'refunded' ELSE 'completed' END, 'delivered', 'completed',
      10000, 500, 10500, 'rupay', 'T' || n, 'INR', '', 'T1/26/' || n, '2026-01-' || 10 + n % ${DAYS}, n, n, n
    FROM generate_series(1, ${ORDERS}) AS n CROSS JOIN tills AS t`,
  'VACUUM ANALYZE',
];

let central: TestCentral;
let shopId = 0;
beforeAll(async () => {
  central = await startCentral();
  for (const sql of FILL) await central.db.run(sql);
  const rows = await central.db.query<{ shop_id: number }>(`SELECT shop_id FROM shops WHERE code = 's7'`);
  shopId = rows[0]?.shop_id ?? 0;
});
afterAll(() => central.stop());

test('the newest page, a later one and one by the hour of sale', async () => {
  const page = { descending: true, offset: 0, limit: 21 } as const;
  const { querier, read } = countingRows(central.db);
  const first = await listOrders(querier, shopId, {}, { ...page, key: 'id', after: null });
  expect(first).toHaveLength(21);
  expect(new Set(first.map((order) => order.till_code))).toEqual(new Set(['T1']));
  const last = first.at(-1)?.id ?? 0;
  await listOrders(querier, shopId, {}, { ...page, key: 'id', after: { value: last, id: last } });
  await listOrders(querier, shopId, {}, { ...page, key: 'sold_at', after: null });
  // Three pages, and for each row of them the few tills.
  expect(read()).toBeLessThan(3 * 21 * (4 + SHOPS));
});

test('one order', async () => {
  const { querier, read } = countingRows(central.db);
  const [newest] = await listOrders(
    central.db,
    shopId,
    {},
    { key: 'id', descending: true, after: null, offset: 0, limit: 1 },
  );
  expect(await findOrder(querier, shopId, newest?.id ?? 0)).toMatchObject({
    id: newest?.id,
    till_code: 'T1',
  });
  expect(read()).toBeLessThan(4 + 2 * SHOPS);
});

test('the refunded orders of a day, and how many they are, without the others of that day', async () => {
  const page = { key: 'id', descending: true, after: null, offset: 0, limit: 21 } as const;
  const { querier, read } = countingRows(central.db);
  const ofDay = { dateFrom: '2026-01-12', dateTo: '2026-01-12', paymentStatus: 'refunded' };
  const found = await listOrders(querier, shopId, ofDay, page);
  expect(found.length).toBeGreaterThan(1);
  expect(new Set(found.map((order) => `${order.business_date} ${order.payment_status}`))).toEqual(
    new Set(['2026-01-12 refunded']),
  );
  expect(await countOrders(querier, shopId, ofDay)).toBe(found.length);
  // Each order of the page a few times and with a look at the tills, then counted; the hundred of that day would come on top of it.
  expect(read()).toBeLessThan(found.length * (10 + SHOPS));
});
