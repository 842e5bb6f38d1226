import { once } from 'node:events';
import { openBook } from './book.ts';
import { createControl, type EmulatorControl, type SeenCall } from './control.ts';
import { createHolds } from './holds.ts';
import { createMemoryJournal, openJournal } from './journal.ts';
import { cardOf } from './operations.ts';
import { createRules, scenarioNamed } from './rules.ts';
import type { Scenario } from './scenario.ts';
import { createEmulatorServer } from './server.ts';

export type EmulatorOptions = {
  /** 0 takes any free port. */
  readonly port: number;
  /** Decides cards, auth codes and RRNs. */
  readonly seed: number;
  /** Where payments are remembered over a restart; absent: nowhere. */
  readonly journalFile?: string;
  /** UTC milliseconds. */
  readonly now: () => number;
  /** How long a customer takes to tap; 1,500 ms when absent. */
  readonly approveAfterMs?: number;
  readonly merchantId?: string;
  readonly terminalId?: string;
  readonly apiKey?: string;
  /** The gateway speaks the base protocol and none of the extension. */
  readonly baseOnly?: boolean;
};

/** A running emulator and what a till needs to know to use it. */
export type Emulator = {
  readonly url: string;
  readonly merchantId: string;
  readonly terminalId: string;
  readonly apiKey: string;
  readonly control: EmulatorControl;
  /** Stops listening, breaks what is open and closes the journal. */
  close(): Promise<void>;
};

const DEFAULT_APPROVE_AFTER_MS = 1500;
/** A training till may run for weeks. */
const MOST_CALLS_REMEMBERED = 10_000;

/**
 * Starts the RuPay gateway emulator on loopback. Deterministic by seed and by the ids it is given; every change is in the journal
 * before it is answered. Rejects when the port is taken or the journal can't be opened.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const account = {
    merchantId: options.merchantId ?? 'TRAINING-SHOP-1',
    terminalId: options.terminalId ?? 'TRAINING-T1',
    apiKey: options.apiKey ?? 'training-key-that-opens-nothing-real',
  };
  const { now, seed } = options;
  const journal =
    options.journalFile === undefined ? createMemoryJournal() : openJournal(options.journalFile);
  const approveAfterMs = options.approveAfterMs ?? DEFAULT_APPROVE_AFTER_MS;
  const book = openBook({
    journal,
    now,
    seed,
    approveAfterMs,
    scenarioNamed,
    terminalId: account.terminalId,
  });
  const rules = createRules();
  const holds = createHolds();
  const seen: SeenCall[] = [];
  const playing = new Map<string, Scenario>(
    journal.restored.map((held) => [held.attemptId, scenarioNamed(held.scenario)]),
  );
  const settlement = new Map<string, number | null>();
  const control = createControl(rules, holds, book, seen, {
    pullCable: (attemptId) => playing.set(attemptId, scenarioNamed('cable-pulled')),
    settleAs: (attemptId, amountPaise) => settlement.set(attemptId, amountPaise),
  });
  const scenarioOf = (attemptId: string, amountPaise: number, lastFour: string): Scenario => {
    const known = playing.get(attemptId);
    if (known !== undefined) return known;
    const onCard = lastFour === '' ? cardOf(seed, attemptId) : lastFour;
    const chosen = rules.choose({ attemptId, amountPaise, lastFour: onCard });
    playing.set(attemptId, chosen);
    return chosen;
  };
  const server = createEmulatorServer({
    desk: { book, account, seed, now, settlement, scenarioOf },
    holds,
    control,
    baseOnly: options.baseOnly === true,
    scenarioKnown: (attemptId) => playing.get(attemptId) ?? null,
    note: (call) => {
      seen.push(call);
      if (seen.length > MOST_CALLS_REMEMBERED) seen.shift();
    },
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return {
    url: `http://127.0.0.1:${port}`,
    ...account,
    control,
    async close() {
      holds.releaseAll();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      journal.close();
    },
  };
}
