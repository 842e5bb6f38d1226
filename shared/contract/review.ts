import { z } from 'zod';
import type { OrderId } from '../domain/ids.ts';
import { businessDateSchema, idSchema, paiseSchema, timestampSchema } from './common.ts';
import { orderStateSchema, tenderKindSchema } from './sale.ts';

/**
 * What a day is reviewed by. The first five and `tax` count paid bills on the day of their number, `until` those before a full hour;
 * `refunds`, `refund-tax`, `refund-category` and `refund-hour` count credit notes; `refund-tender` counts money that went back, on the day it went;
 * the last three say how things stand now, whatever the day.
 */
export const reviewDimensions = [
  'sales',
  'hour',
  'until',
  'tender',
  'category',
  'tax',
  'refunds',
  'refund-tax',
  'refund-category',
  'refund-hour',
  'refund-tender',
  'unknown',
  'waiting',
  'refused',
] as const;
export const reviewDimensionSchema = z.enum(reviewDimensions);
export type ReviewDimension = z.infer<typeof reviewDimensionSchema>;

/** The sums of a figure, and the share that one order has in it. */
export const reviewSumsSchema = z.object({
  billCount: z.int(),
  amountPaise: paiseSchema,
  discountPaise: paiseSchema,
  taxablePaise: paiseSchema,
  cgstPaise: paiseSchema,
  sgstPaise: paiseSchema,
  igstPaise: paiseSchema,
  roundOffPaise: paiseSchema,
});
export type ReviewSums = z.infer<typeof reviewSumsSchema>;

/** Names a figure: its dimension and, where that has several, the hour 00 to 24, the tender kind, the category or the rate in basis points. */
export const reviewNameSchema = z.object({
  dimension: reviewDimensionSchema,
  key: z.string().max(200),
});
export type ReviewName = z.infer<typeof reviewNameSchema>;

export const reviewFigureSchema = reviewSumsSchema.extend(reviewNameSchema.shape);
export type ReviewFigure = z.infer<typeof reviewFigureSchema>;

/** What one day of a range sold and credited. */
export const reviewDaySchema = z.object({
  businessDate: businessDateSchema,
  billCount: z.int(),
  amountPaise: paiseSchema,
  refundCount: z.int(),
  refundsPaise: paiseSchema,
});
export type ReviewDay = z.infer<typeof reviewDaySchema>;

/** Ten years: longer than any record must be kept. */
export const REVIEW_DAYS_MAX = 3660;

/** So many days up to one of them; null is the day in hand, which goes on with the date. */
export const reviewRequest = z.object({
  to: businessDateSchema.nullable(),
  days: z.int().min(1).max(REVIEW_DAYS_MAX),
});
export type ReviewRequest = z.infer<typeof reviewRequest>;

const reviewedSchema = z.object({
  from: businessDateSchema,
  to: businessDateSchema,
  figures: z.array(reviewFigureSchema),
  days: z.array(reviewDaySchema),
});
export type Reviewed = z.infer<typeof reviewedSchema>;

/**
 * A range of days and the one before it, as many whole weeks earlier as it takes to reach before it: each weekday meets its own kind.
 * `soFar` is there for the day in hand alone: both days up to the same full hour.
 */
export const reviewSchema = reviewedSchema.extend({
  inHand: businessDateSchema,
  before: reviewedSchema,
  soFar: z
    .object({
      hour: z.int().min(0).max(23),
      now: reviewFigureSchema,
      before: reviewFigureSchema,
    })
    .nullable(),
  now: z.array(reviewFigureSchema),
});
export type Review = z.infer<typeof reviewSchema>;

/** Where a page of what a figure opens ends: the next one begins after it. */
export const reviewCursorSchema = z.object({ businessDate: businessDateSchema, seq: z.int().nonnegative() });
export type ReviewCursor = z.infer<typeof reviewCursorSchema>;

export const reviewRangeSchema = z.object({ from: businessDateSchema, to: businessDateSchema });

export const listReviewRowsRequest = reviewRangeSchema.extend(reviewNameSchema.shape).extend({
  after: reviewCursorSchema.nullable(),
  limit: z.int().min(1).max(200),
});
export type ListReviewRowsRequest = z.infer<typeof listReviewRowsRequest>;

/** An order behind a figure, with its share in it; of a credit note or a payment its own number and time. `seq` is its place among its kind. */
export const reviewRowSchema = reviewSumsSchema.extend({
  orderId: idSchema<OrderId>(),
  seq: z.int(),
  businessDate: businessDateSchema,
  document: z.string().nullable(),
  at: timestampSchema,
  state: orderStateSchema,
  totalPaise: paiseSchema,
  lineCount: z.int(),
  firstProduct: z.string(),
  tenderKinds: z.array(tenderKindSchema),
  lastFour: z.string().nullable(),
});
export type ReviewRow = z.infer<typeof reviewRowSchema>;

export const listReviewRowsReply = z.object({
  rows: z.array(reviewRowSchema),
  next: reviewCursorSchema.nullable(),
});
export type ReviewRows = z.infer<typeof listReviewRowsReply>;

/** The review as a table; with `opened` the orders behind one of its figures instead. */
export const saveReviewCsvRequest = reviewRequest.extend({ opened: reviewNameSchema.nullable() });
export const saveReviewReply = z.object({ fileName: z.string() });
