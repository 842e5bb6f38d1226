/** What several tills sold and what the office has of it, compared field by field. */
import type { Db } from '../../central/store/db.ts';
import type { OrderCompletedPayload } from '../../shared/contract/central-api.ts';

/** The code of the shop at the office whose tills are compared. */
export const FLEET = 'fleet';

/** What both sides have of one order that must be the same. */
type Known = Readonly<Record<string, string | number | null>>;

/** Fields with gaps between them; what is not there is a dash. */
const joined = (fields: readonly (string | number | null)[]): string =>
  fields.map((field) => String(field ?? '-')).join(' ');

type Line = OrderCompletedPayload['lines'][number];
const ofLine = (line: Line): string =>
  joined([
    line.lineId,
    line.name,
    line.hsn,
    line.unit,
    line.quantityMilli,
    line.unitPricePaise,
    line.discountPaise,
    line.taxablePaise,
    line.gstRateBp,
    line.cgstPaise + line.sgstPaise + line.igstPaise,
    line.totalPaise,
  ]);

type Tender = OrderCompletedPayload['tenders'][number];
const ofTender = (one: Tender): string =>
  joined([
    one.tenderId,
    one.kind,
    one.amountPaise,
    one.receivedPaise,
    one.changePaise,
    one.scheme,
    one.lastFour,
    one.rrn,
    one.authCode,
    one.takenAt,
  ]);

function ofTill({ order, lines, tenders }: OrderCompletedPayload): Known {
  return {
    order_ref: order.orderId,
    invoice_number: order.invoiceNumber,
    business_date: order.businessDate,
    discount_paise: order.discountPaise,
    subtotal_paise: order.subtotalPaise,
    tax_paise: order.taxPaise,
    round_off_paise: order.roundOffPaise,
    total_paise: order.totalPaise,
    currency: order.currency,
    notes: order.notes,
    transaction_id: order.transactionId,
    sold_at: order.paidAt,
    payment_status: 'completed',
    items: lines.map(ofLine).join('|'),
    payments: tenders.map(ofTender).join('|'),
  };
}

/** SQL of the same text as `joined` makes. */
const textOf = (columns: readonly string[]): string =>
  columns.map((column) => `coalesce(${column}::text, '-')`).join(` || ' ' || `);

const ITEM = textOf([
  'i.line_ref',
  'i.title',
  'i.hsn',
  'i.unit',
  'i.quantity_milli',
  'i.unit_price_paise',
  'i.discount_paise',
  'i.taxable_paise',
  'i.gst_rate_bp',
  'i.tax_paise',
  'i.total_paise',
]);
const PAYMENT = textOf([
  'p.tender_ref',
  'p.kind',
  'p.amount_paise',
  'p.received_paise',
  'p.change_paise',
  'p.scheme',
  'p.last_four',
  'p.rrn',
  'p.auth_code',
  'p.taken_at',
]);
const ORDERS = `SELECT o.order_ref, o.invoice_number, o.business_date, o.discount_paise, o.subtotal_paise, o.tax_paise, o.round_off_paise,
  o.total_paise, o.currency, o.notes, o.transaction_id, o.sold_at, o.payment_status,
  (SELECT string_agg(${ITEM}, '|' ORDER BY i.position) FROM order_items i
    WHERE i.shop_id = o.shop_id AND i.order_id = o.id) AS items,
  (SELECT string_agg(${PAYMENT}, '|' ORDER BY p.position) FROM payments p
    WHERE p.shop_id = o.shop_id AND p.order_id = o.id) AS payments
  FROM orders o JOIN shops s ON s.shop_id = o.shop_id WHERE s.code = $1`;
const EVENTS = `SELECT count(*)::int AS count FROM events e JOIN shops s ON s.shop_id = e.shop_id WHERE s.code = $1`;

/** What is lost, doubled or different at the office, a sentence each; empty when both sides are the same. */
export async function differencesOf(db: Db, sales: readonly OrderCompletedPayload[]): Promise<string[]> {
  const rows = await db.query<Record<string, string | number | null>>(ORDERS, [FLEET]);
  const there = new Map(rows.map((row) => [String(row['order_ref']), row]));
  const [events] = await db.query<{ readonly count: number }>(EVENTS, [FLEET]);
  const wrong: string[] = [];
  if (rows.length !== sales.length) wrong.push(`${rows.length} orders there, ${sales.length} sold`);
  if (events?.count !== sales.length) wrong.push(`${events?.count} events there, ${sales.length} sold`);
  for (const sale of sales) {
    const here = ofTill(sale);
    const found = there.get(sale.order.orderId);
    for (const [field, value] of Object.entries(here)) {
      if (found?.[field] !== value)
        wrong.push(`${sale.order.orderId} ${field}: ${String(found?.[field])} for ${String(value)}`);
    }
  }
  return wrong;
}
