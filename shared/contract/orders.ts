import { z } from 'zod';
import type { LineId, OrderId, ProductId } from '../domain/ids.ts';
import { businessDateSchema, idSchema, paiseSchema, quantityMilliSchema, timestampSchema } from './common.ts';
import { attemptViewSchema, orderStateSchema, tenderKindSchema } from './sale.ts';

/** Newest first by the local sequence; `beforeSeq` is the keyset of the page. A query searches number, amount, phone, last four digits and product words. */
export const listOrdersRequest = z.object({
  query: z.string().max(100),
  beforeSeq: z.int().positive().nullable(),
  limit: z.int().min(1).max(200),
});

export const orderRowSchema = z.object({
  orderId: idSchema<OrderId>(),
  seq: z.int(),
  state: orderStateSchema,
  invoiceNumber: z.string().nullable(),
  businessDate: businessDateSchema,
  createdAt: timestampSchema,
  totalPaise: paiseSchema,
  lineCount: z.int(),
  firstProduct: z.string(),
  tenderKinds: z.array(tenderKindSchema),
  lastFour: z.string().nullable(),
  buyerPhone: z.string().nullable(),
});
export type OrderRow = z.infer<typeof orderRowSchema>;

/** A row of the list: also how its returns stand, the one that most needs a person first; null without any. */
export const listedOrderSchema = orderRowSchema.extend({
  refundState: z.enum(['DUE', 'UNKNOWN', 'DONE', 'REFUSED']).nullable(),
  /** The Hindi name of the first product, where it has one. */
  firstProductHi: z.string().nullable(),
});
export type ListedOrder = z.infer<typeof listedOrderSchema>;
export const listOrdersReply = z.object({
  orders: z.array(listedOrderSchema),
  nextBeforeSeq: z.int().nullable(),
});

export const orderLineSchema = z.object({
  lineId: idSchema<LineId>(),
  productId: idSchema<ProductId>().nullable(),
  name: z.string(),
  nameHi: z.string().nullable(),
  hsn: z.string().nullable(),
  unit: z.string(),
  quantityMilli: quantityMilliSchema,
  unitPricePaise: paiseSchema,
  mrpPaise: paiseSchema.nullable(),
  discountPaise: paiseSchema,
  taxablePaise: paiseSchema,
  gstRateBp: z.int(),
  cgstPaise: paiseSchema,
  sgstPaise: paiseSchema,
  igstPaise: paiseSchema,
  totalPaise: paiseSchema,
});
export type OrderLine = z.infer<typeof orderLineSchema>;

/** The bill's taxes added up by rate. */
export const taxRowSchema = z.object({
  gstRateBp: z.int(),
  taxablePaise: paiseSchema,
  cgstPaise: paiseSchema,
  sgstPaise: paiseSchema,
  igstPaise: paiseSchema,
});

export const orderTenderSchema = z.object({
  kind: tenderKindSchema,
  amountPaise: paiseSchema,
  receivedPaise: paiseSchema.nullable(),
  changePaise: paiseSchema.nullable(),
  scheme: z.string().nullable(),
  lastFour: z.string().nullable(),
  rrn: z.string().nullable(),
  authCode: z.string().nullable(),
  takenAt: timestampSchema,
});

/** One step in the life of a payment attempt. */
export const attemptEventSchema = z.object({
  at: timestampSchema,
  event: z.string(),
  fromState: z.string().nullable(),
  toState: z.string(),
  reason: z.string().nullable(),
});

export const orderDetailsSchema = orderRowSchema.extend({
  paidAt: timestampSchema.nullable(),
  buyerName: z.string().nullable(),
  buyerGstin: z.string().nullable(),
  /** With the State's name and code, as the bill prints it. */
  buyerAddress: z.string().nullable(),
  notes: z.string(),
  subtotalPaise: paiseSchema,
  discountPaise: paiseSchema,
  taxPaise: paiseSchema,
  roundOffPaise: paiseSchema,
  lines: z.array(orderLineSchema),
  taxes: z.array(taxRowSchema),
  tenders: z.array(orderTenderSchema),
  attempts: z.array(z.object({ attempt: attemptViewSchema, events: z.array(attemptEventSchema) })),
});
export type OrderDetails = z.infer<typeof orderDetailsSchema>;

/** The shop as its papers name it (Rule 46(a)). */
export const paperShopSchema = z.object({
  name: z.string(),
  addressLines: z.array(z.string()),
  phone: z.string().nullable(),
  gstin: z.string().nullable(),
  stateCode: z.string(),
  stateName: z.string(),
  footer: z.string(),
});
export type PaperShop = z.infer<typeof paperShopSchema>;

/** What the second half of the tax is called in the shop's State. */
export const stateTaxSchema = z.enum(['SGST', 'UTGST']);

/** What is printed: the tax invoice of Rule 46 or the bill of supply of Rule 49. */
export const receiptSchema = z.object({
  title: z.enum(['tax-invoice', 'bill-of-supply']),
  training: z.boolean(),
  shop: paperShopSchema,
  invoiceNumber: z.string(),
  soldAt: timestampSchema,
  businessDate: businessDateSchema,
  /** Date and time of the sale in the shop's zone, ready to print. */
  soldAtText: z.string(),
  till: z.string(),
  cashier: z.string(),
  order: orderDetailsSchema,
  /** The State's name and code; null within the shop's own State (Rule 46(n)). */
  placeOfSupply: z.string().nullable(),
  stateTax: stateTaxSchema,
});
export type Receipt = z.infer<typeof receiptSchema>;
export const saveReceiptPdfReply = z.object({ fileName: z.string() });
