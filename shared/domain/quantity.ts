import { asciiDigits } from './digits.ts';
import { assert, err, ok, type Result } from './result.ts';

declare const quantityBrand: unique symbol;

/** A quantity in whole thousandths of its unit: one piece is 1000, 0.250 kg is 250. */
export type QuantityMilli = number & { readonly [quantityBrand]: true };

type UnitRow = {
  /** How the unit is printed after a number. */
  readonly label: string;
  /** The Unique Quantity Code that GSTR-1's HSN table asks for. */
  readonly uqc: string;
  /** The smallest step: 1000 where only whole ones are sold, 1 where it is weighed or measured. */
  readonly stepMilli: 1000 | 1;
  /** The most that one line may carry. */
  readonly maxMilli: number;
  /** What may be typed after a number, and how many thousandths of the unit one of it is. */
  readonly suffixes: Readonly<Record<string, number>>;
};

const MAX_PIECES_MILLI = 9_999_000;
const MAX_MEASURE_MILLI = 999_999;

/** The units that goods are sold in, with their UQC (GST portal, master list of units). */
export const UNITS = {
  piece: {
    label: 'pc',
    uqc: 'PCS',
    stepMilli: 1000,
    maxMilli: MAX_PIECES_MILLI,
    suffixes: { pc: 1000, pcs: 1000, nos: 1000, x: 1000 },
  },
  pack: {
    label: 'pack',
    uqc: 'PAC',
    stepMilli: 1000,
    maxMilli: MAX_PIECES_MILLI,
    suffixes: { pack: 1000, packs: 1000, pkt: 1000 },
  },
  box: {
    label: 'box',
    uqc: 'BOX',
    stepMilli: 1000,
    maxMilli: MAX_PIECES_MILLI,
    suffixes: { box: 1000, boxes: 1000 },
  },
  bottle: {
    label: 'btl',
    uqc: 'BTL',
    stepMilli: 1000,
    maxMilli: MAX_PIECES_MILLI,
    suffixes: { btl: 1000, bottle: 1000, bottles: 1000 },
  },
  dozen: {
    label: 'doz',
    uqc: 'DOZ',
    stepMilli: 1000,
    maxMilli: MAX_PIECES_MILLI,
    suffixes: { doz: 1000, dozen: 1000 },
  },
  kg: {
    label: 'kg',
    uqc: 'KGS',
    stepMilli: 1,
    maxMilli: MAX_MEASURE_MILLI,
    suffixes: { kg: 1000, kgs: 1000, g: 1, gm: 1, gms: 1 },
  },
  litre: {
    label: 'L',
    uqc: 'LTR',
    stepMilli: 1,
    maxMilli: MAX_MEASURE_MILLI,
    suffixes: { l: 1000, ltr: 1000, litre: 1000, ml: 1 },
  },
  metre: {
    label: 'm',
    uqc: 'MTR',
    stepMilli: 1,
    maxMilli: MAX_MEASURE_MILLI,
    suffixes: { m: 1000, mtr: 1000, metre: 1000, cm: 10, mm: 1 },
  },
} as const satisfies Readonly<Record<string, UnitRow>>;

/** A unit that goods are sold in. */
export type Unit = keyof typeof UNITS;

export type QuantityError =
  | { readonly code: 'quantity-empty' }
  | { readonly code: 'quantity-not-a-number' }
  | { readonly code: 'quantity-not-positive' }
  | { readonly code: 'quantity-not-whole' }
  | { readonly code: 'quantity-too-fine' }
  | { readonly code: 'quantity-too-large'; readonly maxMilli: number }
  | { readonly code: 'quantity-looks-like-barcode' };

/** Brands a whole number of thousandths; anything that is not a safe integer is a bug and throws. */
export function quantityMilli(thousandths: number): QuantityMilli {
  assert(Number.isSafeInteger(thousandths), `a quantity must be a safe integer, got ${thousandths}`);
  return (thousandths + 0) as QuantityMilli;
}

/** One piece, or one whole unit. */
export const ONE: QuantityMilli = quantityMilli(1000);

/** Tells whether a text names a unit. */
export function isUnit(text: string): text is Unit {
  return Object.hasOwn(UNITS, text);
}

/** Tells whether a unit is weighed or measured, so that a fraction of it can be sold. */
export function isMeasured(unit: Unit): boolean {
  return UNITS[unit].stepMilli === 1;
}

/** Reads a unit from a file or a form: its name, its label, its UQC or a usual spelling ("Pcs", "KGS", "ltr"); null when unknown. */
export function parseUnit(text: string): Unit | null {
  const word = text.trim().toLowerCase();
  if (isUnit(word)) return word;
  for (const [unit, row] of Object.entries(UNITS)) {
    const suffixes: Readonly<Record<string, number>> = row.suffixes;
    const whole = Object.hasOwn(suffixes, word) && suffixes[word] === 1000;
    if (isUnit(unit) && (whole || row.uqc.toLowerCase() === word || row.label.toLowerCase() === word))
      return unit;
  }
  return null;
}

/** Checks that a number of thousandths can be sold in a unit: more than none, whole where it must be, within the limit. */
export function checkQuantity(thousandths: number, unit: Unit): Result<QuantityMilli, QuantityError> {
  const { stepMilli, maxMilli } = UNITS[unit];
  if (!Number.isSafeInteger(thousandths)) return err({ code: 'quantity-too-fine' });
  if (thousandths <= 0) return err({ code: 'quantity-not-positive' });
  if (thousandths > maxMilli) return err({ code: 'quantity-too-large', maxMilli });
  if (thousandths % stepMilli !== 0) return err({ code: 'quantity-not-whole' });
  return ok(quantityMilli(thousandths));
}

// The shortest retail barcode is EAN-8; a quantity never has so many digits before its point.
const BARCODE_DIGITS_MIN = 8;

/**
 * Reads a quantity as it is typed: "2", "2 pcs", "0.250 kg", "250 g". Exact, never through a float. Eight digits or more are refused as
 * a barcode that landed in the quantity field (a fast scan must never become a quantity).
 */
export function parseQuantity(text: string, unit: Unit): Result<QuantityMilli, QuantityError> {
  const bare = asciiDigits(text).replace(/\s+/gu, '').toLowerCase();
  if (bare === '') return err({ code: 'quantity-empty' });
  const match = /^(-)?(\d*)(?:\.(\d+))?([a-z]*)$/.exec(bare);
  const whole = match?.[2] ?? '';
  const decimals = match?.[3] ?? '';
  if (match === null || (whole === '' && decimals === '')) return err({ code: 'quantity-not-a-number' });
  if (whole.length >= BARCODE_DIGITS_MIN) return err({ code: 'quantity-looks-like-barcode' });
  const suffix = match[4] ?? '';
  const suffixes: Readonly<Record<string, number>> = UNITS[unit].suffixes;
  const perSuffix = suffix === '' ? 1000 : Object.hasOwn(suffixes, suffix) ? suffixes[suffix] : undefined;
  if (perSuffix === undefined) return err({ code: 'quantity-not-a-number' });
  if (match[1] === '-') return err({ code: 'quantity-not-positive' });
  const significant = decimals.replace(/0+$/, '');
  const scaled = BigInt(`${whole}${significant}`) * BigInt(perSuffix);
  const divisor = 10n ** BigInt(significant.length);
  if (scaled % divisor !== 0n)
    return err({ code: isMeasured(unit) ? 'quantity-too-fine' : 'quantity-not-whole' });
  return checkQuantity(Number(scaled / divisor), unit);
}

/** Prints a quantity in its unit, three decimals where it is measured: "2", "0.250"; with `label`, "0.250 kg". */
export function formatQuantity(
  quantity: QuantityMilli,
  unit: Unit,
  options: { readonly label?: boolean } = {},
): string {
  const digits = String(Math.abs(quantity)).padStart(4, '0');
  const whole = digits.slice(0, -3);
  const fraction = digits.slice(-3);
  const number = isMeasured(unit) || fraction !== '000' ? `${whole}.${fraction}` : whole;
  const sign = quantity < 0 ? '-' : '';
  return options.label === true ? `${sign}${number} ${UNITS[unit].label}` : `${sign}${number}`;
}
