import type { Querier } from './db.ts';
import { insertRows } from './insert-rows.ts';
import { itemBatch, orderBatch, paymentBatch, type Placed, type WholeOrder } from './order-rows.ts';

/** What one order got: its number here. */
export type WrittenOrder = { readonly orderRef: string; readonly id: number };

function placed<Row>(
  orders: readonly WholeOrder[],
  ids: ReadonlyMap<string, number>,
  rowsOf: (order: WholeOrder) => readonly Row[],
): Placed<Row>[] {
  return orders.flatMap((whole) => {
    const orderId = ids.get(whole.order.orderRef);
    if (orderId === undefined) return [];
    return rowsOf(whole).map((row, index) => ({ orderId, position: index + 1, row }));
  });
}

/**
 * Writes orders of a shop with their lines and payments by three statements, whatever their number. An order that meets another under one of
 * its keys is not written and not returned. Called inside a transaction.
 */
export async function writeOrders(
  tx: Querier,
  shopId: number,
  orders: readonly WholeOrder[],
): Promise<WrittenOrder[]> {
  const rows = orders.map(({ order }) => order);
  const returned = await insertRows<(typeof rows)[number], { id: number; order_ref: string }>(
    tx,
    shopId,
    orderBatch,
    rows,
  );
  const ids = new Map(returned.map((row) => [row.order_ref, row.id]));
  await insertRows(
    tx,
    shopId,
    itemBatch,
    placed(orders, ids, (whole) => whole.items),
  );
  await insertRows(
    tx,
    shopId,
    paymentBatch,
    placed(orders, ids, (whole) => whole.payments),
  );
  return returned.map((row) => ({ orderRef: row.order_ref, id: row.id }));
}

const SETTLE = `UPDATE orders AS o
  SET refunded_paise = now.refunded, payment_status = now.payment_status, updated_at = $3
  FROM (
    SELECT known.id, coalesce(back.done, 0) AS refunded,
      CASE WHEN standing.state = 'refunded' OR (known.total_paise > 0 AND back.done >= known.total_paise)
        THEN 'refunded' ELSE known.payment_status END AS payment_status
    FROM orders AS known
    LEFT JOIN (
      SELECT order_ref, sum(amount_paise) AS done FROM refunds
      WHERE shop_id = $1 AND order_ref = ANY($2::uuid[]) AND state = 'DONE' GROUP BY order_ref
    ) AS back ON back.order_ref = known.order_ref
    LEFT JOIN standings AS standing ON standing.shop_id = $1 AND standing.order_ref = known.order_ref
    WHERE known.shop_id = $1 AND known.order_ref = ANY($2::uuid[])
  ) AS now
  WHERE o.shop_id = $1 AND o.id = now.id
    AND (o.refunded_paise, o.payment_status) IS DISTINCT FROM (now.refunded, now.payment_status)`;

/** Brings orders up to what was said of them after the sale, whichever came first. Called inside the transaction that wrote either. */
export async function settleOrders(
  tx: Querier,
  shopId: number,
  orderRefs: readonly string[],
  at: number,
): Promise<void> {
  if (orderRefs.length > 0) await tx.query(SETTLE, [shopId, [...new Set(orderRefs)], at]);
}

/**
 * Makes orders and later facts about them take turns: whoever brings a fact waits for orders that are being written, and the other way round, so
 * that one of the two always sees the other. Orders among themselves do not wait.
 */
export async function takeTurn(tx: Querier, shopId: number, bringsLaterFacts: boolean): Promise<void> {
  const lock = bringsLaterFacts ? 'FOR UPDATE' : 'FOR KEY SHARE';
  await tx.query(`SELECT shop_id FROM shops WHERE shop_id = $1 ${lock}`, [shopId]);
}
