import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeFilledStore } from '../data/bench-store.ts';
import { keystrokeKinds } from '../data/products.ts';
import { runEngine, type EngineResult } from '../harness/engine-process.ts';
import { median, pairedRatio, type Ratio } from '../harness/figures.ts';
import type { SearchTask } from '../harness/measure-search.ts';
import { ensurePeers } from '../harness/peers.ts';
import { inRounds, pooled, type Rounds } from '../harness/rounds.ts';
import { atMost, rowOf, type Compared, type Row } from '../harness/table.ts';
import type { BenchOptions, Work } from '../harness/work.ts';

const notMeasured: EngineResult = { series: {}, facts: {} };

type Found = {
  readonly galla: Rounds<EngineResult>;
  readonly again: Rounds<EngineResult>;
  readonly like: Rounds<EngineResult>;
  readonly miniSearch: Rounds<EngineResult>;
};

const middles = (rounds: Rounds<EngineResult>, name: string): number[] =>
  rounds.map(({ series }) => median(series[name] ?? []));

function timesAs(slower: Rounds<EngineResult>, faster: Rounds<EngineResult>, name: string): Ratio {
  return pairedRatio(middles(slower, name), middles(faster, name));
}

function against(
  label: string,
  peer: Rounds<EngineResult>,
  ours: Rounds<EngineResult>,
  name: string,
): Compared {
  return { label, ratio: timesAs(peer, ours, name) };
}

function rowsOf(found: Found, products: number): Row[] {
  const size = new Intl.NumberFormat('en').format(products);
  const { galla, like, miniSearch } = found;
  return [
    rowOf(`barcode looked up, ${size}`, pooled(galla, 'scan'), {
      target: atMost('p99', 1),
      compared: against('bare row by index ÷ ours', like, galla, 'scan'),
    }),
    rowOf(`keystroke, the first texts after a start, ${size}`, pooled(galla, 'first')),
    rowOf('· how steady the machine was: a fixed sum', pooled(galla, 'steady')),
    ...keystrokeKinds.flatMap((kind) => [
      rowOf(`keystroke, ${kind}, ${size}`, pooled(galla, kind), {
        target: atMost('p99', 8),
        compared: against('LIKE ÷ ours', like, galla, kind),
      }),
      ...(pooled(miniSearch, kind).length === 0
        ? []
        : [
            rowOf(`· MiniSearch, ${kind}`, pooled(miniSearch, kind), {
              compared: against('MiniSearch ÷ ours', miniSearch, galla, kind),
            }),
          ]),
      rowOf(`· LIKE '%…%', ${kind}`, pooled(like, kind)),
    ]),
  ];
}

async function measureSize(products: number, withPeer: boolean, options: BenchOptions): Promise<Found> {
  const folder = join(options.folder, `search-${products}`);
  mkdirSync(folder, { recursive: true });
  options.say(`making a catalogue of ${products} products`);
  await makeFilledStore(folder, products);
  const task: SearchTask = {
    folder,
    products,
    passes: options.quick ? 2 : 3,
    scans: options.quick ? 300 : 2000,
  };
  const ours = (): Promise<EngineResult> => runEngine('search-galla.ts', task);
  return inRounds(options.quick ? 1 : 9, {
    galla: ours,
    again: ours,
    like: () => runEngine('search-like.ts', { ...task, passes: 2 }),
    miniSearch: () => (withPeer ? runEngine('search-minisearch.ts', task) : Promise.resolve(notMeasured)),
  });
}

/** Barcode and keystroke in main, at 20,000 and 100,000 products, against a scan by LIKE and an index in memory. */
export const search: Work = {
  name: 'search',
  title: 'Barcode looked up and search keystroke, in main',
  run: async (options) => {
    const withPeer = ensurePeers(options.say);
    const sizes = options.quick ? [20_000] : [20_000, 100_000];
    const rows: Row[] = [];
    let same: Ratio | null = null;
    let peerStartMs = Number.NaN;
    for (const products of sizes) {
      const found = await measureSize(products, withPeer, options);
      rows.push(...rowsOf(found, products));
      same = timesAs(found.again, found.galla, 'words');
      peerStartMs = median(found.miniSearch.map(({ facts }) => facts['startMs'] ?? Number.NaN));
    }
    return {
      rows,
      sameAgainstSame: same,
      runtime: 'Node, better-sqlite3',
      notes: [
        'Ours and LIKE read from the file on disk, MiniSearch holds everything in memory and saves nothing.',
        ...(withPeer
          ? [
              `MiniSearch takes ${Math.round(peerStartMs)} ms at every start to index the largest of these catalogues, in which no scan would be answered; ours takes none.`,
            ]
          : []),
        'Where the fixed sum’s p99 is far above its p50, something else had the processor, and the p99 of the other rows holds that too.',
        'Ours also forgives a letter and puts what sells most first; LIKE does neither.',
      ],
    };
  },
};
