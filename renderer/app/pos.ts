import type { PosError } from '../../shared/contract/errors.ts';
import type { Pos } from '../../shared/contract/ipc.ts';
import { err, type Result } from '../../shared/domain/result.ts';

declare global {
  interface Window {
    /** What the preload exposes; only this file reads it. */
    readonly pos: Pos;
  }
}

/** The one way out of the window: every call to main goes through what this returns. */
export function pos(): Pos {
  return window.pos;
}

/**
 * Waits for a reply of main. A call that broke on the way (main gone, a bug) becomes the error 'internal', so that no screen has to
 * handle two kinds of failure. The outcome of a broken call is unknown: whoever asks for money must look at the order again.
 */
export async function asked<T>(reply: Promise<Result<T, PosError>>): Promise<Result<T, PosError>> {
  try {
    return await reply;
  } catch {
    return err({ code: 'internal' });
  }
}
