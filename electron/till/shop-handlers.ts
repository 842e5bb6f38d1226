import type { Channel } from '../../shared/contract/channels.ts';
import { posError } from '../../shared/contract/errors.ts';
import type { Handler, Handlers, Request } from '../../shared/contract/ipc.ts';
import { err, ok } from '../../shared/domain/result.ts';
import type { RestoredDesk } from '../backup/index.ts';
import type { Catalogue } from '../catalogue/index.ts';
import type { Payments } from '../payments/index.ts';
import type { People } from '../people/index.ts';
import type { Receipts } from '../receipts/index.ts';
import type { Reports } from '../reports/index.ts';
import type { Refunds, Sales } from '../sales/index.ts';
import type { Shifts } from '../shifts/index.ts';
import type { Sync } from '../sync/index.ts';
import type { TrainingDesk } from './training-terminal.ts';

/** The channels about backups, which answer whether a store is open or not. */
export type BackupChannel =
  | 'getBackups'
  | 'makeBackup'
  | 'chooseBackupFolder'
  | 'chooseBackupFile'
  | 'lookAtBackup'
  | 'saveBackupSchedule'
  | 'checkStore'
  | 'getDamage'
  | 'restoreBackup'
  | 'askRestored'
  | 'readBack'
  | 'settleRestored';

/** The channels that need an open store: all but those that the till itself answers. */
export type ShopHandlers = Omit<
  Handlers,
  | 'getSnapshot'
  | 'retryOpenStore'
  | 'createMissingStore'
  | 'quitApp'
  | 'guardWindow'
  | 'getSettings'
  | 'saveShop'
  | 'saveGateway'
  | 'setKeyedCard'
  | 'setMode'
  | 'setLanguage'
  | BackupChannel
>;

/** The capabilities of a shop whose store is open. */
export type ShopDoors = {
  readonly catalogue: Catalogue;
  readonly payments: Payments;
  readonly sales: Sales;
  readonly receipts: Receipts;
  readonly people: People;
  readonly refunds: Refunds;
  readonly shifts: Shifts;
  readonly training: TrainingDesk;
  readonly reports: Reports;
  readonly sync: Sync;
  readonly restored: RestoredDesk;
  readonly dismissNotice: (id: string) => void;
};

/** Makes a channel's handler of a call to the open shop. */
type ToDoors = <C extends Channel>(
  call: (doors: ShopDoors, request: Request<C>) => ReturnType<Handler<C>>,
) => Handler<C>;

type ReviewChannel = 'getReview' | 'listReviewRows' | 'saveReviewCsv' | 'saveReviewPdf';

/** The review of days. */
function reviewHandlers(to: ToDoors): Pick<ShopHandlers, ReviewChannel> {
  return {
    getReview: to(({ reports }, request) => reports.review(request)),
    listReviewRows: to(({ reports }, request) => reports.rows(request)),
    saveReviewCsv: to(({ reports }, request) => reports.saveCsv(request)),
    saveReviewPdf: to(({ reports }, request) => reports.savePdf(request)),
  };
}

/** The manager's PIN. */
function managerHandlers(to: ToDoors): Pick<ShopHandlers, 'getManagerSetup' | 'setManagerPin'> {
  return {
    getManagerSetup: to(({ people }) => ok(people.setup())),
    setManagerPin: to(({ people }, request) => people.setPin(request)),
  };
}

/** The days: their sums, their comparison with the gateway, their close. */
function dayHandlers(to: ToDoors): Pick<ShopHandlers, 'getDay' | 'reconcileDay' | 'closeDay'> {
  return {
    getDay: to(({ shifts }, { businessDate }) => shifts.getDay(businessDate)),
    reconcileDay: to(({ shifts }, { businessDate }) => shifts.reconcile(businessDate)),
    closeDay: to(({ shifts }, request) => shifts.close(request)),
  };
}

type SyncChannel =
  | 'getSyncStatus'
  | 'trySyncNow'
  | 'listSyncEntries'
  | 'getSyncWords'
  | 'resendSync'
  | 'getSyncSettings'
  | 'saveSyncSettings';

/** The sending to the office. */
function syncHandlers(to: ToDoors): Pick<ShopHandlers, SyncChannel> {
  return {
    getSyncStatus: to(({ sync }) => ok(sync.status())),
    trySyncNow: to(({ sync }) => ok(sync.tryNow())),
    listSyncEntries: to(({ sync }, request) => ok(sync.list(request))),
    getSyncWords: to(({ sync }, { seq }) => sync.words(seq)),
    resendSync: to(({ sync }, request) => sync.resend(request)),
    getSyncSettings: to(({ sync }) => ok(sync.view())),
    saveSyncSettings: to(async ({ sync, restored }, request) => {
      const saved = await sync.save(request);
      // A till that was put back may be waiting for just this office.
      if (saved.ok) void restored.ask();
      return saved;
    }),
  };
}

/** The capabilities as the contract's channels; each answers `store-unavailable` while `doors` finds no open store. */
export function shopHandlers(doors: () => ShopDoors | null): ShopHandlers {
  const to: ToDoors =
    <C extends Channel>(
      call: (doors: ShopDoors, request: Request<C>) => ReturnType<Handler<C>>,
    ): Handler<C> =>
    (request) => {
      const open = doors();
      return open === null ? err(posError('store-unavailable')) : call(open, request);
    };
  return {
    searchProducts: to(({ catalogue }, request) => catalogue.handlers.searchProducts(request)),
    findByBarcode: to(({ catalogue }, request) => catalogue.handlers.findByBarcode(request)),
    getProducts: to(({ catalogue }, request) => catalogue.handlers.getProducts(request)),
    getCatalogueSummary: to(({ catalogue }) => catalogue.handlers.getCatalogueSummary(undefined)),
    chooseImportFile: to(({ catalogue }) => catalogue.handlers.chooseImportFile(undefined)),
    previewImport: to(({ catalogue }, request) => catalogue.handlers.previewImport(request)),
    startImport: to(({ catalogue }, request) => catalogue.handlers.startImport(request)),
    getImport: to(({ catalogue }, request) => catalogue.handlers.getImport(request)),
    cancelImport: to(({ catalogue }, request) => catalogue.handlers.cancelImport(request)),
    listRefusedRows: to(({ catalogue }, request) => catalogue.handlers.listRefusedRows(request)),
    saveRefusedRows: to(({ catalogue }, request) => catalogue.handlers.saveRefusedRows(request)),
    dismissNotice: to(({ dismissNotice }, { id }) => {
      dismissNotice(id);
      return ok(undefined);
    }),
    saveCart: to(({ sales }, cart) => sales.saveCart(cart)),
    charge: to(({ sales, restored }, request) =>
      restored.blocks() ? err(posError('till-restored')) : sales.charge(request),
    ),
    getCheckout: to(({ sales }, { orderId }) => sales.getCheckout(orderId)),
    abandonOrder: to(({ sales }, { orderId }) => sales.abandonOrder(orderId)),
    cancelAttempt: to(({ payments }, { attemptId }) => payments.cancel(attemptId)),
    askAttempt: to(({ payments }, { attemptId }) => payments.askNow(attemptId)),
    submitOtp: to(({ payments }, { attemptId, otp }) => payments.submitOtp(attemptId, otp)),
    resendOtp: to(({ payments }, { attemptId }) => payments.resendOtp(attemptId)),
    listOpenAttempts: to(({ payments }) => ok({ attempts: payments.listOpen() })),
    getTrainingTerminal: to(({ training }) => ok(training.show())),
    playCustomer: to(({ training }, { attemptId, act }) => training.play(attemptId, act)),
    setTrainingByHand: to(({ training }, { byHand }) => training.setByHand(byHand)),
    listOrders: to(({ sales }, request) => ok(sales.listOrders(request))),
    getOrder: to(({ sales }, { orderId }) => sales.getOrder(orderId)),
    getReceipt: to(({ receipts }, { orderId }) => receipts.getReceipt(orderId)),
    saveReceiptPdf: to(({ receipts }, { orderId }) => receipts.savePdf(orderId)),
    getCreditNote: to(({ receipts }, request) => receipts.getCreditNote(request)),
    saveCreditNotePdf: to(({ receipts }, request) => receipts.saveCreditNotePdf(request)),
    supersedeAttempt: to(async ({ people, payments }, { attemptId, manager }) => {
      const by = await people.authorise('supersede-attempt', manager, { kind: 'attempt', id: attemptId });
      return by.ok ? payments.supersede(attemptId, by.value) : by;
    }),
    resolveAttempt: to(async ({ people, payments }, { manager, ...word }) => {
      const by = await people.authorise('resolve-attempt', manager, { kind: 'attempt', id: word.attemptId });
      return by.ok ? payments.resolve(word, by.value) : by;
    }),
    resolveRefundByHand: to(async ({ people, payments }, { manager, ...word }) => {
      const by = await people.authorise('refund-by-hand', manager, { kind: 'attempt', id: word.attemptId });
      return by.ok ? payments.refundedByHand(word, by.value) : by;
    }),
    verifyPayment: to(({ payments }, { attemptId }) => payments.verify(attemptId)),
    ...managerHandlers(to),
    quoteRefund: to(({ refunds }, request) => refunds.quote(request)),
    refundOrder: to(({ refunds, restored }, request) =>
      restored.blocks() ? err(posError('till-restored')) : refunds.refund(request),
    ),
    listRefunds: to(({ refunds }, { orderId }) => refunds.list(orderId)),
    payRefundInCash: to(({ refunds }, request) => refunds.payInCash(request)),
    ...dayHandlers(to),
    ...reviewHandlers(to),
    ...syncHandlers(to),
  };
}
