/** Takes bills with all that belongs to them out of a store, as damaged pages do, and leaves the rest of it in order. */
import Database from 'better-sqlite3';
import { rebuildSums } from '../../electron/store/salvage/rebuild-sums.ts';

const LOST = 'SELECT seq FROM orders WHERE order_id IN (SELECT value FROM json_each(@ids))';
const REFUNDS = `SELECT refund_seq FROM refunds WHERE order_seq IN (${LOST})`;
const NAMES = `SELECT order_id FROM orders WHERE seq IN (${LOST})
  UNION SELECT credit_note_id FROM credit_notes WHERE order_seq IN (${LOST})
  UNION SELECT refund_id FROM refunds WHERE order_seq IN (${LOST})
  UNION SELECT attempt_id FROM payment_attempts WHERE order_seq IN (${LOST})`;

const losses = [
  `DELETE FROM outbox WHERE aggregate_id IN (${NAMES})`,
  `DELETE FROM outbox_sent WHERE order_seq IN (${LOST})`,
  `DELETE FROM audit WHERE order_seq IN (${LOST}) OR subject_id IN (${NAMES})`,
  `DELETE FROM stock_movements WHERE source_id IN (SELECT return_id FROM returns WHERE order_seq IN (${LOST}))`,
  `DELETE FROM refund_lines WHERE refund_seq IN (${REFUNDS})`,
  `DELETE FROM refunds WHERE order_seq IN (${LOST})`,
  `DELETE FROM returns WHERE order_seq IN (${LOST})`,
  `DELETE FROM credit_notes WHERE order_seq IN (${LOST})`,
  `DELETE FROM tenders WHERE order_seq IN (${LOST})`,
  `DELETE FROM payment_attempt_events WHERE attempt_seq IN (SELECT attempt_seq FROM payment_attempts WHERE order_seq IN (${LOST}))`,
  `DELETE FROM charge_requests WHERE order_seq IN (${LOST})`,
  `DELETE FROM payment_attempts WHERE order_seq IN (${LOST})`,
  `DELETE FROM order_lines WHERE order_seq IN (${LOST})`,
  `DELETE FROM order_search WHERE rowid IN (${LOST})`,
  'DELETE FROM orders WHERE order_id IN (SELECT value FROM json_each(@ids))',
];

/** Takes the orders with these ids out of a store that nobody has open. */
export function loseOrders(path: string, orderIds: readonly string[]): void {
  const db = new Database(path, { fileMustExist: true });
  db.pragma('foreign_keys = OFF');
  const triggers = db
    .prepare<[], { name: string; sql: string }>(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`)
    .all();
  const ids = JSON.stringify(orderIds);
  db.transaction(() => {
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
    for (const loss of losses) db.prepare<{ ids: string }>(loss).run({ ids });
    rebuildSums(db);
    for (const { sql } of triggers) db.exec(sql);
  })();
  db.close();
}
