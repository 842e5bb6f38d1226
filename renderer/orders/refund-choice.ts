import type { OrderLine } from '../../shared/contract/orders.ts';
import type { RefundQuote } from '../../shared/contract/refunds.ts';
import type { LineId } from '../../shared/domain/ids.ts';
import { minPaise, subtractPaise, ZERO_PAISE, type Paise } from '../../shared/domain/money.ts';
import {
  checkQuantity,
  isMeasured,
  parseQuantity,
  parseUnit,
  quantityMilli,
  type QuantityError,
  type QuantityMilli,
  type Unit,
} from '../../shared/domain/quantity.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';

/** How much of each line comes back; a line that is not in it stays with the customer. */
export type Choice = ReadonlyMap<LineId, QuantityMilli>;

/** What of each line can still come back. */
export type Returnable = ReadonlyMap<LineId, QuantityMilli>;

export const NONE: QuantityMilli = quantityMilli(0);
const ONE_STEP = 1000;
const MEASURED_STEP = 100;

/** The unit of a line, as the domain knows it. */
export function unitOfLine(line: Pick<OrderLine, 'unit'>): Unit {
  return parseUnit(line.unit) ?? 'piece';
}

/** Sets what comes back of a line, within what can; none of it takes the line out. */
export function choose(
  choice: Choice,
  returnable: Returnable,
  lineId: LineId,
  quantity: QuantityMilli,
): Choice {
  const left = returnable.get(lineId) ?? NONE;
  const bounded = quantityMilli(Math.max(0, Math.min(quantity, left)));
  const next = new Map(choice);
  if (bounded === 0) next.delete(lineId);
  else next.set(lineId, bounded);
  return next;
}

/** One piece, or 0.100 of what is weighed, more or less. */
export function stepBy(choice: Choice, returnable: Returnable, line: OrderLine, direction: 1 | -1): Choice {
  const step = isMeasured(unitOfLine(line)) ? MEASURED_STEP : ONE_STEP;
  const now = choice.get(line.lineId) ?? NONE;
  return choose(choice, returnable, line.lineId, quantityMilli(Math.max(0, now + direction * step)));
}

/** Reads what was typed for a line; nothing and 0 mean that it stays. More than can come back is an error, never cut down in silence. */
export function typedQuantity(
  text: string,
  unit: Unit,
  left: QuantityMilli,
): Result<QuantityMilli, { readonly code: QuantityError['code'] | 'refund-over-sold' }> {
  if (/^0*(?:\.0*)?$/.test(text.trim())) return ok(NONE);
  const typed = parseQuantity(text, unit);
  if (!typed.ok) return err({ code: typed.error.code });
  const checked = checkQuantity(typed.value, unit);
  if (!checked.ok) return err({ code: checked.error.code });
  return checked.value > left ? err({ code: 'refund-over-sold' }) : checked;
}

/** All that can still come back. */
export function wholeOf(returnable: Returnable): Choice {
  return new Map([...returnable].filter(([, left]) => left > 0));
}

/** True when the choice is all that is left of the order. */
export function isWhole(choice: Choice, returnable: Returnable): boolean {
  return choice.size > 0 && [...returnable].every(([lineId, left]) => (choice.get(lineId) ?? 0) === left);
}

/** The lines as the contract asks for them: null when all that is left comes back. */
export function linesOf(
  choice: Choice,
  returnable: Returnable,
): Array<{
  readonly lineId: LineId;
  readonly quantityMilli: QuantityMilli;
}> | null {
  if (isWhole(choice, returnable)) return null;
  return [...choice].map(([lineId, quantity]) => ({ lineId, quantityMilli: quantity }));
}

/** A part of the money and where it goes back to. */
export type Payback = RefundQuote['sources'][number] & { readonly amountPaise: Paise };

/** Where the money goes when it goes back the way it came: the largest source first. Less than the payback when the sources can't take it all. */
export function paybacksOf({ sources, paybackPaise }: RefundQuote): readonly Payback[] {
  let left = paybackPaise;
  const parts: Payback[] = [];
  for (const source of sources) {
    const amountPaise = minPaise(source.leftPaise, left);
    if (amountPaise <= 0) continue;
    parts.push({ ...source, amountPaise });
    left = subtractPaise(left, amountPaise);
  }
  return parts;
}

/** Whether a manager must be there: for every rupee that leaves the drawer. */
export function needsManager(quote: RefundQuote, to: 'instrument' | 'cash'): boolean {
  if (quote.paybackPaise <= ZERO_PAISE) return false;
  return to === 'cash' || paybacksOf(quote).some(({ kind }) => kind === 'cash');
}
