import { detectCard, type CardDetection } from './card.ts';
import type { CardDetails } from './card-secret.ts';

/** What is wrong with a card that was typed in. */
export type CardProblem = 'number' | 'expiry' | 'expired' | 'cvv';

const DIGITS_MIN = 12;

/** Tells whether MMYY is no month, or a month that is over on `today` (`YYYY-MM-DD`): a card is good until the end of its month. */
function expiryProblem(expiry: string, today: string): 'expiry' | 'expired' | null {
  const match = /^(0[1-9]|1[0-2])(\d{2})$/.exec(expiry);
  if (match === null) return 'expiry';
  return `20${match[2]}-${match[1]}` < today.slice(0, 7) ? 'expired' : null;
}

/** A length that a known scheme issues; a number of nobody we know needs twelve digits only: a BIN alone refuses no card. */
function lengthFits(digits: string, { candidates, lengthOk }: CardDetection): boolean {
  return candidates.length === 0 ? digits.length >= DIGITS_MIN : lengthOk;
}

/** What is wrong with a card as it was typed: check digit, length, expiry, and the CVV's length (four for American Express). */
export function cardProblems(card: CardDetails, today: string): ReadonlySet<CardProblem> {
  const problems = new Set<CardProblem>();
  const detection = detectCard(card.number);
  if (!/^\d{12,19}$/.test(card.number) || !detection.luhnOk || !lengthFits(card.number, detection))
    problems.add('number');
  const expiry = expiryProblem(card.expiry, today);
  if (expiry !== null) problems.add(expiry);
  if (!(detection.brand === 'amex' ? /^\d{4}$/ : /^\d{3}$/).test(card.cvv)) problems.add('cvv');
  return problems;
}
