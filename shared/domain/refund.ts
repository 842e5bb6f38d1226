import { findBrokenSum, type PricedCart, type PricedLine } from './cart.ts';
import {
  addPaise,
  minPaise,
  roundToRupee,
  scalePaise,
  subtractPaise,
  sumPaise,
  ZERO_PAISE,
  type Paise,
} from './money.ts';
import { quantityMilli, UNITS, type QuantityMilli } from './quantity.ts';
import { assert, err, ok, type Result } from './result.ts';

/** How much of a line comes back. */
export type ReturnLine = { readonly lineId: string; readonly quantityMilli: QuantityMilli };

/** A line of a credit note: its part of what was charged, discounts taken into account. */
export type RefundedLine = {
  readonly lineId: string;
  readonly quantityMilli: QuantityMilli;
  readonly taxablePaise: Paise;
  readonly cgstPaise: Paise;
  readonly sgstPaise: Paise;
  readonly igstPaise: Paise;
  readonly totalPaise: Paise;
};

/** What is credited and what is paid back: total + roundOff = payback. */
export type PricedRefund = {
  readonly lines: readonly RefundedLine[];
  readonly taxablePaise: Paise;
  readonly taxPaise: Paise;
  readonly totalPaise: Paise;
  readonly roundOffPaise: Paise;
  readonly paybackPaise: Paise;
  /** True when nothing of the order is left to give back. */
  readonly isComplete: boolean;
};

export type RefundError =
  | { readonly code: 'refund-empty' }
  | { readonly code: 'refund-unknown-line'; readonly lineId: string }
  | { readonly code: 'refund-repeated-line'; readonly lineId: string }
  | { readonly code: 'refund-invalid-quantity'; readonly lineId: string }
  | { readonly code: 'refund-over-sold'; readonly lineId: string; readonly leftMilli: number };

type LineMoney = Omit<RefundedLine, 'lineId' | 'quantityMilli'>;

/** A line's money for so much of its quantity, from the first thousandth on. */
function moneyUpTo(line: PricedLine, quantity: number): LineMoney {
  const share = (amount: Paise): Paise => scalePaise(amount, quantity, line.quantityMilli);
  const totalPaise = share(line.totalPaise);
  const cgstPaise = share(line.cgstPaise);
  const sgstPaise = share(line.sgstPaise);
  const igstPaise = share(line.igstPaise);
  const taxablePaise = subtractPaise(totalPaise, sumPaise([cgstPaise, sgstPaise, igstPaise]));
  return { taxablePaise, cgstPaise, sgstPaise, igstPaise, totalPaise };
}

/** What a next return adds: the money up to the new quantity less the money up to the old one, so that all returns sum to the line. */
function refundLine(line: PricedLine, before: number, more: QuantityMilli): RefundedLine {
  const from = moneyUpTo(line, before);
  const to = moneyUpTo(line, before + more);
  return {
    lineId: line.lineId,
    quantityMilli: more,
    taxablePaise: subtractPaise(to.taxablePaise, from.taxablePaise),
    cgstPaise: subtractPaise(to.cgstPaise, from.cgstPaise),
    sgstPaise: subtractPaise(to.sgstPaise, from.sgstPaise),
    igstPaise: subtractPaise(to.igstPaise, from.igstPaise),
    totalPaise: subtractPaise(to.totalPaise, from.totalPaise),
  };
}

/** The first thing wrong with the lines of a return, or null. */
function checkReturn(
  lines: ReadonlyMap<string, PricedLine>,
  returned: ReadonlyMap<string, number>,
  wanted: readonly ReturnLine[],
): RefundError | null {
  if (wanted.length === 0) return { code: 'refund-empty' };
  const seen = new Set<string>();
  for (const { lineId, quantityMilli: quantity } of wanted) {
    const line = lines.get(lineId);
    if (line === undefined) return { code: 'refund-unknown-line', lineId };
    if (seen.has(lineId)) return { code: 'refund-repeated-line', lineId };
    seen.add(lineId);
    if (quantity <= 0 || quantity % UNITS[line.unit].stepMilli !== 0)
      return { code: 'refund-invalid-quantity', lineId };
    const leftMilli = line.quantityMilli - (returned.get(lineId) ?? 0);
    if (quantity > leftMilli) return { code: 'refund-over-sold', lineId, leftMilli };
  }
  return null;
}

/** What was paid back for so much of an order: rounded to the rupee as the bill was, all of the payable at the end. */
function paybackFor(order: PricedCart, creditedPaise: Paise, isComplete: boolean): Paise {
  if (isComplete) return order.payablePaise;
  const isRounded = order.payablePaise % 100 === 0;
  return minPaise(isRounded ? roundToRupee(creditedPaise) : creditedPaise, order.payablePaise);
}

/**
 * Prices a return against the order as it was sold, over any number of returns (CGST Act, section 34): each line gives back its part of what
 * was charged, together never more than was paid, and after the last one exactly all of it, round-off included. `returned` is the quantity
 * of each line that came back before.
 */
export function priceRefund(
  order: PricedCart,
  returned: ReadonlyMap<string, number>,
  wanted: readonly ReturnLine[],
): Result<PricedRefund, RefundError> {
  assert(findBrokenSum(order) === null, 'only an order that adds up is refunded');
  const byId = new Map(order.lines.map((line) => [line.lineId, line]));
  const refused = checkReturn(byId, returned, wanted);
  if (refused !== null) return err(refused);
  const wantedById = new Map(wanted.map((line) => [line.lineId, line.quantityMilli]));
  const lines: RefundedLine[] = [];
  let creditedBefore = ZERO_PAISE;
  let wasComplete = true;
  let isComplete = true;
  for (const line of order.lines) {
    const before = returned.get(line.lineId) ?? 0;
    const more = wantedById.get(line.lineId) ?? quantityMilli(0);
    creditedBefore = addPaise(creditedBefore, moneyUpTo(line, before).totalPaise);
    wasComplete = wasComplete && before === line.quantityMilli;
    isComplete = isComplete && before + more === line.quantityMilli;
    if (more > 0) lines.push(refundLine(line, before, more));
  }
  const totalPaise = sumPaise(lines.map((line) => line.totalPaise));
  const taxablePaise = sumPaise(lines.map((line) => line.taxablePaise));
  const paybackBefore = paybackFor(order, creditedBefore, wasComplete);
  const paybackPaise = subtractPaise(
    paybackFor(order, addPaise(creditedBefore, totalPaise), isComplete),
    paybackBefore,
  );
  return ok({
    lines,
    taxablePaise,
    taxPaise: subtractPaise(totalPaise, taxablePaise),
    totalPaise,
    roundOffPaise: subtractPaise(paybackPaise, totalPaise),
    paybackPaise,
    isComplete,
  });
}
