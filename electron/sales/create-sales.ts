import type { PosError } from '../../shared/contract/errors.ts';
import type { OrderDetails, ListedOrder } from '../../shared/contract/orders.ts';
import type { ChargeRequest, Checkout, SavedCart } from '../../shared/contract/sale.ts';
import type { OrderId } from '../../shared/domain/ids.ts';
import type { Result } from '../../shared/domain/result.ts';
import type { ApprovalPort } from '../payments/index.ts';
import { listOrders } from '../store/repositories/order-list.ts';
import { abandon } from './abandon.ts';
import { keepCart, restoreCart } from './cart-in-hand.ts';
import { charge } from './charge.ts';
import { checkoutOf } from './checkout.ts';
import { commitApproval } from './commit-approval.ts';
import { completeOwed, completePaidOrders } from './complete-paid.ts';
import { orderDetails } from './order-details.ts';
import type { SalesDeps } from './ports.ts';

/** The sales of the till: from the cart to the paid order. */
export type Sales = ApprovalPort & {
  charge(request: ChargeRequest): Result<Checkout, PosError>;
  getCheckout(orderId: OrderId): Result<Checkout, PosError>;
  abandonOrder(orderId: OrderId): Result<Checkout, PosError>;
  /** A page of orders, newest first. */
  listOrders(request: {
    readonly query: string;
    readonly beforeSeq: number | null;
    readonly limit: number;
  }): {
    readonly orders: ListedOrder[];
    readonly nextBeforeSeq: number | null;
  };
  getOrder(orderId: OrderId): Result<OrderDetails, PosError>;
  saveCart(cart: SavedCart): Result<undefined, PosError>;
  restoreCart(): SavedCart | null;
  /** At a start, after payments has recovered. */
  completePaidOrders(): void;
  /** To be called now and then: completes the sales whose approval could only be kept alone. True when nothing is owed any more. */
  completeOwed(): boolean;
};

/** Joins the parts of sales. */
export function createSales(deps: SalesDeps): Sales {
  // What the last run left stuck may be completed later, too.
  let owes = true;
  return {
    commitApproval: (step) =>
      commitApproval(deps, step, () => {
        owes = true;
      }),
    charge: (request) => charge(deps, request),
    getCheckout: (orderId) => checkoutOf(deps, orderId),
    abandonOrder: (orderId) => abandon(deps, orderId),
    listOrders: (request) => listOrders(deps.db, request),
    getOrder: (orderId) => orderDetails(deps, orderId),
    saveCart: (cart) => keepCart(deps, cart),
    restoreCart: () => restoreCart(deps),
    completePaidOrders: () => completePaidOrders(deps),
    completeOwed: () => {
      if (owes) owes = !completeOwed(deps);
      return !owes;
    },
  };
}
