import { createOrderRequest } from '../../shared/contract/central-orders.ts';
import { assertNever } from '../../shared/domain/result.ts';
import { createOrder, type CreateRefusal } from '../orders/create-order.ts';
import { cursorText, filterOf, listParameters, type ListQuery } from '../orders/list-orders.ts';
import { orderView } from '../orders/order-view.ts';
import type { Surroundings } from '../clock.ts';
import type { Db, Querier } from '../store/db.ts';
import {
  countOrders,
  findOrder,
  itemsOf,
  listOrders,
  paymentsOf,
  type OrderRow,
} from '../store/read-orders.ts';
import { refundsOf } from '../store/refunds.ts';
import type { Caller } from '../store/tokens.ts';
import { answer, badField, badFields, detail, notFound, type Answer } from './answers.ts';
import { readQuery } from './query.ts';
import { headerText, pathNumber, readBody, type ApiRequest, type Handler } from './request.ts';

export type OrderDeps = { readonly db: Db; readonly surroundings: Surroundings };

const PAGE_SIZE = 20;
const INDIA_AHEAD_MS = 330 * 60_000;

/** The date in India, where every shop is. */
export function indianDate(at: number): string {
  return new Date(at + INDIA_AHEAD_MS).toISOString().slice(0, 10);
}

/** Orders with all that belongs to them, by a fixed number of statements. */
export async function viewOrders(
  db: Querier,
  caller: Pick<Caller, 'shopId' | 'shopCode'>,
  orders: readonly OrderRow[],
): Promise<Record<string, unknown>[]> {
  const ids = orders.map(({ id }) => id);
  const items = await itemsOf(db, caller.shopId, ids);
  const payments = await paymentsOf(db, caller.shopId, ids);
  const refs = orders.map((order) => order.order_ref);
  const refunds = await refundsOf(db, caller.shopId, refs);
  return orders.map((order) =>
    orderView(order, {
      shopCode: caller.shopCode,
      items: items.filter((item) => item.order_id === order.id),
      payments: payments.filter((payment) => payment.order_id === order.id),
      refunds: refunds.filter((refund) => refund.order_ref === order.order_ref),
    }),
  );
}

/** One order as an answer; 404 when it is not there or another shop's. */
export async function showOrder(
  db: Querier,
  caller: Caller,
  id: number | null,
  status = 200,
): Promise<Answer> {
  const order = id === null ? null : await findOrder(db, caller.shopId, id);
  if (order === null) return notFound();
  const [view] = await viewOrders(db, caller, [order]);
  return answer(status, view);
}

/** A refusal of an order as an answer. */
export function refusal(refused: CreateRefusal): Answer {
  switch (refused.code) {
    case 'fields':
      return badFields(refused.errors);
    case 'conflict':
      return detail(409, `This ${refused.field} belongs to another request.`);
    default:
      return assertNever(refused);
  }
}

/** What a handler that writes gets from the request beside its body. */
export function originOf(request: ApiRequest, surroundings: Surroundings) {
  const now = surroundings.now();
  return {
    tillId: request.caller.tillId,
    orderRef: surroundings.newId(),
    bodySha256: request.bodySha256,
    idempotencyKey: headerText(request, 'idempotency-key'),
    now,
    today: indianDate(now),
  };
}

/** An idempotency key that is too long can't be kept. */
export function wrongKey(request: ApiRequest): Answer | null {
  const key = headerText(request, 'idempotency-key');
  return key !== null && key.length > 255
    ? badField('Idempotency-Key', 'Ensure this field has no more than 255 characters.')
    : null;
}

/** POST orders: 201 with the order; 200 when the same request made it before. */
export const postOrder =
  ({ db, surroundings }: OrderDeps): Handler =>
  async (request) => {
    const body = readBody(createOrderRequest, request.body);
    const keyError = wrongKey(request);
    if (!body.ok) return body.error;
    if (keyError !== null) return keyError;
    const created = await createOrder(db, request.caller, body.value, originOf(request, surroundings));
    if (!created.ok) return refusal(created.error);
    return showOrder(db, request.caller, created.value.id, created.value.isNew ? 201 : 200);
  };

/** GET orders/{id}. */
export const getOrder =
  ({ db }: OrderDeps): Handler =>
  (request) =>
    showOrder(db, request.caller, pathNumber(request.params['id']));

function linkOf(request: ApiRequest, change: Readonly<Record<string, string>>): string {
  const parameters = new URLSearchParams(request.query);
  for (const [name, value] of Object.entries(change)) parameters.set(name, value);
  return `${request.origin}/api/v1/orders/?${parameters.toString()}`;
}

/** The rows of a page in the list's order, and whether there are more on either side. */
async function pageOf(db: Db, caller: Caller, query: ListQuery) {
  const size = query.page_size ?? PAGE_SIZE;
  const { key, descending } = query.ordering ?? { key: 'id', descending: true };
  const { cursor } = query;
  const back = cursor?.back === true;
  const offset = cursor === undefined ? ((query.page ?? 1) - 1) * size : 0;
  const rows = await listOrders(db, caller.shopId, filterOf(query), {
    key,
    descending: back ? !descending : descending,
    after: cursor?.place ?? null,
    offset,
    limit: size + 1,
  });
  const hasMore = rows.length > size;
  const page = rows.slice(0, size);
  if (back) return { rows: page.toReversed(), hasNext: true, hasPrevious: hasMore };
  return { rows: page, hasNext: hasMore, hasPrevious: cursor !== undefined || offset > 0 };
}

function links(request: ApiRequest, query: ListQuery, page: Awaited<ReturnType<typeof pageOf>>) {
  const last = page.rows.at(-1);
  const first = page.rows[0];
  // Who walks by page numbers goes on by them; everyone else walks by keyset, which no arriving order can shift.
  if (query.page !== undefined && query.cursor === undefined) {
    return {
      next: page.hasNext ? linkOf(request, { page: String(query.page + 1) }) : null,
      previous: query.page > 1 ? linkOf(request, { page: String(query.page - 1) }) : null,
    };
  }
  return {
    next: page.hasNext && last !== undefined ? linkOf(request, { cursor: cursorText(last, false) }) : null,
    previous:
      page.hasPrevious && first !== undefined ? linkOf(request, { cursor: cursorText(first, true) }) : null,
  };
}

/** GET orders: the shop's orders, newest first, 20 a page. */
export const listOrdersHandler =
  ({ db }: OrderDeps): Handler =>
  async (request) => {
    const query = readQuery(listParameters, request.query);
    if (!query.ok) return query.error;
    const isElsewhere = query.value.shop !== undefined && query.value.shop !== request.caller.shopCode;
    if (isElsewhere) return answer(200, { count: 0, next: null, previous: null, results: [] });
    const page = await pageOf(db, request.caller, query.value);
    if (page.rows.length === 0 && (query.value.page ?? 1) > 1) return detail(404, 'Invalid page.');
    const count = await countOrders(db, request.caller.shopId, filterOf(query.value));
    const results = await viewOrders(db, request.caller, page.rows);
    return answer(200, { count, ...links(request, query.value, page), results });
  };
