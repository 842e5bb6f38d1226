import { assert, ok, type Result } from '../../../shared/domain/result.ts';
import type { StoreFault } from '../faults.ts';
import type { Writer } from '../handles.ts';
import {
  listUnfinishedAttempts,
  type AttemptProgress,
  type AttemptRecord,
} from '../repositories/attempts.ts';
import { insertNotice, type NewNotice } from '../repositories/notices.ts';
import { applyAttemptStep } from './save-attempt.ts';

/** What a start makes of an attempt that the last run left: null leaves it as it is. */
export type RecoveryDecision = {
  readonly next: AttemptProgress;
  readonly event: string;
  readonly notice: NewNotice | null;
} | null;

/**
 * At a start, before anything else is asked: moves every attempt that the last run left as the domain's machine decides (CREATED → NOT_SENT;
 * SENDING, PENDING → UNKNOWN, FIELD 4.5), frees the orders of those that were never sent, and keeps what the cashier must be told; all in one
 * transaction. Returns the attempts whose money isn't settled, as they are now: the caller asks about them.
 */
export function recoverAttempts(
  db: Writer,
  decide: (attempt: AttemptRecord) => RecoveryDecision,
): Result<AttemptRecord[], StoreFault> {
  return db.transaction(() => {
    for (const previous of listUnfinishedAttempts(db)) {
      const decision = decide(previous);
      if (decision === null) continue;
      const stepped = applyAttemptStep(db, { previous, next: decision.next, event: decision.event });
      assert(stepped.ok, 'nobody else writes');
      if (decision.notice !== null) insertNotice(db, decision.notice);
    }
    return ok(listUnfinishedAttempts(db));
  });
}
