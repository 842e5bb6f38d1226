import { request as plainRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as secureRequest } from 'node:https';
import {
  baseTransactionReply,
  gatewayHeaders,
  gatewayPaths,
  type BaseTransaction,
} from '../../shared/contract/gateway.ts';
import { toDecimalString, type Paise } from '../../shared/domain/money.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';

/** Whose gateway it is; central only ever asks it. */
export type GatewaySettings = {
  readonly url: string;
  readonly merchantId: string;
  readonly apiKey: string;
};

export type StatusQuestion = {
  readonly transactionId: string;
  readonly orderId: string;
  readonly amountPaise: Paise;
};

/** What the gateway said. Anything that is not a clear answer is `unreachable`: nothing is known. */
export type StatusAnswer = Result<BaseTransaction, { readonly code: 'unreachable' | 'not-found' }>;

export type StatusClient = { readonly ask: (question: StatusQuestion) => Promise<StatusAnswer> };

const TIMEOUT_MS = 15_000;
const MOST_BYTES = 64 * 1024;

function readAll(response: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    response.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes > MOST_BYTES) response.destroy(new Error('the reply is too long'));
      else parts.push(part);
    });
    response.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
    response.on('error', reject);
    response.on('aborted', () => reject(new Error('the reply was cut')));
  });
}

/** One POST over a connection of its own; no redirect is followed. Rejects on anything that is not a whole reply. */
function post(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<{ status: number; text: string }> {
  const options: RequestOptions = {
    method: 'POST',
    agent: false,
    timeout: TIMEOUT_MS,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
  };
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? secureRequest : plainRequest;
    const request = send(url, options, (response) => {
      readAll(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject);
    });
    request.on('timeout', () => request.destroy(new Error('the gateway did not answer')));
    request.on('error', reject);
    request.end(body);
  });
}

function parseReply(text: string): BaseTransaction | null {
  try {
    const parsed = baseTransactionReply.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Asks a RuPay gateway for a transaction by the base protocol's `POST /verify`. It reads, and can do nothing else. */
export function createStatusClient(settings: GatewaySettings): StatusClient {
  const url = new URL(`${settings.url.replace(/\/$/, '')}${gatewayPaths.verify}`);
  return {
    ask: async ({ transactionId, orderId, amountPaise }) => {
      const body = JSON.stringify({
        transaction_id: transactionId,
        merchant_id: settings.merchantId,
        order_id: orderId,
        amount: toDecimalString(amountPaise),
      });
      const sent = await post(url, { [gatewayHeaders.apiKey]: settings.apiKey }, body).catch(() => null);
      if (sent === null) return err({ code: 'unreachable' });
      if (sent.status === 404 && /^\s*\{\s*"message"/.test(sent.text)) return err({ code: 'not-found' });
      const reply = sent.status >= 200 && sent.status < 300 ? parseReply(sent.text) : null;
      if (reply === null || reply.merchantId !== settings.merchantId) return err({ code: 'unreachable' });
      return ok(reply);
    },
  };
}
