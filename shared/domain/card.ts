import { SCHEME_LENGTHS, SCHEME_RANGES, type Scheme, type SchemeRange } from './card-schemes.ts';

export type { Scheme } from './card-schemes.ts';

/** What a card number, whole or still being typed, can be. */
export type CardDetection = {
  /** The schemes that issue such numbers, likeliest first; empty for numbers of nobody we know. */
  readonly candidates: Scheme[];
  /** The likeliest scheme, once no longer prefix can change it. */
  readonly brand: Scheme | 'unknown';
  /** The length is one that a candidate issues. */
  readonly lengthOk: boolean;
  readonly luhnOk: boolean;
};

/** Leaves out the spaces and dashes that people type and cards show. */
function bareDigits(text: string): string {
  return text.replace(/[\s-]/gu, '');
}

/** Tells whether the check digit holds (ISO/IEC 7812-1, annex B). Spaces and dashes are forgiven; one digit alone is no number. */
export function luhn(text: string): boolean {
  const digits = bareDigits(text);
  if (!/^\d{2,}$/.test(digits)) return false;
  let sum = 0;
  for (let fromRight = 0; fromRight < digits.length; fromRight += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - fromRight));
    const doubled = fromRight % 2 === 0 ? digit : 2 * digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** How a number stands to a range: inside, still on the way in as it is typed, or outside. */
function standing(digits: string, range: SchemeRange): 'inside' | 'maybe' | 'outside' {
  const width = Math.min(digits.length, range.from.length);
  const head = digits.slice(0, width);
  if (head < range.from.slice(0, width) || head > range.to.slice(0, width)) return 'outside';
  return digits.length >= range.from.length ? 'inside' : 'maybe';
}

/**
 * Detects the scheme from the first digits, longest prefix first. Returns candidates and never a refusal: a BIN alone refuses no card.
 * Anything but digits (spaces and dashes apart) has no candidates.
 */
export function detectCard(digits: string): CardDetection {
  const bare = bareDigits(digits);
  if (!/^\d+$/.test(bare)) return { candidates: [], brand: 'unknown', lengthOk: false, luhnOk: false };
  const inside = SCHEME_RANGES.find((range) => standing(bare, range) === 'inside');
  const narrower = SCHEME_RANGES.filter((range) => standing(bare, range) === 'maybe');
  const likely = inside?.schemes[0];
  const open = narrower.some((range) => range.schemes[0] !== likely);
  const candidates = [
    ...new Set([...(inside?.schemes ?? []), ...narrower.flatMap((range) => range.schemes)]),
  ];
  return {
    candidates,
    brand: likely === undefined || open ? 'unknown' : likely,
    lengthOk: candidates.some((scheme) => SCHEME_LENGTHS[scheme].includes(bare.length)),
    luhnOk: luhn(bare),
  };
}

/** What may be shown of a card number: the BIN of six and the last four at most (PCI DSS 3.4.1); shorter texts show less. */
export function maskCard(text: string): string {
  const digits = text.replace(/\D/gu, '');
  if (digits.length < 13) return '*'.repeat(digits.length);
  return `${digits.slice(0, 6)}${'*'.repeat(digits.length - 10)}${digits.slice(-4)}`;
}

/** The last four digits of a card number, or null where there are not enough digits for a card. */
export function lastFour(text: string): string | null {
  const digits = text.replace(/\D/gu, '');
  return digits.length >= 12 ? digits.slice(-4) : null;
}
