import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runEngine, type EngineResult } from '../harness/engine-process.ts';
import { median, pairedRatio, type Ratio } from '../harness/figures.ts';
import { countFsyncs } from '../harness/fsyncs.ts';
import { ensurePeers } from '../harness/peers.ts';
import { inRounds, pooled, type Rounds } from '../harness/rounds.ts';
import { rowOf, type Row, type Target } from '../harness/table.ts';
import type { Work } from '../harness/work.ts';

const atLeast = (limit: number): Target => ({ of: 'ratio', limit, side: 'at least' });

function between(above: Rounds<EngineResult>, below: Rounds<EngineResult>): Ratio {
  const middle = (rounds: Rounds<EngineResult>): number[] =>
    rounds.map(({ series }) => median(series['commit'] ?? []));
  return pairedRatio(middle(above), middle(below));
}

const engines = {
  hand: {
    file: 'commit-hand.ts',
    what: 'statements written by hand, nothing read back',
    target: atLeast(0.9),
  },
  delete: { file: 'commit-delete-journal.ts', what: 'ours on DELETE + FULL', target: atLeast(3) },
  typeorm: { file: 'commit-typeorm.ts', what: 'TypeORM, WAL + FULL', target: atLeast(2) },
} as const;

/** The same sale through other means, all of them durable. */
export const peers: Work = {
  name: 'peers',
  title: 'The commit of a five-line cash sale by other means over the same schema, all durable',
  run: async ({ quick, folder, say }) => {
    const sales = quick ? 30 : 300;
    const withOrm = ensurePeers(say, ['typeorm']);
    const names = (['hand', 'delete', 'typeorm'] as const).filter((name) => withOrm || name !== 'typeorm');
    const sell = (file: string, name: string) => (): Promise<EngineResult> => {
      const own = join(folder, name);
      mkdirSync(own, { recursive: true });
      return runEngine(file, { folder: own, sales });
    };
    const found = await inRounds(quick ? 1 : 9, {
      bare: sell('bare-fsync.ts', 'bare'),
      ours: sell('cash-commit.ts', 'ours'),
      again: sell('cash-commit.ts', 'again'),
      hand: sell(engines.hand.file, 'hand'),
      delete: sell(engines.delete.file, 'delete'),
      ...(withOrm ? { typeorm: sell(engines.typeorm.file, 'typeorm') } : {}),
    } as Record<'bare' | 'ours' | 'again' | (typeof names)[number], () => Promise<EngineResult>>);
    const fsyncs = (file: string): string => {
      const own = join(folder, `counted-${file}`);
      mkdirSync(own, { recursive: true });
      return countFsyncs(file, { folder: own, sales: 1 }, 100)?.toFixed(2) ?? 'not counted';
    };
    const rows = names.map((name): Row => {
      const { file, what, target } = engines[name];
      const compared = { label: `${name} ÷ ours`, ratio: between(found[name], found.ours) };
      return rowOf(`${what}; ${fsyncs(file)} fsyncs`, pooled(found[name], 'commit'), { target, compared });
    });
    return {
      rows: [
        rowOf('4 KB written and fsynced (limit); 1 fsync', pooled(found.bare, 'commit')),
        rowOf(`ours; ${fsyncs('cash-commit.ts')} fsyncs`, pooled(found.ours, 'commit'), {
          target: atLeast(0.3),
          compared: { label: 'limit ÷ ours', ratio: between(found.bare, found.ours) },
        }),
        ...rows,
      ],
      sameAgainstSame: between(found.again, found.ours),
      runtime: 'Node, better-sqlite3',
      notes: [
        'Every one writes the same rows, full text and sums, and makes its own words, sums and payload. What adds to a sum is plain SQL in TypeORM too, and so quicker than its own way.',
        ...(withOrm ? [] : ['TypeORM could not be installed, so it is not in the table.']),
      ],
    };
  },
};
