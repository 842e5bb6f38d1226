import type { CreateOrderRequest } from '../../shared/contract/central-orders.ts';
import { assert, err, ok, type Result } from '../../shared/domain/result.ts';
import type { FieldErrors } from '../ingest/field-errors.ts';
import { writeAudit } from '../store/audit.ts';
import type { Db, Querier } from '../store/db.ts';
import { productsByNumber } from '../store/products.ts';
import type { Caller } from '../store/tokens.ts';
import { settleOrders, takeTurn, writeOrders } from '../store/write-orders.ts';
import { buildOrder, type OrderOrigin } from './build-order.ts';
import type { NewOrder } from '../store/order-rows.ts';

/** An order is there: written now, or by the same request before. */
export type Created = { readonly id: number; readonly isNew: boolean };

export type CreateRefusal =
  | { readonly code: 'fields'; readonly errors: FieldErrors }
  /** This key, transaction or client_ref belongs to another request. */
  | { readonly code: 'conflict'; readonly field: string };

type Twin = {
  id: number;
  body_sha256: string;
  order_ref: string;
  idempotency_key: string | null;
  till_id: number;
  deleted_at: number | null;
};

const TWINS = `SELECT id, body_sha256, order_ref, idempotency_key, till_id, deleted_at FROM orders WHERE shop_id = $1
    AND (order_ref = $3::uuid OR (till_id = $2 AND (idempotency_key = $4 OR transaction_id = $5)))
  ORDER BY id LIMIT 2`;

/** What is there under one of the order's keys: the same request, or another one. */
async function meetTwin(
  db: Querier,
  shopId: number,
  order: NewOrder,
): Promise<Result<Created, CreateRefusal>> {
  const { tillId, orderRef, idempotencyKey, transactionId, bodySha256 } = order;
  const twins = await db.query<Twin>(TWINS, [shopId, tillId, orderRef, idempotencyKey, transactionId]);
  const [twin] = twins;
  assert(twin !== undefined, 'an order that is not written met another one');
  const isSame = twin.body_sha256 === bodySha256 && twin.till_id === tillId && twin.deleted_at === null;
  if (isSame && twins.length === 1) return ok({ id: twin.id, isNew: false });
  if (twin.idempotency_key !== null && twin.idempotency_key === idempotencyKey) {
    return err({ code: 'conflict', field: 'Idempotency-Key' });
  }
  return err({ code: 'conflict', field: twin.order_ref === orderRef ? 'client_ref' : 'transaction_id' });
}

/**
 * Creates an order in one transaction. The same request under the same Idempotency-Key, transaction or client_ref gives the order that it made
 * before; another request under one of them is a conflict.
 */
export function createOrder(
  db: Db,
  caller: Caller,
  request: CreateOrderRequest,
  origin: OrderOrigin,
): Promise<Result<Created, CreateRefusal>> {
  return db.transaction((tx) => createOrderIn(tx, caller, request, origin));
}

/** The same inside a transaction that the caller holds. */
export async function createOrderIn(
  tx: Querier,
  caller: Caller,
  request: CreateOrderRequest,
  origin: OrderOrigin,
): Promise<Result<Created, CreateRefusal>> {
  const { shopId } = caller;
  const numbers = request.order_items.flatMap(({ product }) => product ?? []);
  const products = await productsByNumber(tx, shopId, numbers, origin.today);
  const built = buildOrder(request, products, origin);
  if (!built.ok) return err({ code: 'fields', errors: built.error });
  await takeTurn(tx, shopId, false);
  const [written] = await writeOrders(tx, shopId, [built.value]);
  if (written === undefined) return meetTwin(tx, shopId, built.value.order);
  await settleOrders(tx, shopId, [written.orderRef], origin.now);
  await writeAudit(tx, shopId, {
    at: origin.now,
    actor: `till:${caller.tillCode}`,
    action: 'order-created',
    subject: `order:${written.id}`,
    detail: null,
  });
  return ok({ id: written.id, isNew: true });
}
