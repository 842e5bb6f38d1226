import { z } from 'zod';

/*
 * What goes over the wire between the till and the Pine Labs cloud, as far as its public description and public integrations agree;
 * docs/gateways.md says what is known and what is assumed. Field names are theirs.
 */

const folder = '/API/CloudBasedIntegration/V1';

/** Where each call lives, below the origin that Pine Labs gives to the merchant. */
export const pineLabsPaths = {
  upload: `${folder}/UploadBilledTransaction`,
  status: `${folder}/GetCloudBasedTxnStatus`,
  cancel: `${folder}/CancelTransactionForced`,
} as const;

const account = {
  MerchantID: z.string().min(1).max(32),
  SecurityToken: z.string().min(1).max(128),
  StoreID: z.string().min(1).max(32),
  ClientID: z.string().min(1).max(32),
};
const positivePaise = z.int().positive();

/** UploadBilledTransaction: shows an amount in paise on a terminal. Payment mode 1 is a card. */
export const pineLabsUploadRequest = z.object({
  ...account,
  TransactionNumber: z.string().min(1).max(64),
  SequenceNumber: z.literal(1),
  AllowedPaymentMode: z.literal('1'),
  Amount: positivePaise,
  TotalInvoiceAmount: positivePaise,
  AutoCancelDurationInMinutes: z.int().positive(),
});
export type PineLabsUpload = z.infer<typeof pineLabsUploadRequest>;

/** GetCloudBasedTxnStatus: by the server's reference alone. */
export const pineLabsStatusRequest = z.object({
  ...account,
  PlutusTransactionReferenceID: z.int().positive(),
});
export type PineLabsStatus = z.infer<typeof pineLabsStatusRequest>;

/** CancelTransactionForced: needs the amount beside the reference. */
export const pineLabsCancelRequest = z.object({
  ...account,
  PlutusTransactionReferenceID: z.int().positive(),
  Amount: positivePaise,
  TakeToHomeScreen: z.boolean(),
  ConfirmationRequired: z.boolean(),
});
export type PineLabsCancel = z.infer<typeof pineLabsCancelRequest>;

/** The server's reference: a number in their samples, at times as text; 0 stands for none. */
const reference = z
  .union([z.int().nonnegative(), z.string().regex(/^\d{1,15}$/)])
  .nullish()
  .transform((value) =>
    value === null || value === undefined || Number(value) === 0 ? null : String(value),
  );

/** Whatever text or number a tag holds, as text. */
const tagValue = z
  .union([z.string().max(200), z.int()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? null : String(value)));

/** The answer to all three calls; only a status brings TransactionData, whose tags and their order vary. */
export const pineLabsReply = z.object({
  ResponseCode: z.int(),
  ResponseMessage: z.string().max(200),
  PlutusTransactionReferenceID: reference,
  TransactionData: z
    .array(z.object({ Tag: z.string().max(64), Value: tagValue }))
    .max(200)
    .nullish()
    .transform((tags) => tags ?? []),
});
export type PineLabsReply = z.infer<typeof pineLabsReply>;
