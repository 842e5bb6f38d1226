import type { Migration } from './migration.ts';

const appendOnly = (table: string): readonly string[] => [
  `CREATE TRIGGER ${table}_never_changes BEFORE UPDATE ON ${table}
    BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
  `CREATE TRIGGER ${table}_is_kept BEFORE DELETE ON ${table}
    BEGIN SELECT RAISE(ABORT, '${table} keeps every row'); END`,
];

/** A row that these tables speak of may be among those that wait or among those that were sent: what a reference checked, a trigger checks where a row is made. */
const beginsWaiting = (table: string): string =>
  `CREATE TRIGGER ${table}_begin_waiting BEFORE INSERT ON ${table}
    WHEN NOT EXISTS (SELECT 1 FROM outbox WHERE outbox_seq = NEW.outbox_seq)
    BEGIN SELECT RAISE(ABORT, '${table} speaks of a row of the outbox'); END`;

const corrections = [
  `CREATE TABLE outbox_corrections_kept (
    correction_seq INTEGER PRIMARY KEY,
    outbox_seq INTEGER NOT NULL,
    payload TEXT NOT NULL CHECK (json_valid(payload)),
    payload_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT`,
  `INSERT INTO outbox_corrections_kept SELECT correction_seq, outbox_seq, payload, payload_hash, created_at
    FROM outbox_corrections ORDER BY correction_seq`,
  `DROP TABLE outbox_corrections`,
  `ALTER TABLE outbox_corrections_kept RENAME TO outbox_corrections`,
  `CREATE INDEX outbox_corrections_by_row ON outbox_corrections (outbox_seq, correction_seq)`,
  `CREATE TRIGGER outbox_corrections_never_change BEFORE UPDATE ON outbox_corrections
    BEGIN SELECT RAISE(ABORT, 'outbox_corrections is append-only'); END`,
  `CREATE TRIGGER outbox_corrections_are_kept BEFORE DELETE ON outbox_corrections
    BEGIN SELECT RAISE(ABORT, 'outbox_corrections keeps every row'); END`,
  beginsWaiting('outbox_corrections'),
];

const deliveries = [
  `CREATE TABLE sync_deliveries_kept (
    outbox_seq INTEGER PRIMARY KEY,
    server TEXT NOT NULL,
    transaction_id TEXT NOT NULL UNIQUE CHECK (length(transaction_id) BETWEEN 10 AND 100),
    watermark INTEGER NOT NULL CHECK (watermark >= 0),
    state TEXT NOT NULL CHECK (state IN ('new', 'ambiguous', 'done')),
    posts INTEGER NOT NULL DEFAULT 0 CHECK (posts >= 0),
    posted_at INTEGER,
    remote_id INTEGER,
    updated_at INTEGER NOT NULL,
    CHECK (state <> 'done' OR remote_id IS NOT NULL),
    CHECK (state <> 'ambiguous' OR posted_at IS NOT NULL)
  ) STRICT`,
  `INSERT INTO sync_deliveries_kept SELECT outbox_seq, server, transaction_id, watermark, state, posts, posted_at, remote_id,
    updated_at FROM sync_deliveries ORDER BY outbox_seq`,
  `DROP TABLE sync_deliveries`,
  `ALTER TABLE sync_deliveries_kept RENAME TO sync_deliveries`,
  `CREATE INDEX sync_deliveries_ambiguous ON sync_deliveries (outbox_seq) WHERE state = 'ambiguous'`,
  `CREATE INDEX sync_deliveries_done ON sync_deliveries (server, remote_id) WHERE state = 'done'`,
  beginsWaiting('sync_deliveries'),
];

/** A bill that the office has: which it is, the hash of what was sent, and when it was acknowledged. When it was written is when the bill was paid. */
const sent = [
  `CREATE TABLE outbox_sent (
    outbox_seq INTEGER PRIMARY KEY,
    order_seq INTEGER NOT NULL,
    payload_hash BLOB NOT NULL CHECK (length(payload_hash) = 32),
    acked_at INTEGER NOT NULL
  ) STRICT`,
  // Nothing was ever looked up by it.
  `DROP INDEX outbox_by_aggregate`,
  `DROP TRIGGER outbox_waits_for_acknowledgement`,
  `INSERT INTO outbox_sent (outbox_seq, order_seq, payload_hash, acked_at)
    SELECT w.outbox_seq, o.seq, unhex(w.payload_hash), w.acked_at FROM outbox w JOIN orders o ON o.order_id = w.aggregate_id
    WHERE w.acked_at IS NOT NULL AND w.kind = 'order-completed' AND length(unhex(w.payload_hash)) = 32
      AND w.created_at IS o.paid_at ORDER BY w.outbox_seq`,
  `DELETE FROM outbox WHERE outbox_seq IN (SELECT outbox_seq FROM outbox_sent)`,
  ...appendOnly('outbox_sent'),
  `CREATE TRIGGER outbox_is_kept BEFORE DELETE ON outbox WHEN NOT EXISTS (SELECT 1 FROM outbox_sent
      WHERE outbox_seq = OLD.outbox_seq AND payload_hash = unhex(OLD.payload_hash))
    BEGIN SELECT RAISE(ABORT, 'an outbox row is kept until it is among what was sent, with its hash'); END`,
  // No order is ever deleted, so that this is all that a reference would check; a reference would ask for an index that nothing else needs.
  `CREATE TRIGGER outbox_sent_speaks_of_an_order BEFORE INSERT ON outbox_sent
    WHEN NOT EXISTS (SELECT 1 FROM orders WHERE seq = NEW.order_seq)
    BEGIN SELECT RAISE(ABORT, 'what was sent is an order'); END`,
  `CREATE TRIGGER outbox_sent_takes_over AFTER INSERT ON outbox_sent
    BEGIN DELETE FROM outbox WHERE outbox_seq = NEW.outbox_seq; END`,
  `CREATE TRIGGER outbox_numbers_are_used_once AFTER INSERT ON outbox
    WHEN EXISTS (SELECT 1 FROM outbox_sent WHERE outbox_seq = NEW.outbox_seq)
    BEGIN SELECT RAISE(ABORT, 'an outbox number is never used again'); END`,
];

/** What was done to an order names it by its number, not by 36 letters in the row and in an index; the number of its bill is the order's to say. */
const audit = [
  `CREATE TABLE audit_kept (
    audit_seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    person_id TEXT,
    action TEXT NOT NULL,
    subject_kind TEXT,
    subject_id TEXT,
    detail TEXT CHECK (detail IS NULL OR json_valid(detail)),
    order_seq INTEGER REFERENCES orders (seq),
    CHECK ((order_seq IS NULL) = (subject_kind IS NOT NULL) AND (order_seq IS NULL) = (subject_id IS NOT NULL))
  ) STRICT`,
  `INSERT INTO audit_kept (audit_seq, at, person_id, action, subject_kind, subject_id, detail, order_seq)
    SELECT a.audit_seq, a.at, a.person_id, a.action, iif(o.seq IS NULL, a.subject_kind, NULL),
      iif(o.seq IS NULL, a.subject_id, NULL),
      CASE WHEN a.action = 'sale-completed' AND json_extract(a.detail, '$.invoiceNumber') = o.invoice_number
        THEN json_remove(a.detail, '$.invoiceNumber') ELSE a.detail END,
      o.seq
    FROM audit a LEFT JOIN orders o ON a.subject_kind = 'order' AND o.order_id = a.subject_id ORDER BY a.audit_seq`,
  `DROP TABLE audit`,
  `ALTER TABLE audit_kept RENAME TO audit`,
  `CREATE INDEX audit_by_subject ON audit (subject_id, audit_seq) WHERE subject_id IS NOT NULL`,
  `CREATE INDEX audit_by_order ON audit (order_seq) WHERE order_seq IS NOT NULL`,
  `CREATE INDEX audit_exceptions ON audit (at) WHERE action = 'payment-exception'`,
  ...appendOnly('audit'),
];

/** What is left of a bill in the outbox and in the audit takes a quarter of its room (docs/decisions/0015-what-was-sent-is-a-hash.md). */
export const whatWasSent: Migration = {
  version: 7,
  name: 'what-was-sent',
  statements: [...corrections, ...deliveries, ...sent, ...audit],
};
