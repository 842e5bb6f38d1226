import type { Migration } from './migration.ts';

/** Ids that follow from the id of their order or their attempt are not written beside it (shared/domain/derived-ids.ts); rows that have one keep it. */
const derivedIds = [
  `ALTER TABLE order_lines ALTER COLUMN line_id DROP NOT NULL`,
  `ALTER TABLE tenders ALTER COLUMN tender_id DROP NOT NULL`,
  `ALTER TABLE payment_attempts ALTER COLUMN void_id DROP NOT NULL`,
  `ALTER TABLE payment_attempts ALTER COLUMN refund_id DROP NOT NULL`,
];

/** What the gateway said is written once, with its attempt; an order that was paid by it refers there, and a paid order's reference is as frozen as the rest of it. */
const saidOnce = [
  `ALTER TABLE orders ADD COLUMN payment_attempt_seq INTEGER REFERENCES payment_attempts (attempt_seq)`,
  `CREATE TRIGGER orders_payment_is_frozen BEFORE UPDATE ON orders
    WHEN OLD.state IN ('paid', 'refunded') AND NEW.payment_attempt_seq IS NOT OLD.payment_attempt_seq
    BEGIN SELECT RAISE(ABORT, 'a paid order is frozen'); END`,
];

/** 35 days: see FORGET_AFTER_MS of the presses' repository. */
const FORGET_AFTER_MS = 35 * 24 * 60 * 60 * 1000;

/**
 * The answer to a repeated press is kept while its order can still be paid, and for 35 days of selling afterwards; the till's own newest order is the clock, so that
 * a till that stands still forgets nothing.
 */
const presses = [
  `DROP TRIGGER charge_requests_is_kept`,
  `CREATE TRIGGER charge_requests_are_kept_for_a_time BEFORE DELETE ON charge_requests
    WHEN OLD.created_at > (SELECT created_at FROM orders ORDER BY seq DESC LIMIT 1) - ${FORGET_AFTER_MS}
      OR NOT EXISTS (SELECT 1 FROM orders WHERE seq = OLD.order_seq AND state IN ('paid', 'refunded', 'abandoned')
        AND updated_at <= (SELECT created_at FROM orders ORDER BY seq DESC LIMIT 1) - ${FORGET_AFTER_MS})
    BEGIN SELECT RAISE(ABORT, 'a press of Charge is kept for a time'); END`,
];

/** An order takes less room: nothing that follows from another column is written twice, and a press is forgotten in time (docs/decisions/0016). No row is touched. */
export const smallerOrders: Migration = {
  version: 6,
  name: 'smaller-orders',
  statements: [...derivedIds, ...saidOnce, ...presses],
};
