/** A counter that sells through the till's own channels, as its window does, in the process of the test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import type { Till, TillOptions } from '../../electron/compose.ts';
import { firstConfig, writeConfig } from '../../electron/platform/config.ts';
import { systemIds } from '../../electron/platform/ids.ts';
import { dataPaths } from '../../electron/platform/paths.ts';
import type { Product } from '../../shared/contract/catalogue.ts';
import type { PosError } from '../../shared/contract/errors.ts';
import type { Checkout } from '../../shared/contract/sale.ts';
import type { Notice } from '../../shared/contract/till.ts';
import type { Result } from '../../shared/domain/result.ts';
import { must } from './catalogue.ts';
import { startGatewayProcess, type GatewayProcess } from './gateway-process.ts';
import { lostSales, storeViolations, type ConfirmedSale } from './ledger-invariants.ts';
import { readLedger, type Ledger } from './ledger.ts';
import { seededRandom } from './seeded-random.ts';
import { fillCart, openWindowlessTill, shelfOf, type Bill } from './windowless-till.ts';

export type CounterWithoutWindow = {
  readonly till: Till;
  readonly gateway: GatewayProcess;
  /** The store's file. */
  readonly store: string;
  readonly dataFolder: string;
  /** Every sale that the till said was paid. */
  readonly confirmed: readonly ConfirmedSale[];
  fill(): Bill;
  /** Charges a bill, once. */
  charge(bill: Bill, kind: 'cash' | 'card-terminal'): Promise<Result<Checkout, PosError>>;
  /** Sells for cash; it must go through. */
  sell(): Promise<ConfirmedSale>;
  /** Waits until an order is paid. */
  paid(bill: Bill): Promise<ConfirmedSale>;
  notices(): Promise<readonly Notice[]>;
  /** Waits until the cashier is told of something. */
  told(code: Notice['code']): Promise<void>;
  /** Ends the till properly and opens it again. */
  reopen(given?: Partial<Pick<TillOptions, 'clock'>>): Promise<void>;
  /** The store as it is on disk, in which no rule is broken and no confirmed sale is missing. */
  sound(): Ledger;
  end(): Promise<void>;
};

const patience = { timeout: 20_000, interval: 20 };

/** A folder for a till, and a gateway of its own. */
async function openHome(): Promise<{
  readonly folder: string;
  readonly dataFolder: string;
  readonly gateway: GatewayProcess;
  readonly environment: Readonly<Record<string, string>>;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'galla-counter-'));
  const dataFolder = join(folder, 'data');
  const gateway = await startGatewayProcess({ approveAfterMs: 20 });
  writeConfig(dataPaths(dataFolder).config, {
    ...firstConfig,
    timings: { pollMs: 20, askMs: 20, askMaxMs: 100 },
  });
  const environment = { ...gateway.environment, GALLA_INSTALLATION_DIR: join(folder, 'installation') };
  return { folder, dataFolder, gateway, environment };
}

/** Opens a training till on a gateway of its own. */
export async function openCounter(
  given: Partial<Pick<TillOptions, 'clock'>> = {},
): Promise<CounterWithoutWindow> {
  const { folder, dataFolder, gateway, environment } = await openHome();
  const { store } = dataPaths(dataFolder);
  const open = (options: typeof given): Promise<Till> =>
    openWindowlessTill({ dataFolder, environment, ...options });
  const now = { till: await open(given) };
  const shelf: readonly Product[] = await shelfOf(now.till);
  const random = seededRandom(4);
  const confirmed: ConfirmedSale[] = [];
  const confirm = ({ orderId, invoiceNumber, totalPaise }: Checkout): ConfirmedSale => {
    const sale = { orderId, invoiceNumber: invoiceNumber ?? '', totalPaise };
    confirmed.push(sale);
    return sale;
  };
  const counter: CounterWithoutWindow = {
    get till() {
      return now.till;
    },
    gateway,
    store: store.training,
    dataFolder,
    confirmed,
    fill: () => fillCart(random, shelf),
    async charge(bill, kind) {
      const amountPaise = bill.expectedTotalPaise;
      const tender =
        kind === 'cash' ? { kind, amountPaise, receivedPaise: amountPaise } : { kind, amountPaise };
      return now.till.handlers.charge({ ...bill, requestId: systemIds.next(), buyer: null, tender });
    },
    async sell() {
      const checkout = must(await counter.charge(counter.fill(), 'cash'));
      expect(checkout.state).toBe('paid');
      return confirm(checkout);
    },
    async paid({ orderId }) {
      const checkout = await vi.waitFor(async () => {
        const found = must(await now.till.handlers.getCheckout({ orderId }));
        expect(found.state).toBe('paid');
        return found;
      }, patience);
      return confirm(checkout);
    },
    async notices() {
      const snapshot = must(await now.till.handlers.getSnapshot(undefined));
      return snapshot.kind === 'ready' ? snapshot.notices : [];
    },
    told: (code) =>
      vi.waitFor(
        async () => expect((await counter.notices()).map((notice) => notice.code)).toContain(code),
        patience,
      ),
    async reopen(options = given) {
      await now.till.close();
      now.till = await open(options);
    },
    sound() {
      const ledger = readLedger(store.training);
      expect([...storeViolations(ledger), ...lostSales(ledger, confirmed)]).toEqual([]);
      return ledger;
    },
    async end() {
      await now.till.close();
      await gateway.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return counter;
}
