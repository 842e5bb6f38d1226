import { z } from 'zod';
import type { AttemptId, LineId, OrderId, RefundId } from '../domain/ids.ts';
import {
  businessDateSchema,
  idSchema,
  paiseSchema,
  quantityMilliSchema,
  textSchema,
  timestampSchema,
} from './common.ts';
import { managerSchema } from './people.ts';
import { tenderKindSchema } from './sale.ts';

/** Which lines come back and how much of each; null is all that is left of the order. */
export const returnLinesSchema = z
  .array(z.object({ lineId: idSchema<LineId>(), quantityMilli: quantityMilliSchema }))
  .min(1)
  .max(500)
  .nullable();

export const quoteRefundRequest = z.object({ orderId: idSchema<OrderId>(), lines: returnLinesSchema });

/** A tender that can take money back, and how much of it is left. */
export const refundSourceSchema = z.object({
  kind: tenderKindSchema,
  attemptId: idSchema<AttemptId>().nullable(),
  lastFour: z.string().nullable(),
  leftPaise: paiseSchema,
});

/** What a return would give back, before anything is done. */
export const refundQuoteSchema = z.object({
  orderId: idSchema<OrderId>(),
  /** How much of each line can still come back. */
  returnable: z.array(z.object({ lineId: idSchema<LineId>(), quantityMilli: quantityMilliSchema })),
  taxablePaise: paiseSchema,
  taxPaise: paiseSchema,
  roundOffPaise: paiseSchema,
  paybackPaise: paiseSchema,
  /** True when nothing of the order is left after it. */
  complete: z.boolean(),
  sources: z.array(refundSourceSchema),
});
export type RefundQuote = z.infer<typeof refundQuoteSchema>;

/**
 * Gives money back. `refundId` names this press of the button: a repeat answers what the first began. To the same instruments, or in cash by a
 * manager. The amount must be the quoted one.
 */
export const refundOrderRequest = z.object({
  refundId: idSchema<RefundId>(),
  orderId: idSchema<OrderId>(),
  lines: returnLinesSchema,
  expectedPaybackPaise: paiseSchema,
  to: z.enum(['instrument', 'cash']),
  reason: textSchema.min(3),
  /** Goods that go back on the shelf count as stock again. */
  restock: z.boolean(),
  manager: managerSchema.nullable(),
});
export type RefundOrderRequest = z.infer<typeof refundOrderRequest>;

export const refundViewSchema = z.object({
  refundId: idSchema<RefundId>(),
  orderId: idSchema<OrderId>(),
  kind: z.enum(['return', 'void', 'cash-back']),
  tenderKind: tenderKindSchema,
  amountPaise: paiseSchema,
  /** DUE and UNKNOWN are asked about until they are known; REFUSED can be paid in cash by a manager. */
  state: z.enum(['DUE', 'UNKNOWN', 'DONE', 'REFUSED']),
  reason: z.string(),
  rrn: z.string().nullable(),
  creditNoteNumber: z.string().nullable(),
  businessDate: businessDateSchema,
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
});
export type RefundView = z.infer<typeof refundViewSchema>;
export const refundsReply = z.object({ refunds: z.array(refundViewSchema) });

/** Pays a refused refund in cash, by a manager. */
export const payRefundInCashRequest = z.object({ refundId: idSchema<RefundId>(), manager: managerSchema });
