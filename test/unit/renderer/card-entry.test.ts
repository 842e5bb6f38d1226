import { describe, expect, test } from 'vitest';
import {
  cardSoFar,
  coveredNumber,
  detailsOf,
  draftProblems,
  groupCardNumber,
  groupExpiry,
} from '../../../renderer/counter/card-entry.ts';
import { countsAsScan } from '../../../renderer/app/scan-input.ts';

const good = { number: '6527 6589 0000 1005', expiry: '12/28', cvv: '123' };

describe('a card that is typed in', () => {
  test('comes in groups of four, American Express in its own, and letters are left out', () => {
    expect(groupCardNumber('6527658900001005')).toBe('6527 6589 0000 1005');
    expect(groupCardNumber('37a12-345')).toBe('3712 345');
    expect(groupExpiry('1228')).toBe('12/28');
    expect(groupExpiry('12')).toBe('12');
    expect(detailsOf(good)).toEqual({ number: '6527658900001005', expiry: '1228', cvv: '123' });
  });

  test('shows BIN and last four at most when nobody is typing it', () => {
    expect(coveredNumber(good.number)).toBe('6527 65•• •••• 1005');
    expect(coveredNumber('6527 6589')).toBe('••••••••');
    expect(coveredNumber('')).toBe('');
  });

  test('is told while it is typed, as a candidate first', () => {
    expect(cardSoFar('')).toBeNull();
    expect(cardSoFar('60')?.candidates).toContain('rupay');
    expect(cardSoFar('6527658900001005')?.brand).toBe('rupay');
  });

  test.each([
    ['nothing wrong', {}, []],
    ['a wrong check digit', { number: '6527658900001006' }, ['number']],
    ['month 13', { expiry: '13/28' }, ['expiry']],
    ['last month', { expiry: '10/26' }, ['expired']],
    ['this month', { expiry: '11/26' }, []],
    ['a CVV of two digits', { cvv: '12' }, ['cvv']],
  ])('%s: %o', (_what, change, problems) => {
    expect([...draftProblems({ ...good, ...change }, '2026-11-22')]).toEqual(problems);
  });

  test('is never taken for a scan, although its digits came as fast as one', () => {
    expect(countsAsScan('8909990011152', 'other-field', true)).toBe(true);
    expect(countsAsScan('8909990011152', 'card-field', true)).toBe(false);
  });
});
