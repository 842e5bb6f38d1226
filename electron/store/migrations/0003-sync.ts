import type { Migration } from './migration.ts';

/** The sender reads these every few seconds: what is to be sent, and what was refused, without the rows that are done. They take the place of one index over both. */
const outboxIndexes = [
  `DROP INDEX outbox_waiting`,
  `CREATE INDEX outbox_to_send ON outbox (outbox_seq) WHERE acked_at IS NULL AND dead_at IS NULL`,
  `CREATE INDEX outbox_dead ON outbox (outbox_seq) WHERE acked_at IS NULL AND dead_at IS NOT NULL`,
];

/** What a manager put right of a refused row. The row keeps its word; the newest correction is what is sent. */
const corrections = [
  `CREATE TABLE outbox_corrections (
    correction_seq INTEGER PRIMARY KEY,
    outbox_seq INTEGER NOT NULL REFERENCES outbox (outbox_seq),
    payload TEXT NOT NULL CHECK (json_valid(payload)),
    payload_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT`,
  `CREATE INDEX outbox_corrections_by_row ON outbox_corrections (outbox_seq, correction_seq)`,
  `CREATE TRIGGER outbox_corrections_never_change BEFORE UPDATE ON outbox_corrections
    BEGIN SELECT RAISE(ABORT, 'outbox_corrections is append-only'); END`,
  `CREATE TRIGGER outbox_corrections_are_kept BEFORE DELETE ON outbox_corrections
    BEGIN SELECT RAISE(ABORT, 'outbox_corrections keeps every row'); END`,
];

/** How far a row has come on its way to a server without idempotency: on disk before each POST, so that a kill never makes one blindly again. */
const deliveries = [
  `CREATE TABLE sync_deliveries (
    outbox_seq INTEGER PRIMARY KEY REFERENCES outbox (outbox_seq),
    -- The server it goes to; what was begun with one says nothing about another.
    server TEXT NOT NULL,
    transaction_id TEXT NOT NULL UNIQUE CHECK (length(transaction_id) BETWEEN 10 AND 100),
    -- The newest order the server had before the first POST: no answer lies below it.
    watermark INTEGER NOT NULL CHECK (watermark >= 0),
    state TEXT NOT NULL CHECK (state IN ('new', 'ambiguous', 'done')),
    posts INTEGER NOT NULL DEFAULT 0 CHECK (posts >= 0),
    posted_at INTEGER,
    remote_id INTEGER,
    updated_at INTEGER NOT NULL,
    CHECK (state <> 'done' OR remote_id IS NOT NULL),
    CHECK (state <> 'ambiguous' OR posted_at IS NOT NULL)
  ) STRICT`,
  `CREATE INDEX sync_deliveries_ambiguous ON sync_deliveries (outbox_seq) WHERE state = 'ambiguous'`,
  `CREATE INDEX sync_deliveries_done ON sync_deliveries (server, remote_id) WHERE state = 'done'`,
];

/** Changes of the catalogue that were pulled and wait for their day. */
const pulledChanges = [
  `CREATE TABLE catalogue_pulls (
    server TEXT NOT NULL,
    revision INTEGER NOT NULL,
    effective_from TEXT NOT NULL CHECK (effective_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    payload TEXT NOT NULL CHECK (json_valid(payload)),
    pulled_at INTEGER NOT NULL,
    applied_at INTEGER,
    PRIMARY KEY (server, revision)
  ) STRICT`,
  `CREATE INDEX catalogue_pulls_due ON catalogue_pulls (effective_from, revision) WHERE applied_at IS NULL`,
];

/** Sending to the office, and prices that come from it. */
export const sync: Migration = {
  version: 3,
  name: 'sync',
  statements: [...outboxIndexes, ...corrections, ...deliveries, ...pulledChanges],
};
