import type { Channel } from '../../shared/contract/channels.ts';
import { posError } from '../../shared/contract/errors.ts';
import type { Handler, Handlers, Request } from '../../shared/contract/ipc.ts';
import { err, ok } from '../../shared/domain/result.ts';
import type { Catalogue } from '../catalogue/index.ts';
import type { Payments } from '../payments/index.ts';
import type { Receipts } from '../receipts/index.ts';
import type { Sales } from '../sales/index.ts';

/** The channels that need an open store: all but those that the till itself answers. */
export type ShopHandlers = Omit<
  Handlers,
  | 'getSnapshot'
  | 'retryOpenStore'
  | 'createMissingStore'
  | 'quitApp'
  | 'getSettings'
  | 'saveShop'
  | 'saveGateway'
  | 'setMode'
  | 'setLanguage'
>;

/** The capabilities of a shop whose store is open. */
export type ShopDoors = {
  readonly catalogue: Catalogue;
  readonly payments: Payments;
  readonly sales: Sales;
  readonly receipts: Receipts;
  readonly dismissNotice: (id: string) => void;
};

/** The capabilities as the contract's channels; each answers `store-unavailable` while `doors` finds no open store. */
export function shopHandlers(doors: () => ShopDoors | null): ShopHandlers {
  const to =
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
    charge: to(({ sales }, request) => sales.charge(request)),
    getCheckout: to(({ sales }, { orderId }) => sales.getCheckout(orderId)),
    abandonOrder: to(({ sales }, { orderId }) => sales.abandonOrder(orderId)),
    cancelAttempt: to(({ payments }, { attemptId }) => payments.cancel(attemptId)),
    askAttempt: to(({ payments }, { attemptId }) => payments.askNow(attemptId)),
    listOpenAttempts: to(({ payments }) => ok({ attempts: payments.listOpen() })),
    listOrders: to(({ sales }, request) => ok(sales.listOrders(request))),
    getOrder: to(({ sales }, { orderId }) => sales.getOrder(orderId)),
    getReceipt: to(({ receipts }, { orderId }) => receipts.getReceipt(orderId)),
    saveReceiptPdf: to(({ receipts }, { orderId }) => receipts.savePdf(orderId)),
    supersedeAttempt: to(() => err(posError('store-unavailable'))),
    resolveAttempt: to(() => err(posError('store-unavailable'))),
    verifyPayment: to(() => err(posError('store-unavailable'))),
    getManagerSetup: to(() => err(posError('store-unavailable'))),
    setManagerPin: to(() => err(posError('store-unavailable'))),
    quoteRefund: to(() => err(posError('store-unavailable'))),
    refundOrder: to(() => err(posError('store-unavailable'))),
    listRefunds: to(() => err(posError('store-unavailable'))),
    payRefundInCash: to(() => err(posError('store-unavailable'))),
    getDay: to(() => err(posError('store-unavailable'))),
    reconcileDay: to(() => err(posError('store-unavailable'))),
    closeDay: to(() => err(posError('store-unavailable'))),
  };
}
