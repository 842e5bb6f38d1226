import { join } from 'node:path';
import { runEngine, type EngineResult } from '../harness/engine-process.ts';
import { median, pairedRatio, type Ratio } from '../harness/figures.ts';
import { questionKinds } from '../harness/order-questions.ts';
import { ensurePeers } from '../harness/peers.ts';
import { inRounds, pooled, type Rounds } from '../harness/rounds.ts';
import { rowOf, type Row } from '../harness/table.ts';
import type { Work } from '../harness/work.ts';
import { seededFolder, seededPath } from '../data/seeded-store.ts';

const kinds = questionKinds.filter((kind) => kind !== 'four digits typed');

function between(above: Rounds<EngineResult>, below: Rounds<EngineResult>, kind: string): Ratio {
  const middle = (rounds: Rounds<EngineResult>): number[] =>
    rounds.map(({ series }) => median(series[kind] ?? []));
  return pairedRatio(middle(above), middle(below));
}

/** The list of orders against a document store. */
export const pouch: Work = {
  name: 'pouch',
  title: 'Each way to find orders against PouchDB, at 10,000 orders',
  run: async (options) => {
    if (!ensurePeers(options.say, ['pouchdb-node'])) throw new Error('PouchDB could not be installed');
    const path = seededPath(await seededFolder(options, options.quick ? 500 : 10_000));
    const questions = options.quick ? 10 : 100;
    const folder = join(options.folder, 'pouch');
    const ask = (engine: string) => (): Promise<EngineResult> =>
      runEngine(engine, { path, folder, questions });
    // The first run makes its documents and views, which is not what is measured.
    await ask('orders-pouch.ts')();
    const found = await inRounds(options.quick ? 1 : 9, {
      ours: ask('orders-galla.ts'),
      again: ask('orders-galla.ts'),
      pouch: ask('orders-pouch.ts'),
    });
    const rows = kinds.flatMap((kind): Row[] => [
      rowOf(kind, pooled(found.ours, kind), {
        target: { of: 'ratio', limit: 10, side: 'at least' },
        compared: { label: 'PouchDB ÷ ours', ratio: between(found.pouch, found.ours, kind) },
      }),
      rowOf(`· PouchDB, ${kind}`, pooled(found.pouch, kind)),
    ]);
    return {
      rows,
      sameAgainstSame: between(found.again, found.ours, 'product word'),
      runtime: 'Node, better-sqlite3; pouchdb-node on LevelDB',
      notes: [
        'PouchDB answers from views that were built beforehand; it never waits for an fsync, which only matters where something is written.',
      ],
    };
  },
};
