import { insertInto } from '../columns.ts';
import type { ReferenceTable } from './reference-schema.ts';

/** Which of two rows with the same key is the later one, by table; a table that isn't named keeps the row that is there. */
const laterRow: Readonly<Record<string, string>> = {
  orders: 'excluded.version > orders.version',
  order_lines: `excluded.line_id IS NOT order_lines.line_id OR excluded.quantity_milli <> order_lines.quantity_milli
    OR excluded.total_paise <> order_lines.total_paise`,
  payment_attempts: 'excluded.version > payment_attempts.version',
  refunds: 'excluded.version > refunds.version',
  settings: 'excluded.updated_at > settings.updated_at',
  people: 'excluded.updated_at > people.updated_at',
  customers: 'excluded.updated_at > customers.updated_at',
  invoice_series: 'excluded.next_number > invoice_series.next_number',
  business_days: 'business_days.closed_at IS NULL AND excluded.closed_at IS NOT NULL',
  shifts: 'shifts.closed_at IS NULL AND excluded.closed_at IS NOT NULL',
  tenders: 'tenders.withdrawn_at IS NULL AND excluded.withdrawn_at IS NOT NULL',
  outbox: `(outbox.acked_at IS NULL AND excluded.acked_at IS NOT NULL)
    OR (outbox.dead_at IS NULL AND outbox.acked_at IS NULL AND excluded.dead_at IS NOT NULL)`,
  import_batches: `import_batches.state = 'staging' AND excluded.state <> 'staging'`,
  product_versions: 'product_versions.ended_batch IS NULL AND excluded.ended_batch IS NOT NULL',
  product_sales: 'excluded.times_sold > product_sales.times_sold',
  held_carts: 'excluded.saved_at > held_carts.saved_at',
  import_mappings: 'excluded.used_at > import_mappings.used_at',
  notices: 'notices.dismissed_at IS NULL AND excluded.dismissed_at IS NOT NULL',
};

/** Tables that are not taken over: of the file itself, or sums that are made anew from the rows. */
const notMerged: ReadonlySet<string> = new Set(['last_run', 'schema_history', 'day_totals', 'stock_levels']);

/** Settings that say what a file is, not what the shop chose. */
const settingsOfTheFile: ReadonlySet<unknown> = new Set([
  'backup-stamp',
  'store-identity',
  'series-from',
  'till-restored',
]);

/** Whether a salvaged row is taken over at all. */
export function isMerged(table: string, row: Readonly<Record<string, unknown>>): boolean {
  if (notMerged.has(table)) return false;
  return table !== 'settings' || !settingsOfTheFile.has(row['key']);
}

/** The statement that takes a row over: inserted where it is missing, put in place of an earlier state of the same row, left alone otherwise. */
export function mergeStatement({ name, columns, primaryKey }: ReferenceTable): string {
  const names = columns.map((column) => column.name);
  const insert = insertInto(name, names);
  if (primaryKey.length === 0) return insert;
  const conflict = `${insert} ON CONFLICT (${primaryKey.join(', ')})`;
  const later = laterRow[name];
  if (later === undefined) return `${conflict} DO NOTHING`;
  const others = names.filter((column) => !primaryKey.includes(column));
  return `${conflict} DO UPDATE SET ${others.map((column) => `${column} = excluded.${column}`).join(', ')} WHERE ${later}`;
}
