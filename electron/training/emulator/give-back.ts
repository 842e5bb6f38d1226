import { refundedPaise, type HeldTransaction } from './transaction.ts';

export type VoidResult = 'VOIDED' | 'SETTLED' | 'NOT_APPROVED';
export type RefundResult = 'REFUNDED' | 'over-refund' | 'not-approved';

/** What a void or a refund makes of a payment, and what is answered. */
export type Change<R> = { readonly next: HeldTransaction; readonly result: R };

/** Takes an approval back unless its batch is settled; the same voidId again answers the same. */
export function applyVoid(held: HeldTransaction, voidId: string): Change<VoidResult> {
  if (held.status === 'VOIDED') {
    return { next: held, result: held.voidId === voidId ? 'VOIDED' : 'NOT_APPROVED' };
  }
  if (held.status !== 'APPROVED' || held.refunds.some((refund) => !refund.refused)) {
    return { next: held, result: 'NOT_APPROVED' };
  }
  if (held.settled) return { next: held, result: 'SETTLED' };
  return { next: { ...held, status: 'VOIDED', voidId }, result: 'VOIDED' };
}

/** Gives a part or all back, never more than was charged; the same refundId again answers the same. */
export function applyRefund(
  held: HeldTransaction,
  refundId: string,
  amountPaise: number,
): Change<RefundResult> {
  const earlier = held.refunds.find((refund) => refund.refundId === refundId);
  if (earlier !== undefined) return { next: held, result: earlier.refused ? 'over-refund' : 'REFUNDED' };
  if (held.status !== 'APPROVED' && held.status !== 'REFUNDED') return { next: held, result: 'not-approved' };
  const refused = refundedPaise(held) + amountPaise > held.chargedPaise;
  const next: HeldTransaction = { ...held, refunds: [...held.refunds, { refundId, amountPaise, refused }] };
  const whole = refundedPaise(next) === held.chargedPaise;
  return {
    next: whole ? { ...next, status: 'REFUNDED' } : next,
    result: refused ? 'over-refund' : 'REFUNDED',
  };
}
