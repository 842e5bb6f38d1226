import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProducts } from '../../electron/catalogue/index.ts';
import type { Gateway } from '../../electron/gateway/index.ts';
import {
  createPayments,
  type Later,
  type Payments,
  type PaymentSettings,
} from '../../electron/payments/index.ts';
import { createPeople, type People } from '../../electron/people/index.ts';
import { systemClock, type Clock } from '../../electron/platform/clock.ts';
import { systemIds } from '../../electron/platform/ids.ts';
import {
  businessDateOf,
  createRefunds,
  createSales,
  type Refunds,
  type Sales,
  type SalesDeps,
} from '../../electron/sales/index.ts';
import { createShifts, type Shifts } from '../../electron/shifts/index.ts';
import { createStore, type Store } from '../../electron/store/connection.ts';
import type { Writer } from '../../electron/store/handles.ts';
import { startEmulator, type Emulator } from '../../electron/training/emulator/index.ts';
import type { PosEvent } from '../../shared/contract/events.ts';
import type { ChargeRequest, Checkout } from '../../shared/contract/sale.ts';
import type { Shop, UpiPayee } from '../../shared/contract/till.ts';
import type { InstallationId, LineId, OrderId, ProductId, RequestId } from '../../shared/domain/ids.ts';
import { paise } from '../../shared/domain/money.ts';
import { err } from '../../shared/domain/result.ts';
import { quantityMilli } from '../../shared/domain/quantity.ts';
import { gatewayFor } from './loopback-gateway.ts';
import { must } from './catalogue.ts';

/** Windows and pauses short enough for a test, in their real proportions. */
export const shortSettings: PaymentSettings = {
  pollMs: 10,
  askMs: 10,
  askMaxMs: 50,
  giveBackMs: 10,
  giveBackMaxMs: 50,
  windowMs: 600,
  secondLookMs: 300,
  qrMs: 60_000,
};

/** Whom the QR of a till under test pays. */
export const testPayee: UpiPayee = {
  payeeAddress: 'asha.kirana@galla',
  payeeName: 'Asha Kirana',
  merchantCode: '5411',
};

export const testShop: Shop = {
  name: 'Asha Kirana',
  addressLines: ['12, MG Road', 'Pune 411001'],
  phone: '9800000000',
  gstScheme: 'regular',
  gstin: '27AAPFU0939F1ZV',
  stateCode: '27',
  zone: 'Asia/Kolkata',
  footer: 'Thank you',
  tillCode: 'A1',
};

const installationId = systemIds.next<InstallationId>();

/** A till without a window: real store, real payments and sales, and the real adapter in front of a real emulator. */
export type TestTill = {
  readonly store: Store;
  readonly emulator: Emulator;
  readonly sales: Sales;
  readonly payments: Payments;
  readonly people: People;
  readonly refunds: Refunds;
  readonly shifts: Shifts;
  readonly events: PosEvent[];
  readonly reports: string[];
  /** The shop as this life of the till has it; a test may change it. */
  readonly shop: { -readonly [K in keyof Shop]: Shop[K] };
  /** Product ids by name. */
  readonly products: ReadonlyMap<string, ProductId>;
  /** As a SIGKILL: nothing is written any more; open calls are cut. */
  kill(): Promise<void>;
};

/** Where a test keeps a till over several lives of it. */
export type TillHome = { readonly folder: string; readonly emulator: Emulator; end(): Promise<void> };

/** Starts an emulator whose customers tap at once, and a folder for the till's store. */
export async function openHome(approveAfterMs = 0): Promise<TillHome> {
  const folder = mkdtempSync(join(tmpdir(), 'galla-till-'));
  const emulator = await startEmulator({ port: 0, seed: 3, now: systemClock.now, approveAfterMs });
  return {
    folder,
    emulator,
    async end() {
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function productRow(name: string, pricePaise: number, gstRateBp: number, category: string | null) {
  return {
    externalCode: name,
    sku: null,
    name,
    nameHi: null,
    brand: null,
    category,
    subCategory: null,
    soldBy: 'piece',
    unit: 'piece',
    pricePaise: paise(pricePaise),
    mrpPaise: null,
    hsn: '1006',
    gstRateBp,
    barcodes: [],
    openingStockMilli: null,
  } as const;
}

async function loadShelf(store: Store): Promise<ReadonlyMap<string, ProductId>> {
  const rows = [
    productRow('Rice', 105_00, 500, 'Grocery'),
    productRow('Soap', 49_90, 1800, 'Home'),
    productRow('Silk', 60_000_00, 500, null),
  ];
  const deps = { writer: store.writer, clock: systemClock, ids: systemIds, businessDate: () => '2026-01-01' };
  must(await loadProducts(deps, rows));
  const found = store.reader
    .query<[], { name: string; id: ProductId }>('SELECT name, product_id AS id FROM live_product_versions')
    .all([]);
  return new Map(found.map(({ name, id }) => [name, id]));
}

/** A writer on a disk that may be full. */
function onDisk(writer: Writer, disk: { readonly isFull: boolean }): Writer {
  return {
    ...writer,
    transaction: (work) =>
      disk.isFull ? err({ code: 'disk-full', detail: 'SQLITE_FULL' }) : writer.transaction(work),
  };
}

/** How a till under test differs from one in a shop. */
type TillOptions = {
  readonly settings?: Partial<PaymentSettings>;
  readonly gateway?: Gateway | null;
  readonly neverStarts?: boolean;
  /** The till dies before what a slip says is written. */
  readonly deafToSlips?: boolean;
  /** While it is full, nothing is written. */
  readonly disk?: { isFull: boolean };
  readonly clock?: Clock;
} & Partial<Pick<SalesDeps, 'hasRoom' | 'mode' | 'keyedCard'>>;

/** Payments as sales sees them, deaf where the test wants that. */
function payingAs(payments: Payments, options: TillOptions): Payments {
  return {
    ...payments,
    ...(options.neverStarts === true ? { start: () => undefined } : {}),
    ...(options.deafToSlips === true ? { takeSlip: () => true } : {}),
  };
}

/** Work for later that a till which was killed no longer does. */
function laterWhile(isAlive: () => boolean): Later {
  return (delayMs, work) => {
    const timer = setTimeout(() => isAlive() && work(), delayMs);
    return () => clearTimeout(timer);
  };
}

/** Keeps what a till tells the window and the log. */
function heardBy(events: PosEvent[], reports: string[]) {
  return {
    emit: (event: PosEvent) => events.push(event),
    report: (event: string, details?: object) => reports.push(`${event} ${JSON.stringify(details ?? {})}`),
  };
}

/** What the last run left, in the order of a start; only a full disk may keep payments from it. */
function recoverAll(
  { payments, sales, refunds }: Pick<TestTill, 'payments' | 'sales' | 'refunds'>,
  options: TillOptions,
): void {
  const recovered = payments.recover();
  if (options.disk?.isFull !== true) must(recovered);
  sales.completePaidOrders();
  refunds.recover();
}

/** Opens the till of a home, as a start does: store, recovery, then sales that are paid and not completed. */
export async function openTill(home: TillHome, options: TillOptions = {}): Promise<TestTill> {
  const store = must(createStore({ path: join(home.folder, 'store.db'), clock: systemClock }));
  const products = await loadShelf(store);
  const events: PosEvent[] = [];
  const reports: string[] = [];
  const { gateway = gatewayFor(home.emulator, systemClock.now) } = options;
  let isAlive = true;
  const shop = { ...testShop };
  const shared = {
    ...heardBy(events, reports),
    db: onDisk(store.writer, options.disk ?? { isFull: false }),
    gateway: () => gateway,
    upi: () => testPayee,
    clock: options.clock ?? systemClock,
  };
  const later = laterWhile(() => isAlive);
  const settings = { ...shortSettings, ...options.settings };
  const zone = (): string => testShop.zone;
  const payments: Payments = createPayments({
    ...shared,
    sales: () => sales,
    later,
    settings,
    zone,
    noticeId: () => systemIds.next(),
  });
  const salesDeps: SalesDeps = {
    ...shared,
    hasRoom: options.hasRoom ?? (() => true),
    payments: () => payingAs(payments, options),
    shop: () => shop,
    keyedCard: options.keyedCard ?? (() => false),
    mode: options.mode ?? 'real',
    installationId,
    person: () => null,
    ids: systemIds,
  };
  const sales: Sales = createSales(salesDeps);
  const people = createPeople({ ...shared, ids: systemIds });
  const refunds = createRefunds({ ...salesDeps, people, later, timings: settings });
  const shifts = createShifts({
    ...shared,
    people,
    payments,
    ids: systemIds,
    businessDate: () => businessDateOf(store.reader, shared.clock.now(), zone()),
    zone,
  });
  recoverAll({ payments, sales, refunds }, options);
  return {
    store,
    emulator: home.emulator,
    sales,
    payments,
    people,
    refunds,
    shifts,
    events,
    reports,
    shop,
    products,
    async kill() {
      isAlive = false;
      await refunds.close();
      await payments.close();
      store.close();
    },
  };
}

/** A cart with one line and the request that charges it. */
export function chargeOf(
  till: Pick<TestTill, 'products'>,
  given: Partial<ChargeRequest> & {
    readonly product?: string;
    readonly total?: number;
    readonly pieces?: number;
  } = {},
): ChargeRequest {
  const { product = 'Rice', total = 105_00, pieces = 1, ...rest } = given;
  const productId = till.products.get(product) ?? systemIds.next<ProductId>();
  return {
    requestId: systemIds.next<RequestId>(),
    orderId: systemIds.next<OrderId>(),
    lines: [{ lineId: systemIds.next<LineId>(), productId, quantityMilli: quantityMilli(pieces * 1000) }],
    expectedTotalPaise: paise(total),
    buyer: null,
    tender: { kind: 'card-terminal', amountPaise: paise(total) },
    ...rest,
  };
}

/** The checkout of an order; it must be there. */
export function checkoutOf(till: Pick<TestTill, 'sales'>, orderId: OrderId): Checkout {
  return must(till.sales.getCheckout(orderId));
}

/** The state of an order's newest attempt. */
export function newestState(till: Pick<TestTill, 'sales'>, orderId: OrderId): string {
  return checkoutOf(till, orderId).attempts.at(-1)?.state ?? 'none';
}
