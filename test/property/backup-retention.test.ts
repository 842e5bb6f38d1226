import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { notKept, type Keep, type KeptBackup } from '../../electron/backup/retention.ts';

const DAY = 86_400_000;
const START = Date.UTC(2024, 0, 1);

const backupsOf = (offsets: readonly number[]): KeptBackup[] =>
  offsets.map((offset, at) => {
    const madeAt = START + offset * 3_600_000;
    return { name: `b${at}`, madeAt, date: new Date(madeAt).toISOString().slice(0, 10) };
  });
const backups = fc.array(fc.integer({ min: 0, max: 24 * 800 }), { maxLength: 120 }).map(backupsOf);
const keeps = fc.record({ days: fc.nat(10), weeks: fc.nat(8), months: fc.nat(15) });

function keptOf(all: readonly KeptBackup[], keep: Keep): KeptBackup[] {
  const gone = new Set(notKept(all, keep));
  return all.filter((backup) => !gone.has(backup)).toSorted((a, b) => b.madeAt - a.madeAt);
}

describe('what the schedule keeps', () => {
  test('the newest backup is always kept, whatever the schedule says', () => {
    fc.assert(
      fc.property(backups, keeps, (all, keep) => {
        const newest = Math.max(...all.map(({ madeAt }) => madeAt));
        expect(keptOf(all, keep).some(({ madeAt }) => madeAt === newest)).toBe(all.length > 0);
      }),
    );
  });

  test('the newest of each of the last days, weeks and months that have one is kept', () => {
    fc.assert(
      fc.property(backups, keeps, (all, keep) => {
        const kept = keptOf(all, keep);
        for (const [length, count] of [
          [10, keep.days],
          [7, keep.months],
        ] as const) {
          const periods = [...new Set(all.map(({ date }) => date.slice(0, length)))].toSorted().toReversed();
          for (const period of periods.slice(0, count)) {
            const newest = Math.max(
              ...all.filter(({ date }) => date.startsWith(period)).map(({ madeAt }) => madeAt),
            );
            expect(kept.some(({ madeAt }) => madeAt === newest)).toBe(true);
          }
        }
      }),
    );
  });

  test('never more are kept than the schedule has places, and the one newest', () => {
    fc.assert(
      fc.property(backups, keeps, (all, keep) => {
        expect(keptOf(all, keep).length).toBeLessThanOrEqual(keep.days + keep.weeks + keep.months + 1);
      }),
    );
  });

  test('keeping again removes nothing more', () => {
    fc.assert(
      fc.property(backups, keeps, (all, keep) => {
        expect(notKept(keptOf(all, keep), keep)).toEqual([]);
      }),
    );
  });

  test('a backup a day for three years leaves seven days, five weeks and twelve months', () => {
    const keep = { days: 7, weeks: 5, months: 12 };
    let there: KeptBackup[] = [];
    for (let day = 0; day < 3 * 365; day += 1) {
      there = keptOf([...there, ...backupsOf([day * 24 + 20])], keep);
    }
    const days = there.map(({ madeAt }) => (there[0] === undefined ? 0 : (there[0].madeAt - madeAt) / DAY));
    expect(days.slice(0, 7)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(there.length).toBeGreaterThanOrEqual(20);
    expect(there.length).toBeLessThanOrEqual(24);
    expect(days.at(-1)).toBeGreaterThan(330);
  });

  test('a shop that was closed for a year keeps what it had', () => {
    const all = backupsOf([0, 24, 48, 24 * 400]);
    expect(notKept(all, { days: 7, weeks: 5, months: 12 })).toEqual([]);
  });
});
