import { z } from 'zod';
import { businessDateSchema, paiseSchema, timestampSchema } from './common.ts';
import { reconciliationSchema } from './day.ts';

/** The last number of one series of documents that is known. */
export const lastDocumentSchema = z.object({
  kind: z.enum(['invoice', 'credit-note']),
  financialYear: z.string(),
  letter: z.string(),
  /** As it is printed, such as `A1/2627/000123`. */
  number: z.string(),
});
export type LastDocument = z.infer<typeof lastDocumentSchema>;

/** Which store a file is: kept in the store, and outside the data folder in the till's mark. */
export const storeIdentitySchema = z.object({
  storeId: z.string(),
  /** Where the store was at home when this was written. */
  installationId: z.string(),
  /** The id under which its series of numbers run; a store that was put back gets another. */
  seriesId: z.string(),
  /** The stores in whose place this one was put, the latest first. */
  follows: z.array(z.string()).default([]),
});
export type StoreIdentity = z.infer<typeof storeIdentitySchema>;

/**
 * How far a till had come, kept outside its data folder. A store that has not come so far is an older one that was put in the place of the newer, and must
 * not go on with its numbers. Written after the commits that it tells of, so it is never ahead of them.
 */
export const tillMarkSchema = z.object({
  storeId: z.string(),
  orderSeq: z.int(),
  auditSeq: z.int(),
  /** The highest letter of a series, and the financial year that it is of; null while there is no series. */
  highest: z.object({ financialYear: z.string(), letter: z.string() }).nullable(),
  lastDocuments: z.array(lastDocumentSchema),
  gstin: z.string().nullable(),
  tillCode: z.string(),
  /** Written when the till was closed in order: nothing came after it. */
  closed: z.boolean(),
  at: timestampSchema,
});
export type TillMark = z.infer<typeof tillMarkSchema>;

/** Why a till goes on in a new series of numbers. */
export const restoredWhySchema = z.enum(['backup', 'copied', 'older', 'other-store']);
export type RestoredWhy = z.infer<typeof restoredWhySchema>;

/** What the gateway's list of one day says about a till that was put back. */
export const askedDaySchema = z.object({
  businessDate: businessDateSchema,
  matched: z.int(),
  differences: reconciliationSchema.shape.differences,
});
export type AskedDay = z.infer<typeof askedDaySchema>;

/** A bill that is known elsewhere and that this till has lost. */
export const lostBillSchema = z.object({
  orderId: z.string(),
  number: z.string(),
  totalPaise: paiseSchema,
  at: timestampSchema,
});
export type LostBill = z.infer<typeof lostBillSchema>;

/** A till that was restored or copied, until everything that follows from it is done. */
export const tillRestoredSchema = z.object({
  at: timestampSchema,
  why: restoredWhySchema,
  /** The till code that it came with: where the original goes on, this one needs another. */
  tillCode: z.string(),
  /** When the backup was made; null for a copy. */
  backupMadeAt: timestampSchema.nullable(),
  lastSaleAt: timestampSchema.nullable(),
  /** The last numbers that are known to have been used before; the new series begins after them. */
  lastKnown: z.array(lastDocumentSchema),
  /** What the store that was put back knows of them itself. */
  lastHere: z.array(lastDocumentSchema),
  /** The days to ask the gateway about, both included. */
  askFrom: businessDateSchema,
  /** `due`: no charge begins yet. `asked`: the gateway told of every day. `signed`: a manager goes on without. */
  check: z.enum(['due', 'asked', 'signed']),
  /** Why the gateway could not be asked, at the last try; null when there was none. */
  refusal: z.string().nullable(),
  /** A copy must say whether the till that it was copied from goes on; null until somebody has. */
  original: z.enum(['gone', 'goes-on']).nullable(),
  days: z.array(askedDaySchema),
  /** Bills that the office holds and this till has lost; empty where no office was asked. */
  lostBills: z.array(lostBillSchema),
  /** Somebody has read what was found, and put it away. */
  seen: z.boolean(),
});
export type TillRestored = z.infer<typeof tillRestoredSchema>;
