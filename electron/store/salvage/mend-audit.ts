import type Database from 'better-sqlite3';

/**
 * What an older program wrote of orders names them by their numbers from now on. What was done to an order that is lost stays on the record under the words "order N":
 * its number may be given to another order.
 */
const statements = [
  `UPDATE audit SET order_seq = o.seq, subject_kind = NULL, subject_id = NULL FROM orders o
    WHERE audit.subject_kind = 'order' AND o.order_id = audit.subject_id`,
  `UPDATE audit SET subject_kind = 'order', subject_id = 'order ' || order_seq, order_seq = NULL
    WHERE order_seq IS NOT NULL AND NOT EXISTS (SELECT 1 FROM orders WHERE seq = order_seq)`,
];

/** Lets every entry of the audit speak of its own order. Called inside a transaction, with the triggers off. */
export function mendAudit(db: Database.Database): void {
  for (const statement of statements) db.exec(statement);
}
