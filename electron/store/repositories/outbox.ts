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
/** One more than was ever given: rows that were sent have left the table. Exported for what fills a store without these functions. */
export const NEXT_OUTBOX_SEQ = `1 + max(coalesce((SELECT max(outbox_seq) FROM outbox), 0),
  coalesce((SELECT max(outbox_seq) FROM outbox_sent), 0))`;
const INSERT = insertInto('outbox', newFields)
  .replace('(', '(outbox_seq, ')
  .replace('VALUES (', `VALUES (${NEXT_OUTBOX_SEQ}, `);
const INSERT_ONCE = INSERT.replace('INSERT INTO', 'INSERT OR IGNORE INTO');
const TO_SEND = 'acked_at IS NULL AND dead_at IS NULL';
const WAITING = `SELECT ${selected(fields)} FROM outbox WHERE ${TO_SEND} AND outbox_seq > ? ORDER BY outbox_seq LIMIT ?`;
// Counted over an index that holds all it asks for: over any other, counting a long queue would read every row of it.
const COUNT = `SELECT count(*) AS waiting FROM outbox INDEXED BY outbox_to_send_by_kind WHERE ${TO_SEND}`;
const OLDEST = `SELECT created_at AS createdAt FROM outbox WHERE ${TO_SEND} ORDER BY outbox_seq LIMIT 1`;
const COUNT_DEAD = 'SELECT count(*) AS dead FROM outbox WHERE acked_at IS NULL AND dead_at IS NOT NULL';
const CORRECTED = `(SELECT c.payload FROM outbox_corrections c WHERE c.outbox_seq = o.outbox_seq
  ORDER BY c.correction_seq DESC LIMIT 1)`;
const CORRECTED_HASH = `(SELECT c.payload_hash FROM outbox_corrections c WHERE c.outbox_seq = o.outbox_seq
  ORDER BY c.correction_seq DESC LIMIT 1)`;
const TEXT_TO_SEND = `coalesce(${CORRECTED}, o.payload)`;
const sendable = (
  payload: string,
): string => `SELECT o.outbox_seq AS outboxSeq, o.outbox_id AS outboxId, o.kind, o.aggregate_id AS aggregateId,
  o.created_at AS createdAt, ${payload} AS payload, coalesce(${CORRECTED_HASH}, o.payload_hash) AS payloadHash
  FROM outbox o`;
const NEXT_TO_SEND = `${sendable(`CAST(${TEXT_TO_SEND} AS BLOB)`)} WHERE ${TO_SEND} AND o.outbox_seq > ? ORDER BY o.outbox_seq LIMIT ?`;
const COUNT_OF_AGGREGATE = `SELECT count(*) AS waiting FROM outbox INDEXED BY outbox_to_send_by_kind WHERE ${TO_SEND} AND aggregate = ?`;
const ONE_TO_SEND = `${sendable(TEXT_TO_SEND)} WHERE o.acked_at IS NULL AND o.outbox_seq = ?`;
const REVIVE =
  'UPDATE outbox SET dead_at = NULL, dead_reason = NULL WHERE outbox_seq = ? AND acked_at IS NULL AND dead_at IS NOT NULL';
const CORRECT = `INSERT INTO outbox_corrections (outbox_seq, payload, payload_hash, created_at)
  VALUES (@outboxSeq, @payload, @payloadHash, @createdAt)`;
// A trigger takes the row out of the outbox in the same statement, and refuses where the hash is another.
const SENT = `INSERT INTO outbox_sent (outbox_seq, order_seq, payload_hash, acked_at)
  SELECT w.outbox_seq, o.seq, unhex(w.payload_hash), @at FROM outbox w JOIN orders o ON o.order_id = w.aggregate_id
  WHERE w.outbox_id = @outboxId AND w.acked_at IS NULL AND w.kind = 'order-completed'
    AND length(unhex(w.payload_hash)) = 32 AND w.created_at IS o.paid_at`;
const ACKNOWLEDGE =
  'UPDATE outbox SET acked_at = @at, payload = NULL WHERE outbox_id = @outboxId AND acked_at IS NULL';
const BURY =
  'UPDATE outbox SET dead_at = @at, dead_reason = @reason WHERE outbox_id = @outboxId AND acked_at IS NULL';

/** Adds a row. Called inside the transaction that made it true. */
export function insertOutbox(db: Writer, row: NewOutboxRow): void {
  db.change<NewOutboxRow>(INSERT).run(row);
}

/** Adds a row whose id follows from what it says; where it is there already, nothing. Called inside the transaction that made it true. */
export function insertOutboxOnce(db: Writer, row: NewOutboxRow): void {
  db.change<NewOutboxRow>(INSERT_ONCE).run(row);
}

/** Keeps that the other side has it, though it was told by an earlier life of this till: such a row is never sent. Called inside a transaction. */
export function insertAcknowledgedOutbox(db: Writer, row: Omit<NewOutboxRow, 'payload'>, at: number): void {
  insertOutboxOnce(db, { ...row, payload: '{}' });
  acknowledgeOutbox(db, row.outboxId, at);
}

/** Up to `limit` rows that are to be sent, oldest first, after a local number. Refused ones wait for a manager and are not among them. */
export function listWaitingOutbox(db: Reader, afterSeq: number, limit: number): OutboxRow[] {
  return db.query<[number, number], OutboxRow>(WAITING).all([afterSeq, limit]);
}

/** How many rows are to be sent. */
export function countWaitingOutbox(db: Reader): number {
  return db.query<[], { waiting: number }>(COUNT).get([])?.waiting ?? 0;
}

/**
 * Notes that a row was acknowledged; true when it was waiting. A bill moves to the small table of what was sent, with its number and its hash; any other row
 * stays where it is, without its payload. Either is one statement.
 */
export function acknowledgeOutbox(db: Writer, outboxId: string, at: number): boolean {
  const params = { outboxId, at };
  if (db.change<typeof params>(SENT).run(params).changes === 1) return true;
  return db.change<typeof params>(ACKNOWLEDGE).run(params).changes === 1;
}

/** Marks a row as refused for good by the other side, for the manager to see; it is kept and never counts as delivered. */
export function buryOutbox(db: Writer, outboxId: string, reason: string, at: number): boolean {
  const params = { outboxId, reason, at };
  return db.change<typeof params>(BURY).run(params).changes === 1;
}

/** A row with the text that is to be sent: its own, or the newest correction of it. */
export type SendableRow = Pick<
  OutboxRow,
  'outboxSeq' | 'outboxId' | 'kind' | 'aggregateId' | 'createdAt' | 'payloadHash'
> & { readonly payload: string };

/** The same with the text as it lies in the store, in UTF-8: what is only joined and packed is never made a text of the program. */
export type PackableRow = Omit<SendableRow, 'payload'> & { readonly payload: Buffer };

/** Up to `limit` rows that are to be sent, with their texts, oldest first, after a local number. */
export function listSendableOutbox(db: Reader, afterSeq: number, limit: number): PackableRow[] {
  return db.query<[number, number], PackableRow>(NEXT_TO_SEND).all([afterSeq, limit]);
}

/** How many rows about one sort of thing are to be sent. */
export function countWaitingAbout(db: Reader, aggregate: OutboxRow['aggregate']): number {
  return db.query<[string], { waiting: number }>(COUNT_OF_AGGREGATE).get([aggregate])?.waiting ?? 0;
}

/** A row that is not acknowledged, refused or not, with the text that would be sent; null when there is none. */
export function findSendable(db: Reader, outboxSeq: number): SendableRow | null {
  return db.query<[number], SendableRow>(ONE_TO_SEND).get([outboxSeq]) ?? null;
}

/** When the oldest row that is to be sent was written; null when none is. */
export function oldestWaitingOutbox(db: Reader): number | null {
  return db.query<[], { createdAt: number }>(OLDEST).get([])?.createdAt ?? null;
}

/** How many rows were refused and wait for a manager. */
export function countDeadOutbox(db: Reader): number {
  return db.query<[], { dead: number }>(COUNT_DEAD).get([])?.dead ?? 0;
}

/** Sends a refused row again; true when it was refused. */
export function reviveOutbox(db: Writer, outboxSeq: number): boolean {
  return db.change<[number]>(REVIVE).run([outboxSeq]).changes === 1;
}

/** Keeps what a manager put right of a refused row: this text is sent from now on. The row's own stays beside it. */
export function correctOutbox(
  db: Writer,
  correction: {
    readonly outboxSeq: number;
    readonly payload: string;
    readonly payloadHash: string;
    readonly createdAt: number;
  },
): void {
  db.change<typeof correction>(CORRECT).run(correction);
}
