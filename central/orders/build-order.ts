import type { CreateOrderRequest, ShippingAddress } from '../../shared/contract/central-orders.ts';
import { sumPaise, subtractPaise, toDecimalString } from '../../shared/domain/money.ts';
import type { FulfilmentStatus, PaymentStatus } from '../../shared/domain/order.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { FieldErrors } from '../ingest/field-errors.ts';
import type { NewPayment, WholeOrder } from '../store/order-rows.ts';
import type { OrderProduct } from '../store/products.ts';
import { priceItems, totalsOf, type OrderTotals } from './price-order.ts';

/** What an order gets beside its body. */
export type OrderOrigin = {
  readonly tillId: number;
  readonly orderRef: string;
  readonly bodySha256: string;
  readonly idempotencyKey: string | null;
  readonly now: number;
  /** The date in India at `now`, for an order that names none. */
  readonly today: string;
};

function paymentsOf(request: CreateOrderRequest, at: number): NewPayment[] {
  return (request.tenders ?? []).map((tender) => ({
    tenderRef: null,
    kind: tender.kind,
    amountPaise: tender.amount,
    receivedPaise: tender.received,
    changePaise: tender.change,
    scheme: tender.scheme,
    lastFour: tender.last_four,
    rrn: tender.rrn,
    authCode: tender.auth_code,
    takenAt: request.sold_at ?? at,
  }));
}

/** Tenders may pay a part; an order that calls itself paid must be covered by those it names. */
function checkTenders(
  request: CreateOrderRequest,
  payments: readonly NewPayment[],
  totals: OrderTotals,
): FieldErrors | null {
  if (payments.length === 0) return null;
  const wrong = payments.map(({ amountPaise, receivedPaise, changePaise }) =>
    receivedPaise !== null && changePaise !== null && receivedPaise - changePaise !== amountPaise
      ? { amount: ['Received − change = amount does not hold.'] }
      : {},
  );
  if (wrong.some((errors) => Object.keys(errors).length > 0)) return { tenders: wrong };
  const paid = sumPaise(payments.map(({ amountPaise }) => amountPaise));
  const left = subtractPaise(totals.totalPaise, paid);
  const mustCover = request.payment_status === 'completed';
  if (left < 0 || (left > 0 && mustCover)) {
    return {
      tenders: [
        `They add up to ${toDecimalString(paid)}, the total is ${toDecimalString(totals.totalPaise)}.`,
      ],
    };
  }
  return null;
}

function shippingOf(address: ShippingAddress): string | null {
  if (address === undefined || address === null) return null;
  return JSON.stringify(typeof address === 'string' ? { address } : address);
}

/** JSON of where an order is sent, as it is stored. */
export const storedShipping = shippingOf;

function statusesOf(
  request: CreateOrderRequest,
  payments: readonly NewPayment[],
  totals: OrderTotals,
): { readonly paymentStatus: PaymentStatus; readonly status: FulfilmentStatus } {
  const paid = sumPaise(payments.map(({ amountPaise }) => amountPaise));
  const isCovered = payments.length > 0 && paid === totals.totalPaise;
  const paymentStatus = request.payment_status ?? (isCovered ? 'completed' : 'pending');
  // What was invoiced over the counter went over the counter.
  const isHandedOver = paymentStatus === 'completed' && request.invoice_number !== null;
  return { paymentStatus, status: isHandedOver ? 'delivered' : 'pending' };
}

function methodOf(request: CreateOrderRequest): string {
  if (request.payment_method !== null) return request.payment_method;
  const kinds = new Set((request.tenders ?? []).map(({ kind }) => kind));
  if (kinds.size > 1) return 'split';
  return kinds.has('cash') ? 'cash' : 'rupay';
}

/** An order from a request of the base contract, added up and checked, ready to be written. */
export function buildOrder(
  request: CreateOrderRequest,
  products: ReadonlyMap<number, OrderProduct>,
  origin: OrderOrigin,
): Result<WholeOrder, FieldErrors> {
  if (request.payment_status === 'refunded') {
    return err({ payment_status: ['An order is refunded by its refunds, never by its creation.'] });
  }
  const items = priceItems(request.order_items, products);
  if (!items.ok) return items;
  const totals = totalsOf(request, items.value);
  if (!totals.ok) return totals;
  const payments = paymentsOf(request, origin.now);
  const wrongTenders = checkTenders(request, payments, totals.value);
  if (wrongTenders !== null) return err(wrongTenders);
  return ok({
    order: {
      tillId: origin.tillId,
      orderRef: request.client_ref ?? origin.orderRef,
      hasClientRef: request.client_ref !== null,
      bodySha256: origin.bodySha256,
      idempotencyKey: origin.idempotencyKey,
      ...statusesOf(request, payments, totals.value),
      ...totals.value,
      paymentMethod: methodOf(request),
      paymentToken: request.payment_token,
      transactionId: textOrNull(request.transaction_details?.transaction_id),
      authCode: textOrNull(request.transaction_details?.auth_code),
      gatewayResponse: null,
      currency: request.currency ?? 'INR',
      notes: request.notes ?? '',
      customerName: request.customer_info.name,
      customerEmail: request.customer_info.email,
      customerPhone: request.customer_info.phone,
      customerGstin: null,
      shipping: shippingOf(request.shipping_address),
      invoiceNumber: request.invoice_number,
      businessDate: request.business_date ?? origin.today,
      cashier: request.cashier,
      soldAt: request.sold_at ?? origin.now,
      createdAt: origin.now,
    },
    items: items.value,
    payments,
  });
}

/** An empty text names nothing: two orders without a transaction are not the same one. */
function textOrNull(text: string | null | undefined): string | null {
  return text === undefined || text === null || text === '' ? null : text;
}
