import type { FulfilmentStatus, PaymentStatus } from '../../shared/domain/order.ts';
import type { Paise } from '../../shared/domain/money.ts';
import { prepareBatch } from './insert-rows.ts';

/** An order as it is first written. Amounts are paise, times UTC milliseconds. */
export type NewOrder = {
  readonly tillId: number;
  readonly orderRef: string;
  readonly hasClientRef: boolean;
  readonly bodySha256: string;
  readonly idempotencyKey: string | null;
  readonly status: FulfilmentStatus;
  readonly paymentStatus: PaymentStatus;
  readonly subtotalPaise: Paise;
  readonly discountPaise: Paise;
  readonly taxPaise: Paise;
  readonly shippingPaise: Paise;
  readonly roundOffPaise: Paise;
  readonly totalPaise: Paise;
  readonly paymentMethod: string;
  readonly paymentToken: string | null;
  readonly transactionId: string | null;
  readonly authCode: string | null;
  readonly gatewayResponse: string | null;
  readonly currency: string;
  readonly notes: string;
  readonly customerName: string | null;
  readonly customerEmail: string | null;
  readonly customerPhone: string | null;
  readonly customerGstin: string | null;
  /** JSON of where it is sent, or null. */
  readonly shipping: string | null;
  readonly invoiceNumber: string | null;
  readonly businessDate: string;
  readonly cashier: string | null;
  readonly soldAt: number;
  readonly createdAt: number;
};

/** A line of an order. */
export type NewItem = {
  readonly lineRef: string | null;
  readonly productId: number | null;
  readonly productRef: string | null;
  readonly title: string;
  readonly brand: string;
  readonly size: string;
  readonly color: string;
  readonly hsn: string | null;
  readonly unit: string | null;
  readonly quantityMilli: number;
  readonly unitPricePaise: Paise;
  /** What the catalogue asked at that moment, where it knows the product. */
  readonly cataloguePricePaise: Paise | null;
  readonly discountPaise: Paise;
  readonly taxablePaise: Paise | null;
  readonly gstRateBp: number | null;
  readonly taxPaise: Paise | null;
  readonly totalPaise: Paise;
};

/** How a part of an order was paid. */
export type NewPayment = {
  readonly tenderRef: string | null;
  readonly kind: string;
  readonly amountPaise: Paise;
  readonly receivedPaise: Paise | null;
  readonly changePaise: Paise | null;
  readonly scheme: string | null;
  readonly lastFour: string | null;
  readonly rrn: string | null;
  readonly authCode: string | null;
  readonly takenAt: number | null;
};

/** An order with all that is written in its transaction. */
export type WholeOrder = {
  readonly order: NewOrder;
  readonly items: readonly NewItem[];
  readonly payments: readonly NewPayment[];
};

/** A row that belongs to a written order, at its place. */
export type Placed<Row> = { readonly orderId: number; readonly position: number; readonly row: Row };

/** Writes orders; what is there already under any of their keys is left out of what is returned. */
export const orderBatch = prepareBatch<NewOrder>({
  table: 'orders',
  columns: [
    ['till_id', 'bigint', (o) => o.tillId],
    ['order_ref', 'uuid', (o) => o.orderRef],
    ['has_client_ref', 'boolean', (o) => o.hasClientRef],
    ['body_sha256', 'text', (o) => o.bodySha256],
    ['idempotency_key', 'text', (o) => o.idempotencyKey],
    ['status', 'text', (o) => o.status],
    ['payment_status', 'text', (o) => o.paymentStatus],
    ['first_status', 'text', (o) => o.status],
    ['first_payment_status', 'text', (o) => o.paymentStatus],
    ['subtotal_paise', 'bigint', (o) => o.subtotalPaise],
    ['discount_paise', 'bigint', (o) => o.discountPaise],
    ['tax_paise', 'bigint', (o) => o.taxPaise],
    ['shipping_paise', 'bigint', (o) => o.shippingPaise],
    ['round_off_paise', 'bigint', (o) => o.roundOffPaise],
    ['total_paise', 'bigint', (o) => o.totalPaise],
    ['payment_method', 'text', (o) => o.paymentMethod],
    ['payment_token', 'text', (o) => o.paymentToken],
    ['transaction_id', 'text', (o) => o.transactionId],
    ['auth_code', 'text', (o) => o.authCode],
    ['gateway_response', 'text', (o) => o.gatewayResponse],
    ['currency', 'text', (o) => o.currency],
    ['notes', 'text', (o) => o.notes],
    ['customer_name', 'text', (o) => o.customerName],
    ['customer_email', 'text', (o) => o.customerEmail],
    ['customer_phone', 'text', (o) => o.customerPhone],
    ['customer_gstin', 'text', (o) => o.customerGstin],
    ['shipping', 'text', (o) => o.shipping],
    ['invoice_number', 'text', (o) => o.invoiceNumber],
    ['business_date', 'text', (o) => o.businessDate],
    ['cashier', 'text', (o) => o.cashier],
    ['sold_at', 'bigint', (o) => o.soldAt],
    ['created_at', 'bigint', (o) => o.createdAt],
    ['updated_at', 'bigint', (o) => o.createdAt],
    ['delivered_at', 'bigint', (o) => (o.status === 'delivered' ? o.soldAt : null)],
  ],
  tail: 'ON CONFLICT DO NOTHING RETURNING id, order_ref',
});

/** Writes the lines of orders that were just written. */
export const itemBatch = prepareBatch<Placed<NewItem>>({
  table: 'order_items',
  columns: [
    ['order_id', 'bigint', (i) => i.orderId],
    ['position', 'integer', (i) => i.position],
    ['line_ref', 'uuid', ({ row }) => row.lineRef],
    ['product_id', 'bigint', ({ row }) => row.productId],
    ['product_ref', 'uuid', ({ row }) => row.productRef],
    ['title', 'text', ({ row }) => row.title],
    ['brand', 'text', ({ row }) => row.brand],
    ['size', 'text', ({ row }) => row.size],
    ['color', 'text', ({ row }) => row.color],
    ['hsn', 'text', ({ row }) => row.hsn],
    ['unit', 'text', ({ row }) => row.unit],
    ['quantity_milli', 'bigint', ({ row }) => row.quantityMilli],
    ['unit_price_paise', 'bigint', ({ row }) => row.unitPricePaise],
    ['catalogue_price_paise', 'bigint', ({ row }) => row.cataloguePricePaise],
    ['discount_paise', 'bigint', ({ row }) => row.discountPaise],
    ['taxable_paise', 'bigint', ({ row }) => row.taxablePaise],
    ['gst_rate_bp', 'integer', ({ row }) => row.gstRateBp],
    ['tax_paise', 'bigint', ({ row }) => row.taxPaise],
    ['total_paise', 'bigint', ({ row }) => row.totalPaise],
  ],
  tail: '',
});

/** Writes the tenders of orders that were just written. */
export const paymentBatch = prepareBatch<Placed<NewPayment>>({
  table: 'payments',
  columns: [
    ['order_id', 'bigint', (p) => p.orderId],
    ['position', 'integer', (p) => p.position],
    ['tender_ref', 'uuid', ({ row }) => row.tenderRef],
    ['kind', 'text', ({ row }) => row.kind],
    ['amount_paise', 'bigint', ({ row }) => row.amountPaise],
    ['received_paise', 'bigint', ({ row }) => row.receivedPaise],
    ['change_paise', 'bigint', ({ row }) => row.changePaise],
    ['scheme', 'text', ({ row }) => row.scheme],
    ['last_four', 'text', ({ row }) => row.lastFour],
    ['rrn', 'text', ({ row }) => row.rrn],
    ['auth_code', 'text', ({ row }) => row.authCode],
    ['taken_at', 'bigint', ({ row }) => row.takenAt],
  ],
  tail: '',
});
