import { Readable } from 'node:stream';
import type { AdminOrdersReply } from '../../../shared/contract/central-admin.ts';
import { toDecimalString } from '../../../shared/domain/money.ts';
import type { Result } from '../../../shared/domain/result.ts';
import { cursorText, filterOf, listParameters, type ListQuery } from '../../orders/list-orders.ts';
import type { Db } from '../../store/db.ts';
import {
  countOrders,
  findOrder,
  itemsOf,
  listOrders,
  paymentsOf,
  sumOrders,
  totalsByDay,
  type OrderFilter,
} from '../../store/read-orders.ts';
import { creditNotesOf, refundsOf } from '../../store/refunds.ts';
import { answer, notFound, type Answer } from '../answers.ts';
import { readQuery } from '../query.ts';
import { adminOrder, adminWholeOrder, csvHeader, csvLine } from './views.ts';

const PAGE = 50;
const EXPORT_PAGE = 1000;

const newestFirst = { key: 'id', descending: true, offset: 0 } as const;

/** The filter of a call, or what is wrong with it; the same parameters as the API's own list. */
export function readListQuery(query: Readonly<Record<string, string>>): Result<ListQuery, Answer> {
  return readQuery(listParameters, query);
}

/** The orders of a shop that fit, newest first, with the sums of all of them. */
export async function officeOrders(db: Db, shopId: number, query: ListQuery): Promise<Answer> {
  const filter = filterOf(query);
  const page = { ...newestFirst, after: query.cursor?.place ?? null, limit: PAGE + 1 };
  const rows = await listOrders(db, shopId, filter, page);
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  const sums = await sumOrders(db, shopId, filter);
  return answer(200, {
    count: await countOrders(db, shopId, filter),
    next: rows.length > PAGE && last !== undefined ? cursorText(last, false) : null,
    total: toDecimalString(sums.totalPaise),
    refunded: toDecimalString(sums.refundedPaise),
    orders: shown.map(adminOrder),
  } satisfies AdminOrdersReply);
}

/** What is paid, and what of it went back, day by day; the newest 400 days that fit. */
export async function officeDays(db: Db, shopId: number, query: ListQuery): Promise<Answer> {
  const days = await totalsByDay(db, shopId, filterOf(query), 400);
  return answer(200, {
    days: days.map((day) => ({
      businessDate: day.business_date,
      orders: day.orders,
      total: toDecimalString(day.total_paise),
      refunded: toDecimalString(day.refunded_paise),
    })),
  });
}

/** One order with its items, payments, refunds and what the gateway said. */
export async function officeOrder(db: Db, shopId: number, id: number | null): Promise<Answer> {
  const order = id === null ? null : await findOrder(db, shopId, id);
  if (order === null) return notFound();
  const items = await itemsOf(db, shopId, [order.id]);
  const payments = await paymentsOf(db, shopId, [order.id]);
  const refunds = await refundsOf(db, shopId, [order.order_ref]);
  const notes = await creditNotesOf(db, shopId, order.order_ref);
  return answer(200, adminWholeOrder({ order, items, payments, refunds, notes }));
}

async function* csvOf(db: Db, shopId: number, filter: OrderFilter): AsyncGenerator<string> {
  yield `\uFEFF${csvHeader}`;
  let after = null;
  for (;;) {
    const rows = await listOrders(db, shopId, filter, { ...newestFirst, after, limit: EXPORT_PAGE });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map((row) => csvLine(adminOrder(row))).join('');
    after = { value: last.sold_at, id: last.id };
  }
}

/** The same orders as a CSV file, page by page, so that its size does not matter. */
export function ordersCsv(db: Db, shopId: number, query: ListQuery): Readable {
  return Readable.from(csvOf(db, shopId, filterOf(query)));
}
