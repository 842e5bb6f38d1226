import type { Timings } from '../../shared/contract/config.ts';
import type { Mode } from '../../shared/contract/till.ts';
import type { CallTimeouts } from '../gateway/index.ts';
import { defaultPaymentSettings, type PaymentSettings } from '../payments/index.ts';

/** How long a call to the gateway may take. A sale is answered as pending at once; what takes longer is asked about. */
const callTimeouts: CallTimeouts = { connectMs: 5000, headersMs: 15_000, bodyMs: 10_000, totalMs: 30_000 };

/** The keys of `defaults` with the values of `wanted` where it has them. */
function overridden<T extends Readonly<Record<string, number>>>(defaults: T, wanted: Timings): T {
  const given = new Map<string, number | undefined>(Object.entries(wanted));
  const pairs = Object.entries(defaults).map(([key, value]) => [key, given.get(key) ?? value] as const);
  return { ...defaults, ...Object.fromEntries(pairs) };
}

/** The pauses and time-outs in force: the program's own, which only a training till may change in config.json. */
export function timingsInForce(
  mode: Mode,
  wanted: Timings | undefined,
): { readonly payments: PaymentSettings; readonly call: CallTimeouts } {
  const allowed = mode === 'training' ? (wanted ?? {}) : {};
  return { payments: overridden(defaultPaymentSettings, allowed), call: overridden(callTimeouts, allowed) };
}
