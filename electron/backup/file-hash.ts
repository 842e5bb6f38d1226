import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { writeFileDurably } from '../platform/disk.ts';

const PIECE_BYTES = 1024 * 1024;

/** The SHA-256 of a file, in hexadecimal. Throws what the system says. */
export function hashOfFile(path: string): string {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(PIECE_BYTES);
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const read = readSync(file, buffer, 0, PIECE_BYTES, null);
      if (read === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
}

/** Where the hash of a file is kept: beside it, in the form that `sha256sum -c` reads. */
export function hashPathOf(path: string): string {
  return `${path}.sha256`;
}

/** Keeps the hash of a file beside it, on disk when it returns. */
export function keepHash(path: string, hash: string): void {
  writeFileDurably(hashPathOf(path), `${hash}  ${basename(path)}\n`);
}

/** Whether a file is the one whose hash was kept beside it; null when none was. */
export function hashAgrees(path: string): boolean | null {
  const kept = hashPathOf(path);
  if (!existsSync(kept)) return null;
  const [hash] = readFileSync(kept, 'utf8').split(/\s/);
  return hash === hashOfFile(path);
}
