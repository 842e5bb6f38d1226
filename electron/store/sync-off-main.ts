import { open } from 'node:fs/promises';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { StoreFault } from './faults.ts';

function faultOfSystem(thrown: unknown): StoreFault {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  return { code: code === 'ENOENT' ? 'moved' : 'io-error', detail: String(thrown) };
}

/**
 * Waits, off the main thread, until what was written to a file is on the disk: by whichever descriptor it was written, for a sync is of the file. SQLite
 * holds no lock on a log, so that closing this descriptor lets go of none.
 */
export async function syncOffMain(path: string): Promise<Result<void, StoreFault>> {
  try {
    // Windows flushes only what is open for writing.
    const file = await open(path, 'r+');
    try {
      await file.datasync();
    } finally {
      await file.close();
    }
    return ok(undefined);
  } catch (thrown) {
    return err(faultOfSystem(thrown));
  }
}
