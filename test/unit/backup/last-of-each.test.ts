import { expect, test } from 'vitest';
import { lastOfEach } from '../../../electron/backup/last-of-each.ts';
import type { LastDocument } from '../../../shared/contract/till-origin.ts';

const named = (number: string): LastDocument => ({
  kind: number.includes('C') ? 'credit-note' : 'invoice',
  financialYear: '2627',
  letter: /-([A-Z])/.exec(number)?.[1] ?? 'A',
  number,
});

test('names each series once, with the last number that any source knows of it', () => {
  const here = ['A1/2627/000002', 'A1C/2627/000001'];
  const office = ['A1/2627/000010', 'A1-B/2627/00003', 'A1C/2627/000001'];
  const mark = ['A1/2627/000009'];
  const numbers = lastOfEach([...here, ...office, ...mark].map(named)).map(({ number }) => number);
  expect(numbers).toEqual(['A1/2627/000010', 'A1C/2627/000001', 'A1-B/2627/00003']);
});

test('keeps what is no number of a till, once', () => {
  expect(lastOfEach([named('old 17'), named('old 17')])).toEqual([named('old 17')]);
});
