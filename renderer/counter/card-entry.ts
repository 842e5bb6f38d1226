import { detectCard, type CardDetection } from '../../shared/domain/card.ts';
import { cardProblems, type CardProblem } from '../../shared/domain/card-entry.ts';
import type { CardDetails } from '../../shared/domain/card-secret.ts';

/** What a person types of a card. It lives in one dialog and nowhere else. */
export type CardDraft = { readonly number: string; readonly expiry: string; readonly cvv: string };

export const emptyCard: CardDraft = { number: '', expiry: '', cvv: '' };

const DIGITS_MAX = 19;

/** The digits of a card number in groups as the card shows them: fours, or 4-6-5 where it can only be American Express. */
export function groupCardNumber(text: string): string {
  const digits = text.replaceAll(/\D/g, '').slice(0, DIGITS_MAX);
  if (detectCard(digits).brand !== 'amex') return digits.replaceAll(/(\d{4})(?=\d)/g, '$1 ');
  const parts = /^(\d{1,4})(\d{1,6})?(\d{1,5})?/.exec(digits) ?? [];
  return parts.slice(1).filter(Boolean).join(' ');
}

/** An expiry as it is typed: the slash comes by itself after the month. */
export function groupExpiry(text: string): string {
  const digits = text.replaceAll(/\D/g, '').slice(0, 4);
  return digits.length > 2 ? `${digits.slice(0, 2)}/${digits.slice(2)}` : digits;
}

/** A number that nobody is typing now, as it may be shown: BIN and last four at most (PCI DSS 3.4.1). */
export function coveredNumber(number: string): string {
  const digits = number.replaceAll(/\D/g, '');
  if (digits.length < 12) return '•'.repeat(digits.length);
  const covered = `${digits.slice(0, 6)}${'•'.repeat(digits.length - 10)}${digits.slice(-4)}`;
  return covered.replaceAll(/(.{4})(?=.)/g, '$1 ');
}

/** What the digits typed so far can be; null while there are too few to say. */
export function cardSoFar(number: string): CardDetection | null {
  const detection = detectCard(number);
  return detection.candidates.length === 0 ? null : detection;
}

/** A draft as it is sent: digits alone, the expiry as MMYY. */
export function detailsOf({ number, expiry, cvv }: CardDraft): CardDetails {
  const digits = (text: string): string => text.replaceAll(/\D/g, '');
  return { number: digits(number), expiry: digits(expiry), cvv: digits(cvv) };
}

/** What is wrong with a card as it was typed, by the rule that main goes by too. */
export function draftProblems(draft: CardDraft, today: string): ReadonlySet<CardProblem> {
  return cardProblems(detailsOf(draft), today);
}
