import type { SyncProblem } from '../../shared/contract/sync.ts';
import type { LineReply } from './line.ts';

/** How trouble is met: a line that is down is tried every second, a server in trouble is left alone longer, a person must act. */
export type Trouble = {
  readonly kind: 'trouble';
  readonly problem: SyncProblem;
  readonly weight: 'line' | 'server' | 'person';
  /** How long the server asked to be left alone. */
  readonly retryAfterMs: number | null;
};

/** What one step of sending came to. `again`: go on at once; `rest`: nothing to do, at the latest until `untilMs`. */
export type Step =
  | { readonly kind: 'again' }
  | { readonly kind: 'rest'; readonly untilMs: number | null }
  | Trouble;

export const again: Step = { kind: 'again' };

/** Makes a trouble; `retryAfterMs` is what the server asked for. */
export function trouble(
  problem: SyncProblem,
  weight: Trouble['weight'],
  retryAfterMs: number | null = null,
): Trouble {
  return { kind: 'trouble', problem, weight, retryAfterMs };
}

const RETRY_AFTER_MS_MAX = 10 * 60_000;

/** The wait that a Retry-After header asks for: seconds, or a date (RFC 9110, section 10.2.3); null without a usable one. */
export function askedPauseMs(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  const seconds = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), RETRY_AFTER_MS_MAX) : null;
}

/** What a reply that is not the one hoped for means for the sending as a whole. */
export function troubleOf(reply: Pick<LineReply, 'status' | 'retryAfter'>, nowMs: number): Trouble {
  const { status } = reply;
  const wait = askedPauseMs(reply.retryAfter, nowMs);
  if (status === 401 || status === 403) return trouble('unauthorised', 'person');
  if (status === 409) return trouble('token-in-use', 'person');
  if (status >= 300 && status < 400) return trouble('redirect', 'server');
  if (status === 429 || status === 503) return trouble('too-busy', 'server', wait);
  if (status >= 500) return trouble('server-error', 'server', wait);
  return trouble('not-understood', 'server', wait);
}
