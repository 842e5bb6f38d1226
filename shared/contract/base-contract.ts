import { z } from 'zod';

/*
 * The base contract of an order server, as the seed offers it in the field (docs/central-api.md): what a till posts to it and what it must answer
 * to be believed. Money is decimal strings of rupees. Keys beyond these are the server's own affair.
 */

/** Where the base contract's calls live; each path ends in a slash, because a POST without it may come back as a GET. */
export const basePaths = {
  orders: '/api/v1/orders/',
  order: (id: number) => `/api/v1/orders/${id}/`,
  /** A page of orders, newest first. Filters are ignored by such servers and never used. */
  newest: (page: number) => `/api/v1/orders/?ordering=-id&page=${page}`,
} as const;

/** The ways to pay that the base contract knows. There is no cash. */
export const basePaymentMethods = ['rupay', 'card', 'upi', 'netbanking', 'wallet'] as const;
export const basePaymentMethodSchema = z.enum(basePaymentMethods);
export type BasePaymentMethod = z.infer<typeof basePaymentMethodSchema>;

const amount = z.string().regex(/^\d{1,8}\.\d{2}$/);

/** What is posted. `quantity` is a whole number there. */
export const baseOrderRequest = z.object({
  customer_info: z.object({ name: z.string().min(1).max(200), email: z.email().max(254) }),
  order_items: z
    .array(
      z.object({
        product: z.null(),
        quantity: z.int().min(1).max(1_000_000),
        price: amount,
        title: z.string().min(1).max(200),
        brand: z.string().max(100),
        size: z.string().max(50),
        color: z.string().max(50),
      }),
    )
    .min(1),
  payment_method: basePaymentMethodSchema,
  payment_token: z.string().max(100),
  payment_status: z.literal('completed'),
  transaction_details: z.object({
    transaction_id: z.string().min(10).max(100),
    auth_code: z.string().max(50),
  }),
  currency: z.literal('INR'),
  notes: z.string().max(2000),
  subtotal: amount,
  tax_amount: amount,
  shipping_amount: amount,
  total_amount: amount,
});
export type BaseOrderRequest = z.infer<typeof baseOrderRequest>;

const shownAmount = z.union([z.string(), z.number()]);

/** An order as such a server shows it: what a till needs of it to know its own. */
export const baseOrderReply = z.looseObject({
  id: z.int().positive(),
  order_number: z.union([z.string(), z.number()]),
  total_amount: shownAmount,
  transaction_id: z.string().nullable(),
  items: z.array(z.looseObject({ id: z.int().positive(), quantity: z.int(), price: shownAmount })),
});
export type BaseOrderReply = z.infer<typeof baseOrderReply>;

/** A page of orders. */
export const baseOrdersPage = z.looseObject({
  count: z.int().nonnegative(),
  next: z.string().nullable(),
  previous: z.string().nullable(),
  results: z.array(baseOrderReply),
});
export type BaseOrdersPage = z.infer<typeof baseOrdersPage>;
