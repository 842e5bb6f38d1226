import type { CartLine, Discount } from './cart-line.ts';
import { isGstRateBp } from './gst.ts';
import type { Paise } from './money.ts';
import { checkQuantity, type QuantityError } from './quantity.ts';

/** Why a cart is not priced; `lineId` names the line, or is null where the bill's own discount is meant. */
export type CartError =
  | { readonly code: 'too-many-lines'; readonly maxLines: number }
  | { readonly code: 'duplicate-line'; readonly lineId: string }
  | { readonly code: 'invalid-quantity'; readonly lineId: string; readonly quantity: QuantityError }
  | { readonly code: 'invalid-price'; readonly lineId: string }
  | { readonly code: 'invalid-gst-rate'; readonly lineId: string }
  | { readonly code: 'invalid-discount'; readonly lineId: string | null }
  | { readonly code: 'discount-too-large'; readonly lineId: string | null; readonly maxPaise: Paise }
  | {
      readonly code: 'price-over-mrp';
      readonly lineId: string;
      readonly mrpPaise: Paise;
      readonly unitPricePaise: Paise;
    }
  | { readonly code: 'line-amount-too-large'; readonly lineId: string; readonly maxPaise: Paise }
  | { readonly code: 'bill-amount-too-large'; readonly maxPaise: Paise };

/** The most lines that one bill may carry. */
export const MAX_LINES = 500;

/** A discount is not negative, and a rate is whole basis points up to all of the amount. */
function isSaneDiscount(discount: Discount | null | undefined): boolean {
  if (discount === null || discount === undefined) return true;
  if (discount.kind === 'amount')
    return Number.isSafeInteger(discount.amountPaise) && discount.amountPaise >= 0;
  return Number.isSafeInteger(discount.rateBp) && discount.rateBp >= 0 && discount.rateBp <= 10_000;
}

// Far above any price and far below where price × quantity could leave the safe integers.
const MAX_UNIT_PRICE_PAISE = 1_00_00_000_00;

/** The first thing wrong with a line by itself, or null. */
function checkLine(line: CartLine): CartError | null {
  const { lineId } = line;
  const quantity = checkQuantity(line.quantityMilli, line.unit);
  if (!quantity.ok) return { code: 'invalid-quantity', lineId, quantity: quantity.error };
  const price = line.unitPricePaise;
  if (!Number.isSafeInteger(price) || price < 0 || price > MAX_UNIT_PRICE_PAISE)
    return { code: 'invalid-price', lineId };
  if (line.mrpPaise !== null && (!Number.isSafeInteger(line.mrpPaise) || line.mrpPaise < 0)) {
    return { code: 'invalid-price', lineId };
  }
  if (!isGstRateBp(line.gstRateBp)) return { code: 'invalid-gst-rate', lineId };
  return isSaneDiscount(line.discount) ? null : { code: 'invalid-discount', lineId };
}

/** The first thing wrong with a cart before any sum is made, or null. */
export function checkCart(lines: readonly CartLine[], billDiscount: Discount | null): CartError | null {
  if (lines.length > MAX_LINES) return { code: 'too-many-lines', maxLines: MAX_LINES };
  if (!isSaneDiscount(billDiscount)) return { code: 'invalid-discount', lineId: null };
  const seen = new Set<string>();
  for (const line of lines) {
    if (seen.has(line.lineId)) return { code: 'duplicate-line', lineId: line.lineId };
    seen.add(line.lineId);
    const refused = checkLine(line);
    if (refused !== null) return refused;
  }
  return null;
}
