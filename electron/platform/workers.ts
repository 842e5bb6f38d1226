import { Worker, type WorkerOptions } from 'node:worker_threads';
import { assertNever, err, ok, type Result } from '../../shared/domain/result.ts';
import type { WorkerSays, WorkerStart } from './worker-protocol.ts';

/** Why a job in a worker has no result. */
export type WorkerFailure =
  | { readonly code: 'cancelled' }
  /** It ended without an answer, or could not be started. */
  | { readonly code: 'worker-died'; readonly detail: string };

/** A job that may be followed and cancelled. */
export type WorkerJob<Output> = {
  readonly result: Promise<Result<Output, WorkerFailure>>;
  /** Asks the worker to stop, and ends it when it hasn't within the grace. */
  readonly cancel: () => void;
};

export type WorkerPool = {
  /** Runs `electron/workers/<name>` on an input, as soon as a thread is free. `onProgress` hears what it tells on the way. */
  readonly run: <Input, Progress, Output>(
    name: string,
    input: Input,
    onProgress?: (progress: Progress) => void,
  ) => WorkerJob<Output>;
  /** Cancels everything and resolves when no thread is left. */
  readonly close: () => Promise<void>;
};

export type WorkerPoolOptions = {
  /** Where the entry of a worker lies; `workerBeside` makes one. */
  readonly entryOf: (name: string) => URL;
  /** How many run at once; the others wait their turn. */
  readonly threadsMax?: number;
  /** How long a cancelled worker may take to stop by itself. */
  readonly graceMs?: number;
};

function extensionOf(moduleUrl: string): 'ts' | 'js' {
  return new URL(moduleUrl).pathname.endsWith('.ts') ? 'ts' : 'js';
}

/** Finds a worker's entry beside the caller's own file: `workers/<name>.ts` from source, `workers/<name>.js` in the bundle. */
export function workerBeside(moduleUrl: string): (name: string) => URL {
  return (name) => new URL(`./workers/${name}.${extensionOf(moduleUrl)}`, moduleUrl);
}

/** Finds the entry of a worker that another worker starts: it lies beside that one. */
export function workerAmong(workerUrl: string): (name: string) => URL {
  return (name) => new URL(`./${name}.${extensionOf(workerUrl)}`, workerUrl);
}

type Run<Output> = {
  readonly settle: (result: Result<Output, WorkerFailure>) => void;
  readonly onProgress: ((progress: never) => void) | undefined;
};

function startWorker<Output>(entry: URL, start: WorkerStart, run: Run<Output>): Worker {
  const options: WorkerOptions = { workerData: start };
  const worker = new Worker(entry, options);
  worker.on('message', (said: WorkerSays<never, Output>) => {
    switch (said.kind) {
      case 'progress':
        run.onProgress?.(said.progress);
        return;
      case 'done':
        run.settle(ok(said.output));
        return;
      case 'cancelled':
        run.settle(err({ code: 'cancelled' }));
        return;
      default:
        assertNever(said);
    }
  });
  worker.on('error', (thrown) => run.settle(err({ code: 'worker-died', detail: String(thrown) })));
  worker.on('exit', (code) => run.settle(err({ code: 'worker-died', detail: `exit code ${code}` })));
  return worker;
}

/** What a pool keeps of a job that has not ended. */
type Pending = { readonly begin: () => void; readonly cancel: () => void; readonly ended: Promise<unknown> };

/** Runs one job: from its thread's start to its answer or its end, whichever comes first. */
function jobOf<Output>(
  options: WorkerPoolOptions,
  name: string,
  input: unknown,
  onProgress: Run<Output>['onProgress'],
): { readonly job: WorkerJob<Output>; readonly pending: Pending } {
  const { promise, resolve } = Promise.withResolvers<Result<Output, WorkerFailure>>();
  const cancelled = new Int32Array(new SharedArrayBuffer(4));
  const state: { worker: Worker | null } = { worker: null };
  const settle = (result: Result<Output, WorkerFailure>): void => {
    resolve(Atomics.load(cancelled, 0) === 1 && !result.ok ? err({ code: 'cancelled' }) : result);
  };
  const cancel = (): void => {
    Atomics.store(cancelled, 0, 1);
    const { worker } = state;
    if (worker === null) return settle(err({ code: 'cancelled' }));
    setTimeout(() => void worker.terminate(), options.graceMs ?? 1000).unref();
  };
  const begin = (): void => {
    if (Atomics.load(cancelled, 0) === 1) return;
    state.worker = startWorker<Output>(options.entryOf(name), { input, cancelled }, { settle, onProgress });
  };
  const ended = promise.then(() => state.worker?.terminate());
  return { job: { result: promise, cancel }, pending: { begin, cancel, ended } };
}

/** Makes a pool of worker threads; each job has a thread of its own, so that one that dies takes nothing with it. */
export function createWorkerPool(options: WorkerPoolOptions): WorkerPool {
  const threadsMax = options.threadsMax ?? 2;
  const running = new Set<Pending>();
  const waiting: Pending[] = [];
  const next = (): void => {
    const pending = running.size < threadsMax ? waiting.shift() : undefined;
    if (pending === undefined) return;
    running.add(pending);
    pending.begin();
    void pending.ended.finally(() => {
      running.delete(pending);
      next();
    });
  };
  return {
    run: <Input, Progress, Output>(name: string, input: Input, onProgress?: (progress: Progress) => void) => {
      const { job, pending } = jobOf<Output>(options, name, input, onProgress);
      waiting.push(pending);
      next();
      return job;
    },
    close: async () => {
      const all = [...running, ...waiting];
      for (const pending of all) pending.cancel();
      await Promise.all(all.map((pending) => pending.ended));
    },
  };
}
