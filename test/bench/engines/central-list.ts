/** The office's questions at two sizes of chain: the first page, a filter, the sums of days, one order. Every shop has as many orders in both. */
import { openPg } from '../../../central/store/pg-db.ts';
import {
  countOrders,
  findOrder,
  itemsOf,
  listOrders,
  totalsByDay,
  type OrderFilter,
} from '../../../central/store/read-orders.ts';
import { runMigrations } from '../../../central/store/run-migrations.ts';
import { must } from '../../support/catalogue.ts';
import { startPostgres } from '../../support/central/real-postgres.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { engineDone, engineTask } from '../harness/engine-process.ts';

const task = engineTask<{ readonly shops: number; readonly ordersPerShop: number; readonly times: number }>();
const server = await startPostgres(['-c', 'fsync=off', '-c', 'shared_buffers=256MB']);
const db = openPg({ url: server.url, maxConnections: 4, statementTimeoutMs: 0, onError: () => undefined });
must(await runMigrations(db, () => 0));

const DAYS = 100;
const FILL = [
  `INSERT INTO shops (code, name, created_at) SELECT 's' || n, 'Shop ' || n, 0 FROM generate_series(1, $shops) AS n`,
  `INSERT INTO tills (shop_id, code, name, created_at) SELECT shop_id, 'T1', 'Till', 0 FROM shops`,
  `INSERT INTO orders (shop_id, till_id, order_ref, has_client_ref, body_sha256, status, payment_status, first_status, first_payment_status,
      subtotal_paise, tax_paise, total_paise, payment_method, transaction_id, currency, notes, invoice_number, business_date, sold_at, created_at, updated_at)
    SELECT t.shop_id, t.till_id, gen_random_uuid(), true, '', 'delivered', CASE WHEN n % 50 = 0 THEN 'refunded' ELSE 'completed' END, 'delivered',
      'completed', 10000, 500, 10500, 'rupay', 'T' || n, 'INR', '', 'T1/26/' || n,
      to_char(date '2026-01-01' + (n % ${DAYS}), 'YYYY-MM-DD'), n, n, n
    FROM generate_series(1, $orders) AS n CROSS JOIN tills AS t`,
  `INSERT INTO order_items (shop_id, order_id, position, title, brand, size, color, quantity_milli, unit_price_paise, total_paise)
    SELECT shop_id, id, 1, 'Thing', '', '', '', 1000, 10500, 10500 FROM orders`,
  'VACUUM ANALYZE',
];
for (const sql of FILL) {
  await db.run(sql.replace('$shops', String(task.shops)).replace('$orders', String(task.ordersPerShop)));
}

const random = seededRandom(1);
const series = { list: [] as number[], filter: [] as number[], days: [] as number[], one: [] as number[] };
const first = { key: 'id', descending: true, after: null, offset: 0, limit: 21 } as const;

async function time(samples: number[], work: () => Promise<unknown>): Promise<void> {
  const from = performance.now();
  await work();
  samples.push(performance.now() - from);
}

async function page(shopId: number, filter: OrderFilter): Promise<void> {
  const rows = await listOrders(db, shopId, filter, first);
  await itemsOf(
    db,
    shopId,
    rows.map(({ id }) => id),
  );
  await countOrders(db, shopId, filter);
}

for (let round = 0; round < task.times; round += 1) {
  const shopId = 1 + random.below(task.shops);
  const date = `2026-01-${String(1 + random.below(28)).padStart(2, '0')}`;
  await time(series.list, () => page(shopId, {}));
  await time(series.filter, () => page(shopId, { dateFrom: date, dateTo: date, paymentStatus: 'refunded' }));
  await time(series.days, () => totalsByDay(db, shopId, {}, 400));
  await time(series.one, () => findOrder(db, shopId, 1 + random.below(task.shops * task.ordersPerShop)));
}
await db.close();
await server.stop();
engineDone(series);
