import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { openBook, type Book } from '../../../electron/training/emulator/book.ts';
import {
  createControl,
  type EmulatorControl,
  type SeenCall,
} from '../../../electron/training/emulator/control.ts';
import { createHolds } from '../../../electron/training/emulator/holds.ts';
import { createMemoryJournal } from '../../../electron/training/emulator/journal.ts';
import { cardOf, type Reply } from '../../../electron/training/emulator/operations.ts';
import { pictureOf } from '../../../electron/training/emulator/picture.ts';
import { createRules, scenarioNamed } from '../../../electron/training/emulator/rules.ts';
import type { Fault, Scenario } from '../../../electron/training/emulator/scenario.ts';
import { isProcessed, sendFaulty, sendReply } from '../../../electron/training/emulator/send-reply.ts';
import type { HeldTransaction } from '../../../electron/training/emulator/transaction.ts';
import type { Dialect, Picture, ProviderRequest } from './dialect.ts';
import { countFaults, falsify } from './faults.ts';

/** A provider on loopback: the RuPay emulator's book and scenarios behind another provider's calls. */
export type ProviderEmulator = {
  readonly url: string;
  readonly control: EmulatorControl;
  close(): Promise<void>;
};

export type ProviderOptions = {
  readonly dialect: Dialect;
  readonly now: () => number;
  readonly merchantId: string;
  readonly terminalId: string;
};

const SEED = 11;
const APPROVE_AFTER_MS = 1000;

type Shop = {
  readonly options: ProviderOptions;
  readonly book: Book;
  readonly chosen: Map<string, Scenario>;
  readonly choose: (attemptId: string, amountPaise: number) => Scenario;
};

function paint(shop: Shop, held: HeldTransaction): Picture {
  const { dialect, merchantId, now } = shop.options;
  return {
    ...pictureOf(held, merchantId, SEED, now()),
    providerHandle: dialect.handleOf(held.handle ?? ''),
  };
}

/** The payment that a request is about; a sale that was never seen has none. */
function subjectOf(shop: Shop, request: ProviderRequest): HeldTransaction | null {
  if (request.operation === 'sale') return shop.book.look(request.reference);
  const isIt = (held: HeldTransaction): boolean =>
    'handle' in request
      ? shop.options.dialect.handleOf(held.handle ?? '') === request.handle
      : paint(shop, held).slip?.transactionId === request.transactionId;
  return shop.book.all().find(isIt) ?? null;
}

function startSale(shop: Shop, request: Extract<ProviderRequest, { operation: 'sale' }>): Reply {
  const { dialect, terminalId } = shop.options;
  const { reference: attemptId, amountPaise } = request;
  const scenario = shop.choose(attemptId, amountPaise);
  const lastFour = cardOf(SEED, attemptId);
  const held = shop.book.startSale({ attemptId, orderId: '', terminalId, amountPaise, lastFour }, scenario);
  if ('refused' in held) return dialect.refuse('sale', held.refused.code);
  return dialect.started(dialect.handleOf(held.handle ?? ''));
}

/** Does the work of a call and says it in the provider's words, falsified where the fault wants it. */
function perform(shop: Shop, request: ProviderRequest, fault: Fault | null): Reply {
  const { dialect } = shop.options;
  if (request.operation === 'sale') return startSale(shop, request);
  const held = subjectOf(shop, request);
  if (held === null) return dialect.refuse(request.operation, 'not-found');
  switch (request.operation) {
    case 'status':
      return dialect.status(falsify(paint(shop, held), fault));
    case 'cancel': {
      const after = shop.book.cancel(held.attemptId, held.terminalId, held.amountPaise);
      return dialect.cancelled(falsify(paint(shop, after), fault), after.status !== 'PENDING');
    }
    case 'void': {
      // The provider has no key against repetition: every void is one of its own.
      const result = shop.book.void(held.attemptId, `void-${shop.book.all().length}`) ?? 'NOT_APPROVED';
      return dialect.voided(paint(shop, shop.book.look(held.attemptId) ?? held), result);
    }
    case 'refund': {
      const result = shop.book.refund(held.attemptId, request.refundId, request.amountPaise);
      return dialect.refunded(paint(shop, held), request.amountPaise, result ?? 'not-approved');
    }
  }
}

async function readBody(message: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk as Uint8Array));
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return null;
  }
}

/** Answers one call as its scenario has it. */
function createDesk(shop: Shop, note: (call: SeenCall) => void) {
  const faultOf = countFaults();
  const { dialect, now, merchantId, terminalId } = shop.options;
  return async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(message);
    const incoming = { method: 'POST', path: message.url ?? '/', headers: message.headers, body: '' };
    // The replies carry the RuPay emulator's signature as well; these providers know none and their adapters read none.
    const account = { merchantId, terminalId, apiKey: 'unsigned' };
    const sender = { account, request: incoming, response, nowMs: now() };
    const request = dialect.read(incoming.path, body);
    if (request === null) return sendReply(sender, dialect.refuse('sale', 'invalid-request'));
    const held = subjectOf(shop, request);
    const attemptId = request.operation === 'sale' ? request.reference : (held?.attemptId ?? '');
    note({ operation: request.operation, attemptId, atMs: now() });
    if (request.operation === 'sale') shop.choose(attemptId, request.amountPaise);
    const scenario = shop.chosen.get(attemptId);
    const fault = scenario === undefined ? null : faultOf(scenario, request.operation, attemptId);
    const reply = isProcessed(fault) ? perform(shop, request, fault) : { status: 200, json: {} };
    if (fault === null || fault.kind === 'alter' || fault.kind === 'alter-slip') sendReply(sender, reply);
    else if (fault.kind === 'refusal') sendReply(sender, dialect.refuse(request.operation, fault.code));
    else sendFaulty(sender, reply, fault);
  };
}

/** Starts a provider on any free port of loopback. Deterministic by the ids it is given and the clock. */
export async function startProvider(options: ProviderOptions): Promise<ProviderEmulator> {
  const rules = createRules();
  const holds = createHolds();
  const seen: SeenCall[] = [];
  const chosen = new Map<string, Scenario>();
  const book = openBook({
    journal: createMemoryJournal(),
    now: options.now,
    seed: SEED,
    terminalId: options.terminalId,
    approveAfterMs: APPROVE_AFTER_MS,
    scenarioNamed,
  });
  const choose = (attemptId: string, amountPaise: number): Scenario => {
    const scenario = chosen.get(attemptId) ?? rules.choose({ attemptId, amountPaise, lastFour: '' });
    chosen.set(attemptId, scenario);
    return scenario;
  };
  const desk = createDesk({ options, book, chosen, choose }, (call) => seen.push(call));
  const server = createServer((message, response) => {
    desk(message, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    control: createControl(rules, holds, book, seen),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
