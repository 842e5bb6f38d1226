import { z } from 'zod';
import { businessDateSchema } from './common.ts';

/*
 * What goes over the wire between a till and our own central order API, beyond the base contract: who the server is, the bulk push,
 * reading back, and the catalogue's changes. docs/central-api.md says what each promises. Only ever extended: a field once here stays.
 */

/** Where each call lives. Every one takes `Authorization: Token <key>`. */
export const centralPaths = {
  /** GET: says that this is ours, and whose token it is. A base-contract server answers 404. */
  about: '/api/v1/about/',
  orders: '/api/v1/orders/',
  order: (id: number) => `/api/v1/orders/${id}/`,
  /** POST: many events in one body, each acknowledged on its own. */
  bulk: '/api/v1/orders/bulk/',
  verifyPayment: '/api/v1/orders/verify_payment/',
  /** GET: what this till has pushed, as it was pushed. */
  tillEvents: (after: string | null, limit: number) =>
    `/api/v1/till/events/?limit=${limit}${after === null ? '' : `&after=${encodeURIComponent(after)}`}`,
  /** GET: what changed in the shop's catalogue. The first call has `since` alone; the reply's `next` is the path of the next. */
  catalogueChanges: (since: number) => `/api/v1/catalogue/changes?since=${since}`,
} as const;

/** At most so many events in one push; more is a 400. */
export const MAX_BULK_EVENTS = 1000;
/** At most so many bytes in one body after unpacking; more is a 413. */
export const MAX_BULK_BYTES = 16 * 1024 * 1024;

/** What a push may be packed with. Every server takes gzip; the others only where it says so. */
export const packings = ['gzip', 'zstd', 'br'] as const;
export type Packing = (typeof packings)[number];

/** UTC milliseconds, up to the end of the year 9999. */
const moment = z.int().min(0).max(253_402_300_799_999);
// Far above any bill (a thousand crore rupees), and low enough that no sum of a push can leave the safe integers.
const MOST_PAISE = 1_000_000_000_000;
const paiseAmount = z.int().min(-MOST_PAISE).max(MOST_PAISE);
const notNegativePaise = z.int().min(0).max(MOST_PAISE);

/** GET about. `name` is how a till tells ours from a server with only the base contract. */
export const aboutReply = z.object({
  name: z.literal('galla-central'),
  contract: z.int().min(1),
  shop: z.object({ code: z.string(), name: z.string() }),
  till: z.object({ code: z.string(), name: z.string() }),
  maxEvents: z.int().positive(),
  maxBytes: z.int().positive(),
  /** Of `packings`, those that it unpacks; absent: gzip alone. */
  encodings: z.array(z.string().max(20)).max(20).optional(),
  /** The server's clock, UTC milliseconds. */
  now: moment,
});
export type AboutReply = z.infer<typeof aboutReply>;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.guid().transform((value) => value.toLowerCase());
const label = z.string().max(500).nullable();

/** An order line as the till stores it: gross − discount = total = taxable + taxes. Unknown keys are kept. */
export const pushedLineSchema = z.looseObject({
  lineId: id,
  productId: id.nullable(),
  name: z.string().max(500),
  nameHi: label,
  hsn: z.string().max(20).nullable(),
  unit: z.string().max(40),
  quantityMilli: z.int().positive().max(MOST_PAISE),
  unitPricePaise: notNegativePaise,
  grossPaise: notNegativePaise,
  discountPaise: notNegativePaise,
  taxablePaise: notNegativePaise,
  gstRateBp: z.int().min(0).max(10_000),
  cgstPaise: notNegativePaise,
  sgstPaise: notNegativePaise,
  igstPaise: notNegativePaise,
  totalPaise: notNegativePaise,
});

/** A part of a bill that was paid. */
export const pushedTenderSchema = z.looseObject({
  tenderId: id,
  kind: z.string().min(1).max(40),
  amountPaise: notNegativePaise,
  receivedPaise: notNegativePaise.nullable(),
  changePaise: notNegativePaise.nullable(),
  scheme: z.string().max(40).nullable(),
  lastFour: z
    .string()
    .regex(/^\d{4}$/)
    .nullable(),
  rrn: z.string().max(40).nullable(),
  authCode: z.string().max(50).nullable(),
  takenAt: moment,
});

/** An order as the till stores it: gross − discount = subtotal + tax; subtotal + tax + round-off = total. */
export const pushedOrderSchema = z.looseObject({
  orderId: id,
  tillCode: z.string().min(1).max(40),
  businessDate: businessDateSchema,
  /** Counts the order's changes at the till; of two sayings about its state the higher one holds. */
  version: z.int().positive(),
  state: z.string().min(1).max(40),
  currency: z.literal('INR'),
  grossPaise: notNegativePaise,
  discountPaise: notNegativePaise,
  subtotalPaise: notNegativePaise,
  taxPaise: notNegativePaise,
  roundOffPaise: paiseAmount,
  totalPaise: notNegativePaise,
  invoiceNumber: z.string().min(1).max(16),
  paidAt: moment,
  notes: z.string().max(2000),
  paymentToken: z.string().max(100).nullable(),
  transactionId: z.string().max(100).nullable(),
  authCode: z.string().max(50).nullable(),
  paymentGatewayResponse: z.string().max(20_000).nullable(),
  personId: z.string().max(40).nullable(),
  buyerName: label,
  buyerPhone: label,
  buyerGstin: label,
  createdAt: moment,
});

const form = z.literal(1);

/**
 * A payment attempt of a completed order, as the till stores it; what is null, and a flag that is not set, is left out. Central keeps it and looks no further: the till
 * reads it back when it has lost its own.
 */
export const pushedAttemptSchema = z.looseObject({
  attemptId: id,
  attemptSeq: z.int().positive(),
  kind: z.string().min(1).max(40),
  state: z.string().min(1).max(40),
  version: z.int().positive(),
});

/** A completed sale: its invoice is written, its money is there. */
export const orderCompletedPayload = z.looseObject({
  form,
  order: pushedOrderSchema,
  lines: z.array(pushedLineSchema).min(1).max(500),
  tenders: z.array(pushedTenderSchema).max(100),
  attempts: z.array(pushedAttemptSchema).max(100).optional(),
});
export type OrderCompletedPayload = z.infer<typeof orderCompletedPayload>;

/** How an order stands now; where it is said several times the highest version holds. */
const orderStanding = z.looseObject({
  orderId: id,
  version: z.int().positive(),
  state: z.string().min(1).max(40),
});

/** Money that goes back, as the till stores it. */
export const pushedRefundSchema = z.looseObject({
  refundId: id,
  orderId: id,
  version: z.int().positive(),
  kind: z.string().min(1).max(40),
  tenderKind: z.string().min(1).max(40),
  amountPaise: notNegativePaise.min(1),
  state: z.string().min(1).max(40),
  reason: z.string().max(500),
  rrn: z.string().max(40).nullable(),
  businessDate: businessDateSchema,
  createdAt: moment,
  updatedAt: moment,
});

/** A return whose money is back whole, with its credit note: subtotal + tax + round-off = total. */
export const creditNoteIssuedPayload = z.looseObject({
  form,
  order: orderStanding,
  creditNote: z.looseObject({
    creditNoteId: id,
    creditNoteNumber: z.string().min(1).max(16),
    businessDate: businessDateSchema,
    subtotalPaise: notNegativePaise,
    taxPaise: notNegativePaise,
    roundOffPaise: paiseAmount,
    totalPaise: notNegativePaise,
    reason: z.string().max(500),
    createdAt: moment,
  }),
  refunds: z.array(pushedRefundSchema).min(1).max(100),
});
export type CreditNoteIssuedPayload = z.infer<typeof creditNoteIssuedPayload>;

/** One refund as it stands now (due, unknown, done, refused); the highest version holds. Its credit note is an event of its own. */
export const refundChangedPayload = z.looseObject({ form, refund: pushedRefundSchema });
export type RefundChangedPayload = z.infer<typeof refundChangedPayload>;

/** A payment attempt as it stands now: verified, voided, approved late, resolved by a manager. The highest version holds. */
export const attemptChangedPayload = z.looseObject({
  form,
  attempt: z.looseObject({
    attemptId: id,
    orderId: id,
    version: z.int().positive(),
    kind: z.string().min(1).max(40),
    amountPaise: notNegativePaise,
    state: z.string().min(1).max(40),
    reason: z.string().max(100).nullable(),
    rrn: z.string().max(40).nullable(),
    authCode: z.string().max(50).nullable(),
    transactionId: z.string().max(100).nullable(),
    updatedAt: moment,
  }),
});
export type AttemptChangedPayload = z.infer<typeof attemptChangedPayload>;

/** How an order stands, where nothing else says it. The highest version holds. */
export const orderChangedPayload = z.looseObject({ form, order: orderStanding });
export type OrderChangedPayload = z.infer<typeof orderChangedPayload>;

/** A day that was closed, with its sums as the manager saw them. Kept as it came; the last one pushed by a till for a date is shown. */
export const dayClosedPayload = z.looseObject({
  form,
  businessDate: businessDateSchema,
  closedAt: moment,
});
export type DayClosedPayload = z.infer<typeof dayClosedPayload>;

/** What an event says, by its kind; the payload is the till's own stored text, sent as it is. */
export const eventPayloads = {
  'order-completed': orderCompletedPayload,
  'credit-note-issued': creditNoteIssuedPayload,
  'refund-changed': refundChangedPayload,
  'attempt-changed': attemptChangedPayload,
  'order-changed': orderChangedPayload,
  'day-closed': dayClosedPayload,
} as const;
export type EventKind = keyof typeof eventPayloads;
export const eventKinds = [
  'order-completed',
  'credit-note-issued',
  'refund-changed',
  'attempt-changed',
  'order-changed',
  'day-closed',
] as const satisfies readonly EventKind[];

/**
 * One event of a push. The payload is checked by itself, so that a wrong one is refused alone. `sha256` is the hex digest of the payload's
 * text, where the till sends it: a payload that does not fit it is refused as damaged.
 */
export const bulkEventSchema = z.object({
  /** Names this event for ever: the same id with the same payload is acknowledged again, with another payload it is a conflict. */
  id: z.guid(),
  kind: z.string().min(1).max(40),
  /** When it became true at the till, UTC milliseconds. */
  at: moment,
  sha256: sha256.optional(),
  payload: z.record(z.string(), z.unknown()),
});
export type BulkEvent = z.infer<typeof bulkEventSchema>;

/** POST bulk; JSON, which may be gzip-compressed (`Content-Encoding: gzip`). Events may come in any order and any number of times. */
export const bulkRequest = z.object({
  form,
  /** How many events wait at the till after these, for the office's page; absent when not known. */
  waiting: z.int().nonnegative().optional(),
  /**
   * Which database of a till this comes from, and those in whose place it was put (a restore, a move to another PC). A token belongs to one of them: a push from
   * another one is a 409. Absent, nothing is compared.
   */
  till: z
    .object({ id: z.string().min(1).max(64), follows: z.array(z.string().min(1).max(64)).max(16) })
    .optional(),
  /**
   * The hex digest of the hex digests of all payloads' texts, joined in the order of the events: a push that does not fit it is a 400, and nothing of it is
   * written. It stands in for a digest in each event, which is 44 bytes of each order on the wire.
   */
  sha256: sha256.optional(),
  events: z.array(z.unknown()).min(1).max(MAX_BULK_EVENTS),
});

/**
 * What became of one event. `stored`: written now; `known`: written before; both mean done for good. `conflict`: this id, this order or its transaction
 * is there with another content; `refused`: it can never be stored as it is; both are for a person to read, nothing was written.
 */
export const bulkOutcomes = ['stored', 'known', 'conflict', 'refused'] as const;
export const bulkResultSchema = z.object({
  /** The event's id; null when it could not be read, then `index` alone names it. */
  id: z.string().nullable(),
  /** Its place in the request, from 0. The order of results is not promised. */
  index: z.int().nonnegative(),
  outcome: z.enum(bulkOutcomes),
  /** Central's own number of the order, of an `order-completed` that is done. */
  orderId: z.int().positive().nullable(),
  /** Of `refused` and `conflict`: which field, and why, in words. */
  errors: z.record(z.string(), z.array(z.string())).nullable(),
});
export type BulkResult = z.infer<typeof bulkResultSchema>;

/** 200 of a bulk push. Any other status means that nothing is known: push the same again. */
export const bulkReply = z.object({ results: z.array(bulkResultSchema) });
export type BulkReply = z.infer<typeof bulkReply>;

/** GET till events: this till's own events in the order in which they arrived. `next` is the `after` of the next call, null at the end. */
export const tillEventsReply = z.object({
  events: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      at: moment,
      sha256: z.string(),
      payload: z.record(z.string(), z.unknown()),
    }),
  ),
  next: z.string().nullable(),
});
export type TillEventsReply = z.infer<typeof tillEventsReply>;

/** A product as the office wrote it. Money is decimal strings of rupees, tax included. */
export const catalogueProductSchema = z.object({
  productId: id,
  externalCode: z.string().max(100).nullable(),
  sku: z.string().max(100).nullable(),
  name: z.string().min(1).max(300),
  nameHi: z.string().max(300).nullable(),
  brand: z.string().max(200).nullable(),
  category: z.string().max(200).nullable(),
  subCategory: z.string().max(200).nullable(),
  soldBy: z.enum(['piece', 'weight']),
  unit: z.string().min(1).max(20),
  price: z.string().regex(/^\d{1,8}\.\d{2}$/),
  mrp: z
    .string()
    .regex(/^\d{1,8}\.\d{2}$/)
    .nullable(),
  hsn: z
    .string()
    .regex(/^(?:\d{4}|\d{6}|\d{8})$/)
    .nullable(),
  gstRates: z.array(z.object({ fromDate: businessDateSchema, rateBp: z.int().min(0).max(10_000) })).min(1),
  barcodes: z.array(z.string().min(1).max(64)).max(20),
});
export type CatalogueProduct = z.infer<typeof catalogueProductSchema>;

/** One change. From `effectiveFrom` (the shop's date) on, or at once when null. `product` is null when it is sold no more. */
export const catalogueChangeSchema = z.object({
  revision: z.int().positive(),
  productId: id,
  effectiveFrom: businessDateSchema.nullable(),
  product: catalogueProductSchema.nullable(),
});
export type CatalogueChange = z.infer<typeof catalogueChangeSchema>;

/**
 * GET catalogue changes: what was written after revision `since`, up to revision `until`, oldest first. Apply nothing before `next` is null;
 * then all of it at once, and ask from `until` the next time.
 */
export const catalogueChangesReply = z.object({
  since: z.int().nonnegative(),
  until: z.int().nonnegative(),
  changes: z.array(catalogueChangeSchema),
  /** The path and query of the next page, or null. */
  next: z.string().nullable(),
});
export type CatalogueChangesReply = z.infer<typeof catalogueChangesReply>;
