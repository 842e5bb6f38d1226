import type { ServerResponse } from 'node:http';
import { gatewayHeaders, MAX_BODY_BYTES } from '../../../shared/contract/gateway.ts';
import { assertNever } from '../../../shared/domain/result.ts';
import { sha256Hex, signMessage } from '../../platform/message-signature.ts';
import { headerOf, type Account, type Incoming } from './door.ts';
import { refusal, type Reply } from './operations.ts';
import type { Fault } from './scenario.ts';

export type Sender = {
  readonly account: Account;
  readonly request: Incoming;
  readonly response: ServerResponse;
  readonly nowMs: number;
  /** A reply of the base protocol, which signs nothing. */
  readonly unsigned?: true;
};

type Extra = {
  readonly headers?: Readonly<Record<string, string>>;
  readonly skewMs?: number;
  readonly key?: string;
};

/** The body and the headers of a signed reply. */
function signed(
  sender: Sender,
  reply: Reply,
  extra: Extra,
): { readonly body: string; readonly headers: Record<string, string> } {
  const body = JSON.stringify(reply.json);
  const timestampMs = sender.nowMs + (extra.skewMs ?? 0);
  const signature = signMessage(extra.key ?? sender.account.apiKey, {
    direction: 'reply',
    status: reply.status,
    method: sender.request.method,
    path: sender.request.path,
    timestampMs,
    nonce: headerOf(sender.request, gatewayHeaders.nonce),
    attemptId: headerOf(sender.request, gatewayHeaders.attempt),
    idempotencyKey: headerOf(sender.request, gatewayHeaders.idempotency),
    bodySha256: sha256Hex(body),
  });
  const plain = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
  };
  if (sender.unsigned === true) return { body, headers: { ...plain, ...extra.headers } };
  const headers = {
    ...plain,
    [gatewayHeaders.timestamp]: String(timestampMs),
    [gatewayHeaders.nonce]: headerOf(sender.request, gatewayHeaders.nonce),
    [gatewayHeaders.signature]: signature,
    ...extra.headers,
  };
  return { body, headers };
}

/** Sends a reply as it should be. */
export function sendReply(sender: Sender, reply: Reply, extra: Extra = {}): void {
  const { body, headers } = signed(sender, reply, extra);
  sender.response.writeHead(reply.status, headers).end(body);
}

/** Sends the first half of a reply and leaves the rest to `then`. */
function sendHalf(sender: Sender, reply: Reply, then: () => void): void {
  const { body, headers } = signed(sender, reply, {});
  sender.response.writeHead(reply.status, headers);
  sender.response.write(body.slice(0, Math.floor(body.length / 2)), then);
}

/** A reply whose slip is changed; without a slip yet it goes out as it is. */
function withSlip(reply: Reply, change: Readonly<Record<string, unknown>>): Reply {
  const { slip } = reply.json;
  if (typeof slip !== 'object' || slip === null) return reply;
  return { status: reply.status, json: { ...reply.json, slip: { ...slip, ...change } } };
}

/** Whether a call does its work although its reply goes wrong. */
export function isProcessed(fault: Fault | null): boolean {
  if (fault === null) return true;
  if (fault.kind === 'refusal') return false;
  return 'processed' in fault ? fault.processed : true;
}

/** Sends a reply as the fault wants it. */
export function sendFaulty(sender: Sender, reply: Reply, fault: Fault): void {
  const { response } = sender;
  switch (fault.kind) {
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'reset-mid-body':
      return sendHalf(sender, reply, () => response.socket?.resetAndDestroy());
    case 'headers-never':
      return;
    case 'body-stalls':
      return sendHalf(sender, reply, () => {});
    case 'truncated': {
      const { body, headers } = signed(sender, reply, {});
      const half = body.slice(0, Math.floor(body.length / 2));
      response
        .writeHead(reply.status, { ...headers, 'content-length': String(Buffer.byteLength(half)) })
        .end(half);
      return;
    }
    case 'text':
      response.writeHead(fault.status, { 'content-type': fault.type }).end(fault.body);
      return;
    case 'oversized':
      response.writeHead(200, { 'content-type': 'application/json' }).end(' '.repeat(MAX_BODY_BYTES + 1));
      return;
    case 'status':
      response
        .writeHead(fault.status, { ...fault.headers, 'content-type': 'text/plain' })
        .end('out of order');
      return;
    case 'refusal': {
      const about = headerOf(sender.request, gatewayHeaders.attempt);
      return sendReply(
        sender,
        refusal(fault.status, fault.code, about),
        fault.headers === undefined ? {} : { headers: fault.headers },
      );
    }
    case 'alter':
      return sendReply(sender, { status: reply.status, json: { ...reply.json, ...fault.with } });
    case 'alter-slip':
      return sendReply(sender, withSlip(reply, fault.with));
    case 'bad-signature':
      return sendReply(sender, reply, { key: 'another key' });
    case 'clock-skew':
      return sendReply(sender, reply, { skewMs: fault.byMs });
    case 'delay':
      setTimeout(() => sendReply(sender, reply), fault.ms);
      return;
    default:
      assertNever(fault);
  }
}
