/** What the central API is still to be told, written in the transaction that made it true. The payload goes once it is acknowledged; its hash stays. */
export const outbox = [
  `CREATE TABLE outbox (
    outbox_seq INTEGER PRIMARY KEY,
    outbox_id TEXT NOT NULL UNIQUE CHECK (length(outbox_id) = 36),
    aggregate TEXT NOT NULL CHECK (aggregate IN ('order', 'refund', 'credit-note', 'day')),
    aggregate_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT CHECK (payload IS NULL OR json_valid(payload)),
    payload_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    acked_at INTEGER,
    -- Shown to the manager and never dropped: the other side refused it for good.
    dead_at INTEGER,
    dead_reason TEXT,
    CHECK (payload IS NOT NULL OR acked_at IS NOT NULL)
  ) STRICT`,
  `CREATE INDEX outbox_waiting ON outbox (outbox_seq) WHERE acked_at IS NULL`,
  `CREATE INDEX outbox_by_aggregate ON outbox (aggregate_id)`,
] as const;
