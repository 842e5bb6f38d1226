import type { Chance } from '../platform/chance.ts';
import type { Trouble } from './step.ts';

/** Pauses of the sending, in milliseconds. */
export type Pauses = {
  /** The first pause after trouble. */
  readonly firstMs: number;
  /** A line that is down is tried at least this often, so that orders leave within two seconds of its return. */
  readonly lineMaxMs: number;
  /** A server in trouble is left alone for at most this long, unless it asks for more. */
  readonly serverMaxMs: number;
  /** With a refused token: how often it is tried anyway, in case the office let it in again. */
  readonly personMs: number;
  /** How long after an order's commit the sending begins: the sale's own work comes first. */
  readonly courtesyMs: number;
  /** Base contract: longer than the server's worst case between a POST and the order's appearance. */
  readonly quietMs: number;
  /** Base contract: how often all orders over there are looked through. */
  readonly auditMs: number;
  /** How often the office is asked for changes of the catalogue. */
  readonly catalogueMs: number;
};

export const defaultPauses: Pauses = {
  firstMs: 250,
  lineMaxMs: 1200,
  serverMaxMs: 60_000,
  personMs: 5 * 60_000,
  courtesyMs: 150,
  quietMs: 45_000,
  auditMs: 30 * 60_000,
  catalogueMs: 60_000,
};

/**
 * How long to wait after the `failures`th trouble in a row (from 1): doubling, with jitter so that a chain's tills don't all come back at
 * once, and at least as long as the server asked.
 */
export function pauseAfter(pauses: Pauses, trouble: Trouble, failures: number, random: Chance): number {
  if (trouble.weight === 'person') return pauses.personMs;
  const most = trouble.weight === 'line' ? pauses.lineMaxMs : pauses.serverMaxMs;
  const doubled = Math.min(most, pauses.firstMs * 2 ** Math.min(failures - 1, 20));
  const jittered = Math.round(doubled * (0.5 + random() / 2));
  return Math.max(jittered, trouble.retryAfterMs ?? 0);
}
