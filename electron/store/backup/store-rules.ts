import type Database from 'better-sqlite3';

type Rule = { readonly name: string; readonly broken: string };

/** What must hold between the rows of any store, each as a query that counts what breaks it. They read every row: for a worker, never for the counter. */
const rules: readonly Rule[] = [
  {
    name: 'a bill is the sum of its lines',
    broken: `SELECT count(*) FROM (
        SELECT order_seq, count(*) AS n, sum(taxable_paise) AS taxable, sum(cgst_paise + sgst_paise + igst_paise) AS tax
        FROM order_lines GROUP BY order_seq) l
      JOIN orders o ON o.seq = l.order_seq
      WHERE l.n <> o.line_count OR l.taxable <> o.subtotal_paise OR l.tax <> o.tax_paise`,
  },
  {
    name: 'every order has lines',
    broken: 'SELECT count(*) FROM orders WHERE NOT EXISTS (SELECT 1 FROM order_lines WHERE order_seq = seq)',
  },
  {
    name: 'a paid bill is the sum of its tenders',
    broken: `SELECT count(*) FROM orders WHERE state IN ('paid', 'refunded') AND total_paise <>
      (SELECT coalesce(sum(amount_paise), 0) FROM tenders WHERE order_seq = seq AND withdrawn_at IS NULL)`,
  },
  {
    name: 'a series has no gaps (CGST Rules, 46(b))',
    broken: `SELECT count(*) FROM invoice_series s WHERE next_number - 1 <>
        (SELECT count(*) FROM orders o WHERE o.series_id = s.series_id)
        + (SELECT count(*) FROM credit_notes c WHERE c.series_id = s.series_id)`,
  },
  {
    name: 'the sums of the days are those of the bills',
    broken: `SELECT count(*) FROM (
        SELECT business_date, count(*) AS bills, sum(total_paise) AS amount FROM orders
        WHERE invoice_number IS NOT NULL GROUP BY business_date) o
      LEFT JOIN day_totals t ON t.business_date = o.business_date AND t.dimension = 'sales' AND t.key = ''
      WHERE t.bill_count IS NOT o.bills OR t.amount_paise IS NOT o.amount`,
  },
  { name: 'every reference finds its row', broken: 'SELECT count(*) FROM pragma_foreign_key_check' },
];

/** The rules that a store breaks, with how often; empty when it breaks none. */
export function brokenRules(db: Database.Database): string[] {
  return rules.flatMap(({ name, broken }) => {
    const times = Number(db.prepare(broken).pluck().get());
    return times === 0 ? [] : [`${name}: broken ${times} times`];
  });
}
