import { ok, type Result } from '../../shared/domain/result.ts';
import { inSlices } from '../catalogue/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { StoreFault } from '../store/faults.ts';
import type { Writer } from '../store/handles.ts';
import { acknowledgeOutbox, buryOutbox } from '../store/repositories/outbox.ts';

/** What became of a row: it is there for good, or it was refused for good, in the server's words. */
export type Verdict = {
  readonly outboxId: string;
  /** Null: acknowledged. */
  readonly refusal: string | null;
};

const REASON_CHARACTERS = 2000;

/** Writes verdicts in slices of a few milliseconds, so that a sale hardly waits. What a slice wrote stays; the rest is asked again. */
export function settle(
  deps: { readonly writer: Writer; readonly clock: Clock },
  verdicts: readonly Verdict[],
): Promise<Result<void, StoreFault>> {
  if (verdicts.length === 0) return Promise.resolve(ok(undefined));
  const { writer, clock } = deps;
  let at = 0;
  return inSlices(writer, clock, () => {
    const verdict = verdicts[at];
    at += 1;
    if (verdict === undefined) return false;
    const { outboxId, refusal } = verdict;
    if (refusal === null) acknowledgeOutbox(writer, outboxId, clock.now());
    else buryOutbox(writer, outboxId, refusal.slice(0, REASON_CHARACTERS), clock.now());
    return at < verdicts.length;
  });
}
