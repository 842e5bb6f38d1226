import type { OrderId } from '../../../shared/domain/ids.ts';
import { ok, type Result } from '../../../shared/domain/result.ts';
import type { StoreFault } from '../faults.ts';
import type { Writer } from '../handles.ts';
import { dropCart, saveCartInHand } from '../repositories/carts.ts';
import { findOrder } from '../repositories/orders.ts';

/**
 * Keeps the cart in hand; null keeps that there is none. A cart whose order is over is not kept, so that a late save can't bring a sold cart back.
 * @param cart JSON of the contract's SavedCart
 */
export function saveCart(
  db: Writer,
  orderId: OrderId,
  cart: string | null,
  savedAt: number,
): Result<null, StoreFault> {
  return db.transaction(() => {
    const state = findOrder(db, orderId)?.state ?? 'open';
    if (cart === null || state === 'paid' || state === 'refunded' || state === 'abandoned')
      dropCart(db, orderId);
    else saveCartInHand(db, orderId, cart, savedAt);
    return ok(null);
  });
}
