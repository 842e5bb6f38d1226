import { z } from 'zod';
import type { Result } from '../domain/result.ts';
import {
  backupKeyRequest,
  backupPreviewSchema,
  backupsSchema,
  chosenFolderSchema,
  damageSchema,
  makeBackupRequest,
  restoreReply,
  restoreRequest,
  saveBackupScheduleRequest,
  settleRestoredRequest,
} from './backup.ts';
import {
  catalogueSummaryReply,
  chooseImportFileReply,
  findByBarcodeReply,
  findByBarcodeRequest,
  getProductsReply,
  getProductsRequest,
  importPreviewSchema,
  importRequest,
  importStatusSchema,
  listRefusedRowsReply,
  listRefusedRowsRequest,
  previewImportRequest,
  saveRefusedRowsReply,
  searchProductsReply,
  searchProductsRequest,
  startImportReply,
  startImportRequest,
} from './catalogue.ts';
import type { Channel } from './channels.ts';
import { creditNoteRequest, creditNoteSchema } from './credit-note.ts';
import { nothing } from './common.ts';
import { businessDateRequest, closeDayRequest, daySchema, reconciliationSchema } from './day.ts';
import type { PosError } from './errors.ts';
import type { PosEvent } from './events.ts';
import {
  listOrdersReply,
  listOrdersRequest,
  orderDetailsSchema,
  receiptSchema,
  saveReceiptPdfReply,
} from './orders.ts';
import { managerSetupSchema, setManagerPinRequest } from './people.ts';
import {
  payRefundInCashRequest,
  quoteRefundRequest,
  refundOrderRequest,
  refundQuoteSchema,
  refundsReply,
} from './refunds.ts';
import {
  listReviewRowsReply,
  listReviewRowsRequest,
  reviewRequest,
  reviewSchema,
  saveReviewCsvRequest,
  saveReviewReply,
} from './review.ts';
import {
  attemptRequest,
  attemptsReply,
  attemptViewSchema,
  chargeRequest,
  checkoutSchema,
  orderRequest,
  resolveAttemptRequest,
  resolveRefundByHandRequest,
  saveCartRequest,
  submitOtpRequest,
  supersedeAttemptRequest,
  verifyPaymentReply,
} from './sale.ts';
import {
  listSyncEntriesReply,
  listSyncEntriesRequest,
  resendSyncRequest,
  saveSyncSettingsRequest,
  syncEntryRequest,
  syncSettingsSchema,
  syncStatusSchema,
  syncWordsReply,
} from './sync.ts';
import {
  languageSchema,
  modeSchema,
  saveGatewayRequest,
  guardWindowRequest,
  setKeyedCardRequest,
  settingsSchema,
  shopSchema,
  snapshotSchema,
} from './till.ts';
import { readBackRequest, readBackSchema } from './read-back.ts';
import { tillRestoredSchema } from './till-origin.ts';
import { playCustomerRequest, setTrainingByHandRequest, trainingTerminalSchema } from './training.ts';

/** The one contract between window and main: what each call takes and what it answers when it succeeds. */
export const ipcContract = {
  getSnapshot: { request: nothing, reply: snapshotSchema },
  retryOpenStore: { request: nothing, reply: snapshotSchema },
  createMissingStore: { request: nothing, reply: snapshotSchema },
  quitApp: { request: nothing, reply: nothing },
  guardWindow: { request: guardWindowRequest, reply: nothing },
  getSettings: { request: nothing, reply: settingsSchema },
  saveShop: { request: shopSchema, reply: settingsSchema },
  saveGateway: { request: saveGatewayRequest, reply: settingsSchema },
  setKeyedCard: { request: setKeyedCardRequest, reply: settingsSchema },
  setMode: { request: z.object({ mode: modeSchema }), reply: snapshotSchema },
  setLanguage: { request: z.object({ language: languageSchema }), reply: settingsSchema },
  dismissNotice: { request: z.object({ id: z.string().max(100) }), reply: nothing },
  searchProducts: { request: searchProductsRequest, reply: searchProductsReply },
  findByBarcode: { request: findByBarcodeRequest, reply: findByBarcodeReply },
  getProducts: { request: getProductsRequest, reply: getProductsReply },
  getCatalogueSummary: { request: nothing, reply: catalogueSummaryReply },
  chooseImportFile: { request: nothing, reply: chooseImportFileReply },
  previewImport: { request: previewImportRequest, reply: importPreviewSchema },
  startImport: { request: startImportRequest, reply: startImportReply },
  getImport: { request: importRequest, reply: importStatusSchema },
  cancelImport: { request: importRequest, reply: importStatusSchema },
  listRefusedRows: { request: listRefusedRowsRequest, reply: listRefusedRowsReply },
  saveRefusedRows: { request: importRequest, reply: saveRefusedRowsReply },
  saveCart: { request: saveCartRequest, reply: nothing },
  charge: { request: chargeRequest, reply: checkoutSchema },
  getCheckout: { request: orderRequest, reply: checkoutSchema },
  cancelAttempt: { request: attemptRequest, reply: attemptViewSchema },
  askAttempt: { request: attemptRequest, reply: attemptViewSchema },
  submitOtp: { request: submitOtpRequest, reply: attemptViewSchema },
  resendOtp: { request: attemptRequest, reply: attemptViewSchema },
  abandonOrder: { request: orderRequest, reply: checkoutSchema },
  listOpenAttempts: { request: nothing, reply: attemptsReply },
  supersedeAttempt: { request: supersedeAttemptRequest, reply: attemptViewSchema },
  resolveAttempt: { request: resolveAttemptRequest, reply: attemptViewSchema },
  resolveRefundByHand: { request: resolveRefundByHandRequest, reply: attemptViewSchema },
  verifyPayment: { request: attemptRequest, reply: verifyPaymentReply },
  getTrainingTerminal: { request: nothing, reply: trainingTerminalSchema },
  playCustomer: { request: playCustomerRequest, reply: trainingTerminalSchema },
  setTrainingByHand: { request: setTrainingByHandRequest, reply: trainingTerminalSchema },
  listOrders: { request: listOrdersRequest, reply: listOrdersReply },
  getOrder: { request: orderRequest, reply: orderDetailsSchema },
  getReceipt: { request: orderRequest, reply: receiptSchema },
  saveReceiptPdf: { request: orderRequest, reply: saveReceiptPdfReply },
  getCreditNote: { request: creditNoteRequest, reply: creditNoteSchema },
  saveCreditNotePdf: { request: creditNoteRequest, reply: saveReceiptPdfReply },
  getManagerSetup: { request: nothing, reply: managerSetupSchema },
  setManagerPin: { request: setManagerPinRequest, reply: managerSetupSchema },
  quoteRefund: { request: quoteRefundRequest, reply: refundQuoteSchema },
  refundOrder: { request: refundOrderRequest, reply: refundsReply },
  listRefunds: { request: orderRequest, reply: refundsReply },
  payRefundInCash: { request: payRefundInCashRequest, reply: refundsReply },
  getDay: { request: businessDateRequest, reply: daySchema },
  reconcileDay: { request: businessDateRequest, reply: reconciliationSchema },
  closeDay: { request: closeDayRequest, reply: daySchema },
  getBackups: { request: nothing, reply: backupsSchema },
  makeBackup: { request: makeBackupRequest, reply: backupsSchema },
  chooseBackupFolder: { request: nothing, reply: chosenFolderSchema },
  chooseBackupFile: { request: nothing, reply: backupsSchema },
  lookAtBackup: { request: backupKeyRequest, reply: backupPreviewSchema },
  saveBackupSchedule: { request: saveBackupScheduleRequest, reply: backupsSchema },
  checkStore: { request: nothing, reply: backupsSchema },
  getDamage: { request: nothing, reply: damageSchema },
  restoreBackup: { request: restoreRequest, reply: restoreReply },
  askRestored: { request: nothing, reply: tillRestoredSchema },
  readBack: { request: readBackRequest, reply: readBackSchema },
  settleRestored: { request: settleRestoredRequest, reply: tillRestoredSchema },
  getSyncStatus: { request: nothing, reply: syncStatusSchema },
  trySyncNow: { request: nothing, reply: syncStatusSchema },
  listSyncEntries: { request: listSyncEntriesRequest, reply: listSyncEntriesReply },
  getSyncWords: { request: syncEntryRequest, reply: syncWordsReply },
  resendSync: { request: resendSyncRequest, reply: syncStatusSchema },
  getSyncSettings: { request: nothing, reply: syncSettingsSchema },
  saveSyncSettings: { request: saveSyncSettingsRequest, reply: syncSettingsSchema },
  getReview: { request: reviewRequest, reply: reviewSchema },
  listReviewRows: { request: listReviewRowsRequest, reply: listReviewRowsReply },
  saveReviewCsv: { request: saveReviewCsvRequest, reply: saveReviewReply },
  saveReviewPdf: { request: reviewRequest, reply: saveReviewReply },
} as const satisfies Record<Channel, { request: z.ZodType; reply: z.ZodType }>;

export type Contract = typeof ipcContract;
export type Request<C extends Channel> = z.infer<Contract[C]['request']>;
export type Reply<C extends Channel> = z.infer<Contract[C]['reply']>;

/** A capability's answer to a call, before it is checked and sent. */
export type Handler<C extends Channel> = (
  request: Request<C>,
) => Result<Reply<C>, PosError> | Promise<Result<Reply<C>, PosError>>;
export type Handlers = { readonly [C in Channel]: Handler<C> };

/** `window.pos`: one function for each channel, and the events. */
export type Pos = {
  readonly [C in Channel]: (
    ...request: Request<C> extends undefined ? [] : [Request<C>]
  ) => Promise<Result<Reply<C>, PosError>>;
} & {
  /** Calls `listener` for each event until the returned function is called. */
  readonly onEvent: (listener: (event: PosEvent) => void) => () => void;
};
