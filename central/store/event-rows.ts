import type { Querier } from './db.ts';
import { prepareBatch } from './insert-rows.ts';

/** An event as a till pushed it. */
export type NewEvent = {
  readonly id: string;
  readonly tillId: number;
  readonly kind: string;
  readonly at: number;
  readonly sha256: string;
  /** The payload, word for word. */
  readonly text: string;
  readonly receivedAt: number;
};

export const eventBatch = prepareBatch<NewEvent>({
  table: 'events',
  columns: [
    ['event_id', 'uuid', (e) => e.id],
    ['till_id', 'bigint', (e) => e.tillId],
    ['kind', 'text', (e) => e.kind],
    ['at', 'bigint', (e) => e.at],
    ['sha256', 'text', (e) => e.sha256],
    ['payload', 'text', (e) => e.text],
    ['received_at', 'bigint', (e) => e.receivedAt],
  ],
  tail: 'ON CONFLICT DO NOTHING RETURNING event_id',
});

/** An event that is there. */
export type KnownEvent = { readonly id: string; readonly tillId: number; readonly sha256: string };

/** Which of these events are there, by their ids. */
export async function knownEvents(
  db: Querier,
  shopId: number,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KnownEvent>> {
  const rows = await db.query<{ event_id: string; till_id: number; sha256: string }>(
    'SELECT event_id, till_id, sha256 FROM events WHERE shop_id = $1 AND event_id = ANY($2::uuid[])',
    [shopId, ids],
  );
  return new Map(
    rows.map((row) => [row.event_id, { id: row.event_id, tillId: row.till_id, sha256: row.sha256 }]),
  );
}

/** An order that is there under one of the keys that an order has. */
export type KnownOrder = {
  readonly id: number;
  readonly orderRef: string;
  readonly tillId: number;
  readonly bodySha256: string;
};

/** The orders with these ids of a till's own. */
export async function ordersByRef(
  db: Querier,
  shopId: number,
  refs: readonly string[],
): Promise<ReadonlyMap<string, KnownOrder>> {
  if (refs.length === 0) return new Map();
  const rows = await db.query<{ id: number; order_ref: string; till_id: number; body_sha256: string }>(
    'SELECT id, order_ref, till_id, body_sha256 FROM orders WHERE shop_id = $1 AND order_ref = ANY($2::uuid[])',
    [shopId, refs],
  );
  return new Map(
    rows.map((row) => [
      row.order_ref,
      { id: row.id, orderRef: row.order_ref, tillId: row.till_id, bodySha256: row.body_sha256 },
    ]),
  );
}

/** A till's own events after a place in their order of arrival. */
export async function listTillEvents(
  db: Querier,
  till: { readonly shopId: number; readonly tillId: number },
  afterSeq: number,
  limit: number,
): Promise<{ seq: number; event_id: string; kind: string; at: number; sha256: string; payload: string }[]> {
  return db.query(
    `SELECT seq, event_id, kind, at, sha256, payload FROM events
      WHERE shop_id = $1 AND till_id = $2 AND seq > $3 ORDER BY seq LIMIT $4`,
    [till.shopId, till.tillId, afterSeq, limit],
  );
}
