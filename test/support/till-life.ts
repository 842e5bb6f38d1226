import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { HeldTransaction } from '../../electron/training/emulator/transaction.ts';
import type { OrderId } from '../../shared/domain/ids.ts';
import { newestState, openHome, openTill, type TestTill, type TillHome } from './till-under-test.ts';

/** A till over several lives of its process, new for each test of a file. */
export type TillLife = {
  readonly home: TillHome;
  readonly till: TestTill;
  /** The till dies as if killed, and starts again. */
  restart(options?: Parameters<typeof openTill>[1]): Promise<void>;
  /** Waits until an order's newest attempt is in a state. */
  until(orderId: OrderId, state: string): Promise<void>;
  /** Waits until the emulator holds a reply back. */
  untilHeld(): Promise<void>;
  /** Waits until the till has reported something. */
  untilReported(text: string): Promise<void>;
  /** How often the gateway was asked to charge. */
  salesSent(): number;
  approvals(): readonly HeldTransaction[];
  /** Lets the next sale go as a scenario says. */
  play(scenario: string): void;
};

const patience = { timeout: 20_000, interval: 5 };

/** Opens a till before each test of the file that calls this, and ends it after. */
export function tillLife(): TillLife {
  const now: { home: TillHome | null; till: TestTill | null } = { home: null, till: null };
  beforeEach(async () => {
    now.home = await openHome();
    now.till = await openTill(now.home);
  });
  afterEach(async () => {
    await now.till?.kill();
    await now.home?.end();
  });
  const life: TillLife = {
    get home() {
      if (now.home === null) throw new Error('a till lives inside a test');
      return now.home;
    },
    get till() {
      if (now.till === null) throw new Error('a till lives inside a test');
      return now.till;
    },
    async restart(options = {}) {
      await life.till.kill();
      now.till = await openTill(life.home, options);
    },
    until: (orderId, state) =>
      vi.waitFor(() => expect(newestState(life.till, orderId)).toBe(state), patience),
    untilHeld: () => vi.waitFor(() => expect(life.home.emulator.control.waiting()).toHaveLength(1), patience),
    untilReported: (text) => vi.waitFor(() => expect(life.till.reports.join()).toContain(text), patience),
    salesSent: () => life.home.emulator.control.calls().filter((call) => call.operation === 'sale').length,
    approvals: () => life.home.emulator.control.transactions().filter((held) => held.status === 'APPROVED'),
    play: (scenario) => life.home.emulator.control.addRule({ scenario, times: 1 }),
  };
  return life;
}
