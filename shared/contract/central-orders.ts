import { z } from 'zod';
import { FULFILMENT_STATUSES, PAYMENT_STATUSES } from '../domain/order.ts';
import { err, ok } from '../domain/result.ts';
import { dictionary, fields, listOf, optional, readText, required, readWhole } from './central-fields.ts';

/* The requests of the base contract and what ours adds to them. Money is read to paise here and leaves as decimal strings. */

/** The ways to pay that the base contract knows, and ours: cash, and several ways for one order. */
export const paymentMethods = ['rupay', 'card', 'upi', 'netbanking', 'wallet', 'cash', 'split'] as const;

/** Of one thing in one order. */
const MOST_PIECES = 100_000;
const MAX_ROW = 9_007_199_254_740_991;

const customerInfo = dictionary({
  name: fields.text(200),
  email: fields.email(),
  phone: fields.optionalText(30),
});

const orderItem = dictionary({
  /** The product's number here, or null; absent is null. */
  product: fields.optionalWhole(1, MAX_ROW),
  quantity: fields.whole(1, MOST_PIECES),
  price: fields.optionalMoney(),
  title: fields.optionalText(500),
  brand: fields.optionalText(200),
  size: fields.optionalText(50),
  color: fields.optionalText(50),
  hsn: fields.optionalText(8),
  unit: fields.optionalText(20),
  discount: fields.optionalMoney(),
  /** Of the line's tax; it is part of the order's `tax_amount`, not of the line's total. */
  tax_amount: fields.optionalMoney(),
  gst_rate_bp: fields.optionalWhole(0, 10_000),
});

const tender = dictionary({
  kind: fields.text(40),
  amount: fields.money(),
  received: fields.optionalMoney(),
  change: fields.optionalMoney(),
  scheme: fields.optionalText(40),
  last_four: optional({ type: ['string', 'null'], pattern: '^\\d{4}$' }, (value) =>
    typeof value === 'string' && /^\d{4}$/.test(value) ? ok(value) : err('Enter four digits.'),
  ),
  rrn: fields.optionalText(40),
  auth_code: fields.optionalText(50),
});

/** Where it is sent: one text, or its parts. */
const shippingAddress = z
  .union([
    z.string().max(500),
    z.object({
      name: fields.optionalText(200),
      phone: fields.optionalText(30),
      address: fields.optionalText(500),
      street: fields.optionalText(500),
      city: fields.optionalText(100),
      state: fields.optionalText(100),
      postal_code: fields.optionalText(20),
      zip_code: fields.optionalText(20),
      country: fields.optionalText(100),
    }),
  ])
  .nullish();
export type ShippingAddress = z.infer<typeof shippingAddress>;

const transactionDetails = z
  .object(
    { transaction_id: fields.optionalText(100), auth_code: fields.optionalText(50) },
    { error: 'Invalid data. Expected a dictionary.' },
  )
  .nullish();

const money = {
  subtotal: fields.optionalMoney(),
  tax_amount: fields.optionalMoney(),
  shipping_amount: fields.optionalMoney(),
  round_off: fields.optionalMoney(true),
  total_amount: fields.optionalMoney(),
};

const payment = {
  payment_method: fields.optionalChoice(paymentMethods),
  payment_token: fields.optionalText(100),
  payment_status: fields.optionalChoice(PAYMENT_STATUSES),
  transaction_details: transactionDetails,
  currency: fields.optionalChoice(['INR']),
};

const atTheTill = {
  client_ref: fields.optionalUuid(),
  sold_at: fields.optionalMoment(),
  business_date: fields.optionalDate(),
  cashier: fields.optionalText(100),
  tenders: listOf(tender, 100).nullish(),
  invoice_number: optional({ type: ['string', 'null'], pattern: '^[A-Za-z0-9/-]{1,16}$' }, (value) =>
    typeof value === 'string' && /^[A-Za-z0-9/-]{1,16}$/.test(value)
      ? ok(value)
      : err('At most 16 letters, digits, dashes and slashes (GST Rules, 46(b)).'),
  ),
};

/** POST orders. */
export const createOrderRequest = dictionary({
  customer_info: customerInfo,
  order_items: listOf(orderItem, 500),
  ...payment,
  notes: fields.optionalText(2000),
  ...money,
  shipping_address: shippingAddress,
  ...atTheTill,
});
export type CreateOrderRequest = z.infer<typeof createOrderRequest>;

/** PUT and PATCH of an order: where it is on its way. Everything else may be repeated, but not changed. */
export const changeOrderRequest = dictionary({
  status: fields.optionalChoice(FULFILMENT_STATUSES),
  notes: fields.optionalText(2000),
  shipping_address: shippingAddress,
  shipped_at: fields.optionalMoment(),
  delivered_at: fields.optionalMoment(),
});
export type ChangeOrderRequest = z.infer<typeof changeOrderRequest>;

/** POST verify_payment. `order_id` is the number of the order, or its `client_ref`. */
export const verifyPaymentRequest = dictionary({
  transaction_id: fields.text(100),
  order_id: required({ type: ['integer', 'string'] }, (value) => {
    const number = readWhole(1, MAX_ROW)(value);
    return number.ok ? ok(String(number.value)) : readText(40, false)(value);
  }),
});

/** POST refunds of an order. */
export const createRefundRequest = dictionary({
  amount: fields.money(),
  reason: fields.text(500),
  tender: fields.optionalText(40),
  rrn: fields.optionalText(40),
});
export type CreateRefundRequest = z.infer<typeof createRefundRequest>;

/** POST create_from_cart: an order without its items. */
export const createFromCartRequest = dictionary({
  customer_info: customerInfo,
  ...payment,
  notes: fields.optionalText(2000),
  tax_amount: money.tax_amount,
  shipping_amount: money.shipping_amount,
  total_amount: money.total_amount,
  shipping_address: shippingAddress,
});

/** POST cart items. */
export const addCartItemRequest = dictionary({
  product: fields.optionalWhole(1, MAX_ROW),
  quantity: fields.whole(1, MOST_PIECES),
  price: fields.optionalMoney(),
  title: fields.optionalText(500),
  brand: fields.optionalText(200),
  size: fields.optionalText(50),
  color: fields.optionalText(50),
});

/** PATCH cart item. */
export const changeCartItemRequest = dictionary({ quantity: fields.whole(1, MOST_PIECES) });
