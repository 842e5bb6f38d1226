import { runEngine, type EngineResult } from '../harness/engine-process.ts';
import { median, pairedRatio, percentile, type Ratio } from '../harness/figures.ts';
import { questionKinds } from '../harness/order-questions.ts';
import { inRounds, pooled, type Rounds } from '../harness/rounds.ts';
import { atMost, rowOf, type Row } from '../harness/table.ts';
import type { Work } from '../harness/work.ts';
import { seededFolder, seededPath } from '../data/seeded-store.ts';

const sizes = { quick: [2000, 10_000], whole: [100_000, 1_000_000] } as const;

function p99Ratio(large: Rounds<EngineResult>, small: Rounds<EngineResult>, kind: string): Ratio {
  const p99 = (rounds: Rounds<EngineResult>): number[] =>
    rounds.map(({ series }) => percentile(series[kind] ?? [], 0.99));
  return pairedRatio(p99(large), p99(small));
}

function medianRatio(above: Rounds<EngineResult>, below: Rounds<EngineResult>): Ratio {
  const middle = (rounds: Rounds<EngineResult>): number[] =>
    rounds.map(({ series }) => median(questionKinds.map((kind) => median(series[kind] ?? []))));
  return pairedRatio(middle(above), middle(below));
}

/** Every way to find an order, in a store ten times as large as another. */
export const orders: Work = {
  name: 'orders',
  title: 'Each way to find orders, at 100,000 and at 1,000,000 orders',
  run: async (options) => {
    const [few, many] = options.quick ? sizes.quick : sizes.whole;
    const questions = options.quick ? 50 : 300;
    const small = seededPath(await seededFolder(options, few));
    const large = seededPath(await seededFolder(options, many));
    const ask = (path: string) => (): Promise<EngineResult> =>
      runEngine('orders-galla.ts', { path, questions });
    const found = await inRounds(options.quick ? 1 : 9, {
      small: ask(small),
      large: ask(large),
      again: ask(large),
    });
    const rows = questionKinds.flatMap((kind): Row[] => [
      rowOf(`${kind}, ${many.toLocaleString('en')}`, pooled(found.large, kind), { target: atMost('p99', 1) }),
      rowOf(`${kind}, ${few.toLocaleString('en')}`, pooled(found.small, kind), {
        target: { of: 'ratio', limit: 3, side: 'at most' },
        compared: { label: 'p99 large ÷ small', ratio: p99Ratio(found.large, found.small, kind) },
      }),
    ]);
    return {
      rows,
      sameAgainstSame: medianRatio(found.again, found.large),
      runtime: 'Node, better-sqlite3',
      notes: [
        'A page of 50 orders each, newest first, of orders picked over three years; four digits are looked for as last four, serial, amount and number at once.',
      ],
    };
  },
};
