import { readChoice, readDate, readText, readUuid, readWhole } from '../../shared/contract/central-fields.ts';
import { paymentMethods } from '../../shared/contract/central-orders.ts';
import { FULFILMENT_STATUSES, PAYMENT_STATUSES } from '../../shared/domain/order.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { Parameter } from '../http/query.ts';
import type { OrderFilter, OrderKey, OrderRow, Place } from '../store/read-orders.ts';

/** How the list is walked: by which key, which way, and from where. */
export type Cursor = {
  readonly place: Place;
  /** Whether the rows before the place are meant, for the link to the page before. */
  readonly back: boolean;
};

const number: Parameter<string> = (text) => readText(100, false)(text);
const sortKeys = ['id', 'created_at', 'sold_at'] as const;

const readOrdering: Parameter<{ readonly key: OrderKey; readonly descending: boolean }> = (text) => {
  const key = sortKeys.find((name) => name === text.replace(/^-/, ''));
  if (key === undefined)
    return err(`"${text.slice(0, 40)}" is not one of ${sortKeys.join(', ')}, with - for newest first.`);
  // Ids are given out in the order of arrival, so both mean the same.
  return ok({ key: key === 'sold_at' ? 'sold_at' : 'id', descending: text.startsWith('-') });
};

const readCursor: Parameter<Cursor> = (text) => {
  const match = /^([nb])\.(\d{1,16})\.(\d{1,16})$/.exec(Buffer.from(text, 'base64url').toString('latin1'));
  if (match === null) return err('Invalid cursor');
  return ok({ back: match[1] === 'b', place: { value: Number(match[2]), id: Number(match[3]) } });
};

/** The text of a cursor, for the links to other pages. */
export function cursorText(row: OrderRow, back: boolean): string {
  return Buffer.from(`${back ? 'b' : 'n'}.${row.sold_at}.${row.id}`, 'latin1').toString('base64url');
}

/** The parameters that the list of orders knows. */
export const listParameters = {
  page: (text: string) => readWhole(1, 10_000)(text),
  page_size: (text: string) => readWhole(1, 200)(text),
  cursor: readCursor,
  ordering: readOrdering,
  date: (text: string) => readDate(text),
  date_from: (text: string) => readDate(text),
  date_to: (text: string) => readDate(text),
  till: number,
  shop: number,
  status: (text: string) => readChoice(FULFILMENT_STATUSES)(text),
  payment_status: (text: string) => readChoice(PAYMENT_STATUSES)(text),
  payment_method: (text: string) => readChoice(paymentMethods)(text),
  transaction_id: number,
  invoice_number: number,
  client_ref: (text: string) => readUuid(text),
};

type Values = {
  readonly [Name in keyof typeof listParameters]?: ReturnType<(typeof listParameters)[Name]> extends Result<
    infer T,
    string
  >
    ? T
    : never;
};
export type ListQuery = Values;

/** The conditions that a query asks for. */
export function filterOf(query: ListQuery): OrderFilter {
  const dateFrom = query.date ?? query.date_from;
  const dateTo = query.date ?? query.date_to;
  return {
    ...(dateFrom === undefined ? {} : { dateFrom }),
    ...(dateTo === undefined ? {} : { dateTo }),
    ...(query.till === undefined ? {} : { till: query.till }),
    ...(query.status === undefined ? {} : { status: query.status }),
    ...(query.payment_status === undefined ? {} : { paymentStatus: query.payment_status }),
    ...(query.payment_method === undefined ? {} : { paymentMethod: query.payment_method }),
    ...(query.transaction_id === undefined ? {} : { transactionId: query.transaction_id }),
    ...(query.invoice_number === undefined ? {} : { invoiceNumber: query.invoice_number }),
    ...(query.client_ref === undefined ? {} : { clientRef: query.client_ref }),
  };
}
