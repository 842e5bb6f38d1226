import { gatewayHeaders, SIGNATURE_WINDOW_MS } from '../../../shared/contract/gateway.ts';
import { sha256Hex, signatureMatches } from '../../platform/message-signature.ts';

/** A request as it came in, with its body whole. */
export type Incoming = {
  readonly method: string;
  /** Path with its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

export type Account = { readonly merchantId: string; readonly terminalId: string; readonly apiKey: string };

/** What the door found: who may come in, or why not. */
export type DoorAnswer =
  | { readonly code: 'welcome' }
  | { readonly code: 'unauthorised' | 'bad-signature' | 'clock-skew' | 'forbidden' }
  /** The very same message came before; what it asked for may have been done then. */
  | { readonly code: 'in-flight' };

/** The HTTP status of a refusal at the door. */
export function doorStatus(code: Exclude<DoorAnswer['code'], 'welcome'>): 401 | 403 | 409 {
  if (code === 'in-flight') return 409;
  return code === 'forbidden' ? 403 : 401;
}

/** One header as text; empty when it is missing or came twice. */
export function headerOf(request: Incoming, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

/** Checks signature, clock, nonce and merchant of every request of the extension (docs/gateway-protocol.md, "Signatures"). */
export function createDoor(account: Account, now: () => number): (request: Incoming) => DoorAnswer {
  const nonces = new Map<string, number>();
  return (request) => {
    const timestampMs = Number(headerOf(request, gatewayHeaders.timestamp));
    const nonce = headerOf(request, gatewayHeaders.nonce);
    const parts = {
      direction: 'request',
      status: 0,
      method: request.method,
      path: request.path,
      timestampMs,
      nonce,
      attemptId: headerOf(request, gatewayHeaders.attempt),
      idempotencyKey: headerOf(request, gatewayHeaders.idempotency),
      bodySha256: sha256Hex(request.body),
    } as const;
    if (nonce === '') return { code: 'unauthorised' };
    if (!signatureMatches(account.apiKey, parts, headerOf(request, gatewayHeaders.signature)))
      return { code: 'bad-signature' };
    const nowMs = now();
    if (Math.abs(nowMs - timestampMs) > SIGNATURE_WINDOW_MS) return { code: 'clock-skew' };
    for (const [old, atMs] of nonces) if (nowMs - atMs > 2 * SIGNATURE_WINDOW_MS) nonces.delete(old);
    if (nonces.has(nonce)) return { code: 'in-flight' };
    nonces.set(nonce, nowMs);
    return headerOf(request, gatewayHeaders.merchant) === account.merchantId
      ? { code: 'welcome' }
      : { code: 'forbidden' };
  };
}
