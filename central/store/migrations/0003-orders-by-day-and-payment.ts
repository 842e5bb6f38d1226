import type { Migration } from './migration.ts';

/**
 * The orders of a day that were refunded, or failed, are found without a look at the others of that day, which lie on a page each where many shops' orders
 * come in between. The state comes before the number: within a range of days an index orders nothing by number anyhow.
 */
export const ordersByDayAndPayment: Migration = {
  version: 3,
  name: 'orders-by-day-and-payment',
  statements: [
    'DROP INDEX orders_by_day',
    `CREATE INDEX orders_by_day ON orders (shop_id, business_date, payment_status, id) INCLUDE (total_paise, refunded_paise, till_id)
      WHERE deleted_at IS NULL`,
  ],
};
