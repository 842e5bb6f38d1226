import { existsSync, rmSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { freeBytes, writeFileDurably } from '../platform/disk.ts';

/** Room that is kept for the approval that arrives when the disk is full. */
const RESERVE_BYTES = 4 * 1024 * 1024;

/** How much must be free for a new charge to begin (FIELD 4.3). */
const FLOOR_BYTES = 64 * 1024 * 1024;

/** A file that stands for room on the disk. */
export type Reserve = {
  /** True when a new charge may begin: enough is free, and the reserve is in place, or could be put back. */
  readonly hasRoom: () => boolean;
  /** Puts the reserve in place, where it is not, while the main thread does other things: its bytes take a disk up to tens of milliseconds. */
  readonly prepare: () => Promise<void>;
  /** Gives the room back to the disk; true when there was some to give. */
  readonly release: () => boolean;
};

/** Bytes that are not zero, so that no file system keeps them for nothing. */
const contentOf = (bytes: number): Buffer => Buffer.alloc(bytes, 0x47);

async function putInPlace(path: string, bytes: number): Promise<void> {
  const temporary = `${path}.${process.pid}.new`;
  try {
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(contentOf(bytes));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch {
    // The first charge tries again, and says so where there is no room.
    rmSync(temporary, { force: true });
  }
}

/** Keeps a reserve in a file beside the store. */
export function reserveAt(
  path: string,
  folder: string,
  limits: { readonly reserveBytes: number; readonly floorBytes: number } = {
    reserveBytes: RESERVE_BYTES,
    floorBytes: FLOOR_BYTES,
  },
): Reserve {
  const { reserveBytes, floorBytes } = limits;
  const isAboveFloor = (): boolean => {
    try {
      return freeBytes(folder) >= floorBytes;
    } catch {
      return false;
    }
  };
  return {
    hasRoom: () => {
      if (!isAboveFloor()) return false;
      try {
        if (!existsSync(path)) writeFileDurably(path, contentOf(reserveBytes));
        return true;
      } catch {
        return false;
      }
    },
    prepare: async () => {
      if (isAboveFloor() && !existsSync(path)) await putInPlace(path, reserveBytes);
    },
    release: () => {
      const kept = existsSync(path);
      rmSync(path, { force: true });
      return kept;
    },
  };
}
