import type { AttemptEvent } from '../../shared/domain/payment-events.ts';
import { assert, assertNever } from '../../shared/domain/result.ts';
import type { AttemptRef, Gateway } from '../gateway/index.ts';
import type { AttemptRecord } from '../store/repositories/attempts.ts';

/** A void or a refund that the gateway calls impossible may be one that somebody else made: the status tells. */
async function askInstead(
  gateway: Gateway,
  ref: AttemptRef,
  refused: AttemptEvent,
  lost: AttemptEvent,
  signal: AbortSignal,
): Promise<AttemptEvent> {
  const status = await gateway.status(ref, signal);
  if (!status.ok) return lost;
  if (status.value.kind === 'voided') return { type: 'voided' };
  return status.value.kind === 'refunded' ? { type: 'refunded' } : refused;
}

async function voidIt(
  gateway: Gateway,
  record: AttemptRecord,
  ref: AttemptRef,
  signal: AbortSignal,
): Promise<AttemptEvent> {
  const { voidId } = record;
  assert(voidId !== null, 'an attempt has the id of its void from the start');
  const result = await gateway.void({ ...ref, voidId }, signal);
  // Where there is no void at all, a refund takes over.
  if (!result.ok) return { type: result.error.code === 'not-supported' ? 'void-refused' : 'void-lost' };
  switch (result.value.kind) {
    case 'voided':
      return { type: 'voided' };
    case 'settled':
      return { type: 'void-refused' };
    case 'not-approved':
      return askInstead(gateway, ref, { type: 'void-refused' }, { type: 'void-lost' }, signal);
    default:
      return assertNever(result.value);
  }
}

async function refundIt(
  gateway: Gateway,
  record: AttemptRecord,
  ref: AttemptRef,
  signal: AbortSignal,
): Promise<AttemptEvent> {
  const { refundId } = record;
  assert(refundId !== null, 'an attempt has the id of its refund from the start');
  const result = await gateway.refund({ ...ref, refundId, refundPaise: ref.amountPaise }, signal);
  // Where there is no refund at all, a person gives it on the terminal and a manager signs (the exception list).
  if (!result.ok) return { type: result.error.code === 'not-supported' ? 'refund-refused' : 'refund-lost' };
  return result.value.kind === 'refunded'
    ? { type: 'refunded' }
    : askInstead(gateway, ref, { type: 'refund-refused' }, { type: 'refund-lost' }, signal);
}

/**
 * Gives the whole approval back: by void, or by refund once a void was refused (FIELD 4.4). The ids are the attempt's own, so that a
 * repeat is always the same void and the same refund. Any doubt is `void-lost` or `refund-lost`.
 */
export function giveBack(
  gateway: Gateway,
  record: AttemptRecord,
  signal: AbortSignal,
): Promise<AttemptEvent> {
  const { attemptId, gatewayHandle } = record;
  const ref = { attemptId, amountPaise: record.approvedPaise ?? record.amountPaise, handle: gatewayHandle };
  const isRefund = record.state === 'REFUND_DUE' || record.state === 'REFUND_UNKNOWN';
  return isRefund ? refundIt(gateway, record, ref, signal) : voidIt(gateway, record, ref, signal);
}
