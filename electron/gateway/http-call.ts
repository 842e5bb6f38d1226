import type { LookupFunction } from 'node:net';
import type * as Undici from 'undici';
import { MAX_BODY_BYTES } from '../../shared/contract/gateway.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { GatewayError, NotSentReason, UnknownReason } from './gateway.ts';

/** How long each part of a call may take, in milliseconds; all of them are settings. */
export type CallTimeouts = {
  readonly connectMs: number;
  readonly headersMs: number;
  readonly bodyMs: number;
  /** The whole call, from the first packet to the last byte. */
  readonly totalMs: number;
};

/** What a call needs of the machine; tests put their own certificate authority and name lookup here. */
export type CallOptions = {
  readonly timeouts: CallTimeouts;
  /** Extra certificate authority in PEM; the system's are trusted when absent. */
  readonly ca?: string;
  readonly lookup?: LookupFunction;
};

export type HttpRequest = {
  readonly method: 'GET' | 'POST';
  readonly origin: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

export type HttpReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

const tlsCodes = /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|UNABLE_TO|SELF_SIGNED|HOSTNAME_MISMATCH|EPROTO)/;

/** The code of a system or client error, looking through what caused it. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error.name === 'HTTPParserError') return error.name;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error.name === 'AbortError' || error.name === 'TimeoutError' ? error.name : codeOf(error.cause);
}

/** A failure before the connection stood: not one byte of the request has left. */
function whyNotSent(code: string): NotSentReason {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_FAIL') return 'dns';
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT' || code === 'TimeoutError')
    return 'connect-timeout';
  if (tlsCodes.test(code)) return 'tls';
  return code === 'AbortError' || code === 'UND_ERR_ABORTED' ? 'aborted-before-sending' : 'unreachable';
}

/** A failure once the connection stood: the request may have arrived. */
function whyUnknown(code: string): UnknownReason {
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return 'headers-timeout';
  if (code === 'UND_ERR_BODY_TIMEOUT') return 'body-timeout';
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE' || code === 'UND_ERR_HEADERS_OVERFLOW') return 'too-large';
  if (code === 'TimeoutError') return 'deadline';
  if (code === 'AbortError' || code === 'UND_ERR_ABORTED') return 'aborted';
  return code === 'HTTPParserError' ? 'unparseable' : 'reset';
}

/** The reason of an abort, which is an error by custom only. */
function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('aborted', { cause: reason });
}

/**
 * Loads the HTTP client: tens of milliseconds that no start should wait for (docs/performance.md). The first call does it by itself; a till
 * does it earlier, once its window is up, so that the first charge of the day doesn't.
 */
export const loadHttpClient = (): Promise<typeof Undici> => import('undici');

/**
 * Makes one request on a connection of its own and closes it: a pooled socket may silently send a request again when it dies, a
 * fresh one can't (FIELD 4). No redirect is followed. Whether the connection ever stood decides between not-sent and unknown-outcome; that
 * is observed, never guessed from an error's name.
 */
export async function callOnce(
  request: HttpRequest,
  options: CallOptions,
  signal?: AbortSignal,
): Promise<Result<HttpReply, GatewayError>> {
  const { timeouts } = options;
  const { buildConnector, Client } = await loadHttpClient();
  let connected = false;
  const connect = buildConnector({
    timeout: timeouts.connectMs,
    rejectUnauthorized: true,
    ...(options.ca === undefined ? {} : { ca: options.ca }),
    ...(options.lookup === undefined ? {} : { lookup: options.lookup }),
  });
  const client = new Client(request.origin, {
    connect: (target, done) => {
      connect(target, (...outcome) => {
        if (outcome[0] === null) connected = true;
        done(...outcome);
      });
    },
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyMs,
    maxResponseSize: MAX_BODY_BYTES,
    pipelining: 1,
  });
  const deadline = AbortSignal.timeout(timeouts.totalMs);
  const stop = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
  // The client looks at its signal only once the connection stands; before that the whole client is given up.
  const giveUp = (): void => {
    if (!connected) client.destroy(toError(stop.reason)).catch(() => null);
  };
  stop.addEventListener('abort', giveUp, { once: true });
  try {
    stop.throwIfAborted();
    const reply = await client.request({
      method: request.method,
      path: request.path,
      headers: { ...request.headers, connection: 'close' },
      body: request.body,
      reset: true,
      signal: stop,
    });
    return ok({ status: reply.statusCode, headers: reply.headers, body: await reply.body.text() });
  } catch (error) {
    const code = codeOf(error);
    return err(
      connected
        ? { code: 'unknown-outcome', reason: whyUnknown(code) }
        : { code: 'not-sent', reason: whyNotSent(code) },
    );
  } finally {
    stop.removeEventListener('abort', giveUp);
    client.destroy().catch(() => null);
  }
}
