/** The RuPay emulator in a process of its own, started as `npm run gateway` starts it, with its control API for tests that hold replies back. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { HoldPoint } from '../../electron/training/emulator/holds.ts';
import type { SeenCall } from '../../electron/training/emulator/control.ts';
import type { Rule } from '../../electron/training/emulator/rules.ts';
import type { Operation } from '../../electron/training/emulator/scenario.ts';
import type { HeldTransaction } from '../../electron/training/emulator/transaction.ts';
import { rootFolder } from './repository.ts';

/** A call that the emulator holds back now. */
export type WaitingCall = {
  readonly operation: Operation;
  readonly point: HoldPoint;
  readonly attemptId: string;
};

export type GatewayProcess = {
  readonly url: string;
  /** What a till's environment must say so that it charges here. */
  readonly environment: Readonly<Record<string, string>>;
  /** The secret of the account, for a test that looks where it must not be. */
  readonly apiKey: string;
  addRule(rule: Rule): Promise<void>;
  clearRules(): Promise<void>;
  hold(operation: Operation, point: HoldPoint): Promise<void>;
  release(operation: Operation, point: HoldPoint): Promise<void>;
  releaseAll(): Promise<void>;
  /** Resolves with the first call that is held back at this point. */
  held(operation: Operation, point: HoldPoint): Promise<WaitingCall>;
  decide(attemptId: string, outcome: 'approve' | 'decline'): Promise<void>;
  /** The one-time password that the customer's phone shows for the newest typed card. */
  otp(): Promise<string>;
  /** Scans a UPI QR and pays what it asks for, whatever became of it meanwhile. */
  payUpi(payload: string): Promise<void>;
  /** Every payment as the gateway holds it now. */
  transactions(): Promise<HeldTransaction[]>;
  /** Every call since the start, in order. */
  calls(): Promise<SeenCall[]>;
  stop(): Promise<void>;
};

type Listening = Readonly<Record<'url' | 'merchantId' | 'terminalId' | 'apiKey', string>>;

/** How soon a condition is looked at again. */
const LOOK_AGAIN_MS = 15;
const GIVE_UP_MS = 30_000;

/** Waits until `look` finds something; throws, saying for what it waited, when it never does. */
export async function eventually<T>(
  what: string,
  look: () => T | null | Promise<T | null>,
  lookAgainMs = LOOK_AGAIN_MS,
): Promise<T> {
  const until = performance.now() + GIVE_UP_MS;
  while (performance.now() < until) {
    const found = await look();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
  }
  throw new Error(`waited in vain for ${what}`);
}

async function ask(url: string, method: string, what: string, body?: object): Promise<unknown> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const reply = await fetch(`${url}/_control/${what}`, { method, ...sent });
  if (!reply.ok) throw new Error(`the emulator answers ${reply.status} to ${method} ${what}`);
  return reply.json();
}

function controlOf(url: string): Omit<GatewayProcess, 'url' | 'environment' | 'apiKey' | 'stop'> {
  const post = async (what: string, body: object): Promise<void> => {
    await ask(url, 'POST', what, body);
  };
  const waiting = async (): Promise<WaitingCall[]> => (await ask(url, 'GET', 'waiting')) as WaitingCall[];
  return {
    addRule: (rule) => post('rules', rule),
    clearRules: async () => {
      await ask(url, 'DELETE', 'rules');
    },
    hold: (operation, point) => post('hold', { operation, point }),
    release: (operation, point) => post('release', { operation, point }),
    releaseAll: async () => {
      await ask(url, 'DELETE', 'hold');
    },
    held: (operation, point) =>
      eventually(`a ${operation} held back ${point} its work`, async () => {
        const calls = await waiting();
        return calls.find((call) => call.operation === operation && call.point === point) ?? null;
      }),
    decide: (attemptId, outcome) => post('decide', { attemptId, outcome }),
    otp: () =>
      eventually('a one-time password', async () => {
        const held = (await ask(url, 'GET', 'transactions')) as HeldTransaction[];
        const { attemptId } = held.findLast(({ keyed }) => keyed !== undefined) ?? { attemptId: 'none' };
        return ((await ask(url, 'GET', `otp/${attemptId}`)) as { readonly otp: string | null }).otp;
      }),
    payUpi: (payload) => post('upi', { payload }),
    transactions: async () => (await ask(url, 'GET', 'transactions')) as HeldTransaction[],
    calls: async () => (await ask(url, 'GET', 'calls')) as SeenCall[],
  };
}

/** Starts the emulator on a free port and waits until it listens. Customers tap after `approveAfterMs`. */
export async function startGatewayProcess(
  options: {
    readonly approveAfterMs?: number;
    readonly seed?: number;
    readonly journal?: string;
    /** It speaks the base protocol alone. */
    readonly base?: boolean;
  } = {},
): Promise<GatewayProcess> {
  const { approveAfterMs = 50, seed = 1, journal, base = false } = options;
  const entry = join(rootFolder, 'electron', 'commands', 'gateway.ts');
  const args = ['--seed', String(seed), '--approve-after', String(approveAfterMs)];
  const child = spawn(
    process.execPath,
    [entry, ...args, ...(base ? ['--base'] : []), ...(journal === undefined ? [] : ['--journal', journal])],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), exited.then(() => null)]);
  if (first === null) throw new Error('the emulator did not start');
  const account = JSON.parse(String(first[0])) as Listening;
  return {
    url: account.url,
    apiKey: account.apiKey,
    environment: {
      RUPAY_GATEWAY_URL: account.url,
      RUPAY_MERCHANT_ID: account.merchantId,
      RUPAY_TERMINAL_ID: account.terminalId,
      RUPAY_API_KEY: account.apiKey,
    },
    ...controlOf(account.url),
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
