import { asciiDigits } from './digits.ts';

// Marks that accents decompose to. Devanagari's vowel signs are marks too, but they are part of the word, so they stay.
const ACCENTS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/gu;
// The nukta (written or left out at will), the two joiners, the soft hyphen and the marks of direction.
const SILENT = /[\u093c\u200b-\u200f\u00ad\u2060\ufeff]/gu;
const APOSTROPHES = /['’‘ʼ`´]/gu;

// Letters that Unicode does not decompose, as they are typed on a plain keyboard.
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
};

/**
 * Hindi writes a nasal before a consonant of its own class either as the letter with a virama or as an anusvara (हिन्दी, हिंदी);
 * both become the anusvara, and so does the candrabindu (U+0901).
 */
function oneNasal(text: string): string {
  return text
    .replace(/ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])/gu, 'ं')
    .replace(/\u0901/gu, '\u0902');
}

/**
 * The form in which names and queries are compared: compatibility-decomposed (Unicode NFKD, so a non-breaking space is a space), lower case,
 * without accents, apostrophes and nuktas, one spelling of nasals, single spaces. Applying it twice changes nothing.
 */
export function normaliseText(text: string): string {
  const bare = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(ACCENTS, '')
    .replace(SILENT, '')
    .replace(APOSTROPHES, '');
  const plain = bare.replace(/[ßæœøđðłþı]/gu, (letter) => PLAIN_LETTERS[letter] ?? letter);
  return asciiDigits(oneNasal(plain)).replace(/\s+/gu, ' ').trim();
}

/**
 * The words of a text in normal form, in order: runs of letters with their marks, and runs of digits, so that "500g" and "500 g" are the
 * same two words. Everything else separates.
 */
export function tokenise(text: string): string[] {
  return normaliseText(text).match(/[\p{L}\p{M}]+|\p{N}+/gu) ?? [];
}

/** The end of the common beginning of two texts, in code units. */
function commonPrefixLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a.charCodeAt(length) === b.charCodeAt(length)) length += 1;
  return length;
}

/**
 * Tells whether one text becomes the other by at most one edit: a letter put in, left out, changed, or two neighbours swapped (optimal
 * string alignment, bounded at 1). Linear in the length.
 */
export function withinOneEdit(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length > b.length) return withinOneEdit(b, a);
  if (b.length - a.length > 1) return false;
  const at = commonPrefixLength(a, b);
  if (b.length > a.length) return a.slice(at) === b.slice(at + 1);
  if (a.slice(at + 1) === b.slice(at + 1)) return true;
  const swapped = a.charAt(at) === b.charAt(at + 1) && a.charAt(at + 1) === b.charAt(at);
  return swapped && a.slice(at + 2) === b.slice(at + 2);
}

/** Tells whether a word begins with the typed text or with something one edit away from it: search as you type, one typo forgiven. */
export function beginsWithinOneEdit(word: string, typed: string): boolean {
  if (word.startsWith(typed)) return true;
  const length = typed.length;
  return [length, length - 1, length + 1].some(
    (taken) => taken >= 0 && taken <= word.length && withinOneEdit(word.slice(0, taken), typed),
  );
}
