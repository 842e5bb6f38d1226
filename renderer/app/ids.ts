import { parseLineId, parseOrderId, parseRefundId, parseRequestId } from '../../shared/domain/ids.ts';
import type { IdError, LineId, OrderId, RefundId, RequestId } from '../../shared/domain/ids.ts';
import { assert, type Result } from '../../shared/domain/result.ts';

/** What makes ids in the window; tests pass their own. */
export type WindowIds = {
  readonly order: () => OrderId;
  readonly line: () => LineId;
  readonly request: () => RequestId;
};

const HEX = 16;

/** A UUID of version 7 (RFC 9562, section 5.7): 48 bits of UTC milliseconds, then randomness. */
export function uuidV7(atMs: number, random: Uint8Array): string {
  assert(random.length >= 10, 'a UUID of version 7 needs ten random bytes');
  const time = atMs.toString(HEX).padStart(12, '0');
  const bytes = random.slice(0, 10);
  bytes[0] = ((bytes[0] ?? 0) & 0x0f) | 0x70;
  bytes[2] = ((bytes[2] ?? 0) & 0x3f) | 0x80;
  const rest = Array.from(bytes, (byte) => byte.toString(HEX).padStart(2, '0')).join('');
  const digits = `${time}${rest}`;
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ].join('-');
}

function made<T>(parse: (text: string) => Result<T, IdError>): T {
  const result = parse(uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10))));
  assert(result.ok, 'a new id must parse');
  return result.value;
}

/** Makes ids from the machine's clock and its secure randomness. */
export const windowIds: WindowIds = {
  order: () => made(parseOrderId),
  line: () => made(parseLineId),
  request: () => made(parseRequestId),
};

/** The id of a return: one for each opening of its confirmation. */
export function newRefundId(): RefundId {
  return made(parseRefundId);
}
