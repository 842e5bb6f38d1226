import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { addTally, emptyTally, type Tally } from './tally.ts';

/** What a worker is asked to do: seeds from `first` on, every `stride`th, until it is told to stop. */
export type WorkOrder = { readonly first: number; readonly stride: number };

/** What a worker says after each seed. */
export type WorkerSays = {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly tally: Tally;
};

export type ManyRuns = {
  readonly seeds: number;
  readonly tally: Tally;
  readonly failures: readonly { readonly seed: number; readonly violations: readonly string[] }[];
  readonly seconds: number;
};

export type ManyOptions = {
  readonly firstSeed: number;
  readonly checkouts: number;
  /** After so many seconds no new seed is begun. */
  readonly seconds: number;
  /** The first failing seed ends the run. */
  readonly untilFailure: boolean;
  readonly workers?: number;
  readonly progress?: (checkouts: number, seconds: number) => void;
};

const PROGRESS_EVERY_MS = 10_000;

/** Runs seeds in worker threads until there are enough checkouts. Rejects when a worker dies. */
export async function runMany(options: ManyOptions): Promise<ManyRuns> {
  const count = options.workers ?? Math.min(availableParallelism(), 8);
  const startedMs = performance.now();
  const seconds = (): number => (performance.now() - startedMs) / 1000;
  const tally = emptyTally();
  const failures: { seed: number; violations: readonly string[] }[] = [];
  let seeds = 0;
  let toldMs = startedMs;
  const isDone = (): boolean =>
    tally.checkouts >= options.checkouts ||
    seconds() >= options.seconds ||
    (options.untilFailure && failures.length > 0);
  const work = (index: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const order: WorkOrder = { first: options.firstSeed + index, stride: count };
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: order });
      worker.on('error', reject);
      worker.on('exit', () => resolve());
      worker.on('message', (said: WorkerSays) => {
        if (isDone()) {
          void worker.terminate();
          return;
        }
        seeds += 1;
        addTally(tally, said.tally);
        if (said.violations.length > 0) failures.push({ seed: said.seed, violations: said.violations });
        if (performance.now() - toldMs > PROGRESS_EVERY_MS) {
          toldMs = performance.now();
          options.progress?.(tally.checkouts, seconds());
        }
        if (isDone()) void worker.terminate();
        else worker.postMessage('go on');
      });
    });
  await Promise.all(Array.from({ length: count }, (_, index) => work(index)));
  return { seeds, tally, failures: failures.toSorted((a, b) => a.seed - b.seed), seconds: seconds() };
}
