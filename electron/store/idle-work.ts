import type Database from 'better-sqlite3';
import { ok } from '../../shared/domain/result.ts';
import { faultOf } from './faults.ts';
import type { FilesInPlace } from './files-in-place.ts';
import { writerOf, type Writer } from './handles.ts';
import type { LogCopier } from './log-copier.ts';
import { forgetPress, listForgettablePresses } from './repositories/charge-requests.ts';

/**
 * While the counter is busy the log may grow to this. Where a thread copies it, to more than an import of 20,000 rows writes (300 MB): the disk syncs a copy and a
 * sale's commit one after the other, so that copying waits for a quiet moment if it can. Recovering so much after a crash takes some 150 ms.
 */
const BUSY_BYTES_MAX = { byMain: 64 * 1024 * 1024, byThread: 512 * 1024 * 1024 } as const;
/**
 * Less than this isn't worth a copying of its own. The sale after one begins the log again, which takes an fsync more, and a thread that starts and ends takes a
 * processor: with every thirtieth sale that is nothing, with each it was the till's own pace (docs/performance.md).
 */
const WORTH_BYTES = { byMain: 512 * 1024, byThread: 4 * 1024 * 1024 } as const;
/** How much of a full-text index one slice of merging writes; a slice takes a few milliseconds. */
const MERGE_PAGES = 16;
const COMMITS_BETWEEN_LOOKS = 32;

const searchTables = ['order_search', 'product_search'] as const;

/** The upkeep of an open store, done while nobody waits. */
export type IdleWork = {
  /** To be called after every commit: puts the upkeep off, and does a checkpoint at once when the log has grown too far. */
  readonly committed: () => void;
  /** Does a slice of a few milliseconds now; true when there is more to do. */
  readonly slice: () => boolean;
  /** Ends it; to be called before the store is closed. */
  readonly stop: () => void;
};

/** What of the log is not in the file yet. Its own size does not say: it stays as long as it once was, and is written again from its beginning. */
function uncopiedBytes(db: Database.Database): number {
  const [state] = db.pragma('wal_checkpoint(NOOP)') as readonly LogState[];
  const frames = state === undefined ? 0 : state.log - state.checkpointed;
  return frames * FRAME_BYTES;
}

/** Of https://sqlite.org/pragma.html#pragma_wal_checkpoint: pages in the log, and those of them that are in the file; -1 where there is no log. */
type LogState = { readonly log: number; readonly checkpointed: number };

/** A page and its header (https://sqlite.org/walformat.html). */
const FRAME_BYTES = 4096 + 24;

function rowsChanged(db: Database.Database): number {
  return Number(db.prepare('SELECT total_changes()').pluck().get());
}

/** Merges a little of one index, which says the same after it as before; false when there was nothing to merge (https://sqlite.org/fts5.html, "merge"). */
function mergeOne(db: Database.Database, table: (typeof searchTables)[number]): boolean {
  const before = rowsChanged(db);
  db.prepare(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', ?)`).run(MERGE_PAGES);
  return rowsChanged(db) - before >= 2;
}

/** What the upkeep works on. */
export type IdleWorkParts = {
  readonly db: Database.Database;
  readonly files: FilesInPlace;
  /** Copies the log in a thread; null where the program has none. */
  readonly copier: LogCopier | null;
  /** How far the log may grow while the counter is busy. */
  readonly busyBytesMax: number | undefined;
};

/** Forgets a handful of presses of Charge whose answer nobody can need any more; false when there are none. */
function forgetPresses(db: Database.Database, writer: Writer): boolean {
  const due = listForgettablePresses(writer);
  if (due.length === 0) return false;
  return writer.transaction(() => {
    for (const requestId of due) forgetPress(writer, requestId);
    return ok(null);
  }).ok;
}

/** PASSIVE waits for nobody; the next commit begins the log again once all of it is copied and nobody reads it. Nothing is copied into a file that is not ours any more. */
function checkpoint({ db, files, copier }: IdleWorkParts, atLeastBytes: number): void {
  if (uncopiedBytes(db) < atLeastBytes || !files.areInPlace()) return;
  if (copier?.begin() === true) return;
  db.pragma('wal_checkpoint(PASSIVE)');
  files.wrote();
}

/** A fault of the disk ends the slice: the next sale meets it and says so. */
function unlessFaulty(work: () => boolean): boolean {
  try {
    return work();
  } catch (thrown) {
    if (faultOf(thrown) === null) throw thrown;
    return false;
  }
}

/**
 * Keeps a store in shape while the counter is idle: `quietMs` after the last commit it forgets what may be forgotten, merges full-text segments slice by slice and
 * then copies the log into the file. Doing either inside a sale made the worst commit thirty times slower (docs/performance.md).
 */
export function createIdleWork(parts: IdleWorkParts, quietMs: number): IdleWork {
  const { db, files, copier } = parts;
  const copiedBy = (): 'byMain' | 'byThread' => (copier?.isUsable() === true ? 'byThread' : 'byMain');
  const busyBytesMax = (): number => parts.busyBytesMax ?? BUSY_BYTES_MAX[copiedBy()];
  let timer: NodeJS.Timeout | null = null;
  let commits = 0;
  let mayForget = true;
  const nothing = (): undefined => undefined;
  const silent = writerOf(db, { committed: nothing, faulted: nothing });
  let unmerged: readonly (typeof searchTables)[number][] = searchTables;

  const slice = (): boolean =>
    unlessFaulty(() => {
      if (db.inTransaction) return true;
      mayForget = mayForget && files.areInPlace() && forgetPresses(db, silent);
      if (mayForget) return true;
      const [table] = unmerged;
      if (table === undefined) {
        checkpoint(parts, WORTH_BYTES[copiedBy()]);
        return false;
      }
      if (!mergeOne(db, table)) unmerged = unmerged.slice(1);
      return true;
    });
  const schedule = (delayMs: number): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      if (slice()) schedule(1);
    }, delayMs);
    timer.unref();
  };
  return {
    committed: () => {
      unmerged = searchTables;
      mayForget = true;
      commits += 1;
      if (commits % COMMITS_BETWEEN_LOOKS === 0) {
        unlessFaulty(() => {
          checkpoint(parts, busyBytesMax());
          return false;
        });
      }
      schedule(quietMs);
    },
    slice,
    stop: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
