import type Database from 'better-sqlite3';

const HOUR = `coalesce((SELECT json_extract(a.detail, '$.hour') FROM audit a WHERE a.order_seq = o.seq
    AND a.action = 'sale-completed' ORDER BY a.audit_seq LIMIT 1), hour_of(o.paid_at))`;
const COLUMNS = `business_date, dimension, key, bill_count, amount_paise, discount_paise, taxable_paise, cgst_paise,
  sgst_paise, igst_paise, round_off_paise`;
const PAID = `o.state IN ('paid', 'refunded')`;
const OF_LINES = `sum(l.discount_paise) AS discount, sum(l.taxable_paise) AS taxable, sum(l.cgst_paise) AS cgst,
  sum(l.sgst_paise) AS sgst, sum(l.igst_paise) AS igst`;
const BILLS = `SELECT o.seq, o.business_date, o.paid_at, o.total_paise, o.round_off_paise, ${OF_LINES}
  FROM orders o JOIN order_lines l ON l.order_seq = o.seq WHERE ${PAID} GROUP BY o.seq`;
const SUMS = 'sum(discount), sum(taxable), sum(cgst), sum(sgst), sum(igst)';
const TAXES_BACK = `sum(b.taxable_paise), sum(b.cgst_paise), sum(b.sgst_paise), sum(b.igst_paise)`;
const CREDITED = `credit_notes c JOIN refunds r ON r.order_seq = c.order_seq AND r.credit_note_id = c.credit_note_id
  JOIN refund_lines b ON b.refund_seq = r.refund_seq`;

/** The sums of the days from their rows; each says what a sale or a refund adds in its own transaction (units/sale-totals.ts, units/refund-totals.ts). */
const dayTotals = [
  'DELETE FROM day_totals',
  `INSERT INTO day_totals (${COLUMNS})
    SELECT business_date, 'sales', '', count(*), sum(total_paise), ${SUMS}, sum(round_off_paise)
    FROM (${BILLS}) o GROUP BY business_date`,
  `INSERT INTO day_totals (${COLUMNS})
    SELECT business_date, 'hour', printf('%02d', ${HOUR}) AS key, count(*), sum(total_paise), ${SUMS}, sum(round_off_paise)
    FROM (${BILLS}) o GROUP BY business_date, key`,
  `INSERT INTO day_totals (${COLUMNS})
    SELECT o.business_date, 'tender', t.kind, count(DISTINCT o.seq), sum(t.amount_paise), 0, 0, 0, 0, 0, 0
    FROM orders o JOIN tenders t ON t.order_seq = o.seq WHERE ${PAID} AND t.withdrawn_at IS NULL
    GROUP BY o.business_date, t.kind`,
  `INSERT INTO day_totals (${COLUMNS})
    SELECT o.business_date, 'tax', CAST(l.gst_rate_bp AS TEXT) AS key, count(DISTINCT o.seq), sum(l.total_paise),
      ${OF_LINES}, 0
    FROM orders o JOIN order_lines l ON l.order_seq = o.seq WHERE ${PAID} GROUP BY o.business_date, key`,
  `INSERT INTO day_totals (${COLUMNS})
    SELECT o.business_date, 'category', coalesce(x.category, '') AS key, count(DISTINCT o.seq), sum(l.total_paise),
      ${OF_LINES}, 0
    FROM orders o JOIN order_lines l ON l.order_seq = o.seq JOIN line_texts x ON x.text_id = l.text_id
    WHERE ${PAID} GROUP BY o.business_date, key`,
  `INSERT INTO day_totals (${COLUMNS})
    SELECT business_date, 'refunds', '', count(*), sum(total_paise), 0, sum(taxable), sum(cgst), sum(sgst), sum(igst),
      sum(round_off_paise)
    FROM (SELECT c.business_date, c.total_paise, c.round_off_paise, sum(b.taxable_paise) AS taxable,
        sum(b.cgst_paise) AS cgst, sum(b.sgst_paise) AS sgst, sum(b.igst_paise) AS igst
      FROM ${CREDITED} GROUP BY c.credit_note_id) GROUP BY business_date`,
  `INSERT INTO day_totals (${COLUMNS})
    SELECT c.business_date, 'refund-tax', CAST(l.gst_rate_bp AS TEXT) AS key, count(DISTINCT c.credit_note_id),
      sum(b.total_paise), 0, ${TAXES_BACK}, 0
    FROM ${CREDITED} JOIN order_lines l ON l.order_seq = b.order_seq AND l.position = b.position
    GROUP BY c.business_date, key`,
  `INSERT INTO day_totals (${COLUMNS})
    SELECT business_date, 'refund-tender', tender_kind, count(*), sum(amount_paise), 0, 0, 0, 0, 0, 0
    FROM refunds WHERE state = 'DONE' AND return_id IS NOT NULL GROUP BY business_date, tender_kind`,
];

/** A level is what came in less what paid orders took out. */
const stockLevels = [
  'DELETE FROM stock_levels',
  `INSERT INTO stock_levels (product_id, quantity_milli)
    SELECT product_id, sum(milli) FROM (
      SELECT product_id, quantity_milli AS milli FROM stock_movements
      UNION ALL
      SELECT x.product_id, -l.quantity_milli FROM orders o JOIN order_lines l ON l.order_seq = o.seq
        JOIN line_texts x ON x.text_id = l.text_id WHERE ${PAID} AND x.product_id IS NOT NULL)
    GROUP BY product_id`,
];

function hourIn(zone: string): (atMs: unknown) => number {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' });
  return (atMs) => Number(clock.format(Number(atMs)));
}

/** Makes the sums of the days and the levels of stock anew from the rows. Called inside a transaction. */
export function rebuildSums(db: Database.Database): void {
  const zone = db
    .prepare<[], string | null>(`SELECT json_extract(value, '$.zone') FROM settings WHERE key = 'shop'`)
    .pluck()
    .get();
  db.function('hour_of', { deterministic: true }, hourIn(zone ?? 'Asia/Kolkata'));
  for (const statement of [...dayTotals, ...stockLevels]) db.prepare(statement).run();
}
