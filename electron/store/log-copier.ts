import { createWorkerPool } from '../platform/workers.ts';
import { COPYING, type CopyLogTask } from './copy-log.ts';
import { identityOf, type FilesInPlace } from './files-in-place.ts';

/** Copies the log of an open store into its file, in a thread. */
export type LogCopier = {
  /** Begins, unless a copying is under way already. False when no thread could do it: then the caller does it himself. */
  readonly begin: () => boolean;
  /** Whether a thread can do it, as far as is known. */
  readonly isUsable: () => boolean;
  /** Resolves when none is under way. */
  readonly ended: () => Promise<void>;
  /** Calls off one that has not begun, waits here for one that has, and lets none begin any more: the file may then be closed or replaced. */
  readonly close: () => void;
};

/** A copying takes tens of milliseconds; on a disk that takes longer than this nothing that follows would be quick either. */
const SETTLE_MS_MAX = 30_000;

/** A copier for the file at `path` that is open now; `files` is told of what it writes. */
export function createLogCopier(
  path: string,
  files: FilesInPlace,
  workerUrl: (name: string) => URL,
): LogCopier {
  const state = new Int32Array(new SharedArrayBuffer(4));
  const pool = createWorkerPool({ entryOf: workerUrl, threadsMax: 1 });
  let isUsable = true;
  let running: Promise<void> | null = null;
  const run = async (task: CopyLogTask): Promise<void> => {
    const done = await pool.run<CopyLogTask, never, void>('copy-log', task).result;
    Atomics.store(state, 0, COPYING.none);
    running = null;
    files.wrote();
    // A thread that died once (no thread to be had, no module) is not tried again and again.
    if (!done.ok) isUsable = false;
  };
  return {
    begin: () => {
      const identity = identityOf(path);
      if (!isUsable || identity === null) return false;
      if (running !== null) return true;
      files.writing();
      Atomics.store(state, 0, COPYING.asked);
      running = run({ path, identity, state });
      return true;
    },
    isUsable: () => isUsable,
    ended: async () => {
      if (running !== null) await running;
    },
    close: () => {
      isUsable = false;
      Atomics.compareExchange(state, 0, COPYING.asked, COPYING.none);
      Atomics.wait(state, 0, COPYING.underWay, SETTLE_MS_MAX);
      void pool.close();
    },
  };
}
