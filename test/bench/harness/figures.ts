/** Times in milliseconds, or other figures of one kind, in the order they were measured. */
export type Samples = readonly number[];

/** What a table shows of samples. */
export type Summary = {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
};

/** The figure below which `share` of the samples lie, by the nearest-rank method; NaN where there are none. */
export function percentile(samples: Samples, share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** The middle of the samples. */
export function median(samples: Samples): number {
  return percentile(samples, 0.5);
}

/** The three figures that every table shows. */
export function summarise(samples: Samples): Summary {
  return {
    count: samples.length,
    p50: median(samples),
    p99: percentile(samples, 0.99),
    worst: percentile(samples, 1),
  };
}

/** How two works compare: the median of the ratios of each round, with the smallest and the largest. */
export type Ratio = { readonly median: number; readonly min: number; readonly max: number };

/** Pairs the rounds of two works, so that a slow moment of the machine slows both sides of a ratio. */
export function pairedRatio(above: Samples, below: Samples): Ratio {
  const ratios = above.map((figure, round) => figure / (below[round] ?? Number.NaN));
  return { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) };
}
