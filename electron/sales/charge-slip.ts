import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { Checkout, SlipTender } from '../../shared/contract/sale.ts';
import { calendarDate } from '../../shared/domain/business-date.ts';
import { giveBackIdsOf } from '../../shared/domain/derived-ids.ts';
import type { AttemptId } from '../../shared/domain/ids.ts';
import { err, type Result } from '../../shared/domain/result.ts';
import { sha256Hex } from '../platform/message-signature.ts';
import { freshProgress, listAttemptsByRrn } from '../store/repositories/attempts.ts';
import { beginCharge, type ChargePress } from '../store/units/begin-charge.ts';
import type { ChargedOrder } from '../store/units/write-order.ts';
import { announceOrder, checkoutOf } from './checkout.ts';
import type { SalesDeps } from './ports.ts';
import { refusalError } from './refusals.ts';

export type SlipCharge = {
  readonly press: ChargePress;
  readonly charged: ChargedOrder;
  readonly tender: SlipTender;
  readonly at: number;
};

/** A slip older than this is no payment of a bill that is made out now. */
const OLDEST_SLIP_MS = 7 * 86_400_000;

const paidStates: readonly string[] = ['APPROVED', 'RESOLVED_PAID'];

/** A slip is taken once (FIELD 4.11), is not another payment's, and is of these days. */
export function checkSlip(deps: SalesDeps, tender: SlipTender): PosError | null {
  const now = deps.clock.now();
  const { zone } = deps.shop();
  const { rrn, authCode, slipDate } = tender;
  const tooNew = slipDate > calendarDate(now, zone);
  if (tooNew || slipDate < calendarDate(now - OLDEST_SLIP_MS, zone)) return posError('slip-date');
  const isUsed = listAttemptsByRrn(deps.db, rrn).some(
    (other) =>
      paidStates.includes(other.state) || (other.authCode === authCode && other.slipDate === slipDate),
  );
  return isUsed ? posError('slip-used') : null;
}

/**
 * Takes what the slip of another machine says: order and attempt first, then the slip with its tender or its whole sale. Nobody verified it, and it
 * says so. A crash in between leaves an attempt that was never sent, and the slip can be typed again.
 */
export function chargeBySlip(deps: SalesDeps, input: SlipCharge): Result<Checkout, PosError> {
  const { press, charged, tender, at } = input;
  const { amountPaise, rrn, authCode, slipDate, lastFour } = tender;
  const attemptId = deps.ids.next<AttemptId>();
  const attempt = {
    ...freshProgress(at, giveBackIdsOf(attemptId)),
    slipDate,
    lastFour,
    attemptId,
    kind: 'card-manual',
    amountPaise,
    requestId: press.requestId,
    requestHash: sha256Hex(JSON.stringify([charged.order.orderId, amountPaise, rrn, authCode, slipDate])),
    gateway: 'other-machine',
    merchantId: null,
    terminalId: null,
    createdAt: at,
  } as const;
  const begun = beginCharge(deps.db, { ...charged, press, attempt, at });
  if (!begun.ok) return err(refusalError(begun.error));
  const { orderId } = charged.order;
  if (begun.value.kind === 'begun') {
    announceOrder(deps, orderId);
    if (!deps.payments().takeSlip(attemptId, { rrn, authCode })) deps.payments().cancel(attemptId);
  }
  return checkoutOf(deps, orderId);
}
