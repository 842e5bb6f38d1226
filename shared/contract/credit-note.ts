import { z } from 'zod';
import type { LineId, OrderId, RefundId } from '../domain/ids.ts';
import { businessDateSchema, idSchema, paiseSchema, quantityMilliSchema, timestampSchema } from './common.ts';
import { paperShopSchema, stateTaxSchema, taxRowSchema } from './orders.ts';
import { tenderKindSchema } from './sale.ts';

/** Names a credit note of an order by its number. */
export const creditNoteRequest = z.object({
  orderId: idSchema<OrderId>(),
  creditNoteNumber: z.string().min(1).max(16),
});

/** What came back of a line of the bill, with its part of the value and the taxes. */
export const creditedLineSchema = z.object({
  lineId: idSchema<LineId>(),
  name: z.string(),
  nameHi: z.string().nullable(),
  hsn: z.string().nullable(),
  unit: z.string(),
  quantityMilli: quantityMilliSchema,
  gstRateBp: z.int(),
  taxablePaise: paiseSchema,
  cgstPaise: paiseSchema,
  sgstPaise: paiseSchema,
  igstPaise: paiseSchema,
  totalPaise: paiseSchema,
});
export type CreditedLine = z.infer<typeof creditedLineSchema>;

/** A credit note as it is printed (CGST Act, section 34; Rule 53(1A)): its own number, the bill it corrects, what is credited and how it was paid back. */
export const creditNoteSchema = z.object({
  orderId: idSchema<OrderId>(),
  training: z.boolean(),
  shop: paperShopSchema,
  creditNoteNumber: z.string(),
  issuedAt: timestampSchema,
  /** Date and time in the shop's zone, ready to print. */
  issuedAtText: z.string(),
  businessDate: businessDateSchema,
  till: z.string(),
  /** The bill it corrects: what it is, its number and its date as that bill printed it. */
  invoice: z.object({
    title: z.enum(['tax-invoice', 'bill-of-supply']),
    number: z.string(),
    soldAtText: z.string(),
  }),
  buyerName: z.string().nullable(),
  buyerPhone: z.string().nullable(),
  buyerGstin: z.string().nullable(),
  buyerAddress: z.string().nullable(),
  /** The State's name and code; null within the shop's own State. */
  placeOfSupply: z.string().nullable(),
  stateTax: stateTaxSchema,
  reason: z.string(),
  lines: z.array(creditedLineSchema),
  taxes: z.array(taxRowSchema),
  taxablePaise: paiseSchema,
  taxPaise: paiseSchema,
  roundOffPaise: paiseSchema,
  totalPaise: paiseSchema,
  /** Where the money went. */
  payments: z.array(
    z.object({
      refundId: idSchema<RefundId>(),
      tenderKind: tenderKindSchema,
      amountPaise: paiseSchema,
      rrn: z.string().nullable(),
    }),
  ),
});
export type CreditNote = z.infer<typeof creditNoteSchema>;
