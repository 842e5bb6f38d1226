import { statSync } from 'node:fs';

/** Watches whether a store's path still names the files that it has open. */
export type FilesInPlace = {
  /** False once the file or its log was deleted, moved away or replaced by another one: what is committed then goes where nobody will look. */
  readonly areInPlace: () => boolean;
};

/** What tells a file from any other; null when there is none. */
function identityOf(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev} ${found.ino}`;
}

/** Remembers which files a path and its log are now. The look costs microseconds and opens nothing, so that SQLite's locks stay. */
export function rememberFiles(path: string): FilesInPlace {
  const paths = [path, `${path}-wal`];
  const before = paths.map(identityOf);
  return {
    areInPlace: () =>
      paths.every((one, index) => before[index] === null || identityOf(one) === before[index]),
  };
}
