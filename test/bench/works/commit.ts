import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runEngine, type EngineResult } from '../harness/engine-process.ts';
import { median, pairedRatio, type Ratio } from '../harness/figures.ts';
import { countFsyncs } from '../harness/fsyncs.ts';
import { inRounds, pooled, type Rounds } from '../harness/rounds.ts';
import { rowOf, type Target } from '../harness/table.ts';
import type { Work } from '../harness/work.ts';

const ofTheLimit: Target = { of: 'ratio', limit: 0.3, side: 'at least' };

function ratioOf(above: Rounds<EngineResult>, below: Rounds<EngineResult>, name: string): Ratio {
  const middles = (rounds: Rounds<EngineResult>, of: string): number[] =>
    rounds.map(({ series }) => median(series[of] ?? []));
  return pairedRatio(middles(above, 'commit'), middles(below, name));
}

/** The commit of a whole cash sale against the limit of the disk, with the fsyncs that each costs. */
export const commit: Work = {
  name: 'commit',
  title: 'A whole cash sale of five lines against the limit of the disk',
  run: async ({ quick, folder }) => {
    const sales = quick ? 50 : 500;
    const taskFor = (name: string): { folder: string; sales: number } => {
      const own = join(folder, name);
      mkdirSync(own, { recursive: true });
      return { folder: own, sales };
    };
    const found = await inRounds(quick ? 1 : 9, {
      bare: () => runEngine('bare-fsync.ts', taskFor('bare')),
      commit: () => runEngine('cash-commit.ts', taskFor('store')),
      again: () => runEngine('cash-commit.ts', taskFor('store-again')),
      charge: () => runEngine('cash-charge.ts', taskFor('till')),
    });
    const perSale = countFsyncs('cash-commit.ts', taskFor('counted'), sales);
    const fsyncs = perSale === null ? [] : [perSale];
    return {
      rows: [
        rowOf('4 KB written and fsynced (limit)', pooled(found.bare, 'commit')),
        rowOf('the sale’s transaction', pooled(found.commit, 'commit'), {
          target: ofTheLimit,
          compared: { label: 'limit ÷ ours', ratio: ratioOf(found.bare, found.commit, 'commit') },
        }),
        rowOf('Charge pressed for cash, whole handler', pooled(found.charge, 'charge'), {
          compared: { label: 'limit ÷ ours', ratio: ratioOf(found.bare, found.charge, 'charge') },
        }),
        rowOf('fsyncs of one sale', fsyncs, {
          unit: 'fsyncs',
          target: { of: 'worst', limit: 1.1, side: 'at most' },
        }),
      ],
      sameAgainstSame: ratioOf(found.again, found.commit, 'commit'),
      runtime: 'Node, better-sqlite3',
      notes: [
        'The transaction writes order, lines, tender, invoice number, stock, full text, day totals, outbox and audit. ' +
          'The handler also checks the request, prices the cart again and answers with the order.',
        ...(perSale === null ? ['strace is not on this machine, so fsyncs were not counted.'] : []),
      ],
    };
  },
};
