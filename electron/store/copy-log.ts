import { connectToWrite } from './durable-connection.ts';
import { identityOf } from './files-in-place.ts';

/** How far a copying is: nothing going on, asked of a thread that has not begun, or under way. */
export const COPYING = { none: 0, asked: 1, underWay: 2 } as const;

/** What a thread that copies a store's log into its file is given. */
export type CopyLogTask = {
  readonly path: string;
  /** The file that the till has open; no other one is touched. */
  readonly identity: string;
  /** One of COPYING, shared with the main thread. */
  readonly state: Int32Array;
};

/**
 * Copies the log of a store into its file, on a connection of its own that is closed again before `state` says that nothing is going on. PASSIVE waits for nobody
 * and nobody waits for it: the till goes on committing (https://sqlite.org/wal.html). Does nothing when it is not wanted any more, or when the path names another file.
 */
export function copyLog({ path, identity, state }: CopyLogTask): void {
  if (Atomics.compareExchange(state, 0, COPYING.asked, COPYING.underWay) !== COPYING.asked) return;
  try {
    if (identityOf(path) !== identity) return;
    const db = connectToWrite(path);
    try {
      if (identityOf(path) === identity) db.pragma('wal_checkpoint(PASSIVE)');
    } finally {
      db.close();
    }
  } finally {
    Atomics.store(state, 0, COPYING.none);
    Atomics.notify(state, 0);
  }
}
