import type { CreateRefundRequest } from '../../shared/contract/central-orders.ts';
import { paise, toDecimalString } from '../../shared/domain/money.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { FieldErrors } from '../ingest/field-errors.ts';
import { writeAudit } from '../store/audit.ts';
import type { Db } from '../store/db.ts';
import { insertRows } from '../store/insert-rows.ts';
import { refundBatch } from '../store/later-rows.ts';
import type { OrderRow } from '../store/read-orders.ts';
import { findRefundByKey, lockForRefund, refundsOf, type RefundRow } from '../store/refunds.ts';
import type { Caller } from '../store/tokens.ts';
import { settleOrders, takeTurn } from '../store/write-orders.ts';

export type RefundRefusal =
  | { readonly code: 'fields'; readonly errors: FieldErrors }
  | { readonly code: 'not-found' }
  | { readonly code: 'conflict' };

export type RefundOrigin = {
  readonly refundRef: string;
  readonly idempotencyKey: string | null;
  readonly bodySha256: string;
  readonly now: number;
  readonly today: string;
};

/**
 * Writes down that money of an order went back: a row that is only ever added. Never more than what is left. The same request under the same
 * Idempotency-Key gives the refund that it made before.
 */
export function refundOrder(
  db: Db,
  caller: Caller,
  order: OrderRow,
  request: CreateRefundRequest,
  origin: RefundOrigin,
): Promise<Result<{ readonly refund: RefundRow; readonly isNew: boolean }, RefundRefusal>> {
  const { shopId, tillId } = caller;
  const { refundRef, idempotencyKey, bodySha256, now, today } = origin;
  return db.transaction(async (tx) => {
    await takeTurn(tx, shopId, true);
    const before = idempotencyKey === null ? null : await findRefundByKey(tx, caller, idempotencyKey);
    if (before !== null) {
      const isSame = before.body_sha256 === bodySha256 && before.order_ref === order.order_ref;
      return isSame ? ok({ refund: before, isNew: false }) : err({ code: 'conflict' });
    }
    const left = await lockForRefund(tx, shopId, order.id);
    if (left === null) return err({ code: 'not-found' });
    const wrong = whyNot(request.amount, left);
    if (wrong !== null) return err({ code: 'fields', errors: { amount: [wrong] } });
    const row = {
      refundRef,
      orderRef: order.order_ref,
      tillId,
      version: 1,
      state: 'DONE',
      kind: 'return',
      tenderKind: request.tender ?? order.payment_method,
      amountPaise: request.amount,
      reason: request.reason,
      rrn: request.rrn,
      businessDate: today,
      idempotencyKey,
      bodySha256,
      createdAt: now,
      updatedAt: now,
    };
    await insertRows(tx, shopId, refundBatch, [row]);
    await settleOrders(tx, shopId, [order.order_ref], now);
    const actor = `till:${caller.tillCode}`;
    const subject = `order:${order.id}`;
    await writeAudit(tx, shopId, { at: now, actor, action: 'refund-created', subject, detail: refundRef });
    const stored = (await refundsOf(tx, shopId, [order.order_ref])).find(
      (refund) => refund.refund_ref === refundRef,
    );
    if (stored === undefined) throw new Error('a refund that was written can be read');
    return ok({ refund: stored, isNew: true });
  });
}

function whyNot(
  amountPaise: number,
  left: { readonly leftPaise: number; readonly paymentStatus: string },
): string | null {
  if (amountPaise === 0) return 'Ensure this value is greater than 0.';
  if (left.paymentStatus !== 'completed' && left.paymentStatus !== 'refunded')
    return 'The order is not paid.';
  if (amountPaise <= left.leftPaise) return null;
  return `More than what is left: ${toDecimalString(paise(left.leftPaise))}.`;
}
