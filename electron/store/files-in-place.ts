import { statSync } from 'node:fs';

/** Watches whether a store's path still names the files that it has open, as the store left them. */
export type FilesInPlace = {
  /**
   * False once the file or its log was deleted, moved away or replaced by another one, and once something else wrote into the file: what is committed then
   * goes where nobody will look, or mixes with what is not ours.
   */
  readonly areInPlace: () => boolean;
  /** To be called after each copying of the log into the file, the only time at which the store writes there. */
  readonly wrote: () => void;
};

// Windows says late when a file was written that is still open, and lets nobody copy over one.
const WRITES_ARE_SEEN = process.platform !== 'win32';

/** What tells a file from any other, and its content from any other; null when there is none. */
function identityOf(path: string, withContent: boolean): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (found === undefined) return null;
  const content = withContent && WRITES_ARE_SEEN ? ` ${found.size} ${found.mtimeNs}` : '';
  return `${found.dev} ${found.ino}${content}`;
}

/** Remembers which files a path and its log are now. The look costs microseconds and opens nothing, so that SQLite's locks stay. */
export function rememberFiles(path: string): FilesInPlace {
  const log = `${path}-wal`;
  let file = identityOf(path, true);
  const logBefore = identityOf(log, false);
  return {
    areInPlace: () =>
      identityOf(path, true) === file && (logBefore === null || identityOf(log, false) === logBefore),
    wrote: () => {
      file = identityOf(path, true);
    },
  };
}
