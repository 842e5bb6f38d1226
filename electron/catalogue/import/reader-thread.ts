import { Worker } from 'node:worker_threads';
import { TAKEN, type ReaderMessage, type ReaderTask } from './reader-protocol.ts';

/** A workbook that needs more memory than this to unpack is refused as too large. */
const MEMORY_MB_MAX = 1024;

/** A thread that reads a file; main asks for one message after the other. */
export type ReaderThread = {
  /** The next message; after the last one, and when the thread ended without one, it says `failed`. */
  readonly next: () => Promise<ReaderMessage>;
  /** Tells the thread that a chunk was stored. */
  readonly taken: () => void;
  /** Ends the thread at once. */
  readonly stop: () => Promise<void>;
};

/** Starts a thread for one task. */
export type StartReader = (task: ReaderTask) => ReaderThread;

function failure(error: unknown): ReaderMessage {
  const detail = error instanceof Error ? error.message : String(error);
  const outOfMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return { kind: 'failed', error: { code: outOfMemory ? 'file-too-large' : 'file-unreadable', detail } };
}

/** Makes the starter of reading threads; `entry` is workers/read-import, as source or as bundled. */
export function readerThreads(entry: URL): StartReader {
  return (task) => {
    const worker = new Worker(entry, {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB_MAX },
    });
    const waiting: ReaderMessage[] = [];
    let wanted: ((message: ReaderMessage) => void) | null = null;
    const arrive = (message: ReaderMessage): void => {
      if (wanted === null) waiting.push(message);
      else wanted(message);
      wanted = null;
    };
    worker.on('message', (message: ReaderMessage) => arrive(message));
    worker.on('error', (error) => arrive(failure(error)));
    worker.on('exit', () => arrive(failure(new Error('the reading thread has ended'))));
    return {
      next: () => {
        const message = waiting.shift();
        if (message !== undefined) return Promise.resolve(message);
        return new Promise((resolve) => {
          wanted = resolve;
        });
      },
      taken: () => worker.postMessage(TAKEN),
      stop: async () => {
        await worker.terminate();
      },
    };
  };
}
