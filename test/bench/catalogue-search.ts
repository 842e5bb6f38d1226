/** How quick the catalogue answers at 20,000 and 100,000 products: `node test/bench/catalogue-search.ts`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProducts, type ProductToLoad } from '../../electron/catalogue/index.ts';
import { findByBarcode } from '../../electron/catalogue/find-by-barcode.ts';
import { systemClock } from '../../electron/platform/clock.ts';
import { systemIds } from '../../electron/platform/ids.ts';
import { createStore, type Store } from '../../electron/store/connection.ts';
import { openProductSearch } from '../../electron/store/repositories/product-search.ts';
import { openProducts } from '../../electron/store/repositories/products.ts';
import { sampleProducts } from '../../electron/training/sample-shop/index.ts';
import { DEFAULT_LABEL_LAYOUTS, makeEan13 } from '../../shared/domain/barcode.ts';
import { isBusinessDate } from '../../shared/domain/business-date.ts';
import { assert } from '../../shared/domain/result.ts';

/** One measurement: what, how often, and its times in milliseconds. */
export type BenchRow = {
  readonly what: string;
  readonly times: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** The most that p99 may be, or null where there is no target. */
  readonly targetP99Ms: number | null;
};

const DATE = '2026-01-15';
const QUERY_ROUNDS = 5;
const SCANS = 2000;

const barcodeAt = (at: number): string => makeEan13(`8908${String(at).padStart(8, '0')}`);

/** Products whose names are made of the sample shop's words, with a word of their own now and then, as a large shop's are. */
function syntheticProducts(count: number): ProductToLoad[] {
  const words = [...new Set(sampleProducts.flatMap(({ name }) => name.split(' ')))];
  const hindi = [...new Set(sampleProducts.flatMap(({ nameHi }) => (nameHi ?? '').split(' ')))];
  const pick = (from: readonly string[], at: number): string => from[at % from.length] ?? '';
  return Array.from({ length: count }, (_, at) => ({
    externalCode: `X${at}`,
    sku: null,
    name: [
      pick(words, at * 7),
      pick(words, at * 13 + (at >> 3)),
      pick(words, at * 31 + (at >> 5)),
      at % 3 === 0 ? `Series${(at * 2_654_435) % 40_000}` : '',
    ]
      .join(' ')
      .trim(),
    nameHi: `${pick(hindi, at * 5)} ${pick(hindi, at * 17 + (at >> 4))}`,
    brand: `Brand ${pick(words, (at * 3) % 900)}`,
    category: `Category ${at % 40}`,
    subCategory: null,
    soldBy: 'piece',
    unit: 'piece',
    pricePaise: 100 + (at % 5000),
    mrpPaise: null,
    hsn: '0902',
    gstRateBp: 500,
    barcodes: [barcodeAt(at)],
    openingStockMilli: null,
  }));
}

/** What cashiers type: every beginning of these, letter by letter, typos among them. */
const TYPED = [
  'chocolate milk',
  'basmati rice 5',
  'detergent',
  'oil 1 l',
  'choclate',
  'biscits',
  'a b',
  'powder soap',
  'चावल',
  'दूध 500',
  'series12',
  'zzzz',
  'brand milk',
  'shampu herbal',
  'p p p',
];

function measure(what: string, targetP99Ms: number | null, runs: readonly (() => void)[]): BenchRow {
  const times = runs.map((run) => {
    const from = performance.now();
    run();
    return performance.now() - from;
  });
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    what,
    times: times.length,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    maxMs: sorted.at(-1) ?? 0,
    targetP99Ms,
  };
}

function measureStore(store: Store, count: number): BenchRow[] {
  assert(isBusinessDate(DATE), 'a date');
  const products = openProducts(store.reader);
  const search = openProductSearch(store.reader);
  const queries = TYPED.flatMap((text) => Array.from(text, (_, at) => text.slice(0, at + 1)));
  const first = measure(`first search, nothing cached, ${count} products`, null, [() => search('s', 20)]);
  const searches = Array.from({ length: QUERY_ROUNDS }, () => queries).flat();
  return [
    first,
    measure(
      `search keystroke, ${count} products`,
      8,
      searches.map((query) => () => products.byVersions(search(query, 20).versions, DATE)),
    ),
    measure(
      `scan looked up, ${count} products`,
      1,
      Array.from(
        { length: SCANS },
        (_, at) => () =>
          findByBarcode(products, barcodeAt((at * 7919) % (count + 50)), DEFAULT_LABEL_LAYOUTS, DATE),
      ),
    ),
  ];
}

/** Measures search and scan at 20,000 and 100,000 products on a store on disk. */
export async function bench(): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const count of [20_000, 100_000]) {
    const folder = mkdtempSync(join(tmpdir(), 'galla-bench-'));
    const store = createStore({ path: join(folder, 'store.db'), clock: systemClock });
    assert(store.ok, 'the store opens');
    const deps = { writer: store.value.writer, clock: systemClock, ids: systemIds, businessDate: () => DATE };
    const loaded = await loadProducts(deps, syntheticProducts(count));
    assert(loaded.ok, 'the products load');
    while (store.value.idleSlice()) continue;
    rows.push(...measureStore(store.value, count));
    store.value.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}

if (import.meta.main) console.table(await bench());
