import { addPaise, paise, subtractPaise, sumPaise, type Paise } from './money.ts';
import { err, ok, type Result } from './result.ts';

/**
 * From this amount on nobody may take cash from one person in a day, for one sale, or for one occasion (Income-tax Act,
 * section 269ST: two lakh rupees or more).
 */
export const CASH_LIMIT_PAISE: Paise = paise(2_00_000_00);

export type CashError =
  | { readonly code: 'cash-too-little'; readonly missingPaise: Paise }
  | { readonly code: 'cash-too-much'; readonly maxPaise: Paise }
  | { readonly code: 'cash-limit'; readonly limitPaise: Paise };

/** No pile of notes over a counter is more than this; a larger number is a slip of the keys or a barcode. */
export const MAX_CASH_RECEIVED_PAISE: Paise = paise(10_00_000_00);

/** Checks what a cash tender would bring one person's cash of the day to; `alreadyPaise` is what was taken before. */
export function checkCashLimit(amountPaise: Paise, alreadyPaise: Paise): Result<Paise, CashError> {
  const total = addPaise(amountPaise, alreadyPaise);
  return total >= CASH_LIMIT_PAISE ? err({ code: 'cash-limit', limitPaise: CASH_LIMIT_PAISE }) : ok(total);
}

/** The change for a cash tender: received − amount. Refuses less than the amount, and a sum no counter sees. */
export function changeFor(amountPaise: Paise, receivedPaise: Paise): Result<Paise, CashError> {
  if (receivedPaise < amountPaise) {
    return err({ code: 'cash-too-little', missingPaise: subtractPaise(amountPaise, receivedPaise) });
  }
  if (receivedPaise > MAX_CASH_RECEIVED_PAISE)
    return err({ code: 'cash-too-much', maxPaise: MAX_CASH_RECEIVED_PAISE });
  return ok(subtractPaise(receivedPaise, amountPaise));
}

/** What a drawer holds, counted by note and coin. */
export function countCash(counts: ReadonlyMap<Paise, number>): Paise {
  return sumPaise([...counts].map(([denomination, count]) => paise(denomination * count)));
}

/**
 * The amounts a customer is likely to hand over for a sum, ascending and at most four: the sum itself in whole rupees, then up to the next
 * ten, fifty, hundred, five hundred and two thousand rupees.
 */
export function quickCash(duePaise: Paise): readonly Paise[] {
  const steps = [1_00, 10_00, 50_00, 100_00, 500_00, 2000_00];
  const amounts = steps.map((step) => Math.ceil(duePaise / step) * step);
  return [...new Set(amounts)]
    .filter((amount) => amount > 0)
    .slice(0, 4)
    .map(paise);
}
