/** The figures of a review worked out from every bill, line, tender and credit note of its days, apart from the sums that the till keeps. */
import type { ReviewFigure, ReviewSums } from '../../shared/contract/review.ts';
import type { Reader } from '../../electron/store/handles.ts';
import type { Paise } from '../../shared/domain/money.ts';
import { hourIn } from '../../shared/domain/hour-in.ts';

const BILLS = `o.business_date BETWEEN ? AND ? AND o.state IN ('paid', 'refunded')`;
const none = (columns: readonly string[]): string => columns.map((column) => `0 AS ${column}`).join(', ');
const taxes = (lines: string): string =>
  ['taxable', 'cgst', 'sgst', 'igst'].map((name) => `sum(${lines}.${name}_paise) AS ${name}Paise`).join(', ');
const LINES = `sum(l.total_paise) AS amountPaise, sum(l.discount_paise) AS discountPaise, ${taxes('l')}, 0 AS roundOffPaise`;
const NO_TAX = none([
  'discountPaise',
  'taxablePaise',
  'cgstPaise',
  'sgstPaise',
  'igstPaise',
  'roundOffPaise',
]);

const CREDITED = `FROM credit_notes c JOIN refunds r ON r.order_seq = c.order_seq AND r.credit_note_id = c.credit_note_id
  JOIN refund_lines l ON l.refund_seq = r.refund_seq`;

/** Statements that each take the first and the last date. */
const statements = {
  sales: `SELECT 'sales' AS dimension, '' AS key, count(*) AS billCount, sum(o.total_paise) AS amountPaise,
      sum(o.discount_paise) AS discountPaise, sum(o.subtotal_paise) AS taxablePaise,
      sum((SELECT sum(cgst_paise) FROM order_lines WHERE order_seq = o.seq)) AS cgstPaise,
      sum((SELECT sum(sgst_paise) FROM order_lines WHERE order_seq = o.seq)) AS sgstPaise,
      sum((SELECT sum(igst_paise) FROM order_lines WHERE order_seq = o.seq)) AS igstPaise,
      sum(o.round_off_paise) AS roundOffPaise
    FROM orders o WHERE ${BILLS} HAVING count(*) > 0`,
  tender: `SELECT 'tender' AS dimension, t.kind AS key, count(DISTINCT o.seq) AS billCount,
      sum(t.amount_paise) AS amountPaise, ${NO_TAX}
    FROM orders o JOIN tenders t ON t.order_seq = o.seq WHERE ${BILLS} AND t.withdrawn_at IS NULL GROUP BY t.kind`,
  tax: `SELECT 'tax' AS dimension, CAST(l.gst_rate_bp AS TEXT) AS key, count(DISTINCT o.seq) AS billCount, ${LINES}
    FROM orders o JOIN order_lines l ON l.order_seq = o.seq WHERE ${BILLS} GROUP BY l.gst_rate_bp`,
  category: `SELECT 'category' AS dimension, coalesce(x.category, '') AS key, count(DISTINCT o.seq) AS billCount, ${LINES}
    FROM orders o JOIN order_lines l ON l.order_seq = o.seq JOIN line_texts x ON x.text_id = l.text_id
    WHERE ${BILLS} GROUP BY coalesce(x.category, '')`,
  refunds: `SELECT 'refunds' AS dimension, '' AS key, count(*) AS billCount, sum(total) AS amountPaise, 0 AS discountPaise,
      sum(taxable) AS taxablePaise, sum(cgst) AS cgstPaise, sum(sgst) AS sgstPaise, sum(igst) AS igstPaise, sum(roundOff) AS roundOffPaise
    FROM (SELECT c.total_paise AS total, c.round_off_paise AS roundOff, sum(l.taxable_paise) AS taxable,
        sum(l.cgst_paise) AS cgst, sum(l.sgst_paise) AS sgst, sum(l.igst_paise) AS igst
      ${CREDITED} WHERE c.business_date BETWEEN ? AND ? GROUP BY c.credit_note_id)
    HAVING count(*) > 0`,
  'refund-tax': `SELECT 'refund-tax' AS dimension, CAST(s.gst_rate_bp AS TEXT) AS key, count(DISTINCT c.credit_note_id) AS billCount,
      sum(l.total_paise) AS amountPaise, 0 AS discountPaise, ${taxes('l')}, 0 AS roundOffPaise
    ${CREDITED} JOIN order_lines s ON s.order_seq = l.order_seq AND s.position = l.position
    WHERE c.business_date BETWEEN ? AND ? GROUP BY s.gst_rate_bp`,
  'refund-tender': `SELECT 'refund-tender' AS dimension, tender_kind AS key, count(*) AS billCount,
      sum(amount_paise) AS amountPaise, ${NO_TAX}
    FROM refunds WHERE business_date BETWEEN ? AND ? AND state = 'DONE' AND return_id IS NOT NULL GROUP BY tender_kind`,
} as const;

const HOURS = `SELECT o.paid_at AS paidAt,
    (SELECT json_extract(detail, '$.hour') FROM audit WHERE order_seq = o.seq AND action = 'sale-completed') AS hour,
    o.total_paise AS amountPaise, o.discount_paise AS discountPaise, o.subtotal_paise AS taxablePaise,
    sum(l.cgst_paise) AS cgstPaise, sum(l.sgst_paise) AS sgstPaise, sum(l.igst_paise) AS igstPaise,
    o.round_off_paise AS roundOffPaise, 1 AS billCount
  FROM orders o JOIN order_lines l ON l.order_seq = o.seq WHERE ${BILLS} GROUP BY o.seq`;

const RETURNED_LINES = `SELECT c.rowid AS note, c.created_at AS at, c.total_paise AS notePaise, c.round_off_paise AS noteRoundOffPaise,
    (SELECT x.category FROM order_lines s JOIN line_texts x ON x.text_id = s.text_id
      WHERE s.order_seq = l.order_seq AND s.position = l.position) AS category,
    1 AS billCount, l.total_paise AS amountPaise, 0 AS discountPaise, l.taxable_paise AS taxablePaise, l.cgst_paise AS cgstPaise,
    l.sgst_paise AS sgstPaise, l.igst_paise AS igstPaise, 0 AS roundOffPaise
  ${CREDITED} WHERE c.business_date BETWEEN ? AND ?`;

type ReturnedLine = ReviewSums & {
  readonly note: number;
  readonly at: number;
  readonly notePaise: Paise;
  readonly noteRoundOffPaise: Paise;
  readonly category: string | null;
};

type HourRow = ReviewSums & { readonly paidAt: number; readonly hour: number | null };

const sumNames = [
  'billCount',
  'amountPaise',
  'discountPaise',
  'taxablePaise',
  'cgstPaise',
  'sgstPaise',
  'igstPaise',
  'roundOffPaise',
] as const satisfies readonly (keyof ReviewSums)[];

/** The sums of some shares: all of them are counts or paise, whole numbers. */
export function addedUp(shares: readonly ReviewSums[]): ReviewSums {
  const sums = sumNames.map((name) => [name, shares.reduce((sum, share) => sum + share[name], 0)]);
  return Object.fromEntries(sums) as ReviewSums;
}

function hours(db: Reader, from: string, to: string, zone: string): ReviewFigure[] {
  const bills = db.query<[string, string], HourRow>(HOURS).all([from, to]);
  const byHour = Map.groupBy(bills, (bill) => bill.hour ?? hourIn(bill.paidAt, zone));
  return [...byHour].map(([hour, some]) => ({
    dimension: 'hour',
    key: String(hour).padStart(2, '0'),
    ...addedUp(some),
  }));
}

/** What came back by category and by the hour of its note, line by line. */
function returned(db: Reader, from: string, to: string, zone: string): ReviewFigure[] {
  const lines = db.query<[string, string], ReturnedLine>(RETURNED_LINES).all([from, to]);
  const notesIn = (some: readonly ReturnedLine[]): number => new Set(some.map(({ note }) => note)).size;
  const byCategory = [...Map.groupBy(lines, ({ category }) => category ?? '')];
  const notes = [...Map.groupBy(lines, ({ note }) => note).values()].flatMap(([first, ...rest]) =>
    first === undefined ? [] : { first, sums: addedUp([first, ...rest]) },
  );
  const byHour = [...Map.groupBy(notes, ({ first }) => String(hourIn(first.at, zone)).padStart(2, '0'))];
  return [
    ...byCategory.map(([key, some]) => ({
      dimension: 'refund-category' as const,
      key,
      ...addedUp(some),
      billCount: notesIn(some),
    })),
    ...byHour.map(([key, some]) => ({
      dimension: 'refund-hour' as const,
      key,
      ...addedUp(
        some.map(({ first, sums }) => ({
          ...sums,
          billCount: 1,
          amountPaise: first.notePaise,
          roundOffPaise: first.noteRoundOffPaise,
        })),
      ),
    })),
  ];
}

/** Every figure of the days from one date to another, as a review gives them from the totals and the credit notes; read from the rows, whose number it grows with. */
export function figuresFromRows(db: Reader, from: string, to: string, zone: string): ReviewFigure[] {
  const rest = Object.values(statements).flatMap((sql) =>
    db.query<[string, string], ReviewFigure>(sql).all([from, to]),
  );
  const order = (figure: ReviewFigure): string => `${figure.dimension} ${figure.key}`;
  const split = [...hours(db, from, to, zone), ...returned(db, from, to, zone)];
  return [...rest, ...split].toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
}
