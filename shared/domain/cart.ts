import { allocatePaise } from './allocate.ts';
import { checkCart, type CartError } from './cart-check.ts';
import type { CartContext, CartLine, Discount } from './cart-line.ts';
import { collectsTax, documentKind, gstRateBp, splitExclusive, splitInclusive } from './gst.ts';
import type { DocumentKind, GstRateBp, SupplyKind } from './gst.ts';
import {
  addPaise,
  minPaise,
  paise,
  roundToRupee,
  scalePaise,
  subtractPaise,
  sumPaise,
  ZERO_PAISE,
} from './money.ts';
import type { Paise } from './money.ts';
import { ONE, type QuantityMilli, type Unit } from './quantity.ts';
import { assert, err, ok, type Result } from './result.ts';

/** The most that one line may come to: ₹1 crore. */
export const MAX_LINE_PAISE: Paise = paise(1_00_00_000_00);

/** The most that one bill may come to: ₹1 crore. */
export const MAX_BILL_PAISE: Paise = paise(1_00_00_000_00);

/** A line with its money: gross − line discount − bill discount = total = taxable + cgst + sgst + igst. */
export type PricedLine = {
  readonly lineId: string;
  readonly productId: string | null;
  readonly name: string;
  readonly hsn: string | null;
  readonly unit: Unit;
  readonly quantityMilli: QuantityMilli;
  readonly unitPricePaise: Paise;
  readonly priceIncludesTax: boolean;
  readonly mrpPaise: Paise | null;
  /** The rate that was charged: 0 where the business may not collect tax. */
  readonly gstRateBp: GstRateBp;
  /** Unit price × quantity, tax included, before discounts. */
  readonly grossPaise: Paise;
  readonly lineDiscountPaise: Paise;
  /** This line's part of the bill's discount. */
  readonly billDiscountPaise: Paise;
  readonly taxablePaise: Paise;
  readonly cgstPaise: Paise;
  readonly sgstPaise: Paise;
  readonly igstPaise: Paise;
  readonly totalPaise: Paise;
};

/** Sums by rate, ascending, for the bill's tax table. */
export type RateSummary = {
  readonly gstRateBp: GstRateBp;
  readonly taxablePaise: Paise;
  readonly cgstPaise: Paise;
  readonly sgstPaise: Paise;
  readonly igstPaise: Paise;
  readonly totalPaise: Paise;
};

/** The whole bill: total + roundOff = payable, and every sum is the sum of its lines. */
export type PricedCart = {
  readonly document: DocumentKind;
  readonly supply: SupplyKind;
  readonly lines: readonly PricedLine[];
  readonly rates: readonly RateSummary[];
  readonly grossPaise: Paise;
  readonly lineDiscountPaise: Paise;
  readonly billDiscountPaise: Paise;
  readonly discountPaise: Paise;
  readonly taxablePaise: Paise;
  readonly cgstPaise: Paise;
  readonly sgstPaise: Paise;
  readonly igstPaise: Paise;
  readonly taxPaise: Paise;
  /** Tax included, before the round-off. */
  readonly totalPaise: Paise;
  /** What the rounding to the rupee adds: −50 to 50 paise, a line of its own on the bill. */
  readonly roundOffPaise: Paise;
  readonly payablePaise: Paise;
};

export type { CartError } from './cart-check.ts';
export type { CartContext, CartLine } from './cart-line.ts';

/** What a discount takes off an amount, rounded once; not bounded by the amount. */
function discountOn(amount: Paise, discount: Discount | null | undefined): Paise {
  if (discount === null || discount === undefined) return ZERO_PAISE;
  return discount.kind === 'amount' ? discount.amountPaise : scalePaise(amount, discount.rateBp, 10_000);
}

type LineBase = {
  readonly line: CartLine;
  readonly rateBp: GstRateBp;
  readonly grossPaise: Paise;
  readonly lineDiscountPaise: Paise;
};

/** An amount of the line's price basis, with its tax. */
function withTax(amount: Paise, line: CartLine, rateBp: GstRateBp, supply: SupplyKind): Paise {
  return line.priceIncludesTax === false ? splitExclusive(amount, rateBp, supply).grossPaise : amount;
}

/** Unit price × quantity rounded once, with tax, and the line's own discount. Refuses a price over the MRP. */
function baseOf(line: CartLine, context: CartContext): Result<LineBase, CartError> {
  const { lineId } = line;
  const rateBp = gstRateBp(collectsTax(context.business) ? line.gstRateBp : 0);
  const unitPaise = withTax(line.unitPricePaise, line, rateBp, context.supply);
  if (line.mrpPaise !== null && unitPaise > line.mrpPaise) {
    return err({ code: 'price-over-mrp', lineId, mrpPaise: line.mrpPaise, unitPricePaise: unitPaise });
  }
  const amount = scalePaise(line.unitPricePaise, line.quantityMilli, ONE);
  const grossPaise = withTax(amount, line, rateBp, context.supply);
  const lineDiscountPaise = discountOn(grossPaise, line.discount);
  if (lineDiscountPaise > grossPaise)
    return err({ code: 'discount-too-large', lineId, maxPaise: grossPaise });
  return ok({ line, rateBp, grossPaise, lineDiscountPaise });
}

/** Finishes a line: takes its part of the bill's discount off, then splits what is left into taxable value and tax. */
function finishLine(base: LineBase, billDiscountPaise: Paise, supply: SupplyKind): PricedLine {
  const { line, rateBp, grossPaise, lineDiscountPaise } = base;
  const totalPaise = subtractPaise(subtractPaise(grossPaise, lineDiscountPaise), billDiscountPaise);
  assert(totalPaise >= 0, 'a line total must not be negative');
  const split = splitInclusive(totalPaise, rateBp, supply);
  return {
    lineId: line.lineId,
    productId: line.productId,
    name: line.name,
    hsn: line.hsn,
    unit: line.unit,
    quantityMilli: line.quantityMilli,
    unitPricePaise: line.unitPricePaise,
    priceIncludesTax: line.priceIncludesTax !== false,
    mrpPaise: line.mrpPaise,
    gstRateBp: rateBp,
    grossPaise,
    lineDiscountPaise,
    billDiscountPaise,
    taxablePaise: split.taxablePaise,
    cgstPaise: split.cgstPaise,
    sgstPaise: split.sgstPaise,
    igstPaise: split.igstPaise,
    totalPaise,
  };
}

/** Sums the lines of each rate, lowest rate first. */
export function summariseRates(lines: readonly PricedLine[]): RateSummary[] {
  const rates = [...new Set(lines.map((line) => line.gstRateBp))].toSorted((a, b) => a - b);
  return rates.map((rateBp) => {
    const same = lines.filter((line) => line.gstRateBp === rateBp);
    return {
      gstRateBp: rateBp,
      taxablePaise: sumPaise(same.map((line) => line.taxablePaise)),
      cgstPaise: sumPaise(same.map((line) => line.cgstPaise)),
      sgstPaise: sumPaise(same.map((line) => line.sgstPaise)),
      igstPaise: sumPaise(same.map((line) => line.igstPaise)),
      totalPaise: sumPaise(same.map((line) => line.totalPaise)),
    };
  });
}

/** Adds the lines up and rounds the total to the rupee. */
function totalUp(lines: readonly PricedLine[], context: CartContext): PricedCart {
  const sum = (pick: (line: PricedLine) => Paise): Paise => sumPaise(lines.map(pick));
  const lineDiscountPaise = sum((line) => line.lineDiscountPaise);
  const billDiscountPaise = sum((line) => line.billDiscountPaise);
  const cgstPaise = sum((line) => line.cgstPaise);
  const sgstPaise = sum((line) => line.sgstPaise);
  const igstPaise = sum((line) => line.igstPaise);
  const totalPaise = sum((line) => line.totalPaise);
  const payablePaise = context.roundToRupee === false ? totalPaise : roundToRupee(totalPaise);
  const document = documentKind(
    context.business,
    lines.map((line) => line.gstRateBp),
  );
  return {
    document,
    supply: context.supply,
    lines,
    rates: summariseRates(lines),
    grossPaise: sum((line) => line.grossPaise),
    lineDiscountPaise,
    billDiscountPaise,
    discountPaise: addPaise(lineDiscountPaise, billDiscountPaise),
    taxablePaise: sum((line) => line.taxablePaise),
    cgstPaise,
    sgstPaise,
    igstPaise,
    taxPaise: sumPaise([cgstPaise, sgstPaise, igstPaise]),
    totalPaise,
    roundOffPaise: subtractPaise(payablePaise, totalPaise),
    payablePaise,
  };
}

/**
 * Prices a cart: the same code in the renderer and again in main. Each line is rounded once, a bill discount is spread by the largest
 * remainder (ties by line id, so the order of lines changes nothing), tax is taken out per line in paise, and the total is rounded to
 * the rupee with a visible round-off (CGST Act, section 170). An empty cart prices to zero. Deterministic, no clock.
 */
export function priceCart(lines: readonly CartLine[], context: CartContext): Result<PricedCart, CartError> {
  const refused = checkCart(lines, context.billDiscount ?? null);
  if (refused !== null) return err(refused);
  const bases: LineBase[] = [];
  for (const line of lines) {
    const base = baseOf(line, context);
    if (!base.ok) return base;
    if (base.value.grossPaise > MAX_LINE_PAISE) {
      return err({ code: 'line-amount-too-large', lineId: line.lineId, maxPaise: MAX_LINE_PAISE });
    }
    bases.push(base.value);
  }
  const weights = bases.map((base) => ({
    key: base.line.lineId,
    weight: base.grossPaise - base.lineDiscountPaise,
  }));
  const netPaise = paise(weights.reduce((sum, { weight }) => sum + weight, 0));
  const billDiscountPaise = discountOn(netPaise, context.billDiscount);
  if (billDiscountPaise > netPaise)
    return err({ code: 'discount-too-large', lineId: null, maxPaise: netPaise });
  const shares = allocatePaise(minPaise(billDiscountPaise, netPaise), weights);
  const priced = bases.map((base, index) => finishLine(base, shares[index] ?? ZERO_PAISE, context.supply));
  const cart = totalUp(priced, context);
  if (cart.payablePaise > MAX_BILL_PAISE)
    return err({ code: 'bill-amount-too-large', maxPaise: MAX_BILL_PAISE });
  const broken = findBrokenSum(cart);
  assert(broken === null, `the priced cart does not add up: ${broken}`);
  return ok(cart);
}

/**
 * Names the first sum of a priced cart that does not hold, or null when all hold. For the check before a commit and after a read
 * (DESIGN, "Totals are checked before commit and after read").
 */
export function findBrokenSum(cart: PricedCart): string | null {
  for (const line of cart.lines) {
    const net = line.grossPaise - line.lineDiscountPaise - line.billDiscountPaise;
    const parts = line.taxablePaise + line.cgstPaise + line.sgstPaise + line.igstPaise;
    if (net !== line.totalPaise) return `line ${line.lineId}: gross less discounts`;
    if (parts !== line.totalPaise) return `line ${line.lineId}: taxable and taxes`;
    if (line.cgstPaise !== line.sgstPaise) return `line ${line.lineId}: cgst and sgst differ`;
  }
  const total = (pick: (line: PricedLine) => number): number =>
    cart.lines.reduce((sum, line) => sum + pick(line), 0);
  const sums: readonly (readonly [string, number, number])[] = [
    ['gross', cart.grossPaise, total((line) => line.grossPaise)],
    ['line discount', cart.lineDiscountPaise, total((line) => line.lineDiscountPaise)],
    ['bill discount', cart.billDiscountPaise, total((line) => line.billDiscountPaise)],
    ['discount', cart.discountPaise, cart.lineDiscountPaise + cart.billDiscountPaise],
    ['taxable', cart.taxablePaise, total((line) => line.taxablePaise)],
    ['cgst', cart.cgstPaise, total((line) => line.cgstPaise)],
    ['sgst', cart.sgstPaise, total((line) => line.sgstPaise)],
    ['igst', cart.igstPaise, total((line) => line.igstPaise)],
    ['tax', cart.taxPaise, cart.cgstPaise + cart.sgstPaise + cart.igstPaise],
    ['total', cart.totalPaise, total((line) => line.totalPaise)],
    ['total by parts', cart.totalPaise, cart.taxablePaise + cart.taxPaise],
    ['total by rates', cart.totalPaise, cart.rates.reduce((sum, rate) => sum + rate.totalPaise, 0)],
    ['payable', cart.payablePaise, cart.totalPaise + cart.roundOffPaise],
  ];
  const broken = sums.find(([, stated, added]) => stated !== added);
  if (broken !== undefined) return broken[0];
  return Math.abs(cart.roundOffPaise) > 50 ? 'round-off' : null;
}
