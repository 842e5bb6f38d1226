import { beginsWithinOneEdit, withinOneEdit } from '../../../shared/domain/search.ts';
import type { Reader } from '../handles.ts';

/** Words shorter or longer than this are not kept for correcting: short ones are one letter from everything. */
const WORD_LETTERS_MIN = 3;
const WORD_LETTERS_MAX = 24;
/** A word of this length or more is corrected while it is still being typed; a shorter one only as a whole. */
const TYPED_LETTERS_MIN = 4;
const SCAN_LIMIT = 200;
const CORRECTIONS_MAX = 24;
/** Sorts after every text that begins with what stands before it. */
export const AFTER_ALL = '\u{10FFFF}';

/** Tells whether a word is kept in the vocabulary: letters only, of a sensible length. */
export function isCorrectable(word: string): boolean {
  return word.length >= WORD_LETTERS_MIN && word.length <= WORD_LETTERS_MAX && !/\p{N}/u.test(word);
}

/** A word with each of its letters left out in turn, without repeats. */
export function wordDeletes(word: string): readonly string[] {
  const letters = Array.from(word);
  return [...new Set(letters.map((_, left) => letters.filter((__, at) => at !== left).join('')))];
}

/** Finds the words of the catalogue that are one letter away from a typed one, or that begin so. */
export type WordCorrector = (typed: string) => {
  /** Words one letter away as a whole. */
  readonly whole: readonly string[];
  /** Longer words that begin one letter away. */
  readonly begun: readonly string[];
};

/**
 * Prepares the corrector on a connection. A word W has a beginning one edit away from what was typed exactly when the typed text, or the
 * typed text less one letter, begins W or begins W less one letter; so a few range scans over two ordered tables find all of them.
 */
export function openWordCorrector(db: Reader): WordCorrector {
  const beginning = db.query<[string, string, number], { word: string }>(
    'SELECT word FROM search_words WHERE word >= ? AND word < ? LIMIT ?',
  );
  const less = db.query<[string, string, number], { word: string }>(
    'SELECT word FROM search_word_deletes WHERE letters >= ? AND letters < ? LIMIT ?',
  );
  return (typed) => {
    if (!isCorrectable(typed)) return { whole: [], begun: [] };
    const short = typed.length < TYPED_LETTERS_MIN;
    const end = (text: string): string => (short ? `${text}\u0000` : `${text}${AFTER_ALL}`);
    const shorter = wordDeletes(typed);
    const found = new Set<string>();
    for (const text of shorter) {
      for (const { word } of beginning.all([text, end(text), SCAN_LIMIT])) found.add(word);
    }
    for (const text of [typed, ...shorter]) {
      for (const { word } of less.all([text, end(text), SCAN_LIMIT])) found.add(word);
    }
    const near = [...found].filter((word) => withinOneEdit(word, typed));
    const begun = short
      ? []
      : [...found].filter((word) => !withinOneEdit(word, typed) && beginsWithinOneEdit(word, typed));
    const sameStart = (word: string): number => (word.charAt(0) === typed.charAt(0) ? 0 : 1);
    return {
      whole: near.slice(0, CORRECTIONS_MAX),
      begun: begun.toSorted((a, b) => sameStart(a) - sameStart(b)).slice(0, CORRECTIONS_MAX),
    };
  };
}
