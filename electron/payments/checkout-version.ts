import type { OrderRecord } from '../store/repositories/orders.ts';

/** A number that grows with every change of an order or of any of its attempts, for the `checkout` and `order` events. */
export function checkoutVersion(order: Pick<OrderRecord, 'version'>, sumOfAttemptVersions: number): number {
  return order.version + sumOfAttemptVersions;
}
