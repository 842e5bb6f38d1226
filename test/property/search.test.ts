import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beginsWithinOneEdit, normaliseText, tokenise, withinOneEdit } from '../../shared/domain/search.ts';

/** The full table of optimal string alignment, as a check on the quick predicate. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + cost);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, at(i - 2, j - 2) + 1);
      const row = rows[i];
      if (row !== undefined) row[j] = best;
    }
  }
  return at(a.length, b.length);
}

const word = fc.stringMatching(/^[abc]{0,7}$/);
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[ऀ-ॿ ]{0,20}$/),
);

test('the normal form is the same when taken twice', () => {
  const property = fc.property(text, (any) => {
    expect(normaliseText(normaliseText(any))).toBe(normaliseText(any));
  });
  fc.assert(property, { numRuns: 500 });
});

test('the words of a normal form are the words of the text', () => {
  const property = fc.property(text, (any) => {
    expect(tokenise(normaliseText(any))).toEqual(tokenise(any));
  });
  fc.assert(property);
});

test('the one-edit predicate agrees with the full distance table', () => {
  const property = fc.property(word, word, (a, b) => {
    expect(withinOneEdit(a, b)).toBe(distance(a, b) <= 1);
  });
  fc.assert(property, { numRuns: 2000 });
});

test('a word begins with each of its own beginnings, with one letter wrong too', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z]{2,9}$/),
      fc.nat(8),
      fc.stringMatching(/^[a-z]$/),
      (full, position, letter) => {
        const typed = full.slice(0, Math.max(1, position));
        expect(beginsWithinOneEdit(full, typed)).toBe(true);
        const at = position % typed.length;
        expect(beginsWithinOneEdit(full, `${typed.slice(0, at)}${letter}${typed.slice(at + 1)}`)).toBe(true);
      },
    ),
  );
});
