import type { FulfilmentStatus, PaymentStatus } from '../../shared/domain/order.ts';
import { ZERO_PAISE, type Paise } from '../../shared/domain/money.ts';
import type { Param, Querier } from './db.ts';

/** An order as it is stored. */
export type OrderRow = {
  readonly shop_id: number;
  readonly id: number;
  readonly till_id: number;
  readonly till_code: string;
  readonly order_ref: string;
  readonly has_client_ref: boolean;
  readonly body_sha256: string;
  readonly status: FulfilmentStatus;
  readonly payment_status: PaymentStatus;
  readonly subtotal_paise: Paise;
  readonly discount_paise: Paise;
  readonly tax_paise: Paise;
  readonly shipping_paise: Paise;
  readonly round_off_paise: Paise;
  readonly total_paise: Paise;
  readonly refunded_paise: Paise;
  readonly payment_method: string;
  readonly payment_token: string | null;
  readonly transaction_id: string | null;
  readonly auth_code: string | null;
  readonly gateway_response: string | null;
  readonly currency: string;
  readonly notes: string;
  readonly customer_name: string | null;
  readonly customer_email: string | null;
  readonly shipping: string | null;
  readonly invoice_number: string | null;
  readonly business_date: string;
  readonly cashier: string | null;
  readonly sold_at: number;
  readonly created_at: number;
  readonly updated_at: number;
  readonly shipped_at: number | null;
  readonly delivered_at: number | null;
};

export type ItemRow = {
  readonly order_id: number;
  readonly id: number;
  readonly product_id: number | null;
  readonly product_ref: string | null;
  readonly title: string;
  readonly brand: string;
  readonly size: string;
  readonly color: string;
  readonly hsn: string | null;
  readonly unit: string | null;
  readonly quantity_milli: number;
  readonly unit_price_paise: Paise;
  readonly catalogue_price_paise: Paise | null;
  readonly discount_paise: Paise;
  readonly gst_rate_bp: number | null;
  readonly tax_paise: Paise | null;
  readonly total_paise: Paise;
};

export type PaymentRow = {
  readonly order_id: number;
  readonly kind: string;
  readonly amount_paise: Paise;
  readonly received_paise: Paise | null;
  readonly change_paise: Paise | null;
  readonly scheme: string | null;
  readonly last_four: string | null;
  readonly rrn: string | null;
  readonly auth_code: string | null;
  readonly taken_at: number | null;
};

/** Which orders are meant; all conditions hold together. */
export type OrderFilter = {
  readonly dateFrom?: string;
  readonly dateTo?: string;
  readonly till?: string;
  readonly paymentStatus?: string;
  readonly status?: string;
  readonly transactionId?: string;
  readonly invoiceNumber?: string;
  readonly clientRef?: string;
  readonly paymentMethod?: string;
};

export type OrderKey = 'id' | 'sold_at';

/** A place in the list: the rows after it, in the direction of the list. */
export type Place = { readonly value: number; readonly id: number };

export type Page = {
  readonly key: OrderKey;
  readonly descending: boolean;
  readonly after: Place | null;
  readonly offset: number;
  readonly limit: number;
};

// The till's code is looked up for each row that is given: joined to the tills, all orders of the shop were read and sorted for one page, since a database takes
// a till for as rare in each shop as it is among all.
const SELECT = `SELECT o.*, (SELECT l.code FROM tills l WHERE l.shop_id = o.shop_id AND l.till_id = o.till_id) AS till_code FROM orders o`;

const conditions: Readonly<Record<keyof OrderFilter, string>> = {
  dateFrom: 'o.business_date >= ?',
  dateTo: 'o.business_date <= ?',
  till: 'o.till_id = (SELECT till_id FROM tills WHERE shop_id = $1 AND code = ?)',
  paymentStatus: 'o.payment_status = ?',
  status: 'o.status = ?',
  transactionId: 'o.transaction_id = ?',
  invoiceNumber: 'o.invoice_number = ?',
  clientRef: 'o.order_ref = ?::uuid',
  paymentMethod: 'o.payment_method = ?',
};

const filterNames = [
  'dateFrom',
  'dateTo',
  'till',
  'paymentStatus',
  'status',
  'transactionId',
  'invoiceNumber',
  'clientRef',
  'paymentMethod',
] as const satisfies readonly (keyof OrderFilter)[];

/** The conditions of a filter as SQL, and the parameters that it names. Only texts written here are joined. */
function where(shopId: number, filter: OrderFilter): { readonly sql: string; readonly params: Param[] } {
  const params: Param[] = [shopId];
  const parts = ['o.shop_id = $1', 'o.deleted_at IS NULL'];
  for (const name of filterNames) {
    const value = filter[name];
    if (value === undefined) continue;
    params.push(value);
    parts.push(conditions[name].replace('?', `$${params.length}`));
  }
  return { sql: parts.join(' AND '), params };
}

/** A page of a shop's orders, by keyset where `after` is given. */
export async function listOrders(
  db: Querier,
  shopId: number,
  filter: OrderFilter,
  page: Page,
): Promise<OrderRow[]> {
  const { sql, params } = where(shopId, filter);
  const parts = [sql];
  if (page.after !== null) {
    const than = page.descending ? '<' : '>';
    if (page.key === 'id') {
      params.push(page.after.id);
      parts.push(`o.id ${than} $${params.length}`);
    } else {
      params.push(page.after.value, page.after.id);
      parts.push(`(o.sold_at, o.id) ${than} ($${params.length - 1}::bigint, $${params.length}::bigint)`);
    }
  }
  const way = page.descending ? 'DESC' : 'ASC';
  const order = page.key === 'id' ? `o.id ${way}` : `o.sold_at ${way}, o.id ${way}`;
  params.push(page.limit, page.offset);
  const tail = `ORDER BY ${order} LIMIT $${params.length - 1} OFFSET $${params.length}`;
  return db.query<OrderRow>(`${SELECT} WHERE ${parts.join(' AND ')} ${tail}`, params);
}

/** How many of a shop's orders fit. */
export async function countOrders(db: Querier, shopId: number, filter: OrderFilter): Promise<number> {
  const { sql, params } = where(shopId, filter);
  const rows = await db.query<{ count: number }>(
    `SELECT count(*) AS count FROM orders o WHERE ${sql}`,
    params,
  );
  return rows[0]?.count ?? 0;
}

/** The sums of a day. */
export type DayTotals = {
  readonly business_date: string;
  readonly orders: number;
  readonly total_paise: Paise;
  readonly refunded_paise: Paise;
};

/** The sums of a shop's orders that fit, by day, newest day first. */
export async function totalsByDay(
  db: Querier,
  shopId: number,
  filter: OrderFilter,
  limit: number,
): Promise<DayTotals[]> {
  const { sql, params } = where(shopId, filter);
  params.push(limit);
  return db.query<DayTotals>(
    `SELECT o.business_date, count(*) AS orders, sum(o.total_paise) AS total_paise, sum(o.refunded_paise) AS refunded_paise
      FROM orders o WHERE ${sql} AND o.payment_status IN ('completed', 'refunded')
      GROUP BY o.business_date ORDER BY o.business_date DESC LIMIT $${params.length}`,
    params,
  );
}

/** One order of a shop, or null: another shop's order is not there. */
export async function findOrder(db: Querier, shopId: number, id: number): Promise<OrderRow | null> {
  const rows = await db.query<OrderRow>(
    `${SELECT} WHERE o.shop_id = $1 AND o.id = $2 AND o.deleted_at IS NULL`,
    [shopId, id],
  );
  return rows[0] ?? null;
}

/** The same by the till's own id of it. */
export async function findOrderByRef(db: Querier, shopId: number, ref: string): Promise<OrderRow | null> {
  const rows = await db.query<OrderRow>(
    `${SELECT} WHERE o.shop_id = $1 AND o.order_ref = $2::uuid AND o.deleted_at IS NULL`,
    [shopId, ref],
  );
  return rows[0] ?? null;
}

/** The lines of orders, in their order. */
export async function itemsOf(db: Querier, shopId: number, ids: readonly number[]): Promise<ItemRow[]> {
  if (ids.length === 0) return [];
  return db.query<ItemRow>(
    'SELECT * FROM order_items WHERE shop_id = $1 AND order_id = ANY($2::bigint[]) ORDER BY order_id, position',
    [shopId, ids],
  );
}

/** The tenders of orders, in their order. */
export async function paymentsOf(db: Querier, shopId: number, ids: readonly number[]): Promise<PaymentRow[]> {
  if (ids.length === 0) return [];
  return db.query<PaymentRow>(
    'SELECT * FROM payments WHERE shop_id = $1 AND order_id = ANY($2::bigint[]) ORDER BY order_id, position',
    [shopId, ids],
  );
}

/** What is paid of a shop's orders that fit, and what of it went back. */
export async function sumOrders(
  db: Querier,
  shopId: number,
  filter: OrderFilter,
): Promise<{ readonly totalPaise: Paise; readonly refundedPaise: Paise }> {
  const { sql, params } = where(shopId, filter);
  const rows = await db.query<{ total: Paise; refunded: Paise }>(
    `SELECT coalesce(sum(o.total_paise), 0) AS total, coalesce(sum(o.refunded_paise), 0) AS refunded FROM orders o
      WHERE ${sql} AND o.payment_status IN ('completed', 'refunded')`,
    params,
  );
  return { totalPaise: rows[0]?.total ?? ZERO_PAISE, refundedPaise: rows[0]?.refunded ?? ZERO_PAISE };
}
