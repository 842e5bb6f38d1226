import type { Route } from '../../electron/training/emulator/route.ts';
import { listUnfinishedAttempts } from '../../electron/store/repositories/attempts.ts';
import { listUnfinishedOrders } from '../../electron/store/repositories/orders.ts';
import { listUnfinishedRefunds } from '../../electron/store/repositories/returns.ts';
import { closeBusinessDay, lastBusinessDays } from '../../electron/store/repositories/business-days.ts';
import { err, ok } from '../../shared/domain/result.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { step, type Cashier } from './cashier.ts';
import { checkGateway, checkWorld } from './check-world.ts';
import { openGateway, type GatewaySide } from './gateway-side.ts';
import { seededIds } from './ids.ts';
import { createScheduler } from './scheduler.ts';
import type { Shelf } from './shelf.ts';
import { settleOrders } from './settle-orders.ts';
import { createTerminals } from './terminals.ts';
import { count, emptyTally, type Tally } from './tally.ts';
import { killTill, newTill, startTill, type GatewayLink, type SimTill } from './till.ts';
import { forecast, calm } from './weather.ts';
import { strikes, type TraceLine, type World } from './world.ts';

/** What came of one run. */
export type RunResult = {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly tally: Tally;
  readonly trace: readonly TraceLine[];
};

const MINUTE = 60_000;
const BILLS_PER_TILL = 60;

/** Moments at which a shop's day, its books or its year turn, and quiet ones. Indian time is 5½ hours ahead. */
const beginnings = [
  Date.UTC(2026, 10, 20, 6, 0),
  Date.UTC(2026, 10, 20, 18, 10),
  Date.UTC(2027, 2, 31, 18, 15),
] as const;

type Shop = { readonly world: World; readonly cashiers: readonly Cashier[]; readonly gateway: GatewaySide };

function newWorld(seed: number, shelf: Shelf, traced: boolean) {
  const random = seededRandom(seed);
  const scheduler = createScheduler();
  const baseMs = random.pick(beginnings) + random.below(20 * MINUTE);
  const violations = new Set<string>();
  const trace: TraceLine[] = [];
  const world: World = {
    seed,
    random,
    scheduler,
    shelf,
    ids: seededIds(seed),
    tally: emptyTally(),
    weather: forecast(random),
    trueTime: () => baseMs + scheduler.nowMs(),
    note: traced ? (text) => trace.push({ atMs: scheduler.nowMs(), text }) : () => undefined,
    broken(sentence) {
      violations.add(sentence);
      if (traced) trace.push({ atMs: scheduler.nowMs(), text: `BROKEN: ${sentence}` });
    },
  };
  return { world, violations, trace };
}

/**
 * Some approvals come although the gateway said that the payment was cancelled: within the window that began when it said so for the first time, which is
 * what the till's last look rests on. A copy of the cancel that arrives later does not begin it again.
 */
function lateApprovals(world: World, gateway: () => GatewaySide): (route: Route) => void {
  const { random, scheduler } = world;
  const decided = new Set<string>();
  return ({ operation, attemptId }) => {
    if (operation !== 'cancel' || decided.has(attemptId)) return;
    const held = gateway().book.look(attemptId);
    if (held?.status !== 'CANCELLED' || held.tombstone) return;
    decided.add(attemptId);
    if (!strikes(world, 'approvedAfterCancel', 'approved after it was cancelled')) return;
    scheduler.after(5000 + random.below(125_000), () => {
      gateway().book.force(attemptId, held.orderId, held.amountPaise, 'APPROVED');
      world.note(`the gateway books ${attemptId} as approved after all`);
    });
  };
}

function openShop(world: World): Shop {
  const { random } = world;
  const terminals = createTerminals(world, () => gateway);
  const done = lateApprovals(world, () => gateway);
  const gateway: GatewaySide = openGateway(world, { choose: terminals.shows, came: terminals.came, done });
  const tillCount = 1 + random.below(3);
  const shared = random.chance(0.4);
  const cashiers = Array.from({ length: tillCount }, (_, index) => {
    const till = newTill(world, `A${index + 1}`, shared && index < 2 ? 'T1' : `T${index + 1}`);
    return cashierAt(world, till, { gateway: () => gateway, sent: terminals.sent });
  });
  return { world, cashiers, gateway };
}

function cashierAt(world: World, till: SimTill, link: GatewayLink): Cashier {
  const { random, scheduler } = world;
  let waiting = false;
  const restart = (): void => {
    if (waiting) return;
    waiting = true;
    scheduler.after(3000 + random.below(90_000), () => {
      waiting = false;
      if (till.life === null) startTill(world, till, link);
      checkCart(world, till);
    });
  };
  startTill(world, till, link);
  return {
    world,
    till,
    link,
    restart,
    bill: null,
    left: [],
    sold: [],
    slips: [],
    billsToCome: BILLS_PER_TILL,
  };
}

/** The cart in hand comes back after a restart, unless its order is over or was begun. */
function checkCart(world: World, till: SimTill): void {
  const { life, savedCart } = till;
  if (life === null || savedCart === null) return;
  const looked = life.sales.getCheckout(savedCart.orderId);
  if (looked.ok) return;
  const back = life.sales.restoreCart();
  if (JSON.stringify(back) !== JSON.stringify(savedCart))
    world.broken(`${till.name}: the cart in hand was lost`);
}

/** The trouble that comes by itself: clocks that jump, disks that fill up, batches that are settled, days that are closed. */
function disturb({ world, cashiers, gateway }: Shop): void {
  const { random, tally } = world;
  for (const { till } of cashiers) {
    if (strikes(world, 'clockJump', "the till's clock was set")) {
      till.skewMs = random.pick([-86_400_000, -400_000, -20_000, 20_000, 400_000, 86_400_000]);
    } else if (till.skewMs !== 0 && random.chance(0.1)) till.skewMs = 0;
    if (till.diskFull ? random.chance(0.2) : random.chance(0.1 * world.weather.diskFault)) {
      till.diskFull = !till.diskFull;
      if (till.diskFull) count(tally.faults, 'the disk is full for a while');
    }
    if (random.chance(0.0005) && till.life !== null) closeDay(world, till);
  }
  if (random.chance(0.003)) {
    count(tally.deeds, 'gateway: batch settled');
    world.note('the gateway settles its batch');
    gateway.book.settle();
  }
}

function closeDay(world: World, till: SimTill): void {
  const { writer } = till.store;
  const { lastDate } = lastBusinessDays(writer);
  if (lastDate === null) return;
  const day = { businessDate: lastDate, at: world.trueTime(), closedBy: null, exceptions: null };
  const closed = writer.transaction(() => (closeBusinessDay(writer, day) ? ok(null) : err('closed before')));
  if (closed.ok) count(world.tally.deeds, 'manager: closes the day');
}

/** Hours of trade, in all weather. */
async function trade(shop: Shop): Promise<void> {
  const { world, cashiers } = shop;
  const { scheduler, random } = world;
  for (const cashier of cashiers) {
    const again = (): void => {
      step(cashier);
      if (cashier.bill !== null || cashier.billsToCome > 0) {
        scheduler.after(2000 + random.below(14_000), again);
      }
    };
    scheduler.after(random.below(5000), again);
  }
  const limitMs = 10 * 60 * MINUTE;
  while (cashiers.some(({ bill, billsToCome }) => bill !== null || billsToCome > 0)) {
    disturb(shop);
    await scheduler.runUntil(scheduler.nowMs() + 10_000);
    if (scheduler.nowMs() > limitMs) return;
  }
}

/** All that is still owed or not known, when nothing goes wrong any more. */
async function calmDown({ world, cashiers }: Shop): Promise<void> {
  const { scheduler, random } = world;
  Object.assign(world.weather, calm);
  for (const { till } of cashiers) {
    till.skewMs = 0;
    till.diskFull = false;
    till.atCounter = null;
    till.prompted = false;
  }
  for (let round = 0; round < 12; round += 1) {
    for (const { till, restart } of cashiers) {
      if (till.life === null) restart();
      else settleOrders(world, till, till.life);
    }
    await scheduler.runUntil(scheduler.nowMs() + 10 * MINUTE);
    const rest = cashiers.flatMap(({ till }) => [
      ...listUnfinishedAttempts(till.store.writer),
      ...listUnfinishedOrders(till.store.writer).filter(({ state }) => state !== 'open'),
      ...listUnfinishedRefunds(till.store.writer),
    ]);
    if (rest.length === 0) break;
  }
  if (random.chance(0.3)) {
    for (const { till, link } of cashiers) {
      killTill(world, till, 'one more start');
      startTill(world, till, link);
    }
    await scheduler.runUntil(scheduler.nowMs() + 10 * MINUTE);
  }
}

/** Plays the seed's shop from its first customer until everything has calmed down, and says what broke. */
export async function runWorld(seed: number, shelf: Shelf, traced = false): Promise<RunResult> {
  const { world, violations, trace } = newWorld(seed, shelf, traced);
  const shop = openShop(world);
  const { cashiers, gateway } = shop;
  try {
    await trade(shop);
    await calmDown(shop);
    for (const { till } of cashiers) checkWorld(world, till, gateway);
    checkGateway(
      world,
      cashiers.map(({ till }) => till),
      gateway,
    );
  } catch (thrown) {
    world.broken(
      `the run threw ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`,
    );
  }
  for (const { till } of cashiers) {
    if (till.life !== null) till.life.alive = false;
    till.store.db.close();
  }
  return { seed, violations: [...violations], tally: world.tally, trace };
}
