import { readMoney } from '../../shared/contract/central-fields.ts';
import { changeOrderRequest } from '../../shared/contract/central-orders.ts';
import type { FulfilmentStatus } from '../../shared/domain/order.ts';
import { storedShipping } from '../orders/build-order.ts';
import { writeAudit } from '../store/audit.ts';
import { changeOrder, withdrawOrder } from '../store/change-orders.ts';
import { findOrder, itemsOf, type ItemRow, type OrderRow } from '../store/read-orders.ts';
import { answer, badFields, detail, notFound } from './answers.ts';
import { showOrder, type OrderDeps } from './orders.ts';
import { pathNumber, readBody, type ApiRequest, type Handler } from './request.ts';

const NEVER = 'Money is never changed: give it back with a refund.';

const moneyColumns = {
  subtotal: 'subtotal_paise',
  tax_amount: 'tax_paise',
  shipping_amount: 'shipping_paise',
  round_off: 'round_off_paise',
  total_amount: 'total_paise',
} as const satisfies Readonly<Record<string, keyof OrderRow>>;

const textColumns = {
  payment_status: 'payment_status',
  payment_method: 'payment_method',
  payment_token: 'payment_token',
  currency: 'currency',
  transaction_id: 'transaction_id',
  auth_code: 'auth_code',
  invoice_number: 'invoice_number',
  client_ref: 'order_ref',
} as const satisfies Readonly<Record<string, keyof OrderRow>>;

type Body = Readonly<Record<string, unknown>>;

function dictionary(value: unknown): Body {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/** Repeating what an order says is no change, and whole bodies of the base contract's PUT do so; anything else about money is refused. */
function changedMoney(body: Body, order: OrderRow, items: readonly ItemRow[]): Record<string, string[]> {
  const errors: Record<string, string[]> = {};
  for (const [field, column] of Object.entries(moneyColumns)) {
    if (!Object.hasOwn(body, field)) continue;
    const stated = readMoney(true)(body[field]);
    if (!stated.ok || stated.value !== order[column]) errors[field] = [NEVER];
  }
  const payment = { ...dictionary(body['transaction_details']), ...body };
  for (const [field, column] of Object.entries(textColumns)) {
    if (!Object.hasOwn(payment, field)) continue;
    if ((payment[field] ?? '') !== (order[column] ?? '')) errors[field] = [NEVER];
  }
  if (Object.hasOwn(body, 'tenders')) errors['tenders'] = [NEVER];
  if (Object.hasOwn(body, 'order_items') && !sameItems(body['order_items'], items))
    errors['order_items'] = [NEVER];
  return errors;
}

function sameItems(given: unknown, items: readonly ItemRow[]): boolean {
  if (!Array.isArray(given) || given.length !== items.length) return false;
  return given.every((item, index) => {
    const { product = null, quantity, price } = dictionary(item);
    const stored = items[index];
    if (stored === undefined) return false;
    const stated = price === undefined ? null : readMoney()(price);
    return (
      product === stored.product_id &&
      Number(quantity) * 1000 === stored.quantity_milli &&
      (stated === null || (stated.ok && stated.value === stored.unit_price_paise))
    );
  });
}

const way: readonly FulfilmentStatus[] = ['pending', 'processing', 'shipped', 'delivered'];

/** Goods go forward only; and what is paid is not cancelled before its money is back. */
function whyNotStatus(order: OrderRow, to: FulfilmentStatus | null): string | null {
  if (to === null || to === order.status) return null;
  if (to === 'cancelled') {
    return order.payment_status === 'completed' ? 'A paid order is refunded before it is cancelled.' : null;
  }
  const isForward = order.status !== 'cancelled' && way.indexOf(to) > way.indexOf(order.status);
  return isForward ? null : `An order does not go back from ${order.status} to ${to}.`;
}

async function orderOf({ db }: OrderDeps, { caller, params }: ApiRequest): Promise<OrderRow | null> {
  const id = pathNumber(params['id']);
  return id === null ? null : findOrder(db, caller.shopId, id);
}

/** PUT and PATCH orders/{id}: where the order is on its way, its notes, where it is sent. */
export const putOrder =
  (deps: OrderDeps): Handler =>
  async (request) => {
    const { db, surroundings } = deps;
    const order = await orderOf(deps, request);
    if (order === null) return notFound();
    const body = readBody(changeOrderRequest, request.body);
    if (!body.ok) return body.error;
    const { shopId, tillCode } = request.caller;
    const items = await itemsOf(db, shopId, [order.id]);
    const errors = changedMoney(dictionary(request.body), order, items);
    const { status } = body.value;
    const backwards = whyNotStatus(order, status);
    if (backwards !== null) errors['status'] = [backwards];
    if (Object.keys(errors).length > 0) return badFields(errors);
    const at = surroundings.now();
    await db.transaction(async (tx) => {
      const change = {
        status,
        notes: body.value.notes,
        shipping: storedShipping(body.value.shipping_address),
        shippedAt: body.value.shipped_at ?? (status === 'shipped' ? at : null),
        deliveredAt: body.value.delivered_at ?? (status === 'delivered' ? at : null),
      };
      await changeOrder(tx, { shopId, id: order.id }, change, at);
      const subject = `order:${order.id}`;
      const actor = `till:${tillCode}`;
      await writeAudit(tx, shopId, { at, actor, action: 'order-changed', subject, detail: status });
    });
    return showOrder(db, request.caller, order.id);
  };

/** DELETE orders/{id}: takes an order off the list that holds no money; any other stays. */
export const deleteOrder =
  (deps: OrderDeps): Handler =>
  async (request) => {
    const { db, surroundings } = deps;
    const order = await orderOf(deps, request);
    if (order === null) return notFound();
    const { shopId, tillCode } = request.caller;
    const at = surroundings.now();
    const isGone = await db.transaction(async (tx) => {
      if (!(await withdrawOrder(tx, shopId, order.id, at))) return false;
      const subject = `order:${order.id}`;
      await writeAudit(tx, shopId, {
        at,
        actor: `till:${tillCode}`,
        action: 'order-deleted',
        subject,
        detail: null,
      });
      return true;
    });
    return isGone
      ? answer(204, undefined)
      : detail(409, 'An order that holds money is never deleted: give it back with a refund.');
  };
