import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import type { AttemptRef, Gateway } from '../../electron/gateway/index.ts';
import { paise } from '../../shared/domain/money.ts';
import { inShort } from './gateway-outcomes.ts';
import type { RunningSubject, Subject } from './gateway-subject.ts';
import { newAttemptId, newOrderId } from './loopback-gateway.ts';

/** The amount of every sale: one that no float of rupees holds exactly. */
export const amountPaise = paise(1_499_01);

/** Longer than a training customer takes. */
const WAIT_MS = 2000;

/** What every test of the suite stands on: a fresh emulator, the adapter in front of it, and what must be closed. */
export type Bench = {
  /** Throws between tests. */
  readonly running: RunningSubject;
  open(): Promise<void>;
  close(): Promise<void>;
  /** Listens on loopback until the test is over and returns the address. */
  listen(server: Server): Promise<string>;
  /** Runs when the test is over. */
  cleanUp(work: () => unknown): void;
};

/** A bench for one adapter, closed at first. */
export function createBench(subject: Subject): Bench {
  let running: RunningSubject | null = null;
  const cleanups: (() => unknown)[] = [];
  return {
    get running() {
      if (running === null) throw new Error('the bench is not open');
      return running;
    },
    async open() {
      running = await subject.start();
    },
    async close() {
      for (const cleanup of cleanups.splice(0)) await cleanup();
      await running?.close();
      running = null;
    },
    async listen(server) {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      cleanups.push(() => server.close());
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    cleanUp: (work) => cleanups.push(work),
  };
}

/** Starts a sale in a scenario. The handle is what the answer brought: where it is lost there is none, as for a till. */
export async function start(
  bench: Bench,
  scenario: string,
): Promise<{ readonly ref: AttemptRef; readonly outcome: string }> {
  const { gateway, control } = bench.running;
  const attemptId = newAttemptId();
  control.addRule({ scenario, attemptId });
  const result = await gateway.sale({ attemptId, orderId: newOrderId(), amountPaise });
  const handle = result.ok && result.value.kind === 'pending' ? result.value.handle : null;
  return { ref: { attemptId, amountPaise, handle }, outcome: inShort(result) };
}

/** Starts a sale and lets the customer and the host have their time. */
export async function startAndWait(bench: Bench, scenario: string, waitMs = WAIT_MS): Promise<AttemptRef> {
  const { ref } = await start(bench, scenario);
  bench.running.clock.advance(waitMs);
  return ref;
}

/** A settled approval, ready to be refunded. */
export async function settledSale(bench: Bench, scenario: string): Promise<AttemptRef> {
  const ref = await startAndWait(bench, scenario);
  await bench.running.gateway.status(ref);
  bench.running.control.settle();
  return ref;
}

/** What a status says, in short. */
export async function statusOf(bench: Bench, ref: AttemptRef): Promise<string> {
  return inShort(await bench.running.gateway.status(ref));
}

/** What a new sale says, in short. */
export async function saleAt(gateway: Gateway): Promise<string> {
  return inShort(await gateway.sale({ attemptId: newAttemptId(), orderId: newOrderId(), amountPaise }));
}

/** Faults of the way between till and provider, which mean the same for every provider: scenario and reason. */
export const lostStarts: readonly (readonly [string, string])[] = [
  ['reset-before', 'reset'],
  ['reset-after', 'reset'],
  ['reset-mid-body', 'reset'],
  ['headers-never-before', 'headers-timeout'],
  ['headers-never-after', 'headers-timeout'],
  ['body-stalls', 'body-timeout'],
  ['truncated-json', 'unparseable'],
  ['html-200', 'unparseable'],
  ['empty-200', 'unparseable'],
  ['oversized', 'too-large'],
  ['500-before', 'server-error'],
  ['500-after', 'server-error'],
  ['502', 'server-error'],
  ['503', 'server-error'],
  ['504', 'server-error'],
  ['redirect', 'redirect'],
];
