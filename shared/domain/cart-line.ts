import type { BusinessKind, SupplyKind } from './gst.ts';
import type { Paise } from './money.ts';
import type { QuantityMilli, Unit } from './quantity.ts';

/** An amount off what the customer pays, tax included: so many paise, or basis points of the amount. */
export type Discount =
  | { readonly kind: 'amount'; readonly amountPaise: Paise }
  | { readonly kind: 'rate'; readonly rateBp: number };

/** One line as it is put into the cart. */
export type CartLine = {
  readonly lineId: string;
  readonly productId: string | null;
  readonly name: string;
  readonly hsn: string | null;
  readonly unit: Unit;
  readonly quantityMilli: QuantityMilli;
  /** Per unit; with tax unless `priceIncludesTax` is false. */
  readonly unitPricePaise: Paise;
  readonly priceIncludesTax?: boolean;
  /** Per unit, always with tax; null where the product carries none. */
  readonly mrpPaise: Paise | null;
  readonly gstRateBp: number;
  readonly discount?: Discount | null;
};

/** What holds for the whole bill. */
export type CartContext = {
  readonly business: BusinessKind;
  readonly supply: SupplyKind;
  readonly billDiscount?: Discount | null;
  /** False leaves the total in paise, without a round-off line. */
  readonly roundToRupee?: boolean;
};
