import type { Migration } from './migration.ts';

/** The day's review counts and opens the orders that wait for the office; without this each look would read every waiting row with its payload. */
export const review: Migration = {
  version: 4,
  name: 'review',
  statements: [
    // Its condition's columns are in it too: else counting would read every row to look at them again.
    `CREATE INDEX outbox_to_send_by_kind ON outbox (aggregate, acked_at, dead_at)
      WHERE acked_at IS NULL AND dead_at IS NULL`,
  ],
};
