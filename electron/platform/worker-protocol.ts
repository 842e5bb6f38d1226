import { constants, getPriority, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../shared/domain/result.ts';

/** What a worker is started with. */
export type WorkerStart = { readonly input: unknown; readonly cancelled: Int32Array };

/** What a worker says to the pool that started it. */
export type WorkerSays<Progress, Output> =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly output: Output }
  | { readonly kind: 'cancelled' };

/** What a job may do while it runs. */
export type JobContext<Progress> = {
  readonly tell: (progress: Progress) => void;
  /** True once somebody cancelled; a job asks between its steps and then throws `JobCancelled`. Works in a loop that never yields, too. */
  readonly isCancelled: () => boolean;
};

/** Thrown by a job that stops because it was cancelled. */
export class JobCancelled extends Error {
  override readonly name = 'JobCancelled';
}

function isStart(value: unknown): value is WorkerStart {
  return (
    typeof value === 'object' &&
    value !== null &&
    'cancelled' in value &&
    value.cancelled instanceof Int32Array
  );
}

/**
 * Nobody at the counter waits for a worker: where a thread has a priority of its own this one gives way to main, or it would hold main for a turn of the scheduler
 * every time that more threads than processors have work (setpriority(2): on Linux 0 is the thread that asks, elsewhere it is the whole program).
 */
function giveWay(): void {
  if (process.platform !== 'linux') return;
  const { PRIORITY_BELOW_NORMAL } = constants.priority;
  if (getPriority() < PRIORITY_BELOW_NORMAL) setPriority(PRIORITY_BELOW_NORMAL);
}

/**
 * To be called once by each file of electron/workers: runs the job on the input that the pool gave and says how it ended. What a job throws ends the thread,
 * and the pool answers `worker-died`.
 */
export async function serveJob<Input, Progress, Output>(
  job: (input: Input, context: JobContext<Progress>) => Output | Promise<Output>,
): Promise<void> {
  const port = parentPort;
  const start: unknown = workerData;
  assert(port !== null && isStart(start), 'a job runs in a worker of the pool');
  giveWay();
  const say = (said: WorkerSays<Progress, Output>): void => port.postMessage(said);
  const isCancelled = (): boolean => Atomics.load(start.cancelled, 0) === 1;
  try {
    const output = await job(start.input as Input, {
      tell: (progress) => say({ kind: 'progress', progress }),
      isCancelled,
    });
    say({ kind: 'done', output });
  } catch (thrown) {
    if (!(thrown instanceof JobCancelled)) throw thrown;
    say({ kind: 'cancelled' });
  }
}
