import { runEngine, type EngineResult } from '../harness/engine-process.ts';
import { median, pairedRatio, type Ratio } from '../harness/figures.ts';
import { inRounds, pooled, type Rounds } from '../harness/rounds.ts';
import { rowOf, type Row } from '../harness/table.ts';
import type { Work } from '../harness/work.ts';
import { seededFolder, seededPath } from '../data/seeded-store.ts';

function between(above: Rounds<EngineResult>, from: string, below: Rounds<EngineResult>, to: string): Ratio {
  const middle = (rounds: Rounds<EngineResult>, name: string): number[] =>
    rounds.map(({ series }) => median(series[name] ?? []));
  return pairedRatio(middle(above, from), middle(below, to));
}

/** The day's review from its sums against adding it up. */
export const review: Work = {
  name: 'review',
  title: 'The review of a day and of 30 days: from totals and from rows',
  run: async (options) => {
    const path = seededPath(await seededFolder(options, options.quick ? 10_000 : 1_000_000));
    const look = (): Promise<EngineResult> => runEngine('review.ts', { path, times: options.quick ? 3 : 8 });
    const found = await inRounds(options.quick ? 1 : 9, { review: look, again: look });
    const rows = [1, 30].flatMap((days): Row[] => [
      rowOf(`${days} days from totals`, pooled(found.review, `totals, ${days}`), {
        target: { of: 'ratio', limit: 50, side: 'at least' },
        compared: {
          label: 'rows ÷ totals',
          ratio: between(found.review, `rows, ${days}`, found.review, `totals, ${days}`),
        },
      }),
      rowOf(`${days} days from rows`, pooled(found.review, `rows, ${days}`)),
    ]);
    return {
      rows,
      sameAgainstSame: between(found.again, 'rows, 30', found.review, 'rows, 30'),
      runtime: 'Node, better-sqlite3',
      notes: [
        'Bills, hours, tenders, taxes, categories and credit notes of days picked over three years; every pair was equal.',
      ],
    };
  },
};
