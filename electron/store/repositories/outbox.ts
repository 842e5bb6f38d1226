import { insertInto, selected } from '../columns.ts';
import type { Reader, Writer } from '../handles.ts';

/** Something that the central API is to be told. */
export type NewOutboxRow = {
  /** A UUIDv7; the other side's key against repetition. */
  readonly outboxId: string;
  readonly aggregate: 'order' | 'refund' | 'credit-note' | 'day';
  readonly aggregateId: string;
  readonly kind: string;
  /** JSON. */
  readonly payload: string;
  /** SHA-256 of the payload, kept when the payload goes. */
  readonly payloadHash: string;
  readonly createdAt: number;
};
export type OutboxRow = Omit<NewOutboxRow, 'payload'> & {
  readonly outboxSeq: number;
  /** Null once it is acknowledged. */
  readonly payload: string | null;
  readonly ackedAt: number | null;
  readonly deadAt: number | null;
  readonly deadReason: string | null;
};

const newFields = [
  'outboxId',
  'aggregate',
  'aggregateId',
  'kind',
  'payload',
  'payloadHash',
  'createdAt',
] as const satisfies readonly (keyof NewOutboxRow)[];
const fields = [
  ...newFields,
  'outboxSeq',
  'ackedAt',
  'deadAt',
  'deadReason',
] as const satisfies readonly (keyof OutboxRow)[];
const INSERT = insertInto('outbox', newFields);
const TO_SEND = 'acked_at IS NULL AND dead_at IS NULL';
const WAITING = `SELECT ${selected(fields)} FROM outbox WHERE ${TO_SEND} AND outbox_seq > ? ORDER BY outbox_seq LIMIT ?`;
const COUNT = `SELECT count(*) AS waiting FROM outbox WHERE ${TO_SEND}`;
const ACKNOWLEDGE =
  'UPDATE outbox SET acked_at = @at, payload = NULL WHERE outbox_id = @outboxId AND acked_at IS NULL';
const BURY =
  'UPDATE outbox SET dead_at = @at, dead_reason = @reason WHERE outbox_id = @outboxId AND acked_at IS NULL';

/** Adds a row. Called inside the transaction that made it true. */
export function insertOutbox(db: Writer, row: NewOutboxRow): void {
  db.change<NewOutboxRow>(INSERT).run(row);
}

/** Up to `limit` rows that are to be sent, oldest first, after a local number. Refused ones wait for a manager and are not among them. */
export function listWaitingOutbox(db: Reader, afterSeq: number, limit: number): OutboxRow[] {
  return db.query<[number, number], OutboxRow>(WAITING).all([afterSeq, limit]);
}

/** How many rows are to be sent. */
export function countWaitingOutbox(db: Reader): number {
  return db.query<[], { waiting: number }>(COUNT).get([])?.waiting ?? 0;
}

/** Marks a row acknowledged and drops its payload; true when it was waiting. */
export function acknowledgeOutbox(db: Writer, outboxId: string, at: number): boolean {
  const params = { outboxId, at };
  return db.change<typeof params>(ACKNOWLEDGE).run(params).changes === 1;
}

/** Marks a row as refused for good by the other side, for the manager to see; it is kept and never counts as delivered. */
export function buryOutbox(db: Writer, outboxId: string, reason: string, at: number): boolean {
  const params = { outboxId, reason, at };
  return db.change<typeof params>(BURY).run(params).changes === 1;
}
