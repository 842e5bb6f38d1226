import { z } from 'zod';
import type {
  AttemptId,
  CreditNoteId,
  CustomerId,
  LineId,
  OrderId,
  PersonId,
  ProductId,
  RefundId,
  ShiftId,
  TenderId,
  VoidId,
} from '../domain/ids.ts';
import { isBusinessDate, type BusinessDate } from '../domain/business-date.ts';
import { isInvoiceNumber } from '../domain/invoice-number.ts';
import type { Paise } from '../domain/money.ts';
import type { PaymentReason } from '../domain/payment-reasons.ts';
import { idSchema, quantityMilliSchema } from './common.ts';
import { attemptStateSchema, tenderKindSchema } from './sale.ts';

/*
 * What a till told the office, read the other way: as the rows of its own store. Stricter than the wire contract, which takes the events of any till; a row that
 * does not fit is refused and told of, never guessed.
 */

const MOST_PAISE = 1_000_000_000_000;
const amount = z.custom<Paise>(
  (value) => Number.isSafeInteger(value) && Math.abs(Number(value)) <= MOST_PAISE,
  'not whole paise',
);
const moment = z.int().min(0).max(253_402_300_799_999);
const date = z.custom<BusinessDate>((value) => typeof value === 'string' && isBusinessDate(value));
const documentNumber = z.string().refine(isInvoiceNumber);
const serial = z.int().min(1).max(999_999);
const version = z.int().min(1).max(10_000);
const text = z.string().max(20_000);
const maybe = text.nullable().default(null);

const lineMoney = {
  taxablePaise: amount,
  cgstPaise: amount,
  sgstPaise: amount,
  igstPaise: amount,
  totalPaise: amount,
};

const toldOrderSchema = z.object({
  orderId: idSchema<OrderId>(),
  tillCode: z.string().min(1).max(40),
  businessDate: date,
  document: z.enum(['tax-invoice', 'bill-of-supply']),
  supply: z.enum(['intra-state', 'inter-state']),
  placeOfSupply: z.string().length(2).nullable(),
  version,
  state: z.literal('paid'),
  grossPaise: amount,
  discountPaise: amount,
  subtotalPaise: amount,
  taxPaise: amount,
  roundOffPaise: amount,
  totalPaise: amount,
  seriesNumber: serial,
  invoiceNumber: documentNumber,
  paidAt: moment,
  customerId: idSchema<CustomerId>().nullable(),
  buyerName: maybe,
  buyerPhone: maybe,
  buyerGstin: maybe,
  buyerAddress: maybe,
  personId: idSchema<PersonId>().nullable(),
  shiftId: idSchema<ShiftId>().nullable(),
  notes: text,
  paymentToken: maybe,
  transactionId: maybe,
  authCode: maybe,
  paymentGatewayResponse: maybe,
  createdAt: moment,
});

const toldLineSchema = z.object({
  lineId: idSchema<LineId>(),
  productId: idSchema<ProductId>().nullable(),
  name: text,
  nameHi: maybe,
  hsn: maybe,
  unit: text,
  category: maybe,
  quantityMilli: quantityMilliSchema,
  unitPricePaise: amount,
  mrpPaise: amount.nullable(),
  grossPaise: amount,
  discountPaise: amount,
  gstRateBp: z.int().min(0).max(10_000),
  ...lineMoney,
});

const toldTenderSchema = z.object({
  tenderId: idSchema<TenderId>(),
  kind: tenderKindSchema,
  amountPaise: amount,
  receivedPaise: amount.nullable(),
  changePaise: amount.nullable(),
  attemptSeq: z.int().positive().nullable(),
  scheme: maybe,
  lastFour: z.string().length(4).nullable(),
  rrn: maybe,
  authCode: maybe,
  businessDate: date,
  takenAt: moment,
});

const reasonSchema = z.custom<PaymentReason>(
  (value) => typeof value === 'string' && /^[a-z-]{1,40}$/.test(value),
);

/** What is null, and a flag that is not set, was left out; so was the press of Charge that began it. */
const toldAttemptSchema = z.object({
  attemptId: idSchema<AttemptId>(),
  attemptSeq: z.int().positive(),
  kind: z.enum(['card-terminal', 'upi-qr', 'card-manual', 'card-keyed']),
  state: attemptStateSchema,
  version,
  amountPaise: amount,
  gateway: text,
  merchantId: maybe,
  terminalId: maybe,
  createdAt: moment,
  reason: reasonSchema.nullable().default(null),
  cancelRequested: z.boolean().default(false),
  superseded: z.boolean().default(false),
  unwanted: z.boolean().default(false),
  terminalReleased: z.boolean().default(false),
  approvedPaise: amount.nullable().default(null),
  gatewayHandle: maybe,
  windowStartedAt: moment.nullable().default(null),
  transactionId: maybe,
  paymentToken: maybe,
  authCode: maybe,
  rrn: maybe,
  batch: maybe,
  tid: maybe,
  mid: maybe,
  scheme: maybe,
  lastFour: z.string().length(4).nullable().default(null),
  maskedCard: maybe,
  entryMode: maybe,
  pinVerified: z.boolean().nullable().default(null),
  hostCode: maybe,
  hostMessage: maybe,
  gatewayResponse: maybe,
  /** Absent where they follow from the attempt's own (derived-ids.ts). */
  voidId: idSchema<VoidId>().nullable().default(null),
  refundId: idSchema<RefundId>().nullable().default(null),
  slipDate: maybe,
  updatedAt: moment,
});
export type ToldAttemptRow = z.infer<typeof toldAttemptSchema>;

/** A completed sale as its till told of it. */
export const toldSaleSchema = z.object({
  form: z.literal(1),
  order: toldOrderSchema,
  lines: z.array(toldLineSchema).min(1).max(500),
  tenders: z.array(toldTenderSchema).max(100),
  /** Absent in what was told before tills told of them. */
  attempts: z.array(toldAttemptSchema).max(100).default([]),
});
export type ToldSale = z.infer<typeof toldSaleSchema>;

const toldReturnSchema = z.object({
  returnId: idSchema<RefundId>(),
  bodyHash: text,
  destination: z.enum(['instrument', 'cash']),
  restock: z.boolean(),
  reason: text,
  taxablePaise: amount,
  taxPaise: amount,
  roundOffPaise: amount,
  paybackPaise: amount,
  personId: idSchema<PersonId>().nullable(),
  createdAt: moment,
});

const toldRefundSchema = z.object({
  refundId: idSchema<RefundId>(),
  orderId: idSchema<OrderId>(),
  attemptId: idSchema<AttemptId>().nullable().default(null),
  returnId: idSchema<RefundId>().nullable().default(null),
  version,
  kind: z.enum(['return', 'void', 'cash-back']),
  tenderKind: tenderKindSchema,
  amountPaise: amount,
  state: z.enum(['DUE', 'UNKNOWN', 'DONE', 'REFUSED']),
  reason: text,
  rrn: maybe,
  businessDate: date,
  personId: idSchema<PersonId>().nullable().default(null),
  approvedBy: idSchema<PersonId>().nullable().default(null),
  createdAt: moment,
  updatedAt: moment,
});
export type ToldRefund = z.infer<typeof toldRefundSchema>;

const creditedLineSchema = z.object({
  lineId: idSchema<LineId>(),
  quantityMilli: quantityMilliSchema,
  ...lineMoney,
});

/** A refund as it stood; the return and its lines are null and empty in what was told before tills told of them. */
export const toldRefundChangeSchema = z.object({
  form: z.literal(1),
  refund: toldRefundSchema,
  return: toldReturnSchema.nullable().default(null),
  lines: z.array(creditedLineSchema).max(500).default([]),
});
export type ToldRefundChange = z.infer<typeof toldRefundChangeSchema>;

/** A return whose money is back whole, with its credit note. */
export const toldCreditNoteSchema = z.object({
  form: z.literal(1),
  order: z.object({ orderId: idSchema<OrderId>(), version, state: z.enum(['paid', 'refunded']) }),
  return: toldReturnSchema,
  creditNote: z.object({
    creditNoteId: idSchema<CreditNoteId>(),
    creditNoteNumber: documentNumber,
    seriesNumber: serial,
    businessDate: date,
    subtotalPaise: amount,
    taxPaise: amount,
    roundOffPaise: amount,
    totalPaise: amount,
    reason: text,
    createdAt: moment,
  }),
  refunds: z.array(toldRefundSchema).min(1).max(100),
  lines: z.array(creditedLineSchema).min(1).max(500),
});
export type ToldCreditNote = z.infer<typeof toldCreditNoteSchema>;

/** A payment attempt as it stood. */
export const toldAttemptChangeSchema = z.object({
  form: z.literal(1),
  attempt: z.object({
    attemptId: idSchema<AttemptId>(),
    orderId: idSchema<OrderId>(),
    version,
    state: attemptStateSchema,
    reason: reasonSchema.nullable(),
    rrn: maybe,
    authCode: maybe,
    transactionId: maybe,
    updatedAt: moment,
  }),
});
export type ToldAttemptChange = z.infer<typeof toldAttemptChangeSchema>;

/** A closed day, with the sums that the manager saw. */
export const toldDaySchema = z.object({
  form: z.literal(1),
  businessDate: date,
  closedAt: moment,
  billCount: z.int().min(0),
  salesPaise: amount,
  refundCount: z.int().min(0),
  refundsPaise: amount,
  exceptions: z.array(z.unknown()).max(10_000),
});
export type ToldDay = z.infer<typeof toldDaySchema>;
