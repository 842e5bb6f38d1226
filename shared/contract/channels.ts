/**
 * Every call the renderer may make, by name. Plain data without schemas, because the sandboxed preload bundles this file
 * alone; ipc.ts gives each name its request and reply.
 */
export const channels = [
  'getSnapshot',
  'retryOpenStore',
  'createMissingStore',
  'quitApp',
  'getSettings',
  'saveShop',
  'saveGateway',
  'setKeyedCard',
  'setMode',
  'setLanguage',
  'dismissNotice',
  'searchProducts',
  'findByBarcode',
  'getProducts',
  'getCatalogueSummary',
  'chooseImportFile',
  'previewImport',
  'startImport',
  'getImport',
  'cancelImport',
  'listRefusedRows',
  'saveRefusedRows',
  'saveCart',
  'charge',
  'getCheckout',
  'cancelAttempt',
  'askAttempt',
  'submitOtp',
  'resendOtp',
  'abandonOrder',
  'listOpenAttempts',
  'supersedeAttempt',
  'resolveAttempt',
  'resolveRefundByHand',
  'verifyPayment',
  'getTrainingTerminal',
  'playCustomer',
  'setTrainingByHand',
  'listOrders',
  'getOrder',
  'getReceipt',
  'saveReceiptPdf',
  'getCreditNote',
  'saveCreditNotePdf',
  'getManagerSetup',
  'setManagerPin',
  'quoteRefund',
  'refundOrder',
  'listRefunds',
  'payRefundInCash',
  'getDay',
  'reconcileDay',
  'closeDay',
  'getSyncStatus',
  'trySyncNow',
  'listSyncEntries',
  'getSyncWords',
  'resendSync',
  'getSyncSettings',
  'saveSyncSettings',
  'getReview',
  'listReviewRows',
  'saveReviewCsv',
  'saveReviewPdf',
] as const;

export type Channel = (typeof channels)[number];

/** The wire name of a call on Electron's ipc. */
export function wireName(channel: Channel): `pos:${Channel}` {
  return `pos:${channel}`;
}

/** The one wire name on which main sends events; see events.ts. */
export const eventWireName = 'pos:event';
