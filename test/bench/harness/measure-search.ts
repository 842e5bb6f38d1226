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

/** Types every text and scans known and unknown barcodes; the first pass, which fills caches, counts as the others do. */
export function measureSearch(task: SearchTask, engine: SearchEngine): Readonly<Record<string, Samples>> {
  const series: Record<string, number[]> = {};
  for (let pass = 0; pass < task.passes; pass += 1) {
    for (const kind of keystrokeKinds) {
      const samples = (series[kind] ??= []);
      for (const text of keystrokes[kind]) samples.push(timed(() => engine.search(text)));
    }
  }
  series['scan'] = Array.from({ length: task.scans }, (_, at) =>
    timed(() => engine.scan(barcodeAt((at * 7919) % (task.products + 50)))),
  );
  return series;
}
