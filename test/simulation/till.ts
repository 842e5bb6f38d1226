import { createRupayGateway, type Gateway } from '../../electron/gateway/index.ts';
import {
  createPayments,
  defaultPaymentSettings,
  type ApprovalPort,
  type Payments,
} from '../../electron/payments/index.ts';
import type { PaymentDeps } from '../../electron/payments/ports.ts';
import type { Clock } from '../../electron/platform/clock.ts';
import { createRefunds, createSales, type Refunds, type Sales } from '../../electron/sales/index.ts';
import type { StoreFault } from '../../electron/store/faults.ts';
import type { Writer } from '../../electron/store/handles.ts';
import type { SavedCart } from '../../shared/contract/sale.ts';
import type { Shop } from '../../shared/contract/till.ts';
import type { AttemptId, InstallationId, OrderId } from '../../shared/domain/ids.ts';
import { err, type Result } from '../../shared/domain/result.ts';
import type { ConfirmedSale } from '../support/ledger-invariants.ts';
import { openMemoryStore, type MemoryStore } from '../support/memory-store.ts';
import { API_KEY, MERCHANT, type GatewaySide } from './gateway-side.ts';
import { createLine } from './network.ts';
import { playedPeople } from './manager-leave.ts';
import { count } from './tally.ts';
import { strikes, type World } from './world.ts';

/** What is thrown in place of a bug of ours; any other throw is one. */
export const PLANTED_BUG = 'planted bug';

/** How a till reaches the gateway. */
export type GatewayLink = {
  readonly gateway: () => GatewaySide;
  /** Told of every sale that goes out. */
  readonly sent: (till: SimTill, attemptId: AttemptId, orderId: OrderId) => void;
};

/** One run of the till's program, from its start to its end or its death. */
export type Life = {
  alive: boolean;
  readonly number: number;
  readonly startedMs: number;
  readonly deps: PaymentDeps;
  readonly payments: Payments;
  readonly sales: Sales;
  readonly refunds: Refunds;
};

/** A till: what is on its disk, and the run of its program that is going on, if one is. */
export type SimTill = {
  readonly name: string;
  readonly terminalId: string;
  readonly installationId: InstallationId;
  readonly store: MemoryStore;
  readonly confirmed: ConfirmedSale[];
  life: Life | null;
  lives: number;
  /** How far the till's clock is off. */
  skewMs: number;
  diskFull: boolean;
  /** The cart that was kept last, as its cashier remembers it. */
  savedCart: SavedCart | null;
  /** The order whose customer stands at the counter. */
  atCounter: OrderId | null;
  /** That customer was asked to tap. */
  prompted: boolean;
};

/** Windows as they are; only the pause between two looks at a sale is longer, which saves most of the time of a run. */
const settings = { ...defaultPaymentSettings, pollMs: 20_000 };

const timeouts = { connectMs: 5000, headersMs: 20_000, bodyMs: 10_000, totalMs: 30_000 };

const shopOf = (tillCode: string): Shop => ({
  name: 'Asha Kirana',
  addressLines: ['12, MG Road', 'Pune 411001'],
  phone: '9800000000',
  gstScheme: 'regular',
  gstin: '27AAPFU0939F1ZV',
  stateCode: '27',
  zone: 'Asia/Kolkata',
  footer: '',
  tillCode,
});

/** Whom the UPI QRs of every till pay. */
const payee = { payeeAddress: 'asha@galla', payeeName: 'Asha Kirana', merchantCode: '5411' };

const full: StoreFault = { code: 'disk-full', detail: 'simulated' };
const dead: StoreFault = { code: 'io-error', detail: 'the process is dead' };

/** Whether the sale of a moment was broken on purpose, so that its approval must be kept alone. */
type Sabotage = { saleBroken: boolean; diskFailed: boolean };

/** The till's handle in one life: nothing is written once it is dead, and the disk and the sale may fail. */
function handleOf(world: World, till: SimTill, isAlive: () => boolean, sabotage: Sabotage): Writer {
  const { writer } = till.store;
  return {
    ...writer,
    change: (sql) => {
      if (sql.startsWith('INSERT INTO outbox (') && strikes(world, 'saleBug', 'bug in a sale')) {
        sabotage.saleBroken = true;
        throw new Error(PLANTED_BUG);
      }
      return writer.change(sql);
    },
    transaction: <T, E>(work: () => Result<T, E>): Result<T, E | StoreFault> => {
      if (!isAlive()) return err(dead);
      const fails = till.diskFull || strikes(world, 'diskFault', 'transaction refused by the disk');
      if (!fails) return writer.transaction(work);
      sabotage.diskFailed = true;
      return writer.transaction((): Result<T, E | StoreFault> => {
        const result = work();
        return result.ok ? err(full) : result;
      });
    },
  };
}

/** An approval whose sale breaks must be on disk all the same, at once (FIELD 4.3). */
function watched(world: World, till: SimTill, port: ApprovalPort, sabotage: Sabotage): ApprovalPort {
  return {
    commitApproval(step) {
      sabotage.saleBroken = false;
      sabotage.diskFailed = false;
      const commit = port.commitApproval(step);
      if (sabotage.saleBroken && !sabotage.diskFailed && till.life?.alive === true) {
        if (commit.kind !== 'kept') {
          world.broken(`${step.previous.attemptId}: its approval was dropped because its sale failed`);
        }
      }
      return commit;
    },
  };
}

function gatewayOf(
  world: World,
  till: SimTill,
  side: GatewayLink,
  clock: Clock,
  isAlive: () => boolean,
): Gateway {
  let calls = 0;
  const number = till.lives;
  const transport = createLine(world, side.gateway, {
    name: `${till.name}.${number}`,
    terminalId: till.terminalId,
    isAlive,
    kill: (why) => killTill(world, till, why),
  });
  const account = { merchantId: MERCHANT, terminalId: till.terminalId, apiKey: API_KEY };
  const gateway = createRupayGateway(
    { baseUrl: 'https://gateway.test', ...account, call: { timeouts } },
    {
      now: clock.now,
      nonce: () => {
        calls += 1;
        return `${till.name}-${number}-${calls}`;
      },
      transport,
    },
  );
  return {
    ...gateway,
    sale: (request, signal) => {
      if (isAlive()) side.sent(till, request.attemptId, request.orderId);
      return gateway.sale(request, signal);
    },
  };
}

/** A till whose program was never started, on an empty store. */
export function newTill(world: World, name: string, terminalId: string): SimTill {
  const store = openMemoryStore(
    {
      committed: () => {
        if (till.life?.alive === true && strikes(world, 'crashAtCommit', 'killed at a commit')) {
          killTill(world, till, 'commit');
        }
      },
      faulted: () => undefined,
    },
    world.shelf.image,
  );
  const till: SimTill = {
    name,
    terminalId,
    installationId: world.ids.next<InstallationId>(),
    store,
    confirmed: [],
    life: null,
    lives: 0,
    skewMs: 0,
    diskFull: false,
    savedCart: null,
    atCounter: null,
    prompted: false,
  };
  return till;
}

/** As a SIGKILL: what is committed stays, all else is gone. */
export function killTill(world: World, till: SimTill, why: string): void {
  if (till.life === null) return;
  till.life.alive = false;
  till.life = null;
  world.note(`${till.name} dies (${why})`);
}

function joinLife(world: World, till: SimTill, side: GatewayLink): Life {
  const { scheduler, ids } = world;
  const startedMs = scheduler.nowMs();
  const isAlive = (): boolean => life.alive;
  const clock: Clock = {
    now: () => world.trueTime() + till.skewMs,
    monotonic: () => scheduler.nowMs() - startedMs + 1000,
  };
  const sabotage: Sabotage = { saleBroken: false, diskFailed: false };
  const db = handleOf(world, till, isAlive, sabotage);
  const gateway = gatewayOf(world, till, side, clock, isAlive);
  const shop = shopOf(till.name);
  const report: PaymentDeps['report'] = (event, details) => {
    if (!life.alive) return;
    world.note(`${till.name} reports ${event} ${JSON.stringify(details ?? {})}`);
    const text = JSON.stringify(details ?? {});
    if (event === 'attempt-event-refused')
      count(world.tally.deeds, `refused: ${text.replace(/"attemptId":"[^"]*",/, '')}`);
    const isBug =
      event === 'payment-call-failed' ||
      event === 'payment-work-failed' ||
      event === 'refund-call-failed' ||
      (event === 'sale-not-completed' && text.includes('"bug"'));
    if (isBug && !text.includes(PLANTED_BUG)) world.broken(`${till.name}: ${event} ${text}`);
  };
  const shared = { db, gateway: () => gateway, upi: () => payee, clock, emit: () => undefined, report };
  const deps: PaymentDeps = {
    ...shared,
    sales: () => watched(world, till, sales, sabotage),
    later: (delayMs, work) => scheduler.after(delayMs, () => life.alive && work()),
    settings,
    zone: () => shop.zone,
    noticeId: () => ids.next(),
  };
  const payments: Payments = createPayments(deps);
  const salesDeps = {
    ...shared,
    hasRoom: () => !till.diskFull,
    payments: () => payments,
    shop: () => shop,
    mode: 'real',
    installationId: till.installationId,
    person: () => null,
    ids,
  } as const;
  const sales: Sales = createSales(salesDeps);
  const { later } = deps;
  const refunds = createRefunds({ ...salesDeps, people: playedPeople(world), later, timings: settings });
  const life: Life = { alive: true, number: till.lives, startedMs, deps, payments, sales, refunds };
  return life;
}

/** Starts the program as the app does: what the last run left is settled or asked about, before anything is charged. */
export function startTill(world: World, till: SimTill, side: GatewayLink): void {
  till.lives += 1;
  const life = joinLife(world, till, side);
  till.life = life;
  world.note(`${till.name} starts`);
  life.payments.recover();
  life.sales.completePaidOrders();
  life.refunds.recover();
}
