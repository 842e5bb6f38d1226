import {
  gatewayHeaders,
  refusalReply,
  SIGNATURE_WINDOW_MS,
  type RefusalCode,
} from '../../../shared/contract/gateway.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { sha256Hex, signatureMatches, signMessage } from '../../platform/message-signature.ts';
import type { GatewayError, UnknownReason } from '../gateway.ts';
import { callOnce, type CallOptions, type HttpReply } from '../http-call.ts';

/** Who the till is at the gateway, and how calls are made. */
export type RupaySettings = {
  /** Origin and path, without a trailing slash, as `checkGatewayUrl` returned it. */
  readonly baseUrl: string;
  readonly merchantId: string;
  readonly terminalId: string;
  readonly apiKey: string;
  readonly call: CallOptions;
};

/** Time and chance, passed in. */
export type RupayDeps = {
  /** UTC milliseconds. */
  readonly now: () => number;
  /** A text that is never used twice. */
  readonly nonce: () => string;
  /** Makes one HTTP call; `callOnce` unless somebody brings a network of their own. */
  readonly transport?: typeof callOnce;
};

export type SignedRequest = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly attemptId: string;
  readonly idempotencyKey: string;
  readonly body: Readonly<Record<string, unknown>> | null;
};

/** What came back: a body the gateway vouches for, or its refusal to do anything. */
export type SignedReply =
  | { readonly kind: 'body'; readonly status: number; readonly json: unknown }
  | {
      readonly kind: 'refusal';
      readonly status: number;
      readonly code: RefusalCode;
      readonly attemptId: string | null;
    };

/** How the calls of the adapter are made. */
export type Call = (
  request: SignedRequest,
  signal?: AbortSignal,
) => Promise<Result<SignedReply, GatewayError>>;

function unknownOutcome(reason: UnknownReason): Result<never, GatewayError> {
  return err({ code: 'unknown-outcome', reason });
}

/** The JSON of a body, or undefined when it is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function oneHeader(reply: HttpReply, name: string): string {
  const value = reply.headers[name];
  return typeof value === 'string' ? value : '';
}

/** Why a reply can't be taken for this gateway's answer to this request, or null when it can. */
function distrust(
  reply: HttpReply,
  request: SignedRequest,
  nonce: string,
  settings: RupaySettings,
  nowMs: number,
): UnknownReason | null {
  const timestampMs = Number(oneHeader(reply, gatewayHeaders.timestamp));
  const parts = {
    direction: 'reply',
    status: reply.status,
    method: request.method,
    path: new URL(settings.baseUrl + request.path).pathname + new URL(settings.baseUrl + request.path).search,
    timestampMs,
    nonce,
    attemptId: request.attemptId,
    idempotencyKey: request.idempotencyKey,
    bodySha256: sha256Hex(reply.body),
  } as const;
  if (!signatureMatches(settings.apiKey, parts, oneHeader(reply, gatewayHeaders.signature)))
    return 'bad-signature';
  return Math.abs(nowMs - timestampMs) <= SIGNATURE_WINDOW_MS ? null : 'clock-skew';
}

/**
 * 401 and 403 come from the door, which may not hold the key to sign with; they are believed when they say so in our words and repeat the nonce
 * of this very request: one that was meant for another call says nothing about this one.
 */
function readDoor(reply: HttpReply, nonce: string): Result<SignedReply, GatewayError> {
  if (oneHeader(reply, gatewayHeaders.nonce) !== nonce) return unknownOutcome('unexpected-status');
  const refusal = refusalReply.safeParse(parseJson(reply.body));
  if (!refusal.success) return unknownOutcome('unexpected-status');
  return ok({
    kind: 'refusal',
    status: reply.status,
    code: refusal.data.error,
    attemptId: refusal.data.attemptId,
  });
}

/** Sorts a reply: nothing is a success for its status alone. */
function readReply(
  reply: HttpReply,
  request: SignedRequest,
  nonce: string,
  settings: RupaySettings,
  nowMs: number,
): Result<SignedReply, GatewayError> {
  const { status } = reply;
  if (status >= 300 && status < 400) return unknownOutcome('redirect');
  if (status >= 500) return unknownOutcome('server-error');
  if (status === 401 || status === 403) return readDoor(reply, nonce);
  const json = parseJson(reply.body);
  if (json === undefined) return unknownOutcome('unparseable');
  const doubt = distrust(reply, request, nonce, settings, nowMs);
  if (doubt !== null) return unknownOutcome(doubt);
  if (status === 200 || status === 201 || status === 202) return ok({ kind: 'body', status, json });
  const refusal = refusalReply.safeParse(json);
  if (!refusal.success) return unknownOutcome('unexpected-status');
  return ok({ kind: 'refusal', status, code: refusal.data.error, attemptId: refusal.data.attemptId });
}

/**
 * Signs a request (docs/gateway-protocol.md, "Signatures"), makes it once and reads the reply. A reply that is not signed for
 * this very request, or is no JSON, or answers 3xx or 5xx leaves the outcome unknown.
 */
export async function callSigned(
  request: SignedRequest,
  settings: RupaySettings,
  deps: RupayDeps,
  signal?: AbortSignal,
): Promise<Result<SignedReply, GatewayError>> {
  const url = new URL(settings.baseUrl + request.path);
  const path = url.pathname + url.search;
  const body = request.body === null ? null : JSON.stringify(request.body);
  const timestampMs = deps.now();
  const nonce = deps.nonce();
  const signature = signMessage(settings.apiKey, {
    direction: 'request',
    status: 0,
    method: request.method,
    path,
    timestampMs,
    nonce,
    attemptId: request.attemptId,
    idempotencyKey: request.idempotencyKey,
    bodySha256: sha256Hex(body ?? ''),
  });
  const headers = {
    accept: 'application/json',
    ...(body === null ? {} : { 'content-type': 'application/json' }),
    [gatewayHeaders.merchant]: settings.merchantId,
    [gatewayHeaders.timestamp]: String(timestampMs),
    [gatewayHeaders.nonce]: nonce,
    [gatewayHeaders.attempt]: request.attemptId,
    [gatewayHeaders.idempotency]: request.idempotencyKey,
    [gatewayHeaders.signature]: signature,
  };
  const transport = deps.transport ?? callOnce;
  const reply = await transport(
    { method: request.method, origin: url.origin, path, headers, body },
    settings.call,
    signal,
  );
  return reply.ok ? readReply(reply.value, request, nonce, settings, deps.now()) : reply;
}
