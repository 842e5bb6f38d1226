/** A till of the packaged app that is killed and started again on the same folder, watched from outside. */
import { join } from 'node:path';
import { firstConfig, writeConfig } from '../../electron/platform/config.ts';
import { dataPaths } from '../../electron/platform/paths.ts';
import { en } from '../../renderer/i18n/en/index.ts';
import type { Timings } from '../../shared/contract/config.ts';
import { cashierAt, expect, test as cashierTest, type Cashier } from './cashier.ts';
import { eventually, type GatewayProcess } from './gateway-process.ts';
import {
  gatewayViolations,
  lostSales,
  openRefunds,
  storeViolations,
  unsettled,
  type ConfirmedSale,
} from './ledger-invariants.ts';
import { readLedger, watchStore, type Ledger, type StoreWatch } from './ledger.ts';

/** Pauses and windows that let a test see an unknown payment become known. */
const timings: Timings = {
  pollMs: 60,
  askMs: 60,
  askMaxMs: 250,
  giveBackMs: 60,
  giveBackMaxMs: 250,
  windowMs: 1500,
  secondLookMs: 300,
};

/** The states of whatever is not settled, payments and refunds. */
function openStates(ledger: Ledger): string[] {
  return [...unsettled(ledger), ...openRefunds(ledger)].map(({ state }) => state);
}

export interface KilledTill {
  readonly gateway: GatewayProcess;
  /** Who sits at the till now: somebody else after each restart. */
  readonly cashier: Cashier;
  /** Facts of the store as they are on disk now. */
  readonly watch: StoreWatch;
  /** Waits until a fact on disk is what is wanted; looked at so often that the kill comes right after it. */
  onDisk(what: string, holds: (watch: StoreWatch) => boolean): Promise<void>;
  /** SIGKILL. What the gateway held back goes on, into a connection that nobody listens to. */
  kill(): Promise<void>;
  /** Starts the app again on the same folder. */
  restart(): Promise<Cashier>;
  /** The cashier is told of what the kill left. */
  told(...sentences: readonly (string | RegExp)[]): Promise<void>;
  /** Remembers what the screen confirmed, so that `sound` finds out when it is lost. */
  confirm(sale: ConfirmedSale): void;
  /** Waits until nothing is open any more; then nothing is lost, nothing doubled, and the gateway says the same. */
  sound(): Promise<Ledger>;
  /** How often the gateway was asked to charge. */
  salesSent(): Promise<number>;
}

/** Playwright's `test` with a till that may be killed. */
export const test = cashierTest.extend<{ readonly till: KilledTill; readonly tillTimings: Timings }>({
  tillTimings: [{}, { option: true }],
  async till({ gateway, launch, dataDir, tillTimings }, use) {
    const folder = join(dataDir, 'till');
    const store = dataPaths(folder).store.training;
    writeConfig(dataPaths(folder).config, { ...firstConfig, timings: { ...timings, ...tillTimings } });
    const env = { ...gateway.environment, GALLA_INSTALLATION_DIR: join(dataDir, 'installation') };
    const open = async (): Promise<Cashier> => {
      const cashier = await cashierAt(await launch({ dataDir: folder, env }));
      await expect(cashier.window.getByRole('navigation', { name: en.app.nav.label })).toBeVisible();
      return cashier;
    };
    const confirmed: ConfirmedSale[] = [];
    const now = { cashier: await open(), watch: watchStore(store) };
    await use({
      gateway,
      get cashier() {
        return now.cashier;
      },
      get watch() {
        return now.watch;
      },
      onDisk: async (what, holds) => {
        await eventually(what, () => (holds(now.watch) ? true : null), 2);
      },
      async kill() {
        await now.cashier.galla.kill();
        now.watch.close();
      },
      async restart() {
        now.cashier = await open();
        now.watch = watchStore(store);
        return now.cashier;
      },
      async told(...sentences) {
        const notices = now.cashier.window.getByRole('region', { name: en.app.notices.title });
        for (const sentence of sentences) await expect(notices).toContainText(sentence);
      },
      confirm: (sale) => confirmed.push(sale),
      async sound() {
        await expect.poll(() => openStates(readLedger(store)), { timeout: 20_000 }).toEqual([]);
        const ledger = readLedger(store);
        const books = { transactions: await gateway.transactions(), calls: await gateway.calls() };
        expect(storeViolations(ledger)).toEqual([]);
        expect(gatewayViolations(ledger, books)).toEqual([]);
        expect(lostSales(ledger, confirmed)).toEqual([]);
        return ledger;
      },
      async salesSent() {
        const calls = await gateway.calls();
        return calls.filter(({ operation }) => operation === 'sale').length;
      },
    });
    now.watch.close();
  },
});

export { expect } from './cashier.ts';
