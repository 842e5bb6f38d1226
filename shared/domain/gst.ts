import type { BusinessDate } from './business-date.ts';
import {
  addPaise,
  divideRounded,
  multiplyPaise,
  paise,
  subtractPaise,
  ZERO_PAISE,
  type Paise,
} from './money.ts';
import { assert, err, ok, type Result } from './result.ts';

declare const gstRateBrand: unique symbol;

/** A GST rate in basis points of the taxable value: 18 % is 1800. */
export type GstRateBp = number & { readonly [gstRateBrand]: true };

/** The highest rate that is accepted; the law's own highest is 40 % (56th GST Council, from 22 September 2025). */
export const MAX_GST_RATE_BP = 10_000;

/** Tells whether a number can be a GST rate in basis points: whole, 0 to 10,000. */
export function isGstRateBp(rateBp: number): rateBp is GstRateBp {
  return Number.isSafeInteger(rateBp) && rateBp >= 0 && rateBp <= MAX_GST_RATE_BP;
}

/** Brands a rate in basis points; anything else is a bug and throws. */
export function gstRateBp(rateBp: number): GstRateBp {
  assert(isGstRateBp(rateBp), `not a GST rate in basis points: ${rateBp}`);
  return rateBp;
}

/** A rate from a day on, for goods whose HSN starts with `hsn`, or for all others when null. Rates are data: they change. */
export type GstRateRow = {
  readonly hsn: string | null;
  readonly rateBp: GstRateBp;
  readonly fromDate: BusinessDate;
};

/**
 * The rate in force on a date: the rows with the longest HSN prefix that have begun decide, and of these the latest.
 * Says 'gst-rate-unknown' when no row has begun.
 */
export function gstRateOn(
  rows: readonly GstRateRow[],
  date: BusinessDate,
  hsn: string | null,
): Result<GstRateBp, { readonly code: 'gst-rate-unknown' }> {
  let best: GstRateRow | null = null;
  for (const row of rows) {
    if (row.fromDate > date) continue;
    if (row.hsn !== null && (hsn === null || !hsn.startsWith(row.hsn))) continue;
    if (best === null || beats(row, best)) best = row;
  }
  return best === null ? err({ code: 'gst-rate-unknown' }) : ok(best.rateBp);
}

/** The more exact HSN wins; of two equally exact rows the later one. */
function beats(row: GstRateRow, best: GstRateRow): boolean {
  const length = row.hsn?.length ?? 0;
  const bestLength = best.hsn?.length ?? 0;
  return length > bestLength || (length === bestLength && row.fromDate > best.fromDate);
}

/** Where a supply is made: within the State (CGST + SGST) or across States (IGST); IGST Act, sections 7 and 8. */
export type SupplyKind = 'intra-state' | 'inter-state';

/** An amount taken apart: taxable + cgst + sgst + igst = gross, always, and cgst = sgst, always. */
export type TaxSplit = {
  readonly taxablePaise: Paise;
  readonly cgstPaise: Paise;
  readonly sgstPaise: Paise;
  readonly igstPaise: Paise;
  readonly grossPaise: Paise;
};

/** Puts a split together: within a State each half is rounded on its own, so that both are equal to the paisa. */
function assemble(grossPaise: Paise, taxPaise: Paise, halfPaise: Paise): TaxSplit {
  const both = multiplyPaise(halfPaise, 2);
  const taxablePaise = subtractPaise(subtractPaise(grossPaise, taxPaise), both);
  return { taxablePaise, cgstPaise: halfPaise, sgstPaise: halfPaise, igstPaise: taxPaise, grossPaise };
}

/** amount × rate ÷ base, in paise, rounded once; base 10,000 adds tax to an amount, 10,000 + rate takes it out. */
function taxOf(amount: Paise, rateBp: number, base: number): Paise {
  return paise(Number(divideRounded(BigInt(amount) * BigInt(rateBp), BigInt(base))));
}

/**
 * Takes the tax out of an amount that includes it, as a retail price does (Legal Metrology: MRP is inclusive of all taxes).
 * CGST and SGST are each half the rate, rounded alike (CGST Act section 9, rates notified in equal halves).
 */
export function splitInclusive(grossPaise: Paise, rateBp: GstRateBp, supply: SupplyKind): TaxSplit {
  return supply === 'inter-state'
    ? assemble(grossPaise, taxOf(grossPaise, rateBp, 10_000 + rateBp), ZERO_PAISE)
    : assemble(grossPaise, ZERO_PAISE, taxOf(grossPaise, rateBp, 2 * (10_000 + rateBp)));
}

/**
 * Adds the tax to an amount without it. Splitting the gross that results with `splitInclusive` gives the same parts
 * again (proven by a property), so that a price without tax can be carried on as one with tax.
 */
export function splitExclusive(taxablePaise: Paise, rateBp: GstRateBp, supply: SupplyKind): TaxSplit {
  const tax = supply === 'inter-state' ? taxOf(taxablePaise, rateBp, 10_000) : ZERO_PAISE;
  const half = supply === 'inter-state' ? ZERO_PAISE : taxOf(taxablePaise, rateBp, 20_000);
  return assemble(addPaise(taxablePaise, addPaise(tax, multiplyPaise(half, 2))), tax, half);
}

/** How the shop stands under GST. */
export type BusinessKind = 'regular' | 'composition' | 'unregistered';

export type DocumentKind = 'tax-invoice' | 'bill-of-supply';

/**
 * The document a sale needs: a tax invoice (Rule 46) from a regular business that sells anything taxable; a bill of supply (Rule 49)
 * from a composition dealer, for exempt goods only, and (as a plain bill without tax) from an unregistered shop.
 */
export function documentKind(business: BusinessKind, ratesBp: readonly number[]): DocumentKind {
  return business === 'regular' && ratesBp.some((rateBp) => rateBp > 0) ? 'tax-invoice' : 'bill-of-supply';
}

/** Tells whether a business may show and collect tax: only a regular one may (CGST Act, sections 10(4) and 32). */
export function collectsTax(business: BusinessKind): boolean {
  return business === 'regular';
}

/** From this amount on an unregistered buyer's name, address and State must be on the invoice (Rule 46(f)). */
export const BUYER_DETAILS_FROM_PAISE: Paise = paise(50_000_00);
