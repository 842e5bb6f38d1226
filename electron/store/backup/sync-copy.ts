import { closeSync, fdatasyncSync, openSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

/** Does work that writes a new file, and keeps what it has written from piling up before the disk. */
export type WhileWriting = <T>(path: string, work: () => T) => T;

/** Does the work, and leaves the disk to the one sync at its end. */
export const syncedAtTheEnd: WhileWriting = (_path, work) => work();

/** What the thread that syncs beside the work is started with. */
export type SyncCopyStart = {
  readonly path: string;
  /** Two cells that both threads share: whether the work is over, and whether the thread has the file open. */
  readonly shared: Int32Array;
};

/** Whether a thread was started with such a thing. */
export function isSyncCopyStart(value: unknown): value is SyncCopyStart {
  return (
    typeof value === 'object' &&
    value !== null &&
    'path' in value &&
    typeof value.path === 'string' &&
    'shared' in value &&
    value.shared instanceof Int32Array
  );
}

const CELL = { over: 0, busy: 1 } as const;

/** How long a thread leaves the disk to others between two syncs. */
const PAUSE_MS = 10;

/** A sync that takes longer than this is waited for by nobody: the disk has other troubles then. */
const SETTLE_MS_MAX = 30_000;

function syncNow(path: string): void {
  try {
    const file = openSync(path, 'r+');
    try {
      fdatasyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch {
    // Not there yet, or no longer: whoever writes it syncs it at the end and says what goes wrong.
  }
}

/** The work of that thread: syncs the file again and again until the other one says that it is written. */
export function syncUntilOver({ path, shared }: SyncCopyStart): void {
  for (;;) {
    Atomics.wait(shared, CELL.over, 0, PAUSE_MS);
    Atomics.store(shared, CELL.busy, 1);
    const isOver = Atomics.load(shared, CELL.over) === 1;
    if (!isOver) syncNow(path);
    Atomics.store(shared, CELL.busy, 0);
    Atomics.notify(shared, CELL.busy);
    if (isOver) return;
  }
}

/**
 * A thread that syncs a file while this one writes it, so that no sale's sync has to wait until hundreds of megabytes of a copy are on the disk: a file
 * system that keeps its journal in order, and a disk with a cache of its own, finish them first. Without that thread the work is done all the same. The file must
 * be nobody else's: closing a descriptor of it lets go of the locks that this process holds on it.
 */
export function syncedBeside(entry: URL): WhileWriting {
  return (path, work) => {
    const shared = new Int32Array(new SharedArrayBuffer(8));
    const start: SyncCopyStart = { path, shared };
    const thread = new Worker(entry, { workerData: start });
    thread.on('error', () => undefined);
    thread.unref();
    try {
      return work();
    } finally {
      Atomics.store(shared, CELL.over, 1);
      Atomics.notify(shared, CELL.over);
      Atomics.wait(shared, CELL.busy, 1, SETTLE_MS_MAX);
    }
  };
}
