import type { HttpReply, HttpRequest } from '../../electron/gateway/http-call.ts';
import { sha256Hex, signMessage } from '../../electron/platform/message-signature.ts';
import { openBook, type Book } from '../../electron/training/emulator/book.ts';
import { createDoor, doorStatus, headerOf, type Incoming } from '../../electron/training/emulator/door.ts';
import { createMemoryJournal } from '../../electron/training/emulator/journal.ts';
import { perform, refusal, type Desk, type Reply } from '../../electron/training/emulator/operations.ts';
import { routeOf, type Route } from '../../electron/training/emulator/route.ts';
import type { Scenario } from '../../electron/training/emulator/scenario.ts';
import { gatewayHeaders } from '../../shared/contract/gateway.ts';
import type { World } from './world.ts';

export const MERCHANT = 'SIM-SHOP-1';
export const API_KEY = ['simulated', 'opens', 'nothing'].join('-');

/** A reply before it is signed, changed by a gateway that goes wrong. */
export type Change = (reply: Reply) => Reply;

/** The gateway of a run: the emulator's own books, desk and door, without sockets. */
export type GatewaySide = {
  readonly book: Book;
  /** Does what a request asks and answers it, signed. */
  answer(request: HttpRequest, terminalId: string, change?: Change): HttpReply;
  /** How many different sale requests came for an attempt. */
  readonly salesSeen: ReadonlyMap<string, ReadonlySet<string>>;
};

type Parts = {
  /** How the sale of an attempt goes that arrives now. */
  readonly choose: (attemptId: string) => Scenario;
  /** Called when a sale request comes, before anything is done about it. */
  readonly came: (attemptId: string) => void;
  /** Called when a call did its work. */
  readonly done: (route: Route) => void;
};

function signed(request: Incoming, reply: Reply, nowMs: number): HttpReply {
  const body = JSON.stringify(reply.json);
  const signature = signMessage(API_KEY, {
    direction: 'reply',
    status: reply.status,
    method: request.method,
    path: request.path,
    timestampMs: nowMs,
    nonce: headerOf(request, gatewayHeaders.nonce),
    attemptId: headerOf(request, gatewayHeaders.attempt),
    idempotencyKey: headerOf(request, gatewayHeaders.idempotency),
    bodySha256: sha256Hex(body),
  });
  const headers = {
    [gatewayHeaders.timestamp]: String(nowMs),
    [gatewayHeaders.nonce]: headerOf(request, gatewayHeaders.nonce),
    [gatewayHeaders.signature]: signature,
  };
  return { status: reply.status, headers, body };
}

/** Opens the gateway's books. */
export function openGateway(world: World, parts: Parts): GatewaySide {
  const { seed, trueTime: now } = world;
  const played = new Map<string, Scenario>();
  const byName = (name: string): Scenario => {
    const scenario = played.get(name);
    return scenario ?? { name, says: '', outcome: { kind: 'approve' } };
  };
  const book = openBook({
    journal: createMemoryJournal(),
    now,
    seed,
    approveAfterMs: 0,
    scenarioNamed: byName,
    terminalId: 'T1',
  });
  const scenarioOf = (attemptId: string): Scenario => {
    const known = played.get(attemptId);
    if (known !== undefined) return known;
    const chosen = { ...parts.choose(attemptId), name: attemptId };
    played.set(attemptId, chosen);
    return chosen;
  };
  const deskOf = (terminalId: string): Desk => ({
    book,
    account: { merchantId: MERCHANT, terminalId, apiKey: API_KEY },
    seed,
    now,
    settlement: new Map(),
    scenarioOf,
  });
  const door = createDoor({ merchantId: MERCHANT, terminalId: '', apiKey: API_KEY }, now);
  const salesSeen = new Map<string, Set<string>>();
  const work = (request: Incoming, terminalId: string): Reply => {
    const route = routeOf(request.method, request.path);
    if (route === null) return refusal(404, 'not-found', null);
    const attemptId = headerOf(request, gatewayHeaders.attempt);
    if (route.operation === 'sale') {
      const nonces = salesSeen.get(attemptId) ?? new Set<string>();
      parts.came(attemptId);
      salesSeen.set(attemptId, nonces.add(headerOf(request, gatewayHeaders.nonce)));
    }
    const welcome = door(request).code;
    if (welcome !== 'welcome') return refusal(doorStatus(welcome), welcome, null);
    const body: unknown = request.body === '' ? null : JSON.parse(request.body);
    const reply = perform(deskOf(terminalId), route, body);
    parts.done(route);
    return reply;
  };
  return {
    book,
    salesSeen,
    answer(request, terminalId, change = (reply) => reply) {
      const { method, path, headers } = request;
      const incoming: Incoming = { method, path, headers, body: request.body ?? '' };
      return signed(incoming, change(work(incoming, terminalId)), now());
    },
  };
}
