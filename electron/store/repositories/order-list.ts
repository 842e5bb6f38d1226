import { parseRupees } from '../../../shared/domain/money.ts';
import { assert } from '../../../shared/domain/result.ts';
import type { ListedOrder, OrderRow } from '../../../shared/contract/orders.ts';
import { selected } from '../columns.ts';
import type { Reader, SqlValue } from '../handles.ts';
import { orderMatch } from './order-search.ts';
import { tenderKindsOf } from './orders.ts';

/** A page of the list of orders and where the next one begins; null at the end. */
export type OrderPage = { readonly orders: ListedOrder[]; readonly nextBeforeSeq: number | null };

type ListedRow = Omit<ListedOrder, 'tenderKinds'> & { readonly tenderKinds: string };

const rowFields = [
  'orderId',
  'seq',
  'state',
  'invoiceNumber',
  'businessDate',
  'createdAt',
  'totalPaise',
  'lineCount',
  'firstProduct',
  'tenderKinds',
  'lastFour',
  'buyerPhone',
] as const satisfies readonly (keyof OrderRow)[];

// Of several returns the one that most needs a person: refused, then under way, then done.
const REFUND_STATE = `(SELECT substr(min(CASE r.state WHEN 'REFUSED' THEN '1' WHEN 'DONE' THEN '3' ELSE '2' END || r.state), 2)
  FROM refunds r WHERE r.order_seq = o.seq AND r.return_id IS NOT NULL) AS refundState`;
const FIRST_PRODUCT_HI = `(SELECT t.name_hi FROM order_lines l JOIN line_texts t ON t.text_id = l.text_id
  WHERE l.order_seq = o.seq AND l.position = 1) AS firstProductHi`;
const SELECT = `SELECT ${selected(rowFields, 'o')}, ${REFUND_STATE}, ${FIRST_PRODUCT_HI} FROM orders o`;
const PAGE = 'ORDER BY o.seq DESC LIMIT @limit';

/** Every way to find orders; each is one range of an index, newest first. Exported for the test of their plans. */
export const orderQueries = {
  latest: `${SELECT} WHERE o.seq < @before ${PAGE}`,
  number: `${SELECT} WHERE o.invoice_number = @value AND o.seq < @before ${PAGE}`,
  serial: `${SELECT} WHERE o.series_id IN (SELECT series_id FROM invoice_series) AND o.series_number = @value
    AND o.seq < @before ${PAGE}`,
  phone: `${SELECT} WHERE o.buyer_phone = @value AND o.seq < @before ${PAGE}`,
  amount: `${SELECT} WHERE o.total_paise = @value AND o.seq < @before ${PAGE}`,
  lastFour: `${SELECT} JOIN (SELECT DISTINCT order_seq FROM tenders WHERE last_four = @value AND order_seq < @before
    ORDER BY order_seq DESC LIMIT @limit) t ON t.order_seq = o.seq ${PAGE}`,
  words: `${SELECT} JOIN (SELECT rowid AS found FROM order_search WHERE order_search MATCH @value AND rowid < @before
    ORDER BY rowid DESC LIMIT @limit) s ON s.found = o.seq ${PAGE}`,
  day: `${SELECT} WHERE o.business_date = @value AND o.seq < @before ${PAGE}`,
} as const;

type Search = { readonly by: keyof typeof orderQueries; readonly value: SqlValue };

/** What a person may have meant by what they typed. */
function searchesFor(db: Reader, typed: string): Search[] {
  const searches: Search[] = [];
  const text = typed.trim();
  const compact = text.replace(/\s/g, '');
  if (/^[A-Za-z0-9][A-Za-z0-9/-]*$/.test(compact))
    searches.push({ by: 'number', value: compact.toUpperCase() });
  // "123" is what a person says of A1/2627/000123.
  if (/^\d{1,6}$/.test(compact)) searches.push({ by: 'serial', value: Number(compact) });
  if (/^\d{4}$/.test(compact)) searches.push({ by: 'lastFour', value: compact });
  if (/^\+?\d{6,15}$/.test(compact)) searches.push({ by: 'phone', value: compact });
  const amount = parseRupees(text);
  if (amount.ok) searches.push({ by: 'amount', value: amount.value });
  const match = orderMatch(db, text);
  if (match !== null) searches.push({ by: 'words', value: match });
  return searches;
}

function run(db: Reader, search: Search, before: number, limit: number): ListedOrder[] {
  const params = { value: search.value, before, limit };
  const rows = db.query<typeof params, ListedRow>(orderQueries[search.by]).all(params);
  return rows.map((row) => ({ ...row, tenderKinds: tenderKindsOf(row) }));
}

function pageOf(found: readonly ListedOrder[], limit: number): OrderPage {
  const bySeq = new Map(found.map((row) => [row.seq, row]));
  const orders = [...bySeq.values()].toSorted((a, b) => b.seq - a.seq).slice(0, limit);
  // Any of the searches may hold more only if one of them filled its page, and then there are at least `limit` orders.
  return { orders, nextBeforeSeq: orders.length === limit ? (orders.at(-1)?.seq ?? null) : null };
}

/**
 * A page of orders, newest first by the local sequence, before `beforeSeq` (null: from the newest). An empty query lists all; else what was
 * typed is looked for as an invoice number or the serial in it, the last four digits of a card, a phone number, an amount in rupees, and words of products and buyer.
 */
export function listOrders(
  db: Reader,
  request: { readonly query: string; readonly beforeSeq: number | null; readonly limit: number },
): OrderPage {
  const { limit } = request;
  assert(limit > 0 && limit <= 200, 'a page holds 1 to 200 orders');
  const before = request.beforeSeq ?? Number.MAX_SAFE_INTEGER;
  const searches: Search[] =
    request.query.trim() === '' ? [{ by: 'latest', value: null }] : searchesFor(db, request.query);
  return pageOf(
    searches.flatMap((search) => run(db, search, before, limit)),
    limit,
  );
}
