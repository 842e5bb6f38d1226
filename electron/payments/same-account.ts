import type { Gateway } from '../gateway/index.ts';
import type { AttemptRecord } from '../store/repositories/attempts.ts';

/**
 * The gateway when it is the one that an attempt was made at, else null: asked elsewhere, "not found" would be a lie that sets the
 * customer's money free.
 */
export function atSameAccount(
  gateway: Gateway | null,
  record: Pick<AttemptRecord, 'merchantId' | 'terminalId'>,
): Gateway | null {
  if (gateway?.merchantId !== record.merchantId) return null;
  return record.terminalId === null || gateway.terminalId === record.terminalId ? gateway : null;
}
