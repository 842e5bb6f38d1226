import { z } from 'zod';
import { businessDateSchema, textSchema, timestampSchema } from './common.ts';
import { managerSchema } from './people.ts';
import { readBackSchema } from './read-back.ts';
import { lastDocumentSchema, tillRestoredSchema } from './till-origin.ts';

/** What a backup says of itself, inside the copy. */
export const backupStampSchema = z.object({
  backupId: z.string(),
  madeAt: timestampSchema,
  mode: z.enum(['training', 'real']),
});

/** What a store or a backup holds, in figures that a person can judge it by. */
export const holdingsSchema = z.object({
  schemaVersion: z.int(),
  madeAt: timestampSchema.nullable(),
  backupId: z.string().nullable(),
  mode: z.enum(['training', 'real']).nullable(),
  shopName: z.string(),
  tillCode: z.string(),
  bills: z.int(),
  creditNotes: z.int(),
  products: z.int(),
  openPayments: z.int(),
  waitingForOffice: z.int(),
  firstDate: businessDateSchema.nullable(),
  lastDate: businessDateSchema.nullable(),
  lastSaleAt: timestampSchema.nullable(),
  lastDocuments: z.array(lastDocumentSchema),
});
export type HoldingsView = z.infer<typeof holdingsSchema>;

/** A passphrase that seals backups; long enough that guessing it costs more than the shop's data is worth. */
export const passphraseSchema = z.string().min(8).max(200);

/** When backups are made by themselves, where to, and how many are kept. */
export const backupScheduleSchema = z.object({
  daily: z.boolean(),
  afterDayClose: z.boolean(),
  keepDays: z.int().min(1).max(60),
  keepWeeks: z.int().min(0).max(60),
  keepMonths: z.int().min(0).max(120),
});
export type BackupSchedule = z.infer<typeof backupScheduleSchema>;

/** How a look at a backup ended: `good`, or why it can't be used. */
export const backupVerdictSchema = z.enum([
  'good',
  'damaged',
  'newer',
  'unreadable',
  'wrong-passphrase',
  'tampered',
  'passphrase-needed',
  'disk-full',
  'folder-unusable',
  'copy-differs',
  'other-mode',
  'other-store',
  'stopped',
]);
export type BackupVerdict = z.infer<typeof backupVerdictSchema>;

/** A backup in a list. `backupKey` names it to main for this run. */
export const backupEntrySchema = z.object({
  backupKey: z.string(),
  fileName: z.string(),
  folder: z.string(),
  madeAt: timestampSchema,
  bytes: z.int(),
  sealed: z.boolean(),
  reason: z.enum(['auto', 'hand']),
  /** The last look at it in this run; null when nobody looked. One that was made in this run was looked at. */
  verdict: backupVerdictSchema.nullable(),
});
export type BackupEntry = z.infer<typeof backupEntrySchema>;

/** The last look at the till's own store: a damaged one says so here, and on the screen in place of the counter. */
export const storeCheckSchema = z.object({
  at: timestampSchema,
  sound: z.boolean(),
  detail: z.string(),
});
export type StoreCheck = z.infer<typeof storeCheckSchema>;

/** How a restore ended; the snapshot says how the till stands after it. */
export const restoreReply = z.object({
  verdict: backupVerdictSchema,
  detail: z.string(),
  /** What was done; null when the store is as it was. */
  done: z
    .object({
      holds: holdingsSchema,
      setAside: z.string().nullable(),
      /** Rows taken over from the damaged store, and rows of it that have no place any more. */
      taken: z.int(),
      leftOver: z.int(),
      leftovers: z.string().nullable(),
      /** Numbers that were used and whose documents are lost. */
      lostNumbers: z.int(),
      brokenRules: z.array(z.string()),
    })
    .nullable(),
});
export type RestoreReply = z.infer<typeof restoreReply>;

/** What the backups page shows. */
export const backupsSchema = z.object({
  schedule: backupScheduleSchema,
  folder: z.string(),
  /** Whether the folder lies on the disk of the store: such a backup is lost with the disk. */
  sameDisk: z.boolean(),
  hasPassphrase: z.boolean(),
  /** What is being done now, or null. */
  running: z.enum(['backup', 'verify', 'restore', 'check', 'salvage']).nullable(),
  last: z.object({ at: timestampSchema, verdict: backupVerdictSchema, detail: z.string() }).nullable(),
  check: storeCheckSchema.nullable(),
  backups: z.array(backupEntrySchema),
  restored: tillRestoredSchema.nullable(),
  /** How the restore ended that was done in this run, if any: the till is opened anew after it, and the screen that asked is gone. */
  lastRestore: restoreReply.nullable().optional(),
  /** What came of the last reading back from the office; null before the first. */
  readBack: readBackSchema.nullable().optional(),
  /** Whether an office is set up that could be asked. */
  canReadBack: z.boolean().optional(),
});
export type Backups = z.infer<typeof backupsSchema>;

export const makeBackupRequest = z.object({
  /** Where `chooseBackupFolder` said; null is the till's own folder for backups. */
  folderToken: z.string().max(100).nullable(),
  /** Null: the passphrase that was set, or none. */
  passphrase: passphraseSchema.nullable(),
});
export const chosenFolderSchema = z.object({ folderToken: z.string(), folderName: z.string() });
export const backupKeyRequest = z.object({
  backupKey: z.string().max(100),
  passphrase: z.string().max(200).nullable(),
});
/** What a backup holds, or why it can't be told. */
export const backupPreviewSchema = z.object({
  verdict: backupVerdictSchema,
  detail: z.string(),
  holds: holdingsSchema.nullable(),
});
export type BackupPreview = z.infer<typeof backupPreviewSchema>;

export const restoreRequest = z.object({
  /** Null: only what can be read out of the damaged store, in a new one. */
  backupKey: z.string().max(100).nullable(),
  passphrase: z.string().max(200).nullable(),
  /** Merge what can be read out of the store that is there. */
  salvage: z.boolean(),
  /** Null where the till can't open: nobody's PIN can be read then. */
  manager: managerSchema.nullable(),
});

/** What can be read out of a damaged store. */
export const damageSchema = z.object({
  tables: z.array(
    z.object({ table: z.string(), rows: z.int(), damagedPages: z.int(), damagedRows: z.int() }),
  ),
  pages: z.int(),
});
export type Damage = z.infer<typeof damageSchema>;

export const saveBackupScheduleRequest = z.object({
  schedule: backupScheduleSchema,
  /** Absent: as it is. Null: the till's own folder. */
  folderToken: z.string().max(100).nullable().optional(),
  /** Absent: as it is. Null: backups are no longer sealed. */
  passphrase: passphraseSchema.nullable().optional(),
});

export const settleRestoredRequest = z.object({
  /** A manager goes on without the gateway's list. */
  signed: z.object({ manager: managerSchema, reason: textSchema }).nullable(),
  /** Whether the till that this one was copied from goes on selling. */
  original: z.enum(['gone', 'goes-on']).nullable(),
  /** The last number on paper, where it is later than what the till knows. */
  lastNumber: z.string().max(16).nullable(),
});
