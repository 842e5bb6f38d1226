import type { AttemptId, OrderId, RequestId } from '../../../shared/domain/ids.ts';
import { insertInto } from '../columns.ts';
import type { Reader, Writer } from '../handles.ts';

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
