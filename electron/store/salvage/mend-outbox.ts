import type Database from 'better-sqlite3';
import type { OnLeftover } from './mend-references.ts';

/** A row that one state of the store had still to send, and another had sent, was sent; what an older program left of bills that were acknowledged takes its new form. */
const sent = [
  'DELETE FROM outbox WHERE outbox_seq IN (SELECT outbox_seq FROM outbox_sent)',
  `INSERT INTO outbox_sent (outbox_seq, order_seq, payload_hash, acked_at)
    SELECT w.outbox_seq, o.seq, unhex(w.payload_hash), w.acked_at FROM outbox w JOIN orders o ON o.order_id = w.aggregate_id
    WHERE w.acked_at IS NOT NULL AND w.kind = 'order-completed' AND length(unhex(w.payload_hash)) = 32
      AND w.created_at IS o.paid_at`,
  'DELETE FROM outbox WHERE outbox_seq IN (SELECT outbox_seq FROM outbox_sent)',
];

const KNOWN = 'SELECT outbox_seq FROM outbox UNION ALL SELECT outbox_seq FROM outbox_sent';

/** What these rows speak of, beside what the schema itself knows as a reference. */
const lost: readonly (readonly [table: string, parent: string, where: string])[] = [
  ['outbox_sent', 'orders', 'order_seq NOT IN (SELECT seq FROM orders)'],
  ['sync_deliveries', 'outbox', `outbox_seq NOT IN (${KNOWN})`],
  ['outbox_corrections', 'outbox', `outbox_seq NOT IN (${KNOWN})`],
];

/** Lets every row of the outbox stand in it once, and takes away what speaks of rows that are lost, each told of first. Called inside a transaction, with the triggers off. */
export function mendOutbox(db: Database.Database, onLeftover: OnLeftover): void {
  for (const statement of sent) db.exec(statement);
  for (const [table, parent, where] of lost) {
    for (const row of db.prepare(`SELECT * FROM ${table} WHERE ${where}`).all()) {
      onLeftover(table, row, `its row in ${parent} is lost`);
    }
    db.exec(`DELETE FROM ${table} WHERE ${where}`);
  }
}
