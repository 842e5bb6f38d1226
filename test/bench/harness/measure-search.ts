import { barcodeAt, keystrokeKinds, keystrokes } from '../data/products.ts';
import type { Samples } from './figures.ts';
import { timed } from './engine-process.ts';

/** What an engine of the search is asked to do. */
export type SearchTask = {
  /** Where a store of these products is, and where the engine may keep a file of its own. */
  readonly folder: string;
  readonly products: number;
  /** How often every text is typed. */
  readonly passes: number;
  readonly scans: number;
};

/** An engine: `search` returns how many products it found, `scan` whether the barcode is known. */
export type SearchEngine = {
  readonly search: (text: string) => number;
  readonly scan: (barcode: string) => boolean;
};

/** Adds numbers for about a millisecond: how evenly it takes that long tells how steady the machine was. */
function spin(): number {
  let sum = 0;
  for (let at = 0; at < 1_000_000; at += 1) sum = (sum + at * 7) % 1_000_003;
  return sum;
}

/**
 * Types every text and scans known and unknown barcodes. The first pass in a new process, which reads the file and compiles the code, is a series of
 * its own, `first`; `steady` is a fixed sum, without any search.
 */
export function measureSearch(task: SearchTask, engine: SearchEngine): Readonly<Record<string, Samples>> {
  const series: Record<string, number[]> = {};
  for (let pass = 0; pass < task.passes; pass += 1) {
    for (const kind of keystrokeKinds) {
      const samples = (series[pass === 0 ? 'first' : kind] ??= []);
      for (const text of keystrokes[kind]) samples.push(timed(() => engine.search(text)));
    }
  }
  series['steady'] = Array.from({ length: 300 }, () => timed(spin));
  series['scan'] = Array.from({ length: task.scans }, (_, at) =>
    timed(() => engine.scan(barcodeAt((at * 7919) % (task.products + 50)))),
  );
  return series;
}
