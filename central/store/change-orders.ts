import type { FulfilmentStatus } from '../../shared/domain/order.ts';
import { assert } from '../../shared/domain/result.ts';
import type { Querier } from './db.ts';
import type { OrderRow } from './read-orders.ts';

/* The few changes that an order knows after it was written. Its money is not among them; the database refuses that by itself. */

export type GatewayVerdict = {
  readonly shopId: number;
  readonly id: number;
  /** JSON of what the gateway said. */
  readonly response: string;
  readonly at: number;
};

const PAID = `UPDATE orders SET gateway_response = $3, updated_at = $4,
    payment_status = CASE WHEN payment_status = 'refunded' THEN 'refunded' ELSE 'completed' END,
    status = CASE WHEN status = 'pending' THEN 'processing' ELSE status END
  WHERE shop_id = $1 AND id = $2 RETURNING status, payment_status`;
const FAILED = `UPDATE orders SET gateway_response = $3, updated_at = $4, payment_status = 'failed'
  WHERE shop_id = $1 AND id = $2 AND payment_status IN ('pending', 'processing')`;

/** Keeps an approval: the order is paid, unless it went further already. */
export async function markPaid(
  tx: Querier,
  { shopId, id, response, at }: GatewayVerdict,
): Promise<Pick<OrderRow, 'status' | 'payment_status'>> {
  const rows = await tx.query<Pick<OrderRow, 'status' | 'payment_status'>>(PAID, [shopId, id, response, at]);
  const [row] = rows;
  assert(row !== undefined, 'an order that was found is there');
  return row;
}

/** Keeps a refusal: an order that was not paid yet has failed; a paid one stays paid. */
export async function markFailed(tx: Querier, { shopId, id, response, at }: GatewayVerdict): Promise<void> {
  await tx.query(FAILED, [shopId, id, response, at]);
}

/** Whether the gateway's name of an order is that of another order of the shop, or whether another order holds the same transaction. */
export async function belongsToAnother(
  db: Querier,
  shopId: number,
  order: Pick<OrderRow, 'id' | 'order_ref' | 'transaction_id'>,
  gatewayOrderId: string,
): Promise<boolean> {
  const rows = await db.query(
    `SELECT 1 FROM orders WHERE shop_id = $1 AND id <> $2 AND (transaction_id = $3 OR order_ref::text = $5)
      UNION ALL SELECT 1 FROM attempts WHERE shop_id = $1 AND order_ref <> $4::uuid AND attempt_ref::text = $5 LIMIT 1`,
    [shopId, order.id, order.transaction_id, order.order_ref, gatewayOrderId.toLowerCase()],
  );
  return rows.length > 0;
}

/** What PUT and PATCH may change; null leaves it as it is. */
export type OrderChange = {
  readonly status: FulfilmentStatus | null;
  readonly notes: string | null;
  readonly shipping: string | null;
  readonly shippedAt: number | null;
  readonly deliveredAt: number | null;
};

const CHANGE = `UPDATE orders SET status = coalesce($3, status), notes = coalesce($4, notes), shipping = coalesce($5, shipping),
    shipped_at = coalesce($6, shipped_at), delivered_at = coalesce($7, delivered_at), updated_at = $8
  WHERE shop_id = $1 AND id = $2`;

/** Changes where an order is on its way. */
export async function changeOrder(
  tx: Querier,
  order: { readonly shopId: number; readonly id: number },
  change: OrderChange,
  at: number,
): Promise<void> {
  const { status, notes, shipping, shippedAt, deliveredAt } = change;
  await tx.query(CHANGE, [order.shopId, order.id, status, notes, shipping, shippedAt, deliveredAt, at]);
}

/** Takes an order off the list that was never paid and has no invoice; true when it was such a one. The row stays. */
export async function withdrawOrder(tx: Querier, shopId: number, id: number, at: number): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE orders SET deleted_at = $3, updated_at = $3, status = 'cancelled',
        transaction_id = NULL, idempotency_key = NULL WHERE shop_id = $1 AND id = $2
      AND deleted_at IS NULL AND payment_status IN ('pending', 'failed') AND invoice_number IS NULL
      AND NOT EXISTS (SELECT 1 FROM payments WHERE payments.shop_id = $1 AND payments.order_id = $2) RETURNING id`,
    [shopId, id, at],
  );
  return rows.length === 1;
}
