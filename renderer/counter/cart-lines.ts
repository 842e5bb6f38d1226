import type { Product } from '../../shared/contract/catalogue.ts';
import type { PosErrorCode } from '../../shared/contract/errors.ts';
import type { Shop } from '../../shared/contract/till.ts';
import { MAX_LINES, type CartError } from '../../shared/domain/cart-check.ts';
import { priceCart, type CartLine, type PricedCart } from '../../shared/domain/cart.ts';
import type { SupplyKind } from '../../shared/domain/gst.ts';
import type { LineId } from '../../shared/domain/ids.ts';
import { checkQuantity, ONE, parseUnit, quantityMilli } from '../../shared/domain/quantity.ts';
import type { QuantityMilli, Unit } from '../../shared/domain/quantity.ts';
import { assertNever, type Result } from '../../shared/domain/result.ts';

/** A line of the cart in hand: a product as the catalogue last gave it, and how much of it. */
export type CartEntry = {
  readonly lineId: LineId;
  readonly product: Product;
  readonly quantityMilli: QuantityMilli;
};

/** The unit a product is counted in; an unknown text falls back to kilograms or pieces, by how it is sold. */
export function unitOf(product: Product): Unit {
  return parseUnit(product.unit) ?? (product.soldBy === 'weight' ? 'kg' : 'piece');
}

/** True when nobody can say how much before it was weighed. */
export function needsWeight(product: Product): boolean {
  return product.soldBy === 'weight';
}

function toCartLine(entry: CartEntry): CartLine {
  const { product } = entry;
  return {
    lineId: entry.lineId,
    productId: product.id,
    name: product.name,
    hsn: product.hsn,
    unit: unitOf(product),
    quantityMilli: entry.quantityMilli,
    unitPricePaise: product.pricePaise,
    mrpPaise: product.mrpPaise,
    gstRateBp: product.gstRateBp,
  };
}

type Priced = Result<PricedCart, CartError>;

/** What each list of lines came to, by scheme and supply: one scan is priced for the list, the sum and the buttons. A list of lines never changes. */
const pricedLists = new WeakMap<readonly CartEntry[], Map<string, Priced>>();

/**
 * Prices the cart with the code that main uses too. `supply` matters to who shows the taxes: prices include them, so that the sum to pay is the
 * same within the State and across.
 */
export function priceEntries(
  entries: readonly CartEntry[],
  scheme: Shop['gstScheme'],
  supply: SupplyKind = 'intra-state',
): Priced {
  const known = pricedLists.get(entries) ?? new Map<string, Priced>();
  pricedLists.set(entries, known);
  const kind = `${scheme} ${supply}`;
  const priced = known.get(kind) ?? priceCart(entries.map(toCartLine), { business: scheme, supply });
  known.set(kind, priced);
  return priced;
}

/** The error of the contract that says the same as a refusal of the pricing code, so that each has words only once. */
export function pricingErrorCode(error: CartError): PosErrorCode {
  switch (error.code) {
    case 'price-over-mrp':
      return 'price-over-mrp';
    case 'too-many-lines':
    case 'line-amount-too-large':
    case 'bill-amount-too-large':
      return 'cart-too-large';
    case 'invalid-quantity':
      return 'quantity-invalid';
    case 'duplicate-line':
    case 'invalid-price':
    case 'invalid-gst-rate':
    case 'invalid-discount':
    case 'discount-too-large':
      return 'product-unavailable';
    default:
      return assertNever(error);
  }
}

/** What adding a product did. */
export type Added =
  | { readonly kind: 'new'; readonly lineId: LineId; readonly entries: readonly CartEntry[] }
  | { readonly kind: 'more'; readonly lineId: LineId; readonly entries: readonly CartEntry[] }
  | { readonly kind: 'full' };

/**
 * Adds a product: pieces join the line that is there (two scans are quantity 2), anything weighed gets a line of its own. Says 'full'
 * when the bill has no room for another line or the line for more pieces.
 */
export function addProduct(
  entries: readonly CartEntry[],
  product: Product,
  amount: QuantityMilli | null,
  newLineId: () => LineId,
): Added {
  const quantity = amount ?? ONE;
  const same = needsWeight(product) ? undefined : entries.find((entry) => entry.product.id === product.id);
  if (same !== undefined) {
    const sum = checkQuantity(same.quantityMilli + quantity, unitOf(product));
    if (!sum.ok) return { kind: 'full' };
    const changed = { ...same, product, quantityMilli: sum.value };
    return {
      kind: 'more',
      lineId: same.lineId,
      entries: entries.map((entry) => (entry === same ? changed : entry)),
    };
  }
  if (entries.length >= MAX_LINES) return { kind: 'full' };
  const lineId = newLineId();
  return { kind: 'new', lineId, entries: [...entries, { lineId, product, quantityMilli: quantity }] };
}

/** One step more or less on the + and − keys: a piece, or 100 g of what is weighed; null when nothing would be left or it is too much. */
export function stepQuantity(entry: CartEntry, direction: 1 | -1): QuantityMilli | null {
  const step = needsWeight(entry.product) ? 100 : 1000;
  const next = checkQuantity(entry.quantityMilli + direction * step, unitOf(entry.product));
  return next.ok ? quantityMilli(next.value) : null;
}
