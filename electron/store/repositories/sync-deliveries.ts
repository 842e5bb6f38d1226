import { insertInto, selected } from '../columns.ts';
import type { Reader, Writer } from '../handles.ts';

/** How far an outbox row has come on its way to a server without idempotency. */
export type DeliveryState =
  /** Nothing of it is under way. */
  | 'new'
  /** It was posted, and what became of it is not known. */
  | 'ambiguous'
  /** It is there, under `remoteId`. */
  | 'done';

export type Delivery = {
  readonly outboxSeq: number;
  /** The server it goes to. */
  readonly server: string;
  /** The one name of the sale over there, in every attempt the same. */
  readonly transactionId: string;
  /** The newest order that the server had before the first POST. */
  readonly watermark: number;
  readonly state: DeliveryState;
  /** How many POSTs may have arrived. */
  readonly posts: number;
  readonly postedAt: number | null;
  readonly remoteId: number | null;
  readonly updatedAt: number;
};

const fields = [
  'outboxSeq',
  'server',
  'transactionId',
  'watermark',
  'state',
  'posts',
  'postedAt',
  'remoteId',
  'updatedAt',
] as const satisfies readonly (keyof Delivery)[];

const SAVE = `${insertInto('sync_deliveries', fields)}
  ON CONFLICT (outbox_seq) DO UPDATE SET server = excluded.server, watermark = excluded.watermark,
    state = excluded.state, posts = excluded.posts, posted_at = excluded.posted_at, remote_id = excluded.remote_id,
    updated_at = excluded.updated_at`;
const FIND = `SELECT ${selected(fields)} FROM sync_deliveries WHERE outbox_seq = ?`;
const AMBIGUOUS = `SELECT ${selected(fields, 'd')} FROM sync_deliveries d JOIN outbox o ON o.outbox_seq = d.outbox_seq
  WHERE d.state = 'ambiguous' AND d.server = ? AND o.dead_at IS NULL ORDER BY d.outbox_seq`;
const COUNT_AMBIGUOUS = `SELECT count(*) AS count FROM sync_deliveries d JOIN outbox o ON o.outbox_seq = d.outbox_seq
  WHERE d.state = 'ambiguous' AND o.dead_at IS NULL`;
const BY_TRANSACTION = `SELECT ${selected(fields)} FROM sync_deliveries WHERE transaction_id = ?`;
const DEPTH = `SELECT min(watermark) AS watermark FROM sync_deliveries WHERE server = ? AND updated_at >= ? AND posts > 0`;

const NEXT = `SELECT o.outbox_seq AS outboxSeq FROM outbox o WHERE o.acked_at IS NULL AND o.dead_at IS NULL
  AND o.kind = @kind AND NOT EXISTS (SELECT 1 FROM sync_deliveries d
    WHERE d.outbox_seq = o.outbox_seq AND d.state = 'ambiguous' AND d.server = @server)
  ORDER BY o.outbox_seq LIMIT 1`;

/** The oldest row of a kind that is to be sent to a server and of which nothing is in doubt there; null when there is none. */
export function nextToDeliver(db: Reader, server: string, kind: string): number | null {
  const params = { server, kind };
  return db.query<typeof params, { outboxSeq: number }>(NEXT).get(params)?.outboxSeq ?? null;
}

/** Writes what is known of a delivery, in place of what was. Called inside a transaction. */
export function saveDelivery(db: Writer, delivery: Delivery): void {
  db.change<Delivery>(SAVE).run(delivery);
}

/** The delivery of an outbox row, or null before the first. */
export function findDelivery(db: Reader, outboxSeq: number): Delivery | null {
  return db.query<[number], Delivery>(FIND).get([outboxSeq]) ?? null;
}

/** The delivery under a transaction id, or null. */
export function findDeliveryByTransaction(db: Reader, transactionId: string): Delivery | null {
  return db.query<[string], Delivery>(BY_TRANSACTION).get([transactionId]) ?? null;
}

/** What was posted to a server and is in doubt, oldest first. Refused rows wait for a manager and are not among them. */
export function listAmbiguousDeliveries(db: Reader, server: string): Delivery[] {
  return db.query<[string], Delivery>(AMBIGUOUS).all([server]);
}

/** How many orders are in doubt. */
export function countAmbiguousDeliveries(db: Reader): number {
  return db.query<[], { count: number }>(COUNT_AMBIGUOUS).get([])?.count ?? 0;
}

/** How far down a look at everything since an instant must go: the lowest watermark, or null where nothing was posted. */
export function auditDepth(db: Reader, server: string, sinceMs: number): number | null {
  return (
    db.query<[string, number], { watermark: number | null }>(DEPTH).get([server, sinceMs])?.watermark ?? null
  );
}
