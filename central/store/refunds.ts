import type { Paise } from '../../shared/domain/money.ts';
import type { Querier } from './db.ts';

/** A refund as it is stored. */
export type RefundRow = {
  readonly id: number;
  readonly refund_ref: string;
  readonly order_ref: string;
  readonly state: string;
  readonly kind: string;
  readonly tender_kind: string;
  readonly amount_paise: Paise;
  readonly reason: string;
  readonly rrn: string | null;
  readonly business_date: string;
  readonly body_sha256: string | null;
  readonly created_at: number;
  readonly updated_at: number;
};

export type CreditNoteRow = {
  readonly credit_note_ref: string;
  readonly order_ref: string;
  readonly number: string;
  readonly business_date: string;
  readonly subtotal_paise: Paise;
  readonly tax_paise: Paise;
  readonly round_off_paise: Paise;
  readonly total_paise: Paise;
  readonly reason: string;
  readonly created_at: number;
};

/** The refunds of orders, oldest first. */
export async function refundsOf(
  db: Querier,
  shopId: number,
  orderRefs: readonly string[],
): Promise<RefundRow[]> {
  if (orderRefs.length === 0) return [];
  return db.query<RefundRow>(
    'SELECT * FROM refunds WHERE shop_id = $1 AND order_ref = ANY($2::uuid[]) ORDER BY created_at, id',
    [shopId, orderRefs],
  );
}

/** The credit notes of an order, oldest first. */
export async function creditNotesOf(db: Querier, shopId: number, orderRef: string): Promise<CreditNoteRow[]> {
  return db.query<CreditNoteRow>(
    'SELECT * FROM credit_notes WHERE shop_id = $1 AND order_ref = $2::uuid ORDER BY created_at, credit_note_ref',
    [shopId, orderRef],
  );
}

/** The refund that a till asked for under a key of its own, or null. */
export async function findRefundByKey(
  db: Querier,
  till: { readonly shopId: number; readonly tillId: number },
  key: string,
): Promise<RefundRow | null> {
  const rows = await db.query<RefundRow>(
    'SELECT * FROM refunds WHERE shop_id = $1 AND till_id = $2 AND idempotency_key = $3',
    [till.shopId, till.tillId, key],
  );
  return rows[0] ?? null;
}

/** Takes the order for this transaction alone, and says how much of its money can still go back. */
export async function lockForRefund(
  tx: Querier,
  shopId: number,
  orderId: number,
): Promise<{ readonly leftPaise: number; readonly paymentStatus: string } | null> {
  const orders = await tx.query<{ order_ref: string; total_paise: number; payment_status: string }>(
    'SELECT order_ref, total_paise, payment_status FROM orders WHERE shop_id = $1 AND id = $2 AND deleted_at IS NULL FOR UPDATE',
    [shopId, orderId],
  );
  const [order] = orders;
  if (order === undefined) return null;
  // A refund that may still go through counts as gone; one that was refused does not.
  const rows = await tx.query<{ spoken_for: number | null }>(
    `SELECT sum(amount_paise) AS spoken_for FROM refunds WHERE shop_id = $1 AND order_ref = $2::uuid AND state <> 'REFUSED'`,
    [shopId, order.order_ref],
  );
  return {
    leftPaise: order.total_paise - (rows[0]?.spoken_for ?? 0),
    paymentStatus: order.payment_status,
  };
}
