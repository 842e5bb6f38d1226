import { z } from 'zod';
import { catalogueProductSchema } from './central-api.ts';
import { dictionary, fields, listOf, required } from './central-fields.ts';
import { err, ok } from '../domain/result.ts';

/* What the admin page of central asks, and what it is answered. Amounts are paise here: page and server are one program. */

export const loginRequest = dictionary({ name: fields.text(100), password: fields.text(200) });

const code = required({ type: 'string', pattern: '^[A-Za-z0-9._-]{1,40}$' }, (value) =>
  typeof value === 'string' && /^[A-Za-z0-9._-]{1,40}$/.test(value)
    ? ok(value)
    : err('Up to 40 letters, digits, dots and dashes.'),
);
export const newShopRequest = dictionary({ code, name: fields.text(200) });
export const newTillRequest = dictionary({ code, name: fields.text(200) });

/** POST catalogue: products under one new revision. A null `product` ends the one with this id. */
export const writeCatalogueRequest = dictionary({
  changes: listOf(
    z.object({
      productId: z.guid().transform((value) => value.toLowerCase()),
      effectiveFrom: z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}$/)
        .nullable(),
      product: catalogueProductSchema.nullable(),
    }),
    5000,
  ),
});

export const meReply = z.object({ name: z.string(), csrf: z.string() });
export const shopsReply = z.object({ shops: z.array(z.object({ code: z.string(), name: z.string() })) });

const line = z.object({
  title: z.string(),
  hsn: z.string().nullable(),
  quantity: z.number(),
  price: z.string(),
  tax: z.string().nullable(),
  total: z.string(),
});
const payment = z.object({
  kind: z.string(),
  amount: z.string(),
  scheme: z.string().nullable(),
  lastFour: z.string().nullable(),
  rrn: z.string().nullable(),
  authCode: z.string().nullable(),
});

/** An order of the list: amounts as decimal strings, times UTC milliseconds. */
export const adminOrderSchema = z.object({
  id: z.int(),
  number: z.string(),
  invoiceNumber: z.string().nullable(),
  till: z.string(),
  soldAt: z.int(),
  businessDate: z.string(),
  status: z.string(),
  paymentStatus: z.string(),
  paymentMethod: z.string(),
  total: z.string(),
  refunded: z.string(),
});
export type AdminOrder = z.infer<typeof adminOrderSchema>;

export const adminOrdersReply = z.object({
  count: z.int(),
  /** The cursor of the next page, or null. */
  next: z.string().nullable(),
  /** Of all orders that fit, not of the page: what is paid, and what of it went back. */
  total: z.string(),
  refunded: z.string(),
  orders: z.array(adminOrderSchema),
});
export type AdminOrdersReply = z.infer<typeof adminOrdersReply>;

export const adminOrderReply = adminOrderSchema.extend({
  customer: z.string().nullable(),
  subtotal: z.string(),
  tax: z.string(),
  roundOff: z.string(),
  transactionId: z.string().nullable(),
  notes: z.string(),
  gatewayResponse: z.unknown(),
  lines: z.array(line),
  payments: z.array(payment),
  refunds: z.array(
    z.object({ amount: z.string(), state: z.string(), tender: z.string(), reason: z.string(), at: z.int() }),
  ),
  creditNotes: z.array(z.object({ number: z.string(), total: z.string() })),
});
export type AdminOrderReply = z.infer<typeof adminOrderReply>;

export const adminTillsReply = z.object({
  now: z.int(),
  tills: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      lastSeenAt: z.int().nullable(),
      waiting: z.int().nullable(),
      lagMs: z.int().nullable(),
      tokens: z.array(
        z.object({
          tokenId: z.string(),
          hint: z.string(),
          createdAt: z.int(),
          revokedAt: z.int().nullable(),
        }),
      ),
    }),
  ),
});
export type AdminTillsReply = z.infer<typeof adminTillsReply>;

/** A new token; it is shown this once. */
export const newTokenReply = z.object({ token: z.string() });
