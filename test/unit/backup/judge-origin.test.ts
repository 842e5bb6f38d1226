import { describe, expect, test } from 'vitest';
import { judgeOrigin, type OriginFacts } from '../../../electron/backup/judge-origin.ts';
import { floorAfter, lettersAfter } from '../../../electron/backup/next-series.ts';
import { isBackupDue, isCheckDue } from '../../../electron/backup/schedule.ts';

const here: OriginFacts = {
  installationId: 'here',
  identity: { storeId: 'mine', installationId: 'here', seriesId: 'here', follows: [] },
  isBackup: false,
  orderSeq: 10,
  auditSeq: 20,
  seriesOwners: ['here'],
  mark: { storeId: 'mine', orderSeq: 10, auditSeq: 20 },
};

describe('where a store comes from', () => {
  test.each([
    ['the till’s own store, as it was left', {}, null],
    ['the till’s own store, further than a mark that a power cut left behind', { orderSeq: 11 }, null],
    ['the till’s own store where the mark was lost', { mark: null }, null],
    ['a backup, even one that lost nothing', { isBackup: true }, 'backup'],
    ['a store that has fewer orders than the till had', { orderSeq: 9 }, 'older'],
    ['a store that has fewer audit entries than the till had', { auditSeq: 19 }, 'older'],
    ['a store from another folder or PC', { installationId: 'there' }, 'copied'],
    ['another till’s store', { mark: { storeId: 'other', orderSeq: 1, auditSeq: 1 } }, 'other-store'],
    ['a store from before stores had a name, that sold here', { identity: null, mark: null }, null],
    [
      'a store from before stores had a name, that sold elsewhere',
      { identity: null, seriesOwners: ['there'] },
      'copied',
    ],
    ['a store from before stores had a name, older than the mark', { identity: null, orderSeq: 1 }, 'older'],
    ['a new store where there was one', { identity: null, orderSeq: 0, auditSeq: 0, seriesOwners: [] }, null],
  ] as const)('%s', (_name, facts, why) => {
    expect(judgeOrigin({ ...here, ...facts })).toBe(why);
  });
});

describe('where the next series begins', () => {
  const at = (financialYear: string, letter: string) => ({ financialYear, letter });

  test('past the highest letter of this year that anybody knows of', () => {
    const known = [at('2627', 'A'), at('2627', 'C'), null].map((highest) => ({ highest, isSure: true }));
    expect(floorAfter('2627', known)).toEqual(at('2627', 'D'));
  });

  test('one further where a till did not close in order', () => {
    expect(floorAfter('2627', [{ highest: at('2627', 'A'), isSure: false }])).toEqual(at('2627', 'C'));
  });

  test('at A in a year in which nobody has sold', () => {
    expect(floorAfter('2728', [{ highest: at('2627', 'K'), isSure: true }])).toEqual(at('2728', 'A'));
  });

  test('never with T, which is kept for training, nor after Z', () => {
    expect(lettersAfter('S', 1)).toBe('U');
    expect(lettersAfter('Z', 2)).toBe('Z');
  });
});

describe('what is due', () => {
  const zone = 'Asia/Kolkata';
  const noon = Date.UTC(2026, 10, 22, 6, 30);
  const hour = 3_600_000;

  test('a backup once on each calendar day of the shop, and none twice', () => {
    expect(isBackupDue({ daily: true }, null, noon, zone)).toBe(true);
    expect(isBackupDue({ daily: true }, noon - hour, noon, zone)).toBe(false);
    // Just after midnight in India it is still the day before in Greenwich.
    expect(isBackupDue({ daily: true }, noon, Date.UTC(2026, 10, 22, 18, 31), zone)).toBe(true);
    expect(isBackupDue({ daily: false }, null, noon, zone)).toBe(false);
  });

  test('no backup for a clock that was set back', () => {
    expect(isBackupDue({ daily: true }, noon + 48 * hour, noon, zone)).toBe(false);
  });

  test('a check a day after the last one, also for a clock that went wrong', () => {
    const complete = true;
    expect(isCheckDue(null, noon)).toBe(true);
    expect(isCheckDue({ at: noon - 25 * hour, complete }, noon)).toBe(true);
    expect(isCheckDue({ at: noon + 25 * hour, complete }, noon)).toBe(true);
    expect(isCheckDue({ at: noon - hour, complete }, noon)).toBe(false);
    expect(isCheckDue({ at: noon - hour, complete: false }, noon)).toBe(true);
  });
});
