import { copyFileSync, constants } from 'node:fs';
import { join } from 'node:path';
import { runEngine, type EngineResult } from '../harness/engine-process.ts';
import { median, pairedRatio, percentile, type Ratio } from '../harness/figures.ts';
import { inRounds, pooled, type Rounds } from '../harness/rounds.ts';
import { atMost, rowOf, type Target } from '../harness/table.ts';
import type { Work } from '../harness/work.ts';
import { seededFolder, seededPath } from '../data/seeded-store.ts';

const ratioAtMost = (limit: number): Target => ({ of: 'ratio', limit, side: 'at most' });
const shares = (rounds: Rounds<EngineResult>, share: number): number[] =>
  rounds.map(({ series }) => percentile(series['commit'] ?? [], share));

function ratioOf(above: Rounds<EngineResult>, below: Rounds<EngineResult>, share: number): Ratio {
  return pairedRatio(shares(above, share), shares(below, share));
}

/** A sale's commit behind a million orders against one behind ten thousand. */
export const largeCommit: Work = {
  name: 'large-commit',
  title: 'The commit of a cash sale behind 10,000 and behind 1,000,000 orders',
  run: async (options) => {
    const [few, many] = options.quick ? [2000, 10_000] : [10_000, 1_000_000];
    const sales = options.quick ? 60 : 1120;
    const copyOf = async (orders: number, name: string): Promise<string> => {
      const path = join(options.folder, `${name}.db`);
      copyFileSync(seededPath(await seededFolder(options, orders)), path, constants.COPYFILE_FICLONE);
      return path;
    };
    const paths = {
      small: await copyOf(few, 'small'),
      again: await copyOf(few, 'again'),
      large: await copyOf(many, 'large'),
    };
    const sell = (path: string) => (round: number) => runEngine('large-commit.ts', { path, sales, round });
    const found = await inRounds(options.quick ? 1 : 9, {
      small: sell(paths.small),
      again: sell(paths.again),
      large: sell(paths.large),
      bare: () => runEngine('bare-fsync.ts', { folder: options.folder, sales }),
    });
    return {
      rows: [
        rowOf('4 KB written and fsynced (limit)', pooled(found.bare, 'commit')),
        rowOf(`commit behind ${few.toLocaleString('en')}`, pooled(found.small, 'commit')),
        rowOf(`commit behind ${many.toLocaleString('en')}`, pooled(found.large, 'commit'), {
          target: atMost('worst', 10),
          compared: { label: 'limit ÷ ours, p50', ratio: ratioOf(found.bare, found.large, 0.5) },
        }),
        rowOf('· its p99 in each round', shares(found.large, 0.99), {
          target: ratioAtMost(2),
          compared: { label: '÷ p99 of the small one', ratio: ratioOf(found.large, found.small, 0.99) },
        }),
        rowOf('· its p50 in each round', shares(found.large, 0.5), {
          target: ratioAtMost(4),
          compared: {
            label: 'p99 ÷ p50',
            ratio: pairedRatio(shares(found.large, 0.99), shares(found.large, 0.5)),
          },
        }),
        rowOf('a slice of upkeep between customers', pooled(found.large, 'upkeep'), {
          target: atMost('p99', 10),
        }),
      ],
      sameAgainstSame: pairedRatio(
        found.again.map(({ series }) => median(series['commit'] ?? [])),
        found.small.map(({ series }) => median(series['commit'] ?? [])),
      ),
      runtime: 'Node, better-sqlite3',
      notes: [
        'Bills of the store’s own goods, five lines on average; the upkeep of a quiet moment, checkpoint included, after every twenty sales and not in their times.',
        'The limit is measured in the same rounds: where it waits, every commit does.',
      ],
    };
  },
};
