import { statSync } from 'node:fs';

/** Watches whether a store's path still names the files that it has open, as the store left them. */
export type FilesInPlace = {
  /**
   * False once the file or its log was deleted, moved away or replaced by another one, and once something else wrote into the file: what is committed then
   * goes where nobody will look, or mixes with what is not ours.
   */
  readonly areInPlace: () => boolean;
  /** To be called before the log is copied into the file by a thread: until `wrote`, what the file holds is not looked at. */
  readonly writing: () => void;
  /** To be called after each copying of the log into the file, the only time at which the store writes there. */
  readonly wrote: () => void;
};

// Windows says late when a file was written that is still open, and lets nobody copy over one.
const WRITES_ARE_SEEN = process.platform !== 'win32';

/** What tells a file from any other; null when there is none. */
export function identityOf(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev} ${found.ino}`;
}

/** What tells a file and its content from any other; null when there is none. */
function contentOf(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (found === undefined) return null;
  const content = WRITES_ARE_SEEN ? ` ${found.size} ${found.mtimeNs}` : '';
  return `${found.dev} ${found.ino}${content}`;
}

/** Remembers which files a path and its log are now. The look costs microseconds and opens nothing, so that SQLite's locks stay. */
export function rememberFiles(path: string): FilesInPlace {
  const log = `${path}-wal`;
  const file = identityOf(path);
  const logBefore = identityOf(log);
  let content = contentOf(path);
  let isWriting = false;
  const isFileInPlace = (): boolean => (isWriting ? identityOf(path) === file : contentOf(path) === content);
  return {
    areInPlace: () => isFileInPlace() && (logBefore === null || identityOf(log) === logBefore),
    writing: () => {
      isWriting = true;
    },
    wrote: () => {
      isWriting = false;
      content = contentOf(path);
    },
  };
}
