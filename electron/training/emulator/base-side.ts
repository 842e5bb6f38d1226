import type { ServerResponse } from 'node:http';
import {
  gatewayHeaders,
  gatewayPaths,
  initRequest,
  processRequest,
  verifyRequest,
} from '../../../shared/contract/gateway.ts';
import { luhn } from '../../../shared/domain/card.ts';
import { fromDecimalString, paise, toDecimalString } from '../../../shared/domain/money.ts';
import { digitsFor } from './digits.ts';
import { headerOf, type Incoming } from './door.ts';
import { createFaults } from './faults.ts';
import { keptOf } from './keyed-operations.ts';
import type { Desk, Reply } from './operations.ts';
import { parseJson } from './parse-json.ts';
import { pictureOf, transactionIdOf } from './picture.ts';
import type { Fault, Operation } from './scenario.ts';
import { isProcessed, sendFaulty, sendReply, type Sender } from './send-reply.ts';
import type { ServerParts } from './server.ts';
import type { HeldTransaction } from './transaction.ts';

/** A base call, found by its path and, for a charge, by its session. */
type BaseCall = {
  readonly operation: Extract<Operation, 'init' | 'process' | 'verify' | 'confirm'>;
  /** The order id of the base protocol, which a till fills with its attempt's id. Empty where nothing is known under what was asked. */
  readonly attemptId: string;
  readonly amountPaise: number;
};

const nothing = { attemptId: '', amountPaise: 0 } as const;

function refused(status: number, message: string): Reply {
  return { status, json: { message } };
}

/** Whether a path is one of the base protocol. */
export function isBasePath(path: string): boolean {
  return path.startsWith('/payment/') || path === gatewayPaths.verify;
}

/** What a gateway says of a call that it does not know, in the base protocol's words. */
export function noSuchCall(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'application/json' }).end('{"message":"no such call"}');
}

/** The amount of the wire in paise; 0 where it is none. */
function paiseOf(amount: string): number {
  const read = fromDecimalString(amount);
  return read.ok ? read.value : 0;
}

/** The picture of a payment in the base protocol's words, which has none for "not sure yet" but PENDING. */
function basePicture(desk: Desk, held: HeldTransaction): Readonly<Record<string, unknown>> {
  const { merchantId } = desk.account;
  const picture = pictureOf(held, merchantId, desk.seed, desk.now());
  const { slip } = picture;
  return {
    transactionId: transactionIdOf(desk.seed, held.attemptId),
    merchantId,
    terminalId: held.terminalId,
    orderId: held.attemptId,
    amount: toDecimalString(paise(picture.amountPaise)),
    currency: 'INR',
    status: picture.final ? picture.status : 'PENDING',
    authCode: slip?.authCode ?? null,
    rrn: slip?.rrn ?? null,
    scheme: slip?.scheme ?? null,
    maskedCard: slip?.maskedCard ?? null,
  };
}

/** A fault of the extension as it shows in the base protocol: its amounts are text, its order id is our attempt id, and it has no slip. */
function inBaseWords(fault: Fault | null): Fault | null {
  if (fault?.kind === 'alter-slip') return { kind: 'alter', with: fault.with };
  if (fault?.kind !== 'alter') return fault;
  const { amountPaise, attemptId, ...rest } = fault.with;
  return {
    kind: 'alter',
    with: {
      ...rest,
      ...(typeof amountPaise === 'number' ? { amount: toDecimalString(paise(amountPaise)) } : {}),
      ...(attemptId === undefined ? {} : { orderId: attemptId }),
    },
  };
}

type Session = { readonly attemptId: string; readonly amountPaise: number };

/** The base desk's sessions, opened by init. */
function createSessions(desk: Desk) {
  const sessions = new Map<string, Session>();
  return {
    open(session: Session): string {
      const token = `S${digitsFor(desk.seed, session.attemptId, `session-${sessions.size}`, 20)}`;
      sessions.set(token, session);
      return token;
    },
    find: (token: string): Session | null => sessions.get(token) ?? null,
  };
}

type Sessions = ReturnType<typeof createSessions>;

/** The payment with this name of the gateway's, or null. */
function heldAs(desk: Desk, transactionId: string): HeldTransaction | null {
  const all = desk.book.all();
  return all.find(({ attemptId }) => transactionIdOf(desk.seed, attemptId) === transactionId) ?? null;
}

/** Which call this is, and about what; null for a path that is none. */
function readCall(desk: Desk, sessions: Sessions, request: Incoming, body: unknown): BaseCall | null {
  const { method, path } = request;
  if (method === 'POST' && path === gatewayPaths.init) {
    const { data } = initRequest.safeParse(body);
    const about =
      data === undefined ? nothing : { attemptId: data.orderId, amountPaise: paiseOf(data.amount) };
    return { operation: 'init', ...about };
  }
  if (method === 'POST' && path === gatewayPaths.process) {
    const session = sessions.find(headerOf(request, gatewayHeaders.sessionToken));
    return { operation: 'process', ...(session ?? nothing) };
  }
  const isConfirm = method === 'POST' && path === gatewayPaths.verify;
  const name = /^\/payment\/verify\/([^/]+)$/.exec(path)?.[1] ?? '';
  if (!isConfirm && (method !== 'GET' || name === '')) return null;
  const asked = isConfirm
    ? (verifyRequest.safeParse(body).data?.transaction_id ?? '')
    : decodeURIComponent(name);
  const held = heldAs(desk, asked);
  const operation = isConfirm ? 'confirm' : 'verify';
  return { operation, ...nothing, ...(held === null ? {} : { attemptId: held.attemptId }) };
}

function init(desk: Desk, sessions: Sessions, request: Incoming, body: unknown): Reply {
  if (headerOf(request, gatewayHeaders.apiKey) !== desk.account.apiKey)
    return refused(401, 'key not accepted');
  const { data } = initRequest.safeParse(body);
  if (data === undefined) return refused(400, 'malformed');
  const { merchantId, terminalId } = desk.account;
  if (data.merchantId !== merchantId || data.terminalId !== terminalId)
    return refused(403, 'not your terminal');
  const sessionToken = sessions.open({ attemptId: data.orderId, amountPaise: paiseOf(data.amount) });
  return { status: 200, json: { sessionToken } };
}

/** Charges: no key against repetition and no one-time password, as the base protocol has it. */
function charge(desk: Desk, call: BaseCall, body: unknown): Reply {
  const { data } = processRequest.safeParse(body);
  if (call.attemptId === '') return refused(401, 'session not known');
  if (data === undefined || paiseOf(data.amount) !== call.amountPaise || !luhn(data.cardNumber))
    return refused(400, 'malformed');
  const { attemptId, amountPaise } = call;
  const kept = keptOf(data.cardNumber, false);
  const { terminalId } = desk.account;
  const order = { attemptId, orderId: attemptId, terminalId, amountPaise, ...kept };
  const held = desk.book.startSale(order, desk.scenarioOf(attemptId, amountPaise, kept.lastFour));
  if ('refused' in held) return refused(held.refused.status, held.refused.code);
  const { transactionId, authCode, status } = basePicture(desk, held);
  return { status: 200, json: { transactionId, authCode, status } };
}

function verify(desk: Desk, request: Incoming, call: BaseCall): Reply {
  if (headerOf(request, gatewayHeaders.apiKey) !== desk.account.apiKey)
    return refused(401, 'key not accepted');
  const held = call.attemptId === '' ? null : desk.book.look(call.attemptId);
  return held === null ? refused(404, 'no such transaction') : { status: 200, json: basePicture(desk, held) };
}

/** The last four digits of a charge, by which a rule may choose its scenario. */
function lastFourIn(body: unknown): string {
  const { data } = processRequest.safeParse(body);
  return data?.cardNumber.slice(-4) ?? '';
}

/** Answers the calls of the base protocol, with the same scenarios and faults as the extension's. */
export function createBaseSide(
  parts: ServerParts,
): (request: Incoming, response: ServerResponse) => Promise<void> {
  const { desk, holds } = parts;
  const sessions = createSessions(desk);
  const faultFor = createFaults(parts.scenarioKnown);
  return async (request, response) => {
    const body = parseJson(request.body);
    const call = readCall(desk, sessions, request, body);
    if (call === null) return noSuchCall(response);
    const { operation, attemptId } = call;
    parts.note({ operation, attemptId, atMs: desk.now() });
    if (operation === 'process') desk.scenarioOf(attemptId, call.amountPaise, lastFourIn(body));
    const fault = inBaseWords(faultFor(operation, attemptId));
    await holds.pass(operation, 'before', attemptId);
    if (response.destroyed) return;
    const perform = (): Reply => {
      if (operation === 'init') return init(desk, sessions, request, body);
      return operation === 'process' ? charge(desk, call, body) : verify(desk, request, call);
    };
    const reply = isProcessed(fault) ? perform() : { status: 200, json: {} };
    await holds.pass(operation, 'after', attemptId);
    const sender: Sender = { account: desk.account, request, response, nowMs: desk.now(), unsigned: true };
    if (fault === null) sendReply(sender, reply);
    else sendFaulty(sender, reply, fault);
  };
}
