import { z } from 'zod';
import { backupScheduleSchema, storeCheckSchema } from './backup.ts';
import { timestampSchema } from './common.ts';
import { languageSchema, modeSchema } from './till.ts';

const millisecondsSchema = z.int().min(1).max(3_600_000);

/**
 * Pauses and time-outs of payments, in milliseconds. Only a training till takes them from here, so that practice needn't wait; a real till
 * keeps to those that the protocol was built on.
 */
export const timingsSchema = z.strictObject({
  pollMs: millisecondsSchema.optional(),
  askMs: millisecondsSchema.optional(),
  askMaxMs: millisecondsSchema.optional(),
  giveBackMs: millisecondsSchema.optional(),
  giveBackMaxMs: millisecondsSchema.optional(),
  windowMs: millisecondsSchema.optional(),
  secondLookMs: millisecondsSchema.optional(),
  qrMs: millisecondsSchema.optional(),
  connectMs: millisecondsSchema.optional(),
  headersMs: millisecondsSchema.optional(),
  bodyMs: millisecondsSchema.optional(),
  totalMs: millisecondsSchema.optional(),
});
export type Timings = z.infer<typeof timingsSchema>;

/** Names a series of numbers of a till and year. */
export const seriesLetterSchema = z.string().regex(/^[A-SU-Z]$/);

/** A check of a whole store as it is kept. `complete`: it came to an end; else it is made again soon. */
export const keptCheckSchema = z.strictObject({ ...storeCheckSchema.shape, complete: z.boolean() });
export type KeptCheck = z.infer<typeof keptCheckSchema>;

/** How this till is backed up: beside the stores, so that it is known when a store can't be opened. */
export const backupsConfigSchema = z.strictObject({
  schedule: backupScheduleSchema,
  /** Null: a folder beside the stores. */
  folder: z.string().nullable(),
  /** Sealed by the system's key store, in base64; null: backups are not sealed. */
  sealedPassphrase: z.string().nullable(),
  /** Where files of earlier versions noted when a store was last checked; `checks` took its place. */
  checkedAt: timestampSchema.nullable().optional(),
  /** The last check of each store: outside of it, since a damaged one can't be read, and a restored one would tell of another. */
  checks: z
    .strictObject({ training: keptCheckSchema.nullable(), real: keptCheckSchema.nullable() })
    .optional(),
});
export type BackupsConfig = z.infer<typeof backupsConfigSchema>;

/** What the data folder's config.json says before any store is open. `storeCreated` tells a store that was lost from one that never was. */
export const tillConfigSchema = z.strictObject({
  mode: modeSchema,
  language: languageSchema,
  storeCreated: z.strictObject({ training: z.boolean(), real: z.boolean() }),
  /** The highest letter of a series of numbers that a store of each mode is known to use: a store that replaces a lost one goes past it. */
  seriesLetters: z.strictObject({ training: seriesLetterSchema, real: seriesLetterSchema }).optional(),
  timings: timingsSchema.optional(),
  backups: backupsConfigSchema.optional(),
});
export type TillConfig = z.infer<typeof tillConfigSchema>;
