import { z } from 'zod';
import type { AttemptId, LineId, OrderId, ProductId, RequestId } from '../domain/ids.ts';
import {
  businessDateSchema,
  idSchema,
  paiseSchema,
  quantityMilliSchema,
  textSchema,
  timestampSchema,
} from './common.ts';
import { managerSchema } from './people.ts';

/** One line as the counter sends it. Prices are not sent: main reads its own and compares the total. */
export const cartLineSchema = z.object({
  lineId: idSchema<LineId>(),
  productId: idSchema<ProductId>(),
  quantityMilli: quantityMilliSchema,
});
export const cartLinesSchema = z.array(cartLineSchema).max(500);

/** Who buys, as far as the bill needs it. */
export const buyerSchema = z.object({
  name: textSchema.nullable(),
  phone: z.string().max(20).nullable(),
  gstin: z.string().max(15).nullable(),
  /** Where the buyer lives or trades; on the bill beside a GSTIN (Rule 46(e)), and with the State from ₹50,000 (Rule 46(f)). */
  address: z.string().max(300).nullable().optional(),
  /** GST State code of that address, two digits. */
  stateCode: z
    .string()
    .regex(/^\d{2}$/)
    .nullable()
    .optional(),
  /** A registered buyer of another State has the goods delivered in the shop's own State, so that no IGST is due. */
  goodsStay: z.boolean().optional(),
});
export type Buyer = z.infer<typeof buyerSchema>;

/** Paid on another machine: what its slip says, typed by hand. Nobody can ask that machine's bank, so it is not verified. */
export const slipTenderSchema = z.object({
  kind: z.literal('card-manual'),
  amountPaise: paiseSchema,
  rrn: z.string().regex(/^\d{12}$/),
  authCode: z.string().regex(/^[A-Z0-9]{6}$/),
  slipDate: businessDateSchema,
  lastFour: z
    .string()
    .regex(/^\d{4}$/)
    .nullable(),
});
export type SlipTender = z.infer<typeof slipTenderSchema>;

/** A card that is typed in. The one place of the contract where a card number is: it goes one way, in one request, and is kept nowhere. */
export const keyedTenderSchema = z.object({
  kind: z.literal('card-keyed'),
  amountPaise: paiseSchema,
  card: z.object({
    number: z.string().regex(/^\d{12,19}$/),
    /** MMYY. */
    expiry: z.string().regex(/^\d{4}$/),
    cvv: z.string().regex(/^\d{3,4}$/),
  }),
});
export type KeyedTender = z.infer<typeof keyedTenderSchema>;

/** How a part of the bill is paid. More kinds join this union as the counter learns them. */
export const tenderSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('card-terminal'), amountPaise: paiseSchema }),
  z.object({ kind: z.literal('cash'), amountPaise: paiseSchema, receivedPaise: paiseSchema }),
  z.object({ kind: z.literal('upi-qr'), amountPaise: paiseSchema }),
  slipTenderSchema,
  keyedTenderSchema,
]);
export type TenderRequest = z.infer<typeof tenderSchema>;
export const tenderKinds = ['card-terminal', 'cash', 'upi-qr', 'card-manual', 'card-keyed'] as const;
export const tenderKindSchema = z.enum(tenderKinds);
export type TenderKind = z.infer<typeof tenderKindSchema>;

/**
 * Charge. The cart's id is the order's id; `requestId` names this press of the button: a repeat of it answers what the first
 * answered; a total other than main's own is refused.
 */
export const chargeRequest = z.object({
  requestId: idSchema<RequestId>(),
  orderId: idSchema<OrderId>(),
  lines: cartLinesSchema,
  expectedTotalPaise: paiseSchema,
  buyer: buyerSchema.nullable(),
  tender: tenderSchema,
});
export type ChargeRequest = z.infer<typeof chargeRequest>;

/** The states of a payment attempt (docs/payments.md). */
export const attemptStateNames = [
  'CREATED',
  'SENDING',
  'PENDING',
  'APPROVED',
  'DECLINED',
  'CANCELLED',
  'NOT_SENT',
  'UNKNOWN',
  'RESOLVED_PAID',
  'RESOLVED_UNPAID',
  'VOID_DUE',
  'VOIDED',
  'VOID_UNKNOWN',
  'REFUND_DUE',
  'REFUNDED',
  'REFUND_UNKNOWN',
  'REFUND_REFUSED',
] as const;
export const attemptStateSchema = z.enum(attemptStateNames);

/** What a person may safely do about an attempt now; the panel offers these and nothing else. */
export const safeActionSchema = z.enum([
  'wait',
  'cancel',
  'ask-again',
  'new-attempt',
  'supersede',
  'resolve',
]);
export type SafeAction = z.infer<typeof safeActionSchema>;

export const attemptViewSchema = z.object({
  attemptId: idSchema<AttemptId>(),
  orderId: idSchema<OrderId>(),
  kind: tenderKindSchema,
  amountPaise: paiseSchema,
  state: attemptStateSchema,
  version: z.int(),
  /** A code of the closed list of reasons in shared/domain; the renderer has words for each. */
  reason: z.string().nullable(),
  cancelRequested: z.boolean(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
  scheme: z.string().nullable(),
  lastFour: z.string().nullable(),
  rrn: z.string().nullable(),
  authCode: z.string().nullable(),
  /** True when this is money of a bill that is over or superseded: kept in sight until it is settled. */
  unwanted: z.boolean(),
  /** The date by which a bank must have given back a debit of a failed payment (RBI, T+5), when that applies. */
  refundByDate: z.string().nullable(),
  actions: z.array(safeActionSchema),
  /** What a manager may do beyond that. */
  managerActions: z.array(safeActionSchema),
  /** False for money that is in by somebody's word alone: a slip typed by hand, or a manager's resolution. */
  verified: z.boolean(),
  /** The UPI QR to show, while it may be paid; `reference` is our `tr`, `expiresAt` UTC milliseconds. */
  qr: z.object({ payload: z.string(), reference: z.string(), expiresAt: timestampSchema }).nullable(),
  /** The one-time password that the bank waits for; absent or null where it waits for none. */
  otp: z
    .object({
      triesLeft: z.int(),
      resendsLeft: z.int(),
      expiresAt: timestampSchema,
      /** The last one that was typed was wrong. */
      wasWrong: z.boolean(),
    })
    .nullable()
    .optional(),
});
export type AttemptView = z.infer<typeof attemptViewSchema>;

export const orderStates = [
  'open',
  'paying',
  'part-paid',
  'paid',
  'paid-not-completed',
  'abandoned',
  'refunded',
] as const;
export const orderStateSchema = z.enum(orderStates);
export type OrderState = z.infer<typeof orderStateSchema>;

/** An order while it is being paid, as the counter's panel shows it. `version` grows with every change. */
export const checkoutSchema = z.object({
  orderId: idSchema<OrderId>(),
  version: z.int(),
  state: orderStateSchema,
  totalPaise: paiseSchema,
  paidPaise: paiseSchema,
  duePaise: paiseSchema,
  changePaise: paiseSchema,
  invoiceNumber: z.string().nullable(),
  attempts: z.array(attemptViewSchema),
  /** What is paid already, in the order in which it was taken. */
  tenders: z.array(
    z.object({ kind: tenderKindSchema, amountPaise: paiseSchema, lastFour: z.string().nullable() }),
  ),
});
export type Checkout = z.infer<typeof checkoutSchema>;

export const orderRequest = z.object({ orderId: idSchema<OrderId>() });
export const attemptRequest = z.object({ attemptId: idSchema<AttemptId>() });
/** The one-time password that the customer's bank sent. Kept nowhere. */
export const submitOtpRequest = z.object({
  attemptId: idSchema<AttemptId>(),
  otp: z.string().regex(/^\d{4,8}$/),
});
export const attemptsReply = z.object({ attempts: z.array(attemptViewSchema) });

/** A manager takes another tender while this payment is unknown; asking goes on, and should it be approved it goes back (FIELD 4.8). */
export const supersedeAttemptRequest = z.object({
  attemptId: idSchema<AttemptId>(),
  manager: managerSchema,
});

/** A manager's word on how an unknown payment ended, once its window is over; `paid` needs the RRN of the slip (FIELD 4.2). */
export const resolveAttemptRequest = z.object({
  attemptId: idSchema<AttemptId>(),
  outcome: z.enum(['paid', 'unpaid']),
  rrn: z.string().max(35).nullable(),
  authCode: z.string().max(35).nullable(),
  reason: textSchema.min(3),
  manager: managerSchema,
});
export type ResolveAttemptRequest = z.infer<typeof resolveAttemptRequest>;

/** A manager says that the money of a typed slip was given back on its own machine; no gateway can be asked to do it. */
export const resolveRefundByHandRequest = z.object({
  attemptId: idSchema<AttemptId>(),
  reason: textSchema.min(3),
  manager: managerSchema,
});
export type ResolveRefundByHandRequest = z.infer<typeof resolveRefundByHandRequest>;

/** What the gateway says now of a payment, against what the till has. `not-known`: the gateway has never heard of it. */
export const verifyVerdicts = ['agrees', 'differs', 'not-known', 'unreachable'] as const;
export const verifyPaymentReply = z.object({
  verdict: z.enum(verifyVerdicts),
  attempt: attemptViewSchema,
});
export type VerifyPaymentReply = z.infer<typeof verifyPaymentReply>;

/** The cart in hand, kept on disk so that a crash or a reload gives it back. */
export const saveCartRequest = z.object({
  orderId: idSchema<OrderId>(),
  lines: cartLinesSchema,
  /** Who buys, as far as it is known yet. */
  buyer: buyerSchema.nullable().optional(),
});
export type SavedCart = z.infer<typeof saveCartRequest>;
