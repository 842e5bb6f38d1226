import { pos } from '../app/pos.ts';
import { createOrdersStore } from './orders-store.ts';

/** The list of orders on screen. */
export const orders = createOrdersStore(async (request) => pos().listOrders(request));
