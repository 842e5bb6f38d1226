/** Sells, kills, restarts and checks, again and again: what `npm run crash` and the kills of `npm test` do. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataPaths } from '../../electron/platform/paths.ts';
import { firstConfig, writeConfig } from '../../electron/platform/config.ts';
import type { Timings } from '../../shared/contract/config.ts';
import { startGatewayProcess, type GatewayProcess } from './gateway-process.ts';
import {
  gatewayViolations,
  lostSales,
  storeViolations,
  unsettled,
  type ConfirmedSale,
} from './ledger-invariants.ts';
import { readLedger, type Ledger } from './ledger.ts';
import { seededRandom, type Random } from './seeded-random.ts';
import { startTillProcess, type TillProcess } from './till-process.ts';

export type CrashOptions = {
  readonly kills: number;
  readonly seed: number;
  /** How many tills live at the same time, each with a gateway of its own; one when absent. */
  readonly lanes?: number;
  /** Told of each kill and what was found after it. */
  readonly onKill?: (kill: number, violations: readonly string[]) => void;
};

/** What a run came to. `violations` say in which kill's wake they were found. */
export type CrashResult = {
  readonly kills: number;
  readonly sales: number;
  readonly attempts: number;
  /** How many attempts were open at the moment of a kill, by the state they were in. */
  readonly killedIn: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
};

/** A till lives for so many kills; then everything is settled, checked to the paisa, and another one begins. */
const KILLS_OF_A_TILL = 20;

/** Windows and pauses short enough that what a kill left is settled while the next life sells. */
const shortTimings: Timings = {
  pollMs: 15,
  askMs: 15,
  askMaxMs: 60,
  giveBackMs: 15,
  giveBackMaxMs: 60,
  windowMs: 100,
  secondLookMs: 100,
  connectMs: 2000,
  headersMs: 300,
  bodyMs: 300,
  totalMs: 1500,
};

/** What may befall a sale at the gateway; none of them lies about a payment for ever. */
const misfortunes = [
  'decline-51',
  'decline-91',
  'reset-before',
  'reset-after',
  'reset-mid-body',
  'headers-never-after',
  'truncated-json',
  '500-after',
  '503',
  'status-down',
  'status-reset',
  'cancel-reply-lost',
  'pending-for-ever',
  'terminal-offline',
  'partial',
] as const;

type Home = {
  readonly folder: string;
  readonly dataFolder: string;
  readonly gateway: GatewayProcess;
  readonly environment: Readonly<Record<string, string>>;
  readonly confirmed: ConfirmedSale[];
};

async function openHome(seed: number): Promise<Home> {
  const folder = mkdtempSync(join(tmpdir(), 'galla-crash-'));
  const dataFolder = join(folder, 'data');
  mkdirSync(dataFolder);
  writeConfig(dataPaths(dataFolder).config, { ...firstConfig, timings: shortTimings });
  const gateway = await startGatewayProcess({ seed, approveAfterMs: 20 });
  const environment = { ...gateway.environment, GALLA_INSTALLATION_DIR: join(folder, 'installation') };
  return { folder, dataFolder, gateway, environment, confirmed: [] };
}

async function closeHome(home: Home): Promise<void> {
  await home.gateway.stop();
  rmSync(home.folder, { recursive: true, force: true });
}

const ledgerOf = (home: Home): Ledger => readLedger(dataPaths(home.dataFolder).store.training);

/** Takes in what a process said before it ended. */
function hear(home: Home, till: TillProcess): string[] {
  for (const line of till.lines) {
    const { said } = line;
    if (said === 'paid') home.confirmed.push(line);
  }
  return till.lines.flatMap((line) => (line.said === 'problem' ? [line.detail] : []));
}

async function violationsOf(home: Home, ledger: Ledger): Promise<string[]> {
  const { gateway } = home;
  const books = { transactions: await gateway.transactions(), calls: await gateway.calls() };
  return [
    ...storeViolations(ledger),
    ...lostSales(ledger, home.confirmed),
    ...gatewayViolations(ledger, books),
  ];
}

/** Some sales of the next life go wrong at the gateway. */
async function planMisfortunes(home: Home, random: Random): Promise<void> {
  await home.gateway.clearRules();
  for (let count = random.below(5); count > 0; count -= 1) {
    await home.gateway.addRule({ scenario: random.pick(misfortunes), times: 1 + random.below(2) });
  }
}

/** Kills at a moment that is as likely in the middle of anything as between two things. */
async function killSomewhere(till: TillProcess, random: Random): Promise<void> {
  // One life in five is so short that it dies while it opens its store or recovers; one in five sells for a while.
  const lines = random.chance(0.25) ? random.below(120) : random.below(30);
  await till.said(random.chance(0.2) ? random.below(3) : 2 + lines);
  await sleep(random.below(8));
  await till.kill();
}

/** The last life of a till: everything is settled, and nothing may be open any more. */
async function settleAndCheck(home: Home, till: TillProcess): Promise<string[]> {
  await home.gateway.clearRules();
  till.open();
  await till.finished();
  const problems = hear(home, till);
  const ledger = ledgerOf(home);
  const open = unsettled(ledger).map(({ attemptSeq, state }) => `attempt ${attemptSeq} is ${state} for good`);
  const pending = (await home.gateway.transactions()).filter(({ status }) => status === 'PENDING');
  return [
    ...problems,
    ...open,
    ...pending.map(({ attemptId }) => `the gateway still waits for ${attemptId}`),
    ...(await violationsOf(home, ledger)),
  ];
}

type Tally = {
  sales: number;
  attempts: number;
  readonly killedIn: Record<string, number>;
  readonly violations: string[];
};

function countOpen(tally: Tally, ledger: Ledger): void {
  for (const { state } of unsettled(ledger)) tally.killedIn[state] = (tally.killedIn[state] ?? 0) + 1;
}

/** One till from its first start to its settled end. */
async function liveOneTill(
  options: CrashOptions,
  from: number,
  kills: number,
  random: Random,
  tally: Tally,
): Promise<void> {
  const home = await openHome(random.below(1_000_000));
  const start = (settle: boolean): TillProcess =>
    startTillProcess({ dataFolder: home.dataFolder, seed: random.below(2 ** 31), settle }, home.environment);
  try {
    let till = start(false);
    for (let kill = 1; kill <= kills; kill += 1) {
      await planMisfortunes(home, random);
      till.open();
      // The next process loads its code meanwhile, so that a restart costs only what the till itself takes.
      const next = start(kill === kills);
      await killSomewhere(till, random);
      const problems = hear(home, till);
      const found = await checkAfterKill(home, problems, tally);
      options.onKill?.(from + kill, found);
      tally.violations.push(...found.map((sentence) => `kill ${from + kill}: ${sentence}`));
      till = next;
    }
    const found = await settleAndCheck(home, till);
    tally.violations.push(...found.map((sentence) => `settled after kill ${from + kills}: ${sentence}`));
    const ledger = ledgerOf(home);
    tally.sales += ledger.orders.filter(({ state }) => state === 'paid').length;
    tally.attempts += ledger.attempts.length;
  } finally {
    await closeHome(home);
  }
}

/** A till that was killed before its store was made has nothing to check yet. */
async function checkAfterKill(home: Home, problems: readonly string[], tally: Tally): Promise<string[]> {
  let ledger: Ledger;
  try {
    ledger = ledgerOf(home);
  } catch (thrown) {
    const early = home.confirmed.length === 0 && !existsSync(dataPaths(home.dataFolder).store.training);
    return early ? [...problems] : [...problems, `the store does not open: ${String(thrown)}`];
  }
  countOpen(tally, ledger);
  return [...problems, ...(await violationsOf(home, ledger))];
}

/** Runs so many kills; a till's whole life at a time, in each lane. The seed decides carts, faults and moments of each till. */
export async function runCrashes(options: CrashOptions): Promise<CrashResult> {
  const tally: Tally = { sales: 0, attempts: 0, killedIn: {}, violations: [] };
  let begun = 0;
  const lane = async (): Promise<void> => {
    while (begun < options.kills) {
      const from = begun;
      const kills = Math.min(KILLS_OF_A_TILL, options.kills - from);
      begun += kills;
      await liveOneTill(options, from, kills, seededRandom(options.seed + from), tally);
    }
  };
  await Promise.all(Array.from({ length: options.lanes ?? 1 }, lane));
  return { kills: options.kills, ...tally };
}
