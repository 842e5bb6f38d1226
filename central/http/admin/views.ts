import type { AdminOrder, AdminOrderReply } from '../../../shared/contract/central-admin.ts';
import { toDecimalString } from '../../../shared/domain/money.ts';
import { orderNumber } from '../../orders/order-view.ts';
import type { ItemRow, OrderRow, PaymentRow } from '../../store/read-orders.ts';
import type { CreditNoteRow, RefundRow } from '../../store/refunds.ts';

/** An order as the list of the office shows it. */
export function adminOrder(order: OrderRow): AdminOrder {
  return {
    id: order.id,
    number: orderNumber(order.order_ref),
    invoiceNumber: order.invoice_number,
    till: order.till_code,
    soldAt: order.sold_at,
    businessDate: order.business_date,
    status: order.status,
    paymentStatus: order.payment_status,
    paymentMethod: order.payment_method,
    total: toDecimalString(order.total_paise),
    refunded: toDecimalString(order.refunded_paise),
  };
}

export type WholeOrderRows = {
  readonly order: OrderRow;
  readonly items: readonly ItemRow[];
  readonly payments: readonly PaymentRow[];
  readonly refunds: readonly RefundRow[];
  readonly notes: readonly CreditNoteRow[];
};

function gatewayResponse(text: string | null): unknown {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}

/** One order with all that belongs to it. */
export function adminWholeOrder({ order, items, payments, refunds, notes }: WholeOrderRows): AdminOrderReply {
  return {
    ...adminOrder(order),
    customer: order.customer_name,
    subtotal: toDecimalString(order.subtotal_paise),
    tax: toDecimalString(order.tax_paise),
    roundOff: toDecimalString(order.round_off_paise),
    transactionId: order.transaction_id,
    notes: order.notes,
    gatewayResponse: gatewayResponse(order.gateway_response),
    lines: items.map((item) => ({
      title: item.title,
      hsn: item.hsn,
      quantity: item.quantity_milli / 1000,
      price: toDecimalString(item.unit_price_paise),
      tax: item.tax_paise === null ? null : toDecimalString(item.tax_paise),
      total: toDecimalString(item.total_paise),
    })),
    payments: payments.map((payment) => ({
      kind: payment.kind,
      amount: toDecimalString(payment.amount_paise),
      scheme: payment.scheme,
      lastFour: payment.last_four,
      rrn: payment.rrn,
      authCode: payment.auth_code,
    })),
    refunds: refunds.map((refund) => ({
      amount: toDecimalString(refund.amount_paise),
      state: refund.state,
      tender: refund.tender_kind,
      reason: refund.reason,
      at: refund.updated_at,
    })),
    creditNotes: notes.map((note) => ({ number: note.number, total: toDecimalString(note.total_paise) })),
  };
}

const columns = [
  'id',
  'number',
  'invoiceNumber',
  'till',
  'businessDate',
  'soldAt',
  'status',
  'paymentStatus',
  'paymentMethod',
  'total',
  'refunded',
] as const satisfies readonly (keyof AdminOrder)[];

/** One field of a CSV file (RFC 4180). What a spreadsheet would take for a formula is written as text. */
function csvField(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The first line of the exported file. */
export const csvHeader = `${columns.join(',')}\r\n`;

/** An order as a line of the exported file; the moment is UTC, ISO 8601. */
export function csvLine(order: AdminOrder): string {
  const fields = columns.map((name) =>
    csvField(name === 'soldAt' ? new Date(order.soldAt).toISOString() : order[name]),
  );
  return `${fields.join(',')}\r\n`;
}
