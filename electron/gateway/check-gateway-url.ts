import type { Mode } from '../../shared/contract/till.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';

/** Every merchant id of the emulator begins so; a real till refuses them. */
export const TRAINING_MERCHANT_PREFIX = 'TRAINING';

export type GatewayUrlError = {
  readonly code:
    | 'not-a-url'
    | 'not-https'
    | 'has-credentials'
    | 'has-query'
    | 'training-merchant'
    | 'loopback'
    | 'not-loopback'
    | 'not-training-merchant';
};

/** True for 127.0.0.0/8, ::1 and localhost: what never leaves this machine. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/**
 * Decides whether a till in this mode may use a gateway (DESIGN, "Training and real"): a real till needs https, no machine of its
 * own and no training merchant; a training till reaches nothing but loopback and only a training merchant. Returns the origin and path without a
 * trailing slash.
 */
export function checkGatewayUrl(
  mode: Mode,
  url: string,
  merchantId: string,
): Result<string, GatewayUrlError> {
  if (!URL.canParse(url)) return err({ code: 'not-a-url' });
  const parsed = new URL(url);
  if (parsed.username !== '' || parsed.password !== '') return err({ code: 'has-credentials' });
  if (parsed.search !== '' || parsed.hash !== '') return err({ code: 'has-query' });
  const training = merchantId.toUpperCase().startsWith(TRAINING_MERCHANT_PREFIX);
  const base = `${parsed.origin}${parsed.pathname}`.replace(/\/+$/, '');
  if (mode === 'training') {
    if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return err({ code: 'not-a-url' });
    if (!isLoopback(parsed.hostname)) return err({ code: 'not-loopback' });
    return training ? ok(base) : err({ code: 'not-training-merchant' });
  }
  if (parsed.protocol !== 'https:') return err({ code: 'not-https' });
  if (isLoopback(parsed.hostname)) return err({ code: 'loopback' });
  return training ? err({ code: 'training-merchant' }) : ok(base);
}
