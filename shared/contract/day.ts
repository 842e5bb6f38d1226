import { z } from 'zod';
import type { AttemptId, OrderId } from '../domain/ids.ts';
import { businessDateSchema, idSchema, paiseSchema, timestampSchema } from './common.ts';
import { managerSchema } from './people.ts';
import { attemptViewSchema, tenderKindSchema } from './sale.ts';

/** The classes of a day's comparison with the gateway's list (FIELD 4.12). */
export const reconcileClasses = [
  'matched',
  'gateway-only',
  'local-only',
  'amount-differs',
  'duplicate',
  'void-not-reflected',
] as const;
export const reconcileClassSchema = z.enum(reconcileClasses);
export type ReconcileClass = z.infer<typeof reconcileClassSchema>;

/** What to do about a difference; the window has words for each. */
export const reconcileAdvice = [
  'nothing',
  'ask-then-void',
  'ask-then-find-money',
  'compare-slips',
  'refund-second-charge',
  'repeat-give-back',
] as const;
export const reconcileAdviceSchema = z.enum(reconcileAdvice);
export type ReconcileAdvice = z.infer<typeof reconcileAdviceSchema>;

export const reconcileRowSchema = z.object({
  class: reconcileClassSchema,
  advice: reconcileAdviceSchema,
  attemptId: idSchema<AttemptId>().nullable(),
  orderId: idSchema<OrderId>().nullable(),
  localState: z.string().nullable(),
  localPaise: paiseSchema.nullable(),
  gatewayStatus: z.string().nullable(),
  gatewayPaise: paiseSchema.nullable(),
  rrn: z.string().nullable(),
  authCode: z.string().nullable(),
  at: timestampSchema.nullable(),
});
export type ReconcileRow = z.infer<typeof reconcileRowSchema>;

export const businessDateRequest = z.object({ businessDate: businessDateSchema.nullable() });

/** A day against the gateway's list: how many agree, and every difference with its class. */
export const reconciliationSchema = z.object({
  businessDate: businessDateSchema,
  askedAt: timestampSchema,
  matched: z.int(),
  differences: z.array(reconcileRowSchema),
});
export type Reconciliation = z.infer<typeof reconciliationSchema>;

export const dayExceptionCodes = [
  'attempt-open',
  'attempt-unknown',
  'void-due',
  'refund-due',
  'refund-by-hand',
  'refund-refused',
  'contradiction',
  'order-unfinished',
  'difference',
  'not-reconciled',
] as const;
export const dayExceptionCodeSchema = z.enum(dayExceptionCodes);

/** What keeps a day from being closed without a manager's signature. */
export const dayExceptionSchema = z.object({
  code: dayExceptionCodeSchema,
  attemptId: idSchema<AttemptId>().nullable(),
  orderId: idSchema<OrderId>().nullable(),
  amountPaise: paiseSchema.nullable(),
});

export type DayException = z.infer<typeof dayExceptionSchema>;

export const daySchema = z.object({
  businessDate: businessDateSchema,
  closedAt: timestampSchema.nullable(),
  billCount: z.int(),
  salesPaise: paiseSchema,
  taxablePaise: paiseSchema,
  taxPaise: paiseSchema,
  roundOffPaise: paiseSchema,
  refundCount: z.int(),
  refundsPaise: paiseSchema,
  byTender: z.array(
    z.object({
      kind: tenderKindSchema,
      salesPaise: paiseSchema,
      refundsPaise: paiseSchema,
      billCount: z.int(),
    }),
  ),
  /** Cash that should be in the drawer from this day's sales and refunds. */
  cashPaise: paiseSchema,
  /** When it was last compared with the gateway's list, and how many differences that found; null when it never was. */
  reconciled: z.object({ at: timestampSchema, matched: z.int(), differences: z.int() }).nullable(),
  exceptions: z.array(dayExceptionSchema),
  openAttempts: z.array(attemptViewSchema),
});
export type Day = z.infer<typeof daySchema>;

/** Closes a day for good. With exceptions only where the manager signs for them. */
export const closeDayRequest = z.object({
  businessDate: businessDateSchema,
  manager: managerSchema,
  signExceptions: z.boolean(),
});
