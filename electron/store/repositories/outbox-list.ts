import type { Reader } from '../handles.ts';

/** Which rows a page of the outbox shows. */
export type OutboxFilter = 'all' | 'waiting' | 'refused';

/** A row of the outbox as a page shows it, with what its document is called and worth. */
export type OutboxListRow = {
  readonly outboxSeq: number;
  readonly kind: string;
  readonly aggregateId: string;
  readonly createdAt: number;
  readonly ackedAt: number | null;
  readonly deadAt: number | null;
  readonly deadReason: string | null;
  /** Of the order or the credit note; null for what has none. */
  readonly documentNumber: string | null;
  readonly amountPaise: number | null;
  /** Where the row goes to a server without idempotency. */
  readonly deliveryState: 'new' | 'ambiguous' | 'done' | null;
};

const ROW = `SELECT o.outbox_seq AS outboxSeq, o.kind, o.aggregate_id AS aggregateId, o.created_at AS createdAt,
    o.acked_at AS ackedAt, o.dead_at AS deadAt, o.dead_reason AS deadReason,
    coalesce(s.invoice_number, n.credit_note_number) AS documentNumber,
    coalesce(s.total_paise, n.total_paise) AS amountPaise, d.state AS deliveryState
    FROM outbox o
    LEFT JOIN orders s ON s.order_id = o.aggregate_id
    LEFT JOIN credit_notes n ON n.credit_note_id = o.aggregate_id
    LEFT JOIN sync_deliveries d ON d.outbox_seq = o.outbox_seq
    WHERE o.outbox_seq < @before`;
/** Bills that were acknowledged: all that is said of them beside the two facts that they kept is the order's. */
const SENT_ROW = `SELECT p.outbox_seq AS outboxSeq, 'order-completed' AS kind, s.order_id AS aggregateId, s.paid_at AS createdAt,
    p.acked_at AS ackedAt, NULL AS deadAt, NULL AS deadReason, s.invoice_number AS documentNumber,
    s.total_paise AS amountPaise, d.state AS deliveryState
    FROM outbox_sent p
    LEFT JOIN orders s ON s.seq = p.order_seq
    LEFT JOIN sync_deliveries d ON d.outbox_seq = p.outbox_seq
    WHERE p.outbox_seq < @before`;
const NEWEST = 'ORDER BY outboxSeq DESC LIMIT @limit';

/** The pages; each reads no more rows than it shows. Exported for the test of their plans. */
export const outboxPageQueries: Readonly<Record<OutboxFilter, string>> = {
  all: `${ROW} UNION ALL ${SENT_ROW} ${NEWEST}`,
  waiting: `${ROW} AND o.acked_at IS NULL AND o.dead_at IS NULL ${NEWEST}`,
  refused: `${ROW} AND o.acked_at IS NULL AND o.dead_at IS NOT NULL ${NEWEST}`,
};

/** A page of the outbox, newest first; `beforeSeq` null starts at the newest. */
export function listOutboxPage(
  db: Reader,
  filter: OutboxFilter,
  beforeSeq: number | null,
  limit: number,
): OutboxListRow[] {
  const before = beforeSeq ?? Number.MAX_SAFE_INTEGER;
  const params = { before, limit };
  return db.query<typeof params, OutboxListRow>(outboxPageQueries[filter]).all(params);
}
