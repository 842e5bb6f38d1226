import { toDecimalString, subtractPaise, type Paise } from '../../shared/domain/money.ts';
import type { ItemRow, OrderRow, PaymentRow } from '../store/read-orders.ts';
import type { RefundRow } from '../store/refunds.ts';

/** A moment as the base contract writes it: UTC, microseconds, Z. */
export function instant(at: number): string {
  return new Date(at).toISOString().replace('Z', '000Z');
}

const instantOrNull = (at: number | null): string | null => (at === null ? null : instant(at));
const moneyOrNull = (amount: Paise | null): string | null =>
  amount === null ? null : toDecimalString(amount);

/** The number that people use for an order; it follows from its id, so that it never needs a counter. */
export function orderNumber(orderRef: string): string {
  return `ORD-${orderRef.slice(-12).toUpperCase()}`;
}

function itemView(item: ItemRow): Record<string, unknown> {
  return {
    id: item.id,
    product: item.product_id,
    // 250 thousandths are 0.25 of the unit; goods by the piece are whole.
    quantity: item.quantity_milli / 1000,
    price: toDecimalString(item.unit_price_paise),
    // The base contract writes this one as a number.
    total_price: Number(toDecimalString(item.total_paise)),
    product_title: item.title,
    product_brand: item.brand,
    product_size: item.size,
    product_color: item.color,
    product_ref: item.product_ref,
    catalogue_price: moneyOrNull(item.catalogue_price_paise),
    hsn: item.hsn,
    unit: item.unit,
    discount: toDecimalString(item.discount_paise),
    gst_rate_bp: item.gst_rate_bp,
    tax_amount: moneyOrNull(item.tax_paise),
  };
}

function tenderView(payment: PaymentRow): Record<string, unknown> {
  return {
    kind: payment.kind,
    amount: toDecimalString(payment.amount_paise),
    received: moneyOrNull(payment.received_paise),
    change: moneyOrNull(payment.change_paise),
    scheme: payment.scheme,
    last_four: payment.last_four,
    rrn: payment.rrn,
    auth_code: payment.auth_code,
    taken_at: instantOrNull(payment.taken_at),
  };
}

/** A refund as it is shown. */
export function refundView(refund: RefundRow): Record<string, unknown> {
  return {
    id: refund.id,
    refund_ref: refund.refund_ref,
    amount: toDecimalString(refund.amount_paise),
    state: refund.state,
    kind: refund.kind,
    tender: refund.tender_kind,
    reason: refund.reason,
    rrn: refund.rrn,
    business_date: refund.business_date,
    created_at: instant(refund.created_at),
    updated_at: instant(refund.updated_at),
  };
}

function parsed(text: string | null): unknown {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}

const shippingKeys = ['name', 'phone', 'address', 'city', 'state', 'postal_code', 'country'] as const;

function shippingView(text: string | null): Record<string, string> {
  const value = parsed(text);
  const given = new Map(Object.entries(typeof value === 'object' && value !== null ? value : {}));
  const alias: Readonly<Record<string, string>> = { address: 'street', postal_code: 'zip_code' };
  return Object.fromEntries(
    shippingKeys.map((key) => {
      const found: unknown = given.get(key) ?? given.get(alias[key] ?? key);
      return [`shipping_${key}`, typeof found === 'string' ? found : ''];
    }),
  );
}

/** What belongs to an order. */
export type OrderParts = {
  readonly shopCode: string;
  readonly items: readonly ItemRow[];
  readonly payments: readonly PaymentRow[];
  readonly refunds: readonly RefundRow[];
};

/** An order as the base contract shows it, and what ours adds; money as decimal strings. */
export function orderView(order: OrderRow, parts: OrderParts): Record<string, unknown> {
  return {
    id: order.id,
    order_number: orderNumber(order.order_ref),
    status: order.status,
    payment_status: order.payment_status,
    subtotal: toDecimalString(order.subtotal_paise),
    tax_amount: toDecimalString(order.tax_paise),
    shipping_amount: toDecimalString(order.shipping_paise),
    total_amount: toDecimalString(order.total_paise),
    items: parts.items.map(itemView),
    payment_method: order.payment_method,
    payment_token: order.payment_token ?? '',
    transaction_id: order.transaction_id ?? '',
    auth_code: order.auth_code ?? '',
    currency: order.currency,
    notes: order.notes,
    payment_gateway_response: parsed(order.gateway_response),
    ...shippingView(order.shipping),
    created_at: instant(order.created_at),
    updated_at: instant(order.updated_at),
    shipped_at: instantOrNull(order.shipped_at),
    delivered_at: instantOrNull(order.delivered_at),
    client_ref: order.has_client_ref ? order.order_ref : null,
    shop: parts.shopCode,
    till: order.till_code,
    cashier: order.cashier,
    sold_at: instant(order.sold_at),
    business_date: order.business_date,
    invoice_number: order.invoice_number,
    discount_amount: toDecimalString(order.discount_paise),
    round_off: toDecimalString(order.round_off_paise),
    refunded_amount: toDecimalString(order.refunded_paise),
    net_amount: toDecimalString(subtractPaise(order.total_paise, order.refunded_paise)),
    tenders: parts.payments.map(tenderView),
    refunds: parts.refunds.map(refundView),
  };
}
