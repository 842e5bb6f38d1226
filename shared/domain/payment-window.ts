/** How long a payment may still be processed after the till lost sight of it (FIELD 4.7); a setting that tests shrink. */
export const PROCESSING_WINDOW_MS = 150_000;

/** Tells whether the window is over. Both times are of the monotonic clock; after a restart it begins again (FIELD 4.10). */
export function isWindowOver(
  startedAtMs: number,
  nowMs: number,
  windowMs: number = PROCESSING_WINDOW_MS,
): boolean {
  return nowMs - startedAtMs >= windowMs;
}

/** "Not found" is final only after the window and a cancel that the gateway keeps as a tombstone (FIELD 4.7). */
export function isFinalNotFound(facts: {
  readonly windowOver: boolean;
  readonly tombstoned: boolean;
}): boolean {
  return facts.windowOver && facts.tombstoned;
}
