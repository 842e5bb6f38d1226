import type { OrderId } from '../../shared/domain/ids.ts';
import { goTo } from '../app/navigation.ts';
import { orders } from '../orders/orders.ts';

/** Shows an order on the orders' screen, whether or not the list there has come to it. */
export function openOrder(orderId: OrderId): void {
  orders.getState().choose(orderId);
  goTo('orders');
}
