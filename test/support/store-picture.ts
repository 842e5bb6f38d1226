/** A store's rows of its bills, named by the ids that the bills carry everywhere: what two stores that hold the same have in common, whatever local numbers they gave. */
import Database from 'better-sqlite3';

type Row = Readonly<Record<string, unknown>>;

const statements = {
  orders: `SELECT o.*, s.kind AS series_kind, s.letter, s.financial_year FROM orders o LEFT JOIN invoice_series s USING (series_id)
    WHERE o.invoice_number IS NOT NULL ORDER BY o.order_id`,
  lines: `SELECT o.order_id, l.*, x.product_id, x.name, x.name_hi, x.hsn, x.unit, x.category FROM order_lines l JOIN orders o ON o.seq = l.order_seq
    JOIN line_texts x USING (text_id) WHERE o.invoice_number IS NOT NULL ORDER BY o.order_id, l.position`,
  tenders: `SELECT o.order_id, t.*, a.attempt_id FROM tenders t JOIN orders o ON o.seq = t.order_seq LEFT JOIN payment_attempts a USING (attempt_seq)
    WHERE o.invoice_number IS NOT NULL AND t.withdrawn_at IS NULL ORDER BY o.order_id, t.position`,
  attempts: `SELECT o.order_id, a.* FROM payment_attempts a JOIN orders o ON o.seq = a.order_seq
    WHERE o.invoice_number IS NOT NULL ORDER BY a.attempt_id`,
  returns: 'SELECT o.order_id, r.* FROM returns r JOIN orders o ON o.seq = r.order_seq ORDER BY r.return_id',
  refunds: `SELECT o.order_id, r.*, a.attempt_id FROM refunds r JOIN orders o ON o.seq = r.order_seq LEFT JOIN payment_attempts a USING (attempt_seq)
    ORDER BY r.refund_id`,
  refundLines: `SELECT r.refund_id, l.* FROM refund_lines l JOIN refunds r USING (refund_seq) ORDER BY r.refund_id, l.position`,
  creditNotes: `SELECT o.order_id, c.*, s.letter, s.financial_year FROM credit_notes c JOIN orders o ON o.seq = c.order_seq JOIN invoice_series s USING (series_id)
    ORDER BY c.credit_note_id`,
  dayTotals: 'SELECT * FROM day_totals ORDER BY business_date, dimension, key',
  days: 'SELECT business_date, closed_at IS NOT NULL AS closed, exceptions FROM business_days ORDER BY business_date',
  stock: 'SELECT * FROM stock_levels WHERE quantity_milli <> 0 ORDER BY product_id',
  moved: `SELECT product_id, kind, quantity_milli, source_id, reason, at FROM stock_movements ORDER BY at, product_id, source_id`,
  sold: 'SELECT * FROM product_sales ORDER BY product_id',
  series:
    'SELECT till_code, kind, financial_year, letter, next_number FROM invoice_series ORDER BY 1, 2, 3, 4',
} as const;

/** Numbers that a store gives by itself, and of the press of Charge that began an attempt, which is over. */
const numbers = [
  'seq',
  'order_seq',
  'attempt_seq',
  'refund_seq',
  'text_id',
  'series_id',
  'payment_attempt_seq',
];
const local = new Set([...numbers, 'request_id', 'request_hash']);
/** Counted on with every look at a bill of which something came back; the office is told of the last but one. */
const ofReturned = new Set(['version', 'updated_at']);

export type StorePicture = { readonly [Table in keyof typeof statements]: readonly Row[] };

function common(row: Row, isReturned: (orderId: unknown) => boolean, table: string): Row {
  const loose = table === 'orders' && isReturned(row['order_id']);
  const kept = Object.entries(row).filter(
    ([column]) => !local.has(column) && !(loose && ofReturned.has(column)),
  );
  return Object.fromEntries(kept);
}

/** Takes the picture of a store that may be open elsewhere. */
export function pictureOf(path: string): StorePicture {
  const db = new Database(path, { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    const returned = new Set(
      db.prepare('SELECT o.order_id FROM returns r JOIN orders o ON o.seq = r.order_seq').pluck().all(),
    );
    const rows = (table: keyof typeof statements): readonly Row[] =>
      db
        .prepare<[], Row>(statements[table])
        .all()
        .map((row) => common(row, (orderId) => returned.has(orderId), table));
    return Object.fromEntries(
      (Object.keys(statements) as (keyof typeof statements)[]).map((table) => [table, rows(table)]),
    ) as StorePicture;
  } finally {
    db.close();
  }
}
