/**
 * Ids that are not written down because they follow from another: UUIDs of version 8, "custom" (RFC 9562, section 5.8), made of the order's or the attempt's own by
 * changing a few of its digits. The same on every machine and after every start.
 */
import {
  parseLineId,
  parseRefundId,
  parseTenderId,
  parseVoidId,
  type AnyId,
  type AttemptId,
  type Id,
  type LineId,
  type OrderId,
  type RefundId,
  type TenderId,
  type VoidId,
} from './ids.ts';
import { assert, type Result } from './result.ts';

const LINES_MAX = 500;
const TENDERS_MAX = 100;
/** The last three digits of a line's id are its position; of a tender's, its position from here. */
const TENDERS_FROM = 0xf00;

function must<Kind extends string>(parsed: Result<Id<Kind>, unknown>): Id<Kind> {
  assert(parsed.ok, 'what is made of an id is an id');
  return parsed.value;
}

/** The id with the version 8 and other last digits. */
function numbered(id: AnyId, tail: number): string {
  return `${id.slice(0, 14)}8${id.slice(15, 33)}${tail.toString(16).padStart(3, '0')}`;
}

/** The id of the line at a position of an order, from 1. Different for every line of an order. */
export function lineIdAt(orderId: OrderId, position: number): LineId {
  assert(Number.isInteger(position) && position >= 1 && position <= LINES_MAX, 'a line has a place');
  return must(parseLineId(numbered(orderId, position)));
}

/** The id of the tender at a position of an order, from 1. Different for every tender of an order, and never a line's. */
export function tenderIdAt(orderId: OrderId, position: number): TenderId {
  assert(Number.isInteger(position) && position >= 1 && position <= TENDERS_MAX, 'a tender has a place');
  return must(parseTenderId(numbered(orderId, TENDERS_FROM + position)));
}

/** The id with the version 8, and the highest bit of its time set or not: a UUIDv7 has no use for it before the year 6429. */
function marked(id: AnyId, isHigh: boolean): string {
  const digit = Number.parseInt(id.slice(0, 1), 16);
  const first = (isHigh ? digit | 8 : digit & 7).toString(16);
  return `${first}${id.slice(1, 14)}8${id.slice(15)}`;
}

/**
 * The id of the one void that an attempt can need, and of the one refund that takes a refused void's place, as the gateway gets to see them (FIELD 4.4). All else of
 * the attempt's id stays, so that no two attempts share one, and a void's is never a refund's nor that of anything made as version 7.
 */
export function giveBackIdsOf(attemptId: AttemptId): {
  readonly voidId: VoidId;
  readonly refundId: RefundId;
} {
  return {
    voidId: must(parseVoidId(marked(attemptId, false))),
    refundId: must(parseRefundId(marked(attemptId, true))),
  };
}
