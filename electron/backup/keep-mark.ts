import type { MarkFile } from '../platform/till-mark.ts';
import type { Writer } from '../store/handles.ts';
import { markOf } from './settle-origin.ts';

/** How long after something happened the mark is jotted down: nobody waits for it. */
const JOT_AFTER_MS = 500;

export type MarkDeps = {
  readonly db: Writer;
  readonly file: MarkFile;
  readonly shop: () => { readonly gstin: string | null; readonly tillCode: string };
  readonly now: () => number;
};

/** Keeps the till's mark outside the data folder in step with its store. */
export type MarkKeeper = {
  /** Something was committed: the mark is written soon, and at once when a new series was opened. */
  readonly moved: () => void;
  /** The till closes in order; to be called before the store is closed. */
  readonly close: () => void;
};

/** Begins to keep a mark, on disk when this returns. Never throws for a disk: a till without a mark sells, and is guarded by its identity alone. */
export function keepMark({ db, file, shop, now }: MarkDeps): MarkKeeper {
  let timer: NodeJS.Timeout | null = null;
  let highest = '';
  let isClosed = false;
  const mark = (closed: boolean): ReturnType<typeof markOf> => {
    try {
      return markOf(db, shop(), now(), closed);
    } catch {
      // A store that can't be read any more is told of by whoever needs it; the mark stays as it was.
      return null;
    }
  };
  const keep = (closed: boolean): void => {
    const current = mark(closed);
    if (current === null) return;
    highest = JSON.stringify(current.highest);
    try {
      file.keep(current);
    } catch {
      file.jot(current);
    }
  };
  const jot = (): void => {
    timer = null;
    const current = mark(false);
    if (current === null) return;
    if (JSON.stringify(current.highest) === highest) file.jot(current);
    else keep(false);
  };
  keep(false);
  return {
    moved: () => {
      if (!isClosed) timer ??= setTimeout(jot, JOT_AFTER_MS).unref();
    },
    close: () => {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      keep(true);
    },
  };
}
