import { z } from 'zod';
import { basePaymentMethodSchema } from './base-contract.ts';
import { textSchema, timestampSchema } from './common.ts';
import { managerSchema } from './people.ts';

/** Which server orders go to: found out by looking, or said by the owner. `central` is ours, `base` has only the base contract. */
export const serverChoiceSchema = z.enum(['auto', 'central', 'base']);
export type ServerChoice = z.infer<typeof serverChoiceSchema>;
export const serverKindSchema = z.enum(['central', 'base']);
export type ServerKind = z.infer<typeof serverKindSchema>;

/** How a server with only the base contract is told of what it has no word for. */
export const baseMappingSchema = z.object({
  /** It has no cash. */
  cashMethod: basePaymentMethodSchema,
  /** It has one way to pay a bill. */
  splitMethod: basePaymentMethodSchema,
  /** It wants every buyer's name and e-mail. */
  walkInName: z.string().trim().min(1).max(200),
  walkInEmail: z.email().max(254),
});
export type BaseMapping = z.infer<typeof baseMappingSchema>;

/** What the settings page shows of the office's server. The token itself never comes back to the window. */
export const syncSettingsSchema = z.object({
  url: z.string().max(300),
  hasToken: z.boolean(),
  server: serverChoiceSchema,
  mapping: baseMappingSchema,
});
export type SyncSettings = z.infer<typeof syncSettingsSchema>;

/** An empty address ends the sending. */
export const saveSyncSettingsRequest = syncSettingsSchema.omit({ hasToken: true }).extend({
  /** Absent: keep the token that is stored. */
  token: z.string().min(1).max(400).optional(),
  /** The owner's written consent to keep the token where the system has no real keyring; audited. */
  acceptWeakStorage: textSchema.optional(),
  /** Where every order goes is for a manager to say. */
  manager: managerSchema,
});

/** The office's server as it is kept in the store: the token sealed by the system's key store, in base64. */
export const storedCentralSchema = z.object({
  url: z.string(),
  sealedToken: z.string(),
  server: serverChoiceSchema,
  mapping: baseMappingSchema,
});
export type StoredCentral = z.infer<typeof storedCentralSchema>;

/** What is remembered of a server over a restart. */
export const syncMemorySchema = z.object({
  server: z.string(),
  /** What it said it was; a server that was ours once is never taken for another. */
  kind: serverKindSchema.nullable(),
  lastSuccessAt: timestampSchema.nullable(),
  /** The revision of its catalogue that this till has. */
  catalogueRevision: z.int().nonnegative(),
  /** When all orders over there were last looked through (base contract only). */
  lastAuditAt: timestampSchema.nullable(),
});
export type SyncMemory = z.infer<typeof syncMemorySchema>;

/** What keeps orders from arriving, as a closed list: the window has plain words for each. */
export const syncProblemCodes = [
  'unreachable',
  'name-not-found',
  'certificate-expired',
  'certificate-wrong-name',
  'certificate-untrusted',
  'tls',
  'timeout',
  'connection-cut',
  'unauthorised',
  'token-in-use',
  'server-error',
  'too-busy',
  'redirect',
  'not-understood',
  'server-changed',
  'url-refused',
  'token-unreadable',
  'store',
] as const;
export const syncProblemSchema = z.enum(syncProblemCodes);
export type SyncProblem = z.infer<typeof syncProblemSchema>;

/**
 * How the sending stands. `off`: no server is set up. `idle`: nothing waits. `sending`. `waiting`: something is to be sent and will be tried again at
 * `nextTryAt`. `paused`: the server refused the token, or the settings are wrong; a person must act.
 */
export const syncStatusSchema = z.object({
  state: z.enum(['off', 'idle', 'sending', 'waiting', 'paused']),
  server: serverKindSchema.nullable(),
  /** Orders, refunds and closed days that are to be sent. */
  waiting: z.int().nonnegative(),
  /** Since when the oldest of them waits. */
  waitingSince: timestampSchema.nullable(),
  /** Posted to a server with the base contract, and not yet known to be there. */
  ambiguous: z.int().nonnegative(),
  /** Refused for good: a manager must look. */
  refused: z.int().nonnegative(),
  /** What this server has no word for (refunds, closed days); kept for one that has. */
  notDeliverable: z.int().nonnegative(),
  lastSuccessAt: timestampSchema.nullable(),
  nextTryAt: timestampSchema.nullable(),
  problem: syncProblemSchema.nullable(),
});
export type SyncStatus = z.infer<typeof syncStatusSchema>;

export const syncEntrySchema = z.object({
  seq: z.int().positive(),
  kind: z.string(),
  /** The order's id where the row is about one. */
  subjectId: z.string(),
  documentNumber: z.string().nullable(),
  amountPaise: z.int().nullable(),
  createdAt: timestampSchema,
  state: z.enum(['waiting', 'in-doubt', 'sent', 'refused', 'not-deliverable']),
  sentAt: timestampSchema.nullable(),
  /** What the server said, of a refused row. */
  reason: z.string().nullable(),
});
export type SyncEntry = z.infer<typeof syncEntrySchema>;

export const listSyncEntriesRequest = z.object({
  filter: z.enum(['all', 'waiting', 'refused']),
  beforeSeq: z.int().positive().nullable(),
  limit: z.int().min(1).max(100),
});
export const listSyncEntriesReply = z.object({
  entries: z.array(syncEntrySchema),
  nextBeforeSeq: z.int().positive().nullable(),
});

/** What a manager may put right of a refused order: words, never money. An absent field stays as it is. */
export const syncCorrectionSchema = z.object({
  buyerName: z.string().trim().max(200).nullable().optional(),
  buyerPhone: z.string().trim().max(20).nullable().optional(),
  buyerGstin: z.string().trim().max(15).nullable().optional(),
  notes: z.string().max(2000).optional(),
});
export type SyncCorrection = z.infer<typeof syncCorrectionSchema>;

/** The words of a refused order that can be put right. */
export const syncWordsReply = z.object({
  buyerName: z.string().nullable(),
  buyerPhone: z.string().nullable(),
  buyerGstin: z.string().nullable(),
  notes: z.string(),
});
export type SyncWords = z.infer<typeof syncWordsReply>;
export const syncEntryRequest = z.object({ seq: z.int().positive() });
export const resendSyncRequest = z.object({
  seq: z.int().positive(),
  correction: syncCorrectionSchema.nullable(),
  manager: managerSchema,
});
