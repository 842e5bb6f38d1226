import { describe, expect, test } from 'vitest';
import {
  beginsWithinOneEdit,
  normaliseText,
  tokenise,
  withinOneEdit,
} from '../../../shared/domain/search.ts';

describe('normal form for search', () => {
  test.each([
    ['Crème\u00a0Brûlée', 'creme brulee'],
    ['NESCAFÉ  Gold', 'nescafe gold'],
    ['Haldiram’s', 'haldirams'],
    ['Straße Øl Œuvre', 'strasse ol oeuvre'],
    ['İstanbul', 'istanbul'],
    ['हिन्दी', 'हिंदी'],
    ['चॉँद', 'चॉंद'],
    ['पेड़ा', 'पेडा'],
    ['पेड\u093cा', 'पेडा'],
    ['५०० ग्राम', '500 ग्राम'],
    ['क्‍ष', 'क्ष'],
    ['½ kg™', '1⁄2 kgtm'],
  ])('%j becomes %j', (text, expected) => {
    expect(normaliseText(text)).toBe(expected);
  });

  test('keeps the vowel signs of Devanagari, which tell words apart', () => {
    expect(normaliseText('दल')).not.toBe(normaliseText('दाल'));
    expect(tokenise('अरहर दाल (तूर)')).toEqual(['अरहर', 'दाल', 'तूर']);
  });

  test('splits figures from units, so that 500g finds 500 g', () => {
    expect(tokenise('Tata Salt, 500g')).toEqual(['tata', 'salt', '500', 'g']);
    expect(tokenise('tata-salt 500 G')).toEqual(['tata', 'salt', '500', 'g']);
    expect(tokenise(' \u00a0-- ')).toEqual([]);
  });
});

describe('one typo', () => {
  test.each([
    ['maggi', 'magi', true],
    ['maggi', 'maggie', true],
    ['maggi', 'meggi', true],
    ['maggi', 'amggi', true],
    ['maggi', 'maggi', true],
    ['maggi', 'mgagi', true],
    ['maggi', 'migga', false],
    ['maggi', 'mag', false],
    ['ab', 'ba', true],
    ['abc', 'cab', false],
    ['', 'a', true],
    ['', 'ab', false],
  ])('%j and %j: %s', (a, b, expected) => {
    expect(withinOneEdit(a, b)).toBe(expected);
    expect(withinOneEdit(b, a)).toBe(expected);
  });

  test('is forgiven while the word is still being typed', () => {
    expect(beginsWithinOneEdit('parle', 'pral')).toBe(true);
    expect(beginsWithinOneEdit('parle', 'prale')).toBe(true);
    expect(beginsWithinOneEdit('chocolate', 'choklat')).toBe(false);
    expect(beginsWithinOneEdit('chocolate', 'chokol')).toBe(true);
  });
});
