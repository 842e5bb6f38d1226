import { paise, type Paise } from './money.ts';
import { quantityMilli, type QuantityMilli } from './quantity.ts';
import { assert, err, ok, type Result } from './result.ts';

export type BarcodeError =
  | { readonly code: 'barcode-empty' }
  | { readonly code: 'barcode-too-long'; readonly maxLength: number }
  | { readonly code: 'barcode-characters' }
  | { readonly code: 'barcode-check-digit' };

/** The longest code that is kept for a product. */
export const MAX_BARCODE_LENGTH = 48;

/** The check digit after the given digits: weights 3 and 1 in turn from the right (GS1 General Specifications, 7.9). */
export function gtinCheckDigit(digits: string): string {
  assert(/^\d+$/.test(digits), 'a check digit is made of digits');
  let sum = 0;
  for (let fromRight = 0; fromRight < digits.length; fromRight += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - fromRight));
    sum += fromRight % 2 === 0 ? 3 * digit : digit;
  }
  return String((10 - (sum % 10)) % 10);
}

/** Tells whether a text is a GTIN-8, -12, -13 or -14 with a right check digit: EAN-8, UPC-A, EAN-13, ITF-14. */
export function isGtin(text: string): boolean {
  return /^(?:\d{8}|\d{12,14})$/.test(text) && gtinCheckDigit(text.slice(0, -1)) === text.slice(-1);
}

/** Makes an EAN-13 of its first twelve digits. */
export function makeEan13(first12: string): string {
  assert(/^\d{12}$/.test(first12), 'an EAN-13 is made of twelve digits');
  return `${first12}${gtinCheckDigit(first12)}`;
}

/**
 * The one form in which a code is stored and looked up: without spaces around it, a UPC-A as the EAN-13 with a leading zero (GS1: the same
 * GTIN), anything else unchanged. Never fails, because what a scanner read is looked up whatever it is.
 */
export function normaliseBarcode(text: string): string {
  const bare = text.trim();
  return /^\d{12}$/.test(bare) && isGtin(bare) ? `0${bare}` : bare;
}

/**
 * Checks a code that is to be kept with a product, and returns its normal form. Thirteen digits must be a right EAN-13; other
 * lengths may be a shop's own code, so only their characters and length are checked.
 */
export function parseBarcode(text: string): Result<string, BarcodeError> {
  const bare = text.trim();
  if (bare === '') return err({ code: 'barcode-empty' });
  if (bare.length > MAX_BARCODE_LENGTH)
    return err({ code: 'barcode-too-long', maxLength: MAX_BARCODE_LENGTH });
  if (!/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(bare)) return err({ code: 'barcode-characters' });
  if (/^\d{13}$/.test(bare) && !isGtin(bare)) return err({ code: 'barcode-check-digit' });
  return ok(normaliseBarcode(bare));
}

/**
 * How a shop's scale prints its labels: prefix, item code, value, check digit. GS1 leaves prefixes 20–29 to the shop, so
 * the meaning is a setting.
 */
export type LabelLayout = {
  readonly prefix: string;
  readonly itemDigits: 4 | 5 | 6;
  readonly value: 'weight' | 'price';
  /** One step of the value: grams for a weight (1 or 10), paise for a price (1, 10 or 100). */
  readonly step: 1 | 10 | 100;
};

/** The layouts a new shop starts with: 21 carries grams, 22 carries paise, both after a five-digit item code. */
export const DEFAULT_LABEL_LAYOUTS: readonly LabelLayout[] = [
  { prefix: '21', itemDigits: 5, value: 'weight', step: 1 },
  { prefix: '22', itemDigits: 5, value: 'price', step: 1 },
];

/** What a scale's label says: which item, and its weight in thousandths of a kilogram or its price with tax. */
export type ScaleLabel =
  | { readonly kind: 'weight'; readonly itemCode: string; readonly quantityMilli: QuantityMilli }
  | { readonly kind: 'price'; readonly itemCode: string; readonly pricePaise: Paise };

/** Tells whether a code is from the range that GS1 leaves to shops: an EAN-13 that begins with 20–29. */
export function isInStoreCode(code: string): boolean {
  return /^2\d{12}$/.test(code) && isGtin(code);
}

/** Reads a scale's label; null for any other code, a layout that is not set up, or a value of nothing. */
export function parseScaleLabel(code: string, layouts: readonly LabelLayout[]): ScaleLabel | null {
  if (!isInStoreCode(code)) return null;
  const layout = layouts.find(({ prefix }) => code.startsWith(prefix));
  if (layout === undefined) return null;
  const from = layout.prefix.length;
  const itemCode = code.slice(from, from + layout.itemDigits);
  const value = Number(code.slice(from + layout.itemDigits, 12)) * layout.step;
  if (value === 0) return null;
  return layout.value === 'weight'
    ? { kind: 'weight', itemCode, quantityMilli: quantityMilli(value) }
    : { kind: 'price', itemCode, pricePaise: paise(value) };
}
