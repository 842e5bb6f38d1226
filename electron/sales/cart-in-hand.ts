import type { PosError } from '../../shared/contract/errors.ts';
import { saveCartRequest, type SavedCart } from '../../shared/contract/sale.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { findCartInHand } from '../store/repositories/carts.ts';
import { saveCart } from '../store/units/save-cart.ts';
import type { SalesDeps } from './ports.ts';
import { refusalError } from './refusals.ts';

/** Keeps the cart in hand on disk; one without lines is forgotten. */
export function keepCart(deps: SalesDeps, cart: SavedCart): Result<undefined, PosError> {
  const json = cart.lines.length === 0 ? null : JSON.stringify(cart);
  const saved = saveCart(deps.db, cart.orderId, json, deps.clock.now());
  return saved.ok ? ok(undefined) : err(refusalError(saved.error));
}

/** The cart that was in hand when the till last stopped; null when there was none or its form is not known any more. */
export function restoreCart(deps: SalesDeps): SavedCart | null {
  const kept = findCartInHand(deps.db);
  if (kept === null) return null;
  const parsed = saveCartRequest.safeParse(JSON.parse(kept.cart));
  return parsed.success ? parsed.data : null;
}
