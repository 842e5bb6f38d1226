import { paise, parseRupees, type Paise } from '../../shared/domain/money.ts';

/** What is wrong with a typed part, or null. */
export function partProblem(text: string, leftPaise: Paise): 'notAmount' | 'tooLittle' | 'tooMuch' | null {
  const typed = parseRupees(text);
  if (!typed.ok) return 'notAmount';
  if (typed.value <= 0) return 'tooLittle';
  return typed.value > leftPaise ? 'tooMuch' : null;
}

/** Half of an amount, up to the whole rupee, so that nobody has to look for coins. */
export function halfOf(amountPaise: Paise): Paise {
  return paise(Math.min(Math.ceil(amountPaise / 200) * 100, amountPaise));
}
