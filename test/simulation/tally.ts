/** What happened in a run, counted by name; plain data, so that it travels between threads. */
export type Counts = Record<string, number>;

export type Tally = {
  readonly faults: Counts;
  readonly deeds: Counts;
  /** `FROM event TO` of every change of an attempt that was written. */
  readonly steps: Counts;
  checkouts: number;
  paid: number;
};

export function emptyTally(): Tally {
  return { faults: {}, deeds: {}, steps: {}, checkouts: 0, paid: 0 };
}

export function count(counts: Counts, name: string, times = 1): void {
  counts[name] = (counts[name] ?? 0) + times;
}

/** Adds a run's counts to the sum of many. */
export function addTally(sum: Tally, more: Tally): void {
  for (const kind of ['faults', 'deeds', 'steps'] as const) {
    for (const [name, times] of Object.entries(more[kind])) count(sum[kind], name, times);
  }
  sum.checkouts += more.checkouts;
  sum.paid += more.paid;
}
