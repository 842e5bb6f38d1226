import { closeSync, fsyncSync, openSync, renameSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { dirname, join, basename } from 'node:path';

/** How many bytes the program may still write on the disk that holds a folder. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Puts the names in a folder on disk, so that a rename survives a power cut. Windows can't and needn't. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Writes the parts of a file one after the other, all of each. */
function writeParts(file: number, parts: Iterable<string | Uint8Array>): void {
  for (const part of parts) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
  }
}

/**
 * Writes a whole file from its parts so that after a power cut it is either as it was or as it is now, on disk when this returns; no more than a part of it is
 * ever in memory. The file is readable by its owner only. Throws what the system says, and what a part throws: then the file is as it was.
 */
export function writePartsDurably(path: string, parts: Iterable<string | Uint8Array>): void {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${process.pid}.new`);
  try {
    const file = openSync(temporary, 'w', 0o600);
    try {
      writeParts(file, parts);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw thrown;
  }
  syncFolder(folder);
}

/** Writes a whole file as `writePartsDurably` does, from its content. */
export function writeFileDurably(path: string, content: string | Uint8Array): void {
  writePartsDurably(path, [content]);
}
