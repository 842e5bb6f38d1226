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

/** Of orders, those of which something was said that changes them; of most nothing is. */
const TOLD = `SELECT order_ref FROM refunds WHERE shop_id = $1 AND order_ref = ANY($2::uuid[])
  UNION SELECT order_ref FROM standings WHERE shop_id = $1 AND order_ref = ANY($2::uuid[]) AND state = 'refunded'`;

/*
 * Orders are looked for once and by all their ids, and joined to what was said of these alone. A database that has not counted a new shop's orders yet takes them
 * for one row and may read all of them here; joined with themselves they were read once for each, which made a push of 500 take 14 s behind 6,000 orders.
 */
const SETTLE = `UPDATE orders AS o
  SET refunded_paise = now.refunded, updated_at = $3,
    payment_status = CASE WHEN now.is_refunded OR (o.total_paise > 0 AND now.refunded >= o.total_paise)
      THEN 'refunded' ELSE o.payment_status END
  FROM (
    SELECT told.order_ref, coalesce(sum(done.amount_paise), 0) AS refunded,
      EXISTS (SELECT 1 FROM standings AS s WHERE s.shop_id = $1 AND s.order_ref = told.order_ref AND s.state = 'refunded') AS is_refunded
    FROM unnest($2::uuid[]) AS told(order_ref)
    LEFT JOIN (
      SELECT order_ref, amount_paise FROM refunds WHERE shop_id = $1 AND order_ref = ANY($2::uuid[]) AND state = 'DONE'
    ) AS done ON done.order_ref = told.order_ref
    GROUP BY told.order_ref
  ) AS now
  WHERE o.shop_id = $1 AND o.order_ref = ANY($2::uuid[]) AND o.order_ref = now.order_ref
    AND (o.refunded_paise <> now.refunded OR (o.payment_status <> 'refunded'
      AND (now.is_refunded OR (o.total_paise > 0 AND now.refunded >= o.total_paise))))`;

/** Brings orders up to what was said of them after the sale, whichever came first. Called inside the transaction that wrote either. */
export async function settleOrders(
  tx: Querier,
  shopId: number,
  orderRefs: readonly string[],
  at: number,
): Promise<void> {
  if (orderRefs.length === 0) return;
  const told = await tx.query<{ order_ref: string }>(TOLD, [shopId, [...new Set(orderRefs)]]);
  if (told.length === 0) return;
  await tx.query(SETTLE, [shopId, told.map(({ order_ref: ref }) => ref), at]);
}

/**
 * Makes orders and later facts about them take turns: whoever brings a fact waits for orders that are being written, and the other way round, so
 * that one of the two always sees the other. Orders among themselves do not wait.
 */
export async function takeTurn(tx: Querier, shopId: number, bringsLaterFacts: boolean): Promise<void> {
  const lock = bringsLaterFacts ? 'FOR UPDATE' : 'FOR KEY SHARE';
  await tx.query(`SELECT shop_id FROM shops WHERE shop_id = $1 ${lock}`, [shopId]);
}
