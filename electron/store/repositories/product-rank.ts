import { beginsWithinOneEdit, withinOneEdit } from '../../../shared/domain/search.ts';

/** What ranking looks at: the texts in normal form, words apart by single spaces, and how often the product was sold. */
export type RankedTexts = {
  readonly version: number;
  readonly nameKey: string;
  readonly nameHiKey: string;
  readonly brandKey: string;
  /** The whole code without signs, then its runs of letters and digits. */
  readonly skuKey: string;
  readonly timesSold: number;
};

/** How well a candidate fits; compared from the first number to the last, less is better. */
export type Rank = readonly number[];

/** How a typed word fits the words of a text: whole, as a beginning, with one typo, or not. */
type Fit = 0 | 1 | 2 | 3;
const NO_FIT = 3;
const NO_TYPO = 9;

function fitIn(key: string, word: string): Fit {
  const padded = ` ${key}`;
  const at = padded.indexOf(` ${word}`);
  if (at < 0) return NO_FIT;
  return `${padded} `.includes(` ${word} `) ? 0 : 1;
}

/** How far a word with a typo is from a text: 1 a whole word is one letter away, 2 a word begins so, 3 even its first letter is wrong. */
function typoIn(key: string, word: string): number {
  let best = NO_TYPO;
  for (const candidate of key.split(' ')) {
    if (candidate === '' || !beginsWithinOneEdit(candidate, word)) continue;
    const kind = withinOneEdit(candidate, word) ? 1 : candidate.charAt(0) === word.charAt(0) ? 2 : 3;
    best = Math.min(best, kind);
  }
  return best;
}

/** The name's fit counts before the brand's: a word of the brand is taken only where the name has none. */
function fitOfWord(texts: RankedTexts, word: string): { readonly fit: Fit; readonly inBrand: boolean } {
  const name = Math.min(fitIn(texts.nameKey, word), fitIn(texts.nameHiKey, word));
  if (name < NO_FIT) return { fit: name === 0 ? 0 : 1, inBrand: false };
  const brand = Math.min(fitIn(texts.brandKey, word), fitIn(texts.skuKey, word));
  return { fit: brand === 0 ? 0 : brand === 1 ? 1 : NO_FIT, inBrand: true };
}

/**
 * The rank of a candidate for the typed words, or null when it does not fit. A code typed in full is best; else, in order: how far a word with a typo is, words that are only
 * begun, words found in the brand or code, whether the name starts as typed, how often it was sold (in powers of two), the name's length.
 * At most `typosAllowed` words may be one letter wrong.
 */
export function rankOf(texts: RankedTexts, words: readonly string[], typosAllowed: 0 | 1): Rank | null {
  const typed = words.join(' ');
  const isWholeCode = texts.skuKey !== '' && texts.skuKey.split(' ')[0] === words.join('');
  if (isWholeCode) return [0, 0, -1, 0, 0, 0, texts.version];
  let typo = 0;
  let begun = 0;
  let inBrand = 0;
  for (const word of words) {
    const found = fitOfWord(texts, word);
    if (found.fit < NO_FIT) {
      begun += found.fit;
      inBrand += found.inBrand ? 1 : 0;
      continue;
    }
    if (typosAllowed === 0 || typo > 0) return null;
    const inName = Math.min(typoIn(texts.nameKey, word), typoIn(texts.nameHiKey, word));
    typo = inName < NO_TYPO ? inName : typoIn(texts.brandKey, word);
    if (typo === NO_TYPO) return null;
    inBrand += inName < NO_TYPO ? 0 : 1;
  }
  const starts = texts.nameKey.startsWith(typed) || texts.nameHiKey.startsWith(typed);
  const first = words[0] ?? '';
  const startsWithFirst = texts.nameKey.startsWith(first) || texts.nameHiKey.startsWith(first);
  return [
    typo,
    begun,
    inBrand,
    starts ? 0 : startsWithFirst ? 1 : 2,
    -Math.floor(Math.log2(texts.timesSold + 1)),
    texts.nameKey.length,
    texts.version,
  ];
}

/** Compares two ranks; negative when the first is better. */
export function compareRanks(a: Rank, b: Rank): number {
  for (let at = 0; at < a.length; at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
