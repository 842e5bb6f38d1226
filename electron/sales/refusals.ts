import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { CartError } from '../../shared/domain/cart.ts';
import { assertNever } from '../../shared/domain/result.ts';
import { faultError } from '../store/fault-error.ts';
import type { StoreFault } from '../store/faults.ts';
import type { AbandonRefusal } from '../store/units/abandon-order.ts';
import type { ReturnRefusal } from '../store/units/begin-return.ts';
import type { ChargeRefusal } from '../store/units/begin-charge.ts';
import type { CashRefusal } from '../store/units/charge-cash.ts';

/** Why a charge, a cash sale or an abandoning was refused, in the contract's words. */
export function refusalError(
  refusal: ChargeRefusal | CashRefusal | AbandonRefusal | ReturnRefusal | StoreFault,
): PosError {
  switch (refusal.code) {
    case 'attempt-open':
    case 'order-frozen':
    case 'order-closed':
    case 'not-found':
    case 'tender-amount':
    case 'series-exhausted':
    case 'terminal-busy':
    case 'refund-not-paid':
    case 'refund-differs':
      return posError(refusal.code);
    case 'request-differs':
      return posError('order-differs');
    case 'stale':
      return posError('store-busy');
    default:
      return faultError(refusal);
  }
}

/** Why a cart can't be priced, in the contract's words. */
export function cartError(error: CartError): PosError {
  switch (error.code) {
    case 'too-many-lines':
      return posError('cart-too-large', { maxLines: error.maxLines });
    case 'line-amount-too-large':
    case 'bill-amount-too-large':
      return posError('cart-too-large', { maxPaise: error.maxPaise });
    case 'invalid-quantity':
      return posError('quantity-invalid', { lineId: error.lineId });
    case 'price-over-mrp':
      return posError('price-over-mrp', { lineId: error.lineId, mrpPaise: error.mrpPaise });
    case 'duplicate-line':
    case 'invalid-price':
    case 'invalid-gst-rate':
    case 'invalid-discount':
    case 'discount-too-large':
      return posError('invalid-request', { detail: error.code });
    default:
      return assertNever(error);
  }
}
