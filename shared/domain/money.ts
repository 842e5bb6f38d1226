import { asciiDigits } from './digits.ts';
import { assert, err, ok, type Result } from './result.ts';

declare const paiseBrand: unique symbol;

/** An amount of Indian money in whole paise; a safe integer, never a float of rupees (DESIGN, "Money"). */
export type Paise = number & { readonly [paiseBrand]: true };

export type MoneyError =
  | { readonly code: 'amount-empty' }
  | { readonly code: 'amount-not-a-number' }
  | { readonly code: 'amount-negative' }
  | { readonly code: 'amount-below-one-paisa' }
  | { readonly code: 'amount-too-large' };

/** Brands a whole number of paise; anything that is not a safe integer is a bug and throws. */
export function paise(amount: number): Paise {
  assert(Number.isSafeInteger(amount), `paise must be a safe integer, got ${amount}`);
  // Adding zero turns -0 into 0, so that equal amounts are equal under Object.is too.
  return (amount + 0) as Paise;
}

/** No money. */
export const ZERO_PAISE: Paise = paise(0);

/** Tells whether a number can be an amount of paise. */
export function isPaise(amount: number): amount is Paise {
  return Number.isSafeInteger(amount);
}

/** a + b, in paise. */
export function addPaise(a: Paise, b: Paise): Paise {
  return paise(a + b);
}

/** a − b, in paise. */
export function subtractPaise(a: Paise, b: Paise): Paise {
  return paise(a - b);
}

/** −a, in paise. */
export function negatePaise(a: Paise): Paise {
  return paise(-a);
}

/** The sum of all amounts, in paise; nothing sums to zero. */
export function sumPaise(amounts: Iterable<Paise>): Paise {
  let total = ZERO_PAISE;
  for (const amount of amounts) total = addPaise(total, amount);
  return total;
}

/** The smaller of two amounts. */
export function minPaise(a: Paise, b: Paise): Paise {
  return a < b ? a : b;
}

/** The larger of two amounts. */
export function maxPaise(a: Paise, b: Paise): Paise {
  return a > b ? a : b;
}

/**
 * The product's one rounding rule: numerator ÷ denominator to the nearest integer, halves away from zero.
 * It is what section 170 of the CGST Act asks for (fifty paise or more is rounded up) and is symmetric, so a
 * return is rounded exactly as its sale was. A denominator that is not positive is a bug and throws.
 */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  assert(denominator > 0n, 'the denominator must be positive');
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * magnitude + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}

/** amount × numerator ÷ denominator in paise, exact until it is rounded once (halves away from zero). */
export function scalePaise(amount: Paise, numerator: number, denominator: number): Paise {
  return paise(Number(divideRounded(BigInt(amount) * BigInt(numerator), BigInt(denominator))));
}

/** amount × a whole number, in paise, exact. */
export function multiplyPaise(amount: Paise, times: number): Paise {
  return scalePaise(amount, times, 1);
}

/** The nearest whole rupee, in paise, fifty paise going up (CGST Act, section 170). */
export function roundToRupee(amount: Paise): Paise {
  return multiplyPaise(scalePaise(amount, 1, 100), 100);
}

// Groups of two or three digits, the last of three: 12,34,567 as in India, 1,234,567 as elsewhere.
const TYPED_AMOUNT = /^(-)?(\d*|\d{1,3}(?:,\d{2,3})*,\d{3})(?:\.(\d+))?$/;

/** Joins whole rupees and paise, both as digits, without ever passing through a float. */
function fromDigits(negative: boolean, rupees: string, hundredths: string): Result<Paise, MoneyError> {
  const digits = `${rupees}${hundredths.padEnd(2, '0')}`.replace(/^0+(?=\d)/, '');
  if (digits.length > 16) return err({ code: 'amount-too-large' });
  const value = Number(digits);
  if (!isPaise(value)) return err({ code: 'amount-too-large' });
  return ok(paise(negative ? -value : value));
}

/**
 * Reads an amount as people type it: "1,234.50", "₹ 12", "Rs. 12.5", "१२". Exact, never through a float. More than two decimals are
 * refused unless the rest are zeros; a negative amount is refused unless it is allowed.
 */
export function parseRupees(
  text: string,
  options: { readonly allowNegative?: boolean } = {},
): Result<Paise, MoneyError> {
  const bare = asciiDigits(text)
    .replace(/\s+/gu, '')
    .replace(/^(-?)(?:₹|rs\.?|inr)(-?)/iu, '$1$2');
  if (bare === '' || bare === '-') return err({ code: 'amount-empty' });
  const match = TYPED_AMOUNT.exec(bare);
  const rupees = match?.[2] ?? '';
  const decimals = match?.[3] ?? '';
  if (match === null || (rupees === '' && decimals === '')) return err({ code: 'amount-not-a-number' });
  if (/[1-9]/.test(decimals.slice(2))) return err({ code: 'amount-below-one-paisa' });
  const value = fromDigits(match[1] === '-', rupees.replaceAll(',', ''), decimals.slice(0, 2));
  if (value.ok && value.value < 0 && options.allowNegative !== true) return err({ code: 'amount-negative' });
  return value;
}

/** Groups digits as in India: the last three, then by two: 1234567 → 12,34,567. */
function groupIndian(digits: string): string {
  const last = digits.slice(-3);
  const rest = digits.slice(0, -3);
  return rest === '' ? last : `${rest.replace(/\B(?=(?:\d{2})+$)/g, ',')},${last}`;
}

/** Splits an amount into sign, whole rupees and two digits of paise. */
function parts(amount: Paise): {
  readonly sign: string;
  readonly rupees: string;
  readonly hundredths: string;
} {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return { sign: amount < 0 ? '-' : '', rupees: digits.slice(0, -2), hundredths: digits.slice(-2) };
}

/**
 * Prints an amount with Indian grouping: ₹12,34,567.89. `symbol: false` leaves the rupee sign out;
 * `paise: 'auto'` leaves ".00" out of whole rupees.
 */
export function formatRupees(
  amount: Paise,
  options: { readonly symbol?: boolean; readonly paise?: 'always' | 'auto' } = {},
): string {
  const { sign, rupees, hundredths } = parts(amount);
  const symbol = options.symbol === false ? '' : '₹';
  const tail = options.paise === 'auto' && hundredths === '00' ? '' : `.${hundredths}`;
  return `${sign}${symbol}${groupIndian(rupees)}${tail}`;
}

/** The amount on the wire: rupees with exactly two decimals, a point, no grouping: "1234.50". */
export function toDecimalString(amount: Paise): string {
  const { sign, rupees, hundredths } = parts(amount);
  return `${sign}${rupees}.${hundredths}`;
}

/** Reads an amount from the wire: digits, at most two decimals, no grouping, no spaces. */
export function fromDecimalString(text: string): Result<Paise, MoneyError> {
  if (text === '') return err({ code: 'amount-empty' });
  const match = /^(-)?(\d{1,16})(?:\.(\d{1,2}))?$/.exec(text);
  if (match === null) return err({ code: 'amount-not-a-number' });
  return fromDigits(match[1] === '-', match[2] ?? '', match[3] ?? '');
}
