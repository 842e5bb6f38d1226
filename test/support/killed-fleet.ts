/**
 * Several tills that sell and push to one office over bad lines, each in a process of its own, the office in one too; all of them are killed by
 * the system's SIGKILL again and again, whatever they are doing. At the end what the tills have on disk and what the office has is compared.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemIds } from '../../electron/platform/ids.ts';
import { countDeadOutbox, countWaitingOutbox } from '../../electron/store/repositories/outbox.ts';
import { listLines } from '../../electron/store/repositories/order-lines.ts';
import { findOrderBySeq } from '../../electron/store/repositories/orders.ts';
import { listTenders } from '../../electron/store/repositories/tenders.ts';
import type { OrderCompletedPayload } from '../../shared/contract/central-api.ts';
import type { InstallationId } from '../../shared/domain/ids.ts';
import { startChild, type Child } from './child-process.ts';
import { lineFaults, startFaultProxy, type FaultProxy } from './fault-proxy.ts';
import { seededRandom, type Random } from './seeded-random.ts';
import type { SendingTillOptions } from './sending-till.ts';
import { storeIn } from './sync-till.ts';

/** Small pushes, so that each life has several. */
const EVENTS_MOST = 8;
const TILLS = 4;

/** The office that the tills push to. */
export type FleetOffice = {
  /** Where it listens now. */
  readonly url: () => string;
  /** The token of each of the four tills, in their order. */
  readonly tokens: readonly string[];
  /** Four calls in ten go wrong, or less of them where the server itself does the rest. */
  readonly faultsOfLine: number;
  /** Whether a late order may have doubled another there, which only a look through all of them finds: made once nothing goes wrong any more. */
  readonly needsAudit: boolean;
  /** Nothing goes wrong there any more; resolves when everything late has arrived. */
  readonly calm: () => Promise<void>;
  /** Kills it and starts it anew; null for one that can't be. */
  readonly killAndRestart: (() => Promise<void>) | null;
  /** What is wrong over there, given all that was sold; called when every till is gone. */
  readonly differences: (sales: readonly OrderCompletedPayload[]) => Promise<readonly string[]>;
  /** Ends whatever of it still runs. */
  readonly stop: () => Promise<void>;
};

export type KilledFleetOptions = {
  readonly folder: string;
  readonly seed: number;
  readonly orders: number;
  /** How often the tills are killed, all together, and how often the office is. */
  readonly killsOfTills: number;
  readonly killsOfOffice: number;
  readonly onKill?: (who: string) => void;
};

export type KilledFleetResult = {
  /** What is lost, doubled or different; sales that were said and are not on disk among it. */
  readonly differences: readonly string[];
  readonly sold: number;
  readonly killsOfTills: number;
  /** Lives that found something to send from the life before. */
  readonly livesWithWaiting: number;
  readonly killsOfOffice: number;
  readonly calls: number;
  readonly faults: number;
};

type Member = {
  readonly number: number;
  readonly folder: string;
  readonly installationId: InstallationId;
  readonly token: string;
  readonly line: FaultProxy;
  readonly random: Random;
  readonly lives: number;
  /** What it said of sales, over all its lives. */
  readonly confirmed: Set<string>;
  livesWithWaiting: number;
  kills: number;
  /** The life it has now. */
  child: Child | null;
};

/** How far the whole fleet is; when one of it fails, nobody waits for the others. */
type Fleet = { isDone: boolean; hasFailed: boolean };

const callsOf = ({ made }: FaultProxy): number => [...made.values()].reduce((sum, one) => sum + one, 0);

async function until(fleet: Fleet, isReached: () => boolean): Promise<void> {
  while (!isReached()) {
    if (fleet.hasFailed) throw new Error('another one of the fleet failed');
    await sleep(2);
  }
}

/** Starts a life of a till, in which it sells up to `orders` in all. */
async function live(member: Member, orders: number, audits = false): Promise<Child> {
  const { folder, installationId, token, line, random } = member;
  const seed = random.below(2 ** 31);
  const options: SendingTillOptions = {
    folder,
    url: line.url,
    token,
    installationId,
    seed,
    orders,
    eventsMost: EVENTS_MOST,
    audits,
  };
  const child = startChild('test/support/sending-till.ts', [JSON.stringify(options)]);
  member.child = child;
  if ((await child.said('open ')) !== 'open 0') member.livesWithWaiting += 1;
  return child;
}

async function end(member: Member, child: Child): Promise<void> {
  await child.kill();
  for (const line of child.lines) {
    if (line.startsWith('sold ')) member.confirmed.add(line.slice('sold '.length));
  }
}

/** All the lives of one till: in each it sells its share, and is killed after some calls, some sales, or in the middle of what comes next. */
async function liveAndDie(member: Member, fleet: Fleet, options: KilledFleetOptions): Promise<void> {
  const { lives, random, line } = member;
  const orders = Math.floor(options.orders / TILLS);
  for (let life = 1; life < lives; life += 1) {
    if (fleet.hasFailed) throw new Error('another one of the fleet failed');
    const child = await live(member, Math.floor((orders * life) / lives));
    const calls = callsOf(line) + 1 + random.below(8);
    const sales = 1 + random.below(Math.ceil((2 * orders) / lives));
    await until(
      fleet,
      () => callsOf(line) >= calls || child.lines.length > sales || child.lines.includes('idle'),
    );
    await sleep(random.below(12));
    await end(member, child);
    member.kills += 1;
    options.onKill?.(`till ${member.number}`);
  }
  const last = await live(member, orders);
  await last.said('idle');
  await end(member, last);
}

/** Kills the office while calls are under way, until it was killed so often or the tills are done. */
async function killOffice(
  options: KilledFleetOptions,
  office: FleetOffice,
  members: readonly Member[],
  fleet: Fleet,
): Promise<number> {
  const { killAndRestart } = office;
  if (killAndRestart === null) return 0;
  const random = seededRandom(options.seed + 1);
  const calls = (): number => members.reduce((sum, { line }) => sum + callsOf(line), 0);
  let kills = 0;
  while (kills < options.killsOfOffice && !fleet.isDone) {
    const next = calls() + 4 + random.below(24);
    await until(fleet, () => calls() >= next || fleet.isDone);
    if (fleet.isDone) break;
    await sleep(random.below(12));
    await killAndRestart();
    for (const { line } of members) line.target = office.url();
    kills += 1;
    options.onKill?.('office');
  }
  return kills;
}

/** What a till has on disk: its sales, and what is wrong with them. */
function readTill(member: Member): { readonly sales: OrderCompletedPayload[]; readonly wrong: string[] } {
  const store = storeIn(member.folder);
  const { reader } = store;
  const sales: OrderCompletedPayload[] = [];
  for (let seq = 1, order = findOrderBySeq(reader, 1); order !== null; order = findOrderBySeq(reader, seq)) {
    const sale = { form: 1, order, lines: listLines(reader, seq), tenders: listTenders(reader, seq) };
    sales.push(sale as unknown as OrderCompletedPayload);
    seq += 1;
  }
  const wrong: string[] = [];
  const waiting = countWaitingOutbox(reader);
  const refused = countDeadOutbox(reader);
  store.close();
  if (waiting + refused > 0) wrong.push(`till ${member.number}: ${waiting} wait, ${refused} refused`);
  const ids = new Set(sales.map(({ order }) => order.orderId));
  for (const orderId of member.confirmed) {
    if (!ids.has(orderId)) wrong.push(`till ${member.number}: ${orderId} was said and is not on disk`);
  }
  return { sales, wrong };
}

async function enlist(options: KilledFleetOptions, office: FleetOffice): Promise<Member[]> {
  const members: Member[] = [];
  for (const [at, token] of office.tokens.entries()) {
    const folder = join(options.folder, `till-${at + 1}`);
    mkdirSync(folder);
    const random = seededRandom(options.seed * 100 + at);
    const line = await startFaultProxy(office.url());
    line.faultOf = () => (random.chance(office.faultsOfLine) ? random.pick(lineFaults) : 'none');
    const lives = 1 + Math.floor((options.killsOfTills + at) / TILLS);
    const installationId = systemIds.next<InstallationId>();
    const self = {
      number: at + 1,
      installationId,
      folder,
      token,
      line,
      lives,
      random: seededRandom(options.seed * 7 + at),
    };
    members.push({ ...self, confirmed: new Set(), livesWithWaiting: 0, kills: 0, child: null });
  }
  return members;
}

/** One more life of each till in which nothing goes wrong, to look for doubles. */
async function auditAll(
  options: KilledFleetOptions,
  office: FleetOffice,
  members: readonly Member[],
): Promise<void> {
  for (const { line } of members) {
    line.faultOf = () => 'none';
    await line.settled();
  }
  await office.calm();
  for (const member of members) {
    const child = await live(member, Math.floor(options.orders / TILLS), true);
    await child.said('idle');
    await end(member, child);
  }
}

/** Runs every till and the office to the end of the last life; whatever fails, no process stays behind. */
async function runAll(
  options: KilledFleetOptions,
  office: FleetOffice,
  members: readonly Member[],
): Promise<number> {
  const fleet: Fleet = { isDone: false, hasFailed: false };
  const failing = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (thrown) {
      fleet.hasFailed = true;
      for (const { child } of members) void child?.end();
      throw thrown;
    }
  };
  const selling = async (): Promise<void> => {
    const lanes = await Promise.allSettled(
      members.map((member) => failing(liveAndDie(member, fleet, options))),
    );
    fleet.isDone = true;
    for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason;
  };
  const killing = failing(killOffice(options, office, members, fleet));
  const killingIsOver = Promise.allSettled([killing]);
  try {
    await selling();
    const kills = await killing;
    if (office.needsAudit) await auditAll(options, office, members);
    return kills;
  } finally {
    // An office that is being started anew is not left behind.
    await killingIsOver;
    for (const { child, line } of members) {
      await child?.end();
      await line.settled();
      await line.close();
    }
  }
}

/** Lets the tills sell, push and die, then compares. */
export async function runKilledFleet(
  options: KilledFleetOptions,
  office: FleetOffice,
): Promise<KilledFleetResult> {
  const members = await enlist(options, office);
  try {
    const killsOfOffice = await runAll(options, office, members);
    const tills = members.map(readTill);
    const sales = tills.flatMap((till) => till.sales);
    const there = await office.differences(sales);
    const sumOf = (of: (member: Member) => number): number =>
      members.reduce((all, member) => all + of(member), 0);
    const calls = sumOf(({ line }) => callsOf(line));
    return {
      differences: [...tills.flatMap((till) => till.wrong), ...there],
      sold: sales.length,
      killsOfTills: sumOf((member) => member.kills),
      livesWithWaiting: sumOf((member) => member.livesWithWaiting),
      killsOfOffice,
      calls,
      faults: calls - sumOf(({ line }) => line.made.get('none') ?? 0),
    };
  } finally {
    await office.stop();
  }
}
