import type * as Undici from 'undici';
import type { SyncProblem } from '../../shared/contract/sync.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { loadHttpClient } from '../gateway/index.ts';

/** How long the parts of a call may take, in milliseconds. */
export type LineTimeouts = {
  readonly connectMs: number;
  readonly headersMs: number;
  readonly bodyMs: number;
};

export type LineOptions = {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Whether one connection serves many calls. Never for calls that must not be made twice: a pooled socket may die under one. */
  readonly keepAlive: boolean;
  readonly timeouts: LineTimeouts;
  /** Extra certificate authority in PEM; the system's are trusted when absent. */
  readonly ca?: string;
};

export type LineRequest = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string | null;
};

export type LineReply = {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: string;
};

/** A call without a whole reply. `sent` is false where the connection never stood: then not one byte of it has left. */
export type LineFailure = { readonly sent: boolean; readonly problem: SyncProblem };

/** Calls to one server. */
export type Line = {
  readonly call: (request: LineRequest, signal?: AbortSignal) => Promise<Result<LineReply, LineFailure>>;
  readonly close: () => Promise<void>;
};

const REPLY_BYTES_MAX = 32 * 1024 * 1024;

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error.cause === undefined ? error.name : codeOf(error.cause);
}

const byCode: Readonly<Record<string, SyncProblem>> = {
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-wrong-name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-untrusted',
  UND_ERR_CONNECT_TIMEOUT: 'unreachable',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
};

function problemOf(error: unknown, connected: boolean): SyncProblem {
  const code = codeOf(error);
  const known = byCode[code];
  if (known !== undefined) return known;
  if (/^(?:ERR_TLS|ERR_SSL|CERT_|EPROTO)/.test(code)) return 'tls';
  return connected ? 'connection-cut' : 'unreachable';
}

type Standing = { readonly client: Undici.Client; connected: boolean };

async function open({ origin, keepAlive, timeouts, ca }: LineOptions): Promise<Standing> {
  const { buildConnector, Client } = await loadHttpClient();
  const connect = buildConnector({
    timeout: timeouts.connectMs,
    rejectUnauthorized: true,
    ...(ca === undefined ? {} : { ca }),
  });
  const client = new Client(origin, {
    connect: (target, done) => {
      connect(target, (...outcome) => {
        if (outcome[0] === null) standing.connected = true;
        done(...outcome);
      });
    },
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyMs,
    maxResponseSize: REPLY_BYTES_MAX,
    pipelining: keepAlive ? 1 : 0,
  });
  const standing: Standing = { client, connected: false };
  return standing;
}

function textOf(header: string | string[] | undefined): string | null {
  return typeof header === 'string' ? header : (header?.[0] ?? null);
}

/**
 * Opens a line to a server; nothing is sent yet. No redirect is ever followed: a POST would come back as a GET. A call that fails gives the
 * connection up, so that the next one begins with a fresh one.
 */
export function openLine(options: LineOptions): Line {
  let standing: Standing | null = null;
  const giveUp = (which: Standing): void => {
    if (standing === which) standing = null;
    which.client.destroy().catch(() => null);
  };
  return {
    async call(request, signal) {
      const mine = (options.keepAlive ? standing : null) ?? (await open(options));
      if (options.keepAlive) standing = mine;
      try {
        const reply = await mine.client.request({
          method: request.method,
          path: request.path,
          headers: request.headers,
          body: request.body,
          reset: !options.keepAlive,
          ...(signal === undefined ? {} : { signal }),
        });
        const body = await reply.body.text();
        return ok({ status: reply.statusCode, retryAfter: textOf(reply.headers['retry-after']), body });
      } catch (error) {
        const { connected } = mine;
        giveUp(mine);
        return err({ sent: connected, problem: problemOf(error, connected) });
      } finally {
        if (!options.keepAlive) giveUp(mine);
      }
    },
    async close() {
      if (standing !== null) giveUp(standing);
      await Promise.resolve();
    },
  };
}
