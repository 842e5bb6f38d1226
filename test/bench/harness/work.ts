import type { Ratio } from './figures.ts';
import type { Row } from './table.ts';

/** How much is measured. `quick` only shows that everything runs; its figures are no results. */
export type BenchOptions = {
  readonly quick: boolean;
  /** A folder for this run alone, removed when it ends. */
  readonly folder: string;
  readonly say: (line: string) => void;
};

/** What a work found. */
export type WorkReport = {
  readonly rows: readonly Row[];
  /** The same engine against itself, in the same rounds: when its median is more than 5 % off, the run says nothing about ratios. Null where there is no ratio. */
  readonly sameAgainstSame: Ratio | null;
  /** What it was measured on beside the machine, such as the runtime. */
  readonly runtime: string;
  /** Sentences under the table. */
  readonly notes: readonly string[];
};

/** One table of `npm run bench`. */
export type Work = {
  readonly name: string;
  readonly title: string;
  readonly run: (options: BenchOptions) => Promise<WorkReport>;
};

/** Whether the A/A pair came out within 5 %. */
export function ratiosAreSure({ sameAgainstSame }: WorkReport): boolean {
  return sameAgainstSame === null || Math.abs(sameAgainstSame.median - 1) <= 0.05;
}
