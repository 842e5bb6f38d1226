import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from 'vitest';
import { writeProducts } from '../../central/store/products.ts';
import type { CatalogueProduct } from '../../shared/contract/central-api.ts';
import { paise } from '../../shared/domain/money.ts';
import { day, temporaryFolder } from '../support/store-fixtures.ts';
import { startCentral, type TestCentral } from '../support/central/start-central.ts';
import { openSyncTill, shortPauses, type SyncTill } from '../support/sync-till.ts';

let central: TestCentral;
let folder = '';
let remove = (): void => undefined;
let till: SyncTill;
const today = { date: day('2026-11-20') };

beforeAll(async () => {
  central = await startCentral();
});
afterAll(() => central.stop());
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
  till = open();
});
afterEach(async () => {
  await till.close();
  remove();
});

function open(): SyncTill {
  return openSyncTill(folder, {
    url: central.url,
    token: central.token,
    businessDate: () => today.date,
    pauses: { ...shortPauses, catalogueMs: 20 },
  });
}

const product = (name: string, price: string, given: Partial<CatalogueProduct> = {}): CatalogueProduct => ({
  productId: randomUUID(),
  externalCode: `code-${name}`,
  sku: null,
  name,
  nameHi: null,
  brand: null,
  category: 'Grocery',
  subCategory: null,
  soldBy: 'piece',
  unit: 'pc',
  price,
  mrp: null,
  hsn: '1006',
  gstRates: [{ fromDate: '2025-09-22', rateBp: 500 }],
  barcodes: [],
  ...given,
});

/** The office writes products under one revision. */
async function write(
  products: readonly CatalogueProduct[],
  effectiveFrom: string | null = null,
): Promise<void> {
  const rows = products.map((one) => ({
    productRef: one.productId,
    effectiveFrom,
    pricePaise: paise(Math.round(Number(one.price) * 100)),
    content: JSON.stringify(one),
  }));
  await central.db.transaction((tx) => writeProducts(tx, central.shopId, rows, Date.now()));
}

async function end(one: CatalogueProduct): Promise<void> {
  const row = { productRef: one.productId, effectiveFrom: null, pricePaise: null, content: null };
  await central.db.transaction((tx) => writeProducts(tx, central.shopId, [row], Date.now()));
}

/** What the counter sells by this name: its price and its rate today. */
function sold(name: string): { readonly price: number; readonly rate: number } | null {
  const row = till.store.reader
    .query<[string, string], { price: number; rate: number }>(
      `SELECT v.price_paise AS price, (SELECT rate_bp FROM product_gst_rates r WHERE r.version = v.version AND r.from_date <= ?
        ORDER BY from_date DESC LIMIT 1) AS rate FROM live_product_versions v WHERE v.name = ?`,
    )
    .get([today.date, name]);
  return row ?? null;
}

const patience = { timeout: 30_000 };

test('products and prices that the office writes are sold here, a changed price too, and one that is taken off is not', async () => {
  const [rice, soap] = [product('Office rice', '105.00'), product('Office soap', '49.90')];
  await write([rice, soap]);
  till.sync.begin();
  await expect
    .poll(() => [sold('Office rice')?.price, sold('Office soap')?.price], patience)
    .toEqual([10500, 4990]);
  await write([{ ...rice, price: '99.00' }]);
  await expect.poll(() => sold('Office rice')?.price, patience).toBe(9900);
  await end(soap);
  await expect.poll(() => sold('Office soap'), patience).toBeNull();
});

test('a price with a date holds from that business date on, over a restart', async () => {
  const tea = product('Office tea', '20.00');
  await write([tea]);
  await write([{ ...tea, price: '25.00' }], '2026-11-25');
  till.sync.begin();
  await expect.poll(() => sold('Office tea')?.price, patience).toBe(2000);
  await till.close();
  today.date = day('2026-11-25');
  till = open();
  till.sync.begin();
  await expect.poll(() => sold('Office tea')?.price, patience).toBe(2500);
  today.date = day('2026-11-20');
});

test('a GST rate that begins later begins on its day', async () => {
  const rates = [
    { fromDate: '2025-09-22', rateBp: 500 },
    { fromDate: '2026-12-01', rateBp: 1800 },
  ];
  await write([product('Office silk', '500.00', { gstRates: rates })]);
  till.sync.begin();
  await expect.poll(() => sold('Office silk')?.rate, patience).toBe(500);
  today.date = day('2026-12-01');
  await expect.poll(() => sold('Office silk')?.rate, patience).toBe(1800);
  today.date = day('2026-11-20');
});

test('a thousand changes over several pages become visible together, and the same again changes nothing', async () => {
  const many = Array.from({ length: 1100 }, (_, at) => product(`Bulk ${at}`, '10.00'));
  await write(many);
  const seen = new Set<number>();
  const count = (): number =>
    till.store.reader
      .query<[], { n: number }>(`SELECT count(*) AS n FROM live_product_versions WHERE name LIKE 'Bulk %'`)
      .get([])?.n ?? -1;
  till.sync.begin();
  await expect
    .poll(
      () => {
        seen.add(count());
        return count();
      },
      { ...patience, interval: 1 },
    )
    .toBe(1100);
  expect([...seen].filter((n) => n !== 0 && n !== 1100)).toEqual([]);
  const pulled = till.reports.filter((line) => line.startsWith('catalogue-pulled'));
  expect(pulled).toHaveLength(1);
});
