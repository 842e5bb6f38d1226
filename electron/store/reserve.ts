import { existsSync, rmSync } from 'node:fs';
import { freeBytes, writeFileDurably } from '../platform/disk.ts';

/** Room that is kept for the approval that arrives when the disk is full. */
const RESERVE_BYTES = 4 * 1024 * 1024;

/** How much must be free for a new charge to begin (FIELD 4.3). */
const FLOOR_BYTES = 64 * 1024 * 1024;

/** A file that stands for room on the disk. */
export type Reserve = {
  /** True when a new charge may begin: enough is free, and the reserve is in place, or could be put back. */
  readonly hasRoom: () => boolean;
  /** Gives the room back to the disk; true when there was some to give. */
  readonly release: () => boolean;
};

/** Keeps a reserve in a file beside the store. */
export function reserveAt(
  path: string,
  folder: string,
  limits: { readonly reserveBytes: number; readonly floorBytes: number } = {
    reserveBytes: RESERVE_BYTES,
    floorBytes: FLOOR_BYTES,
  },
): Reserve {
  return {
    hasRoom: () => {
      try {
        if (freeBytes(folder) < limits.floorBytes) return false;
        // Bytes that are not zero, so that no file system keeps them for nothing.
        if (!existsSync(path)) writeFileDurably(path, Buffer.alloc(limits.reserveBytes, 0x47));
        return true;
      } catch {
        return false;
      }
    },
    release: () => {
      const kept = existsSync(path);
      rmSync(path, { force: true });
      return kept;
    },
  };
}
