import type { AttemptId, OrderId, RequestId } from '../../../shared/domain/ids.ts';
import { insertInto } from '../columns.ts';
import type { Reader, Writer } from '../handles.ts';

/** How long a press is remembered once its order is over, counted in the till's own orders. The schema's trigger has the same number. */
export const FORGET_AFTER_MS = 35 * 24 * 60 * 60 * 1000;
/** Forgetting is a commit of its own: it waits until this many presses are due. */
const FORGOTTEN_AT_ONCE = 100;

/** What one press of Charge began. */
export type ChargeRequestRecord = {
  readonly requestId: RequestId;
  readonly orderId: OrderId;
  /** Null for cash. */
  readonly attemptId: AttemptId | null;
  readonly bodyHash: string;
  readonly createdAt: number;
};

const INSERT = insertInto('charge_requests', ['requestId', 'orderSeq', 'bodyHash', 'createdAt']);
const FIND = `SELECT c.request_id AS requestId, o.order_id AS orderId, a.attempt_id AS attemptId, c.body_hash AS bodyHash,
    c.created_at AS createdAt
  FROM charge_requests c JOIN orders o ON o.seq = c.order_seq
  LEFT JOIN payment_attempts a ON a.request_id = c.request_id WHERE c.request_id = ?`;

/** What this press of Charge began, or null when it is new. */
export function findChargeRequest(db: Reader, requestId: RequestId): ChargeRequestRecord | null {
  return db.query<[RequestId], ChargeRequestRecord>(FIND).get([requestId]) ?? null;
}

/** Remembers what a press of Charge began. Called inside the transaction that began it. */
export function insertChargeRequest(
  db: Writer,
  row: {
    readonly requestId: RequestId;
    readonly orderSeq: number;
    readonly bodyHash: string;
    readonly createdAt: number;
  },
): void {
  db.change<typeof row>(INSERT).run(row);
}

const NEWEST_ORDER = 'SELECT created_at AS at FROM orders ORDER BY seq DESC LIMIT 1';
// By the time in their ids, which the window makes as version 7: oldest first, in one range.
const FORGETTABLE = `SELECT c.request_id AS requestId FROM charge_requests c CROSS JOIN orders o ON o.seq = c.order_seq
  WHERE c.request_id < @firstKept AND c.created_at <= @until
    AND o.state IN ('paid', 'refunded', 'abandoned') AND o.updated_at <= @until
  ORDER BY c.request_id LIMIT ${FORGOTTEN_AT_ONCE}`;

/** Where the ids of a millisecond begin (RFC 9562, section 5.7). */
function firstIdAt(atMs: number): string {
  const hex = Math.max(0, atMs).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}

const FORGET = 'DELETE FROM charge_requests WHERE request_id = ?';

/**
 * The oldest presses that may be forgotten: their order is over for 35 days, by the time of the newest order, and so a repeat of them is refused whether they are known or
 * not. None until a handful has come together.
 */
export function listForgettablePresses(db: Reader): RequestId[] {
  const newest = db.query<[], { at: number }>(NEWEST_ORDER).get([]);
  if (newest === undefined) return [];
  const until = newest.at - FORGET_AFTER_MS;
  const params = { until, firstKept: firstIdAt(until) };
  const rows = db.query<typeof params, { requestId: RequestId }>(FORGETTABLE).all(params);
  return rows.length < FORGOTTEN_AT_ONCE ? [] : rows.map(({ requestId }) => requestId);
}

/** Forgets a press. Called inside a transaction; the schema refuses one that is still to be kept. */
export function forgetPress(db: Writer, requestId: RequestId): void {
  db.change<[RequestId]>(FORGET).run([requestId]);
}
