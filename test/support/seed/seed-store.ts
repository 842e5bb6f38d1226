/** Makes the store of a shop that has traded for three years. */
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { loadProducts } from '../../../electron/catalogue/index.ts';
import { firstConfig, writeConfig } from '../../../electron/platform/config.ts';
import { syncFolder } from '../../../electron/platform/disk.ts';
import { installationIdFor } from '../../../electron/platform/installation.ts';
import { installationFolder, dataPaths, type Environment } from '../../../electron/platform/paths.ts';
import { createStore } from '../../../electron/store/connection.ts';
import { createFile } from '../../../electron/store/create-file.ts';
import { migrations } from '../../../electron/store/migrations/index.ts';
import { addToDay } from '../../../electron/store/repositories/day-totals.ts';
import { openBusinessDay } from '../../../electron/store/repositories/business-days.ts';
import { insertPerson } from '../../../electron/store/repositories/people.ts';
import { moveStock, takeFromStock } from '../../../electron/store/repositories/stock.ts';
import { closeDay } from '../../../electron/store/units/close-day.ts';
import type { Mode } from '../../../shared/contract/till.ts';
import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import type { OrderId, PersonId } from '../../../shared/domain/ids.ts';
import { quantityMilli } from '../../../shared/domain/quantity.ts';
import { assert } from '../../../shared/domain/result.ts';
import { must } from '../catalogue.ts';
import { openBulk, type BulkStore } from './bulk-store.ts';
import type { SeedProduct } from './seed-bills.ts';
import { beginningOf, momentsOf, seedDays, type SeedDay } from './seed-calendar.ts';
import { seedChance, type SeedChance } from './seed-chance.ts';
import { seedGoods } from './seed-goods.ts';
import { seedCustomers } from './seed-people.ts';
import { outboxOf, takeReturn } from './seed-returns.ts';
import { closeSeries, writeSale, type SeedSales } from './seed-sales.ts';

/** What a shop is seeded with. */
export type SeedWish = {
  readonly dataFolder: string;
  readonly environment: Environment;
  readonly mode: Mode;
  readonly orders: number;
  readonly products: number;
  readonly seed: number;
  /** The last day of trade. */
  readonly until: BusinessDate;
  /** Leaves everything in the outbox. */
  readonly waiting: boolean;
  readonly say: (line: string) => void;
};

/** What was made. */
export type Seeded = {
  readonly orders: number;
  readonly lines: number;
  readonly returns: number;
  readonly bytes: number;
  readonly path: string;
};

const HOUR_MS = 3_600_000;
const RETURNED = 0.015;
const LATEST_RETURN_DAYS = 10;

/** Makes an empty store with its catalogue, as a till would, in a file that is not the till's yet. */
async function stock(path: string, wish: SeedWish, chance: SeedChance, first: BusinessDate): Promise<void> {
  createFile(path, migrations, chance.clock.now());
  const store = must(createStore({ path, clock: chance.clock }));
  const { ids, clock } = chance;
  const deps = { writer: store.writer, clock, ids, businessDate: () => first };
  must(await loadProducts(deps, seedGoods(wish.products)));
  while (store.idleSlice()) continue;
  store.close();
}

const PRODUCTS = `SELECT v.product_id AS productId, v.name, v.name_hi AS nameHi, v.hsn, v.unit, v.category,
  v.price_paise AS pricePaise, v.mrp_paise AS mrpPaise,
  (SELECT rate_bp FROM product_gst_rates r WHERE r.version = v.version) AS rateBp FROM product_versions v ORDER BY v.version`;

/** The catalogue in the order of how well it sells, which has nothing to do with the order of the file. */
function shelves(bulk: BulkStore, chance: SeedChance): SeedProduct[] {
  const products = bulk.db.prepare<[], SeedProduct>(PRODUCTS).all();
  for (let at = products.length - 1; at > 0; at -= 1) {
    const other = chance.random.below(at + 1);
    const [one, two] = [products[at], products[other]];
    assert(one !== undefined && two !== undefined, 'both places are on the shelf');
    products[at] = two;
    products[other] = one;
  }
  return products;
}

type Year = {
  readonly sales: SeedSales;
  readonly manager: PersonId;
  readonly comeBack: Map<number, OrderId[]>;
};

/** One day of the shop: its sales, what comes back on it, its sums, and its close unless it is the last one. */
function trade(year: Year, day: SeedDay, at: number, isLast: boolean): number {
  const { sales, comeBack } = year;
  const { bulk, chance, till } = sales;
  const { date } = day;
  const moments = momentsOf(day, chance.random);
  const [first] = moments;
  if (first === undefined) return 0;
  openBusinessDay(bulk.writer, date, first);
  sales.totals.clear();
  for (const moment of moments) {
    chance.go(moment);
    const orderId = writeSale(sales, date);
    if (orderId === null || !chance.random.chance(RETURNED)) continue;
    const comesAt = at + 1 + chance.random.below(LATEST_RETURN_DAYS);
    comeBack.set(comesAt, [...(comeBack.get(comesAt) ?? []), orderId]);
  }
  addToDay(bulk.writer, [...sales.totals.values()]);
  let returns = 0;
  for (const orderId of comeBack.get(at) ?? []) {
    chance.go(beginningOf(date) + 11 * HOUR_MS + chance.random.below(8 * HOUR_MS));
    if (takeReturn(bulk.writer, chance, till, { orderId, date })) returns += 1;
  }
  comeBack.delete(at);
  if (isLast) return returns;
  chance.go(beginningOf(date) + 22 * HOUR_MS + chance.random.below(HOUR_MS));
  const closed = { businessDate: date, at: chance.clock.now(), closedBy: year.manager, exceptions: null };
  const about = { aggregate: 'day', aggregateId: date, kind: 'day-closed' } as const;
  must(
    closeDay(bulk.writer, {
      ...closed,
      outbox: outboxOf(chance, about, { businessDate: date, closedAt: closed.at }),
    }),
  );
  return returns;
}

/** What the sales took off the shelves, and the deliveries that filled them. */
function settleStock(sales: SeedSales, first: BusinessDate): void {
  const { bulk, chance, products } = sales;
  for (const [at, { milli, times, lastAt }] of sales.sold) {
    const product = products[at];
    assert(product !== undefined, 'what was sold was on the shelf');
    const { productId } = product;
    takeFromStock(bulk.writer, productId, quantityMilli(milli));
    bulk.insert('product_sales', { productId, timesSold: times, lastSoldAt: lastAt });
    const delivered = 1000 * Math.ceil((milli * (100 + chance.random.below(10))) / 300_000);
    for (let year = 0; year < 3; year += 1) {
      moveStock(bulk.writer, {
        productId,
        kind: 'received',
        quantityMilli: quantityMilli(delivered),
        sourceId: null,
        reason: null,
        personId: null,
        at: beginningOf(first) + (year * 365 + chance.random.below(300)) * 24 * HOUR_MS,
      });
    }
  }
}

const ACKNOWLEDGE = 'UPDATE outbox SET acked_at = created_at + 5000, payload = NULL WHERE acked_at IS NULL';

function fill(bulk: BulkStore, wish: SeedWish, chance: SeedChance, days: readonly SeedDay[]) {
  const folder = dataPaths(wish.dataFolder).folder;
  const installationId = installationIdFor(installationFolder(wish.environment), folder, chance.ids);
  const manager = chance.ids.next<PersonId>();
  insertPerson(
    bulk.writer,
    { personId: manager, name: 'Manager', role: 'manager', active: false },
    chance.clock.now(),
  );
  const sales: SeedSales = {
    bulk,
    chance,
    till: { tillCode: 'A1', mode: wish.mode, installationId },
    products: shelves(bulk, chance),
    customers: seedCustomers(chance.random, Math.max(50, Math.round(wish.orders / 60))),
    waiting: wish.waiting,
    lastDayMs: beginningOf(wish.until),
    sold: new Map(),
    texts: new Map(),
    words: new Set(),
    totals: new Map(),
    next: { order: 0, attempt: 0, lines: 0 },
    series: null,
  };
  const year: Year = { sales, manager, comeBack: new Map() };
  let returns = 0;
  for (const [at, day] of days.entries()) {
    returns += trade(year, day, at, at === days.length - 1);
    if (at % 100 === 99) wish.say(`${sales.next.order} orders up to ${day.date}`);
  }
  closeSeries(sales);
  for (const word of [...sales.words].toSorted()) bulk.insert('order_words', { word });
  settleStock(sales, days[0]?.date ?? wish.until);
  if (!wish.waiting) bulk.writer.change<[]>(ACKNOWLEDGE).run([]);
  return { orders: sales.next.order, lines: sales.next.lines, returns };
}

/**
 * Seeds a data folder that has no store of this mode: the whole store is made under another name and only then takes its own, so that a seeding that was cut off
 * left nothing. Throws when there is a store already.
 */
export async function seedStore(wish: SeedWish): Promise<Seeded> {
  const paths = dataPaths(wish.dataFolder);
  const path = paths.store[wish.mode];
  if (existsSync(path)) throw new Error(`there is a store already: ${path}`);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const unfinished = `${path}.seeding`;
  for (const companion of ['', '-wal', '-shm', '-journal'])
    rmSync(`${unfinished}${companion}`, { force: true });
  const days = seedDays(wish.until, wish.orders);
  const first = days[0]?.date ?? wish.until;
  const chance = seedChance(wish.seed);
  chance.go(beginningOf(first));
  await stock(unfinished, wish, chance, first);
  wish.say(`${wish.products} products are on the shelves`);
  const bulk = openBulk(unfinished);
  let made;
  try {
    made = fill(bulk, wish, chance, days);
    wish.say('indexes are being built');
    bulk.finish();
  } finally {
    bulk.close();
  }
  // Opened once as a till opens it, for the upkeep that its quiet moments would have done.
  const store = must(createStore({ path: unfinished, clock: chance.clock }));
  while (store.idleSlice()) continue;
  store.close();
  rmSync(`${unfinished}.reserve`, { force: true });
  renameSync(unfinished, path);
  syncFolder(dirname(path));
  const storeCreated = { ...firstConfig.storeCreated, [wish.mode]: true };
  if (!existsSync(paths.config)) writeConfig(paths.config, { ...firstConfig, mode: wish.mode, storeCreated });
  return { ...made, bytes: statSync(path).size, path };
}
