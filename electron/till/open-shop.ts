import type { TillConfig } from '../../shared/contract/config.ts';
import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { PosEvent } from '../../shared/contract/events.ts';
import type { Request } from '../../shared/contract/ipc.ts';
import type { Language, Mode, ReadySnapshot, UpiPayee } from '../../shared/contract/till.ts';
import type { BusinessDate } from '../../shared/domain/business-date.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { RestoredDesk } from '../backup/index.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { loadHttpClient, type Gateway } from '../gateway/index.ts';
import { createPayments, type Payments } from '../payments/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { DataPaths, Environment } from '../platform/paths.ts';
import type { Ports, Report } from '../platform/ports.ts';
import { createWorkerPool, type WorkerPool } from '../platform/workers.ts';
import type { Receipts } from '../receipts/index.ts';
import type { Reports } from '../reports/index.ts';
import {
  businessDateOf,
  createSales,
  takesQr,
  takesTyped,
  type Sales,
  type SalesDeps,
} from '../sales/index.ts';
import { createSettings, type SettingsStore } from '../settings/index.ts';
import { finishSwap } from '../store/backup/swap.ts';
import { createStore, openStore, type Store } from '../store/connection.ts';
import type { Office, Sync } from '../sync/index.ts';
import type { EmulatorControl } from '../training/emulator/index.ts';
import { dismissNotice, listNotices } from '../store/repositories/notices.ts';
import { gatewayFor } from './gateway-of.ts';
import { openAccount, type AccountInUse } from './gateway-account.ts';
import { joinManaged, later, type Managed } from './join-managed.ts';
import { joinCatalogue } from './join-catalogue.ts';
import { joinOrigin, type OriginInUse } from './join-origin.ts';
import { joinReceipts } from './join-receipts.ts';
import { joinRestored } from './join-restored.ts';
import { joinReports } from './join-reports.ts';
import { concernsOffice, joinSync } from './join-sync.ts';
import { keepCompleting } from './keep-completing.ts';
import { storeProblem, type TillProblem } from './problems.ts';
import { seriesLetterOf } from './series-letters.ts';
import type { ShopDoors } from './shop-handlers.ts';
import { shopClock, tellWhatWas } from './tell-cashier.ts';
import { timingsInForce } from './timings.ts';
import { createTrainingDesk, type TrainingDesk } from './training-terminal.ts';

/** What a shop is opened with, whatever its mode. */
export type ShopEnvironment = {
  readonly paths: DataPaths;
  readonly ports: Ports;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly language: () => Language;
  /** Where the entry of a worker lies. */
  readonly workerUrl: (name: string) => URL;
  readonly emit: (event: PosEvent) => void;
  readonly report: Report;
  /** Told, perhaps often, that the store's file was moved, deleted or replaced under the open shop. */
  readonly storeMoved: () => void;
  /** The office's server, where it is not the one of the settings: a shell command says so. */
  readonly office?: Office;
};

/** What of the snapshot the shop knows. */
export type ShopSnapshot = Omit<ReadySnapshot, 'kind' | 'mode' | 'language' | 'runtime' | 'appVersion'>;

/** A shop whose store is open. */
export type OpenShop = {
  readonly store: Store;
  readonly settings: SettingsStore;
  readonly catalogue: Catalogue;
  readonly doors: ShopDoors;
  readonly sync: Sync;
  readonly snapshot: () => Promise<ShopSnapshot>;
  /** Saves the gateway's account and charges through it from then on. */
  readonly saveGateway: (request: Request<'saveGateway'>) => Promise<Result<undefined, PosError>>;
  /** Switches typed card numbers on or off, with a manager's leave. */
  readonly setKeyedCard: (request: Request<'setKeyedCard'>) => Promise<Result<undefined, PosError>>;
  /** To be told when the shop was saved. */
  readonly shopSaved: () => void;
  /** Whether a payment's outcome is open now. */
  readonly paymentOpen: () => boolean;
  readonly close: () => Promise<void>;
};

const openStates: readonly string[] = ['CREATED', 'SENDING', 'PENDING', 'UNKNOWN'];

/** The business date, worked out again when the minute changes: every scan asks for it. */
function businessDates(store: Store, clock: Clock, zone: () => string): () => BusinessDate {
  let minute = -1;
  let date: BusinessDate | null = null;
  return () => {
    const now = Math.floor(clock.now() / 60_000);
    if (date === null || now !== minute) {
      date = businessDateOf(store.reader, clock.now(), zone());
      minute = now;
    }
    return date;
  };
}

type Parts = Managed & {
  readonly store: Store;
  readonly mode: Mode;
  readonly settings: SettingsStore;
  readonly catalogue: Catalogue;
  readonly payments: Payments;
  readonly sales: Sales;
  readonly receipts: Receipts;
  readonly reports: Reports;
  readonly sync: Sync;
  /** Threads for long reading. */
  readonly workers: WorkerPool;
  readonly businessDate: () => BusinessDate;
  readonly gateway: { current: Gateway | null };
  readonly training: TrainingDesk;
  readonly origin: OriginInUse;
  readonly restored: RestoredDesk;
  readonly upi: () => UpiPayee | null;
  /** The emulator of a training till, once it runs. */
  readonly emulator: { current: EmulatorControl | null };
};

/** Whom the QR of a training till pays: nobody, in a domain of no bank. */
const trainingPayee: UpiPayee = {
  payeeAddress: 'training.shop@galla',
  payeeName: 'Galla Training Shop',
  merchantCode: '5411',
};

/** Whom a UPI QR of this till pays now. */
function payeeOf(settings: SettingsStore, mode: Mode): () => UpiPayee | null {
  return () => settings.upiPayee() ?? (mode === 'training' ? trainingPayee : null);
}

/** The HTTP client loads once the window is up and before anybody has charged. */
const HTTP_CLIENT_AFTER_MS = 2000;

/** The gateway of the account in use; null where there is none that may be used. */
function gatewayInUse(inUse: AccountInUse, till: Till, settings: SettingsStore): Gateway | null {
  if (!inUse.account.ok) {
    till.environment.report('gateway-not-ready', { code: inUse.account.error.code });
    return null;
  }
  const { call } = timingsInForce(till.mode, till.config.timings);
  return gatewayFor(inUse.account.value, call, till.wall.now, settings, till.environment.emit);
}

type Till = {
  /** Its clock never goes back; what is signed for others goes by `wall`. */
  readonly environment: ShopEnvironment;
  readonly wall: Clock;
  readonly config: TillConfig;
  readonly mode: Mode;
};

type PaymentParts = Pick<
  Parameters<typeof createPayments>[0],
  'db' | 'gateway' | 'sales' | 'emit' | 'zone' | 'upi'
>;

/** Joins the payments to the store and the sales. */
function joinPayments({ environment, mode, config }: Till, parts: PaymentParts): Payments {
  const { clock, ids, report } = environment;
  const settings = timingsInForce(mode, config.timings).payments;
  return createPayments({ ...parts, clock, later, settings, report, noticeId: () => ids.next() });
}

/** Joins the capabilities on a store. Nothing is asked of the gateway yet. */
function join(till: Till, store: Store, settings: SettingsStore, origin: OriginInUse): Parts {
  const { environment, mode } = till;
  const { clock, ids, report } = environment;
  const emit = (event: PosEvent): void => {
    environment.emit(event);
    training.hear(event);
    if (concernsOffice(event)) sync.nudge();
    origin.mark.moved();
  };
  const upi = payeeOf(settings, mode);
  const zone = (): string => settings.shop().zone;
  const businessDate = businessDates(store, clock, zone);
  const gateway: Parts['gateway'] = { current: null };
  const emulator: Parts['emulator'] = { current: null };
  const catalogue = joinCatalogue({ ...environment, store, businessDate });
  const payments: Payments = joinPayments(till, {
    db: store.writer,
    gateway: () => gateway.current,
    sales: () => sales,
    emit,
    zone,
    upi,
  });
  const training = createTrainingDesk({
    emulator: () => emulator.current,
    openAttempts: () => payments.listOpen(),
    later,
    emit: environment.emit,
    now: clock.now,
  });
  const salesDeps: SalesDeps = {
    db: store.writer,
    hasRoom: store.hasRoom,
    payments: () => payments,
    gateway: () => gateway.current,
    upi,
    shop: settings.shop,
    keyedCard: settings.keyedCard,
    mode,
    installationId: origin.seriesId,
    person: () => null,
    clock,
    ids,
    emit,
    report,
  };
  const sales: Sales = createSales(salesDeps);
  const managed = joinManaged(till.config, store.reader, salesDeps);
  const sync: Sync = joinSync({ ...environment, ...managed, store, mode, businessDate, catalogue });
  const workers = createWorkerPool({ entryOf: environment.workerUrl });
  const receipts = joinReceipts({ ...environment, store, settings, sales, mode });
  const reports = joinReports({ ...environment, store, workers, businessDate, zone });
  const sold = { catalogue, payments, sales, receipts, reports, sync, workers, training, upi };
  const restored = joinRestored({ ...environment, ...managed, ...sold, store, gateway, shop: settings.shop });
  const own = { store, mode, settings, businessDate, gateway, emulator, origin, restored };
  return { ...own, ...sold, ...managed };
}

/** Gives a new training till its shop and its products. */
async function fillTrainingShop(till: Till, parts: Parts): Promise<void> {
  const { clock, ids, report } = till.environment;
  const { store, settings, businessDate } = parts;
  const { loadSampleShop, sampleShop } = await import('../training/sample-shop/index.ts');
  if (!settings.shopComplete()) {
    const saved = settings.saveShop(sampleShop);
    if (!saved.ok) report('sample-shop-not-saved', { code: saved.error.code });
  }
  const loaded = await loadSampleShop({ writer: store.writer, clock, ids, businessDate });
  if (!loaded.ok) report('sample-products-not-loaded', { code: loaded.error.code });
}

/** What the last run left is settled or asked about, before anything new is charged. */
function recover(till: Till, parts: Parts, wasPutBack: boolean): void {
  tellWhatWas(till.environment, parts.store, wasPutBack);
  const recovered = parts.payments.recover();
  if (!recovered.ok) till.environment.report('recovery-failed', { code: recovered.error.code });
  parts.sales.completePaidOrders();
  parts.refunds.recover();
}

async function snapshotOf(till: Till, parts: Parts): Promise<ShopSnapshot> {
  const { catalogue, payments, sales, settings, store, gateway } = parts;
  const summary = await catalogue.handlers.getCatalogueSummary(undefined);
  return {
    shop: settings.shop(),
    // Worked out anew: a day may have been closed a moment ago.
    businessDate: businessDateOf(store.reader, till.environment.clock.now(), settings.shop().zone),
    productCount: summary.ok ? summary.value.productCount : 0,
    gatewayReady: gateway.current !== null,
    ways: {
      upiQr: takesQr(gateway.current) && parts.upi() !== null,
      cardTerminal: gateway.current?.promises.terminal ?? true,
      cardManual: true,
      cardKeyed: takesTyped({ gateway: () => gateway.current, keyedCard: settings.keyedCard }),
    },
    openAttempts: payments.listOpen(),
    notices: listNotices(store.reader),
    cart: sales.restoreCart(),
  };
}

function openShopOn(till: Till, parts: Parts, account: AccountInUse, stopBeats: () => void): OpenShop {
  const { store, settings, catalogue, payments } = parts;
  const { environment } = till;
  let inUse = account;
  const dismiss = (id: string): void => {
    dismissNotice(store.writer, id, environment.clock.now());
  };
  return {
    store,
    settings,
    catalogue,
    doors: { ...parts, dismissNotice: dismiss },
    sync: parts.sync,
    shopSaved: parts.origin.shopSaved,
    snapshot: () => snapshotOf(till, parts),
    paymentOpen: () => payments.listOpen().some((attempt) => openStates.includes(attempt.state)),
    saveGateway: async (request) => {
      // What is open is asked about at the account it was made at, which another provider doesn't know.
      const changes =
        request.provider !== settings.provider() || (request.speaks ?? 'auto') !== settings.speaks();
      if (changes && payments.listOpen().length > 0) return err(posError('mode-busy'));
      const saved = await settings.saveGateway(request);
      if (!saved.ok) return saved;
      const previous = inUse;
      inUse = await openAccount(
        till.mode,
        environment.environment,
        environment.paths,
        settings,
        till.wall.now,
      );
      parts.gateway.current = gatewayInUse(inUse, till, settings);
      parts.emulator.current = inUse.emulator;
      await previous.close();
      void parts.restored.ask();
      return saved;
    },
    setKeyedCard: async ({ on, manager }) => {
      const subject = { kind: 'settings', id: on ? 'keyed-card-on' : 'keyed-card-off' };
      const allowed = await parts.people.authorise('switch-keyed-card', manager, subject);
      return allowed.ok ? settings.setKeyedCard(on) : allowed;
    },
    close: async () => {
      parts.restored.close();
      await parts.refunds.close();
      await payments.close();
      await catalogue.close();
      await parts.sync.close();
      await parts.workers.close();
      await inUse.close();
      stopBeats();
      parts.origin.mark.close();
      store.close();
    },
  };
}

/**
 * Opens the store of a mode and joins the capabilities on it: a new training till gets the sample shop, what the last run left is settled or
 * asked about. A store that can't be opened is a value and was not changed. `create` makes a store that isn't there; `wasPutBack` says that the till
 * itself put the file back a moment ago.
 */
export async function openShop(
  environment: ShopEnvironment,
  config: TillConfig,
  wanted: { readonly create: boolean; readonly wasPutBack: boolean },
): Promise<Result<OpenShop, TillProblem>> {
  const { mode } = config;
  const { paths, clock: wall, ports, storeMoved, workerUrl } = environment;
  const file = { path: paths.store[mode], clock: wall, moved: storeMoved, workerUrl };
  finishSwap(file.path);
  const opened = wanted.create
    ? createStore({ ...file, seriesFrom: seriesLetterOf(config) })
    : openStore(file);
  if (!opened.ok) return err(storeProblem(opened.error));
  const store = opened.value;
  const { clock, stop } = shopClock(environment, store);
  const till: Till = { environment: { ...environment, clock }, wall, config, mode };
  const settings = createSettings({ store: store.writer, secrets: ports.secrets, mode, now: clock.now });
  const origin = joinOrigin({ ...till.environment, mode, store, shop: settings.shop });
  if (!origin.ok) {
    stop();
    store.close();
    return origin;
  }
  const parts = join(till, store, settings, origin.value);
  if (mode === 'training') await fillTrainingShop(till, parts);
  const account = await openAccount(mode, environment.environment, paths, settings, wall.now);
  parts.gateway.current = gatewayInUse(account, till, settings);
  parts.emulator.current = account.emulator;
  recover(till, parts, wanted.wasPutBack);
  parts.catalogue.begin();
  parts.sync.begin();
  void parts.restored.ask();
  setTimeout(() => void loadHttpClient(), HTTP_CLIENT_AFTER_MS).unref();
  const stopCompleting = keepCompleting(parts.sales.completeOwed);
  const stopBeats = (): void => {
    stopCompleting();
    stop();
  };
  return ok(openShopOn(till, parts, account, stopBeats));
}
