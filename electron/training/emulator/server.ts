import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gatewayHeaders, keyedSaleRequest, MAX_BODY_BYTES } from '../../../shared/contract/gateway.ts';
import { createBaseSide, isBasePath, noSuchCall } from './base-side.ts';
import { answerControl } from './control-api.ts';
import type { EmulatorControl, SeenCall } from './control.ts';
import { createDoor, doorStatus, headerOf, type Incoming } from './door.ts';
import { createFaults } from './faults.ts';
import type { Holds } from './holds.ts';
import { parseJson } from './parse-json.ts';
import { perform, refusal, type Desk, type Reply } from './operations.ts';
import { routeOf, type Route } from './route.ts';
import type { Scenario } from './scenario.ts';
import { isProcessed, sendFaulty, sendReply } from './send-reply.ts';

export type ServerParts = {
  readonly desk: Desk;
  readonly holds: Holds;
  readonly control: EmulatorControl;
  /** The scenario that an attempt plays, once its sale was seen. */
  readonly scenarioKnown: (attemptId: string) => Scenario | null;
  readonly note: (call: SeenCall) => void;
  /** The gateway knows no call of the extension. */
  readonly baseOnly: boolean;
};

async function readBody(message: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message) {
    const buffer = Buffer.from(chunk as Uint8Array);
    bytes += buffer.length;
    if (bytes > MAX_BODY_BYTES) return null;
    chunks.push(buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The amount in a sale's body, as far as there is one: the scenario is chosen before the sale is looked at. */
function amountIn(body: unknown): number {
  if (typeof body !== 'object' || body === null || !('amountPaise' in body)) return 0;
  return typeof body.amountPaise === 'number' ? body.amountPaise : 0;
}

/** The last four digits of the card in a typed sale's body; empty where there is none. */
function lastFourIn(body: unknown): string {
  const parsed = keyedSaleRequest.safeParse(body);
  return parsed.success ? parsed.data.card.number.slice(-4) : '';
}

/** Answers the calls of the extension. */
function createGatewaySide(
  parts: ServerParts,
): (request: Incoming, response: ServerResponse) => Promise<void> {
  const { desk, holds } = parts;
  const door = createDoor(desk.account, desk.now);
  const faultFor = createFaults(parts.scenarioKnown);
  const serve = async (
    request: Incoming,
    route: Route,
    body: unknown,
    response: ServerResponse,
  ): Promise<void> => {
    const attemptId = headerOf(request, gatewayHeaders.attempt);
    parts.note({ operation: route.operation, attemptId, atMs: desk.now() });
    if (route.operation === 'sale') desk.scenarioOf(attemptId, amountIn(body), '');
    if (route.operation === 'keyed-sale') desk.scenarioOf(attemptId, amountIn(body), lastFourIn(body));
    const fault = faultFor(route.operation, attemptId);
    await holds.pass(route.operation, 'before', attemptId);
    if (response.destroyed) return;
    const nothing: Reply = { status: 200, json: {} };
    const reply = isProcessed(fault) ? perform(desk, route, body) : nothing;
    await holds.pass(route.operation, 'after', attemptId);
    const sender = { account: desk.account, request, response, nowMs: desk.now() };
    if (fault === null) sendReply(sender, reply);
    else sendFaulty(sender, reply, fault);
  };
  return async (request, response) => {
    const route = routeOf(request.method, request.path);
    const body = parseJson(request.body);
    const sender = { account: desk.account, request, response, nowMs: desk.now() };
    if (route === null) return sendReply(sender, refusal(404, 'not-found', null));
    const welcome = door(request).code;
    if (welcome !== 'welcome') return sendReply(sender, refusal(doorStatus(welcome), welcome, null));
    if (body === undefined) return sendReply(sender, refusal(400, 'invalid-request', null));
    return serve(request, route, body, response);
  };
}

const CONTROL = '/_control/';

/** A page in a browser must not conduct the emulator: it names its origin, and a rebound name is not loopback's. */
function mayControl(message: IncomingMessage): boolean {
  const host = (message.headers.host ?? '').replace(/:\d+$/, '');
  return message.headers.origin === undefined && (host === '127.0.0.1' || host === 'localhost');
}

function serveControl(control: EmulatorControl, request: Incoming, response: ServerResponse): void {
  const body = parseJson(request.body);
  const answer = answerControl(control, request.method, request.path.slice(CONTROL.length), body);
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.json));
}

/** The HTTP server of the emulator: the gateway's calls, and its control API below /_control. */
export function createEmulatorServer(parts: ServerParts): Server {
  const gatewaySide = createGatewaySide(parts);
  const baseSide = createBaseSide(parts);
  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(message);
    if (body === null) {
      response.writeHead(413).end();
      return;
    }
    const request: Incoming = {
      method: message.method ?? 'GET',
      path: message.url ?? '/',
      headers: message.headers,
      body,
    };
    if (isBasePath(request.path)) return baseSide(request, response);
    if (!request.path.startsWith(CONTROL)) {
      return parts.baseOnly ? noSuchCall(response) : gatewaySide(request, response);
    }
    if (mayControl(message)) serveControl(parts.control, request, response);
    else response.writeHead(403).end();
  };
  return createServer((message, response) => {
    serve(message, response).catch(() => response.destroy());
  });
}
