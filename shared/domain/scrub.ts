import { detectCard, luhn } from './card.ts';

// Digits with at most one separator between them, as cards are written: 6527 6589..., 6527-6589..., 6527.6589...
const DIGIT_RUN = /\d(?:[ \u00a0.\-_]?\d){12,}/gu;

const LONGEST = 19;
const SHORTEST = 13;

/**
 * Tells whether so many digits look like a card number. 0 and 1 begin no card of 13 digits, and a UTC millisecond of
 * this century begins with 1, so those stay readable.
 */
function looksLikeCard(digits: string, isWholeRun: boolean): boolean {
  if (!luhn(digits) || /^[01]/.test(digits)) return false;
  const { candidates, lengthOk } = detectCard(digits);
  return isWholeRun || (candidates.length > 0 && lengthOk);
}

/** Finds the first card number in a run of digits: the whole run, or the longest part that a known scheme could have issued. */
function findCard(digits: string): { readonly from: number; readonly to: number } | null {
  if (digits.length <= LONGEST && looksLikeCard(digits, true)) return { from: 0, to: digits.length };
  for (let from = 0; from + SHORTEST <= digits.length; from += 1) {
    for (let length = Math.min(LONGEST, digits.length - from); length >= SHORTEST; length -= 1) {
      if (looksLikeCard(digits.slice(from, from + length), false)) return { from, to: from + length };
    }
  }
  return null;
}

/** Replaces all but the last four digits of each card number in one run, keeping its separators. */
function scrubRun(run: string): string {
  const digits = run.replace(/\D/gu, '');
  const found = findCard(digits);
  if (found === null) return run;
  let index = -1;
  let end = run.length;
  const scrubbed = [...run].map((character, position) => {
    if (!/\d/.test(character)) return character;
    index += 1;
    if (index === found.to) end = Math.min(end, position);
    return index >= found.from && index < found.to - 4 ? '*' : character;
  });
  return `${scrubbed.slice(0, end).join('')}${scrubRun(run.slice(end))}`;
}

/**
 * Replaces every card number in a text by stars and its last four digits: runs of 13 to 19 digits, with single spaces, dots or dashes
 * between them, that pass Luhn, also inside longer runs. For logs, notes and anything else that is kept (PCI DSS 3).
 */
export function scrubCardNumbers(text: string): string {
  return text.replace(DIGIT_RUN, scrubRun);
}
