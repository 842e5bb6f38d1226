import type { Slip } from '../../shared/contract/gateway.ts';
import type { AttemptId } from '../../shared/domain/ids.ts';
import {
  transition,
  transitions,
  type IllegalTransition,
  type Transition,
} from '../../shared/domain/payment.ts';
import type { AttemptEffect, AttemptEvent } from '../../shared/domain/payment-events.ts';
import { assert, err, ok, type Result } from '../../shared/domain/result.ts';
import { insertAudit } from '../store/repositories/audit.ts';
import { findAttempt, sumAttemptVersions, type AttemptRecord } from '../store/repositories/attempts.ts';
import { findOrder } from '../store/repositories/orders.ts';
import type { AttemptStep } from '../store/units/complete-sale.ts';
import { saveAttempt } from '../store/units/save-attempt.ts';
import { machineOf, progressOf } from './attempt-mapping.ts';
import { checkoutVersion } from './checkout-version.ts';
import type { PaymentDeps } from './ports.ts';

/** An accepted event: the attempt as it is on disk now, and what is to be done since it is. */
export type AppliedEvent = {
  readonly record: AttemptRecord;
  readonly changed: boolean;
  readonly effects: readonly AttemptEffect[];
};

export type ApplyError =
  | { readonly code: 'not-found' }
  | IllegalTransition
  /** The disk took nothing; the attempt is as it was. */
  | { readonly code: 'not-saved'; readonly detail: string };

type Saved = 'saved' | 'stale' | 'unwanted' | { readonly detail: string };

/** Writes a step: an approval that pays goes with its sale, anything else alone. */
function save(deps: PaymentDeps, step: AttemptStep, effects: readonly AttemptEffect[]): Saved {
  if (effects.some((effect) => effect.type === 'commit-approval')) {
    const commit = deps.sales().commitApproval(step);
    if (commit.kind === 'failed') return { detail: commit.detail };
    return commit.kind === 'kept' ? 'saved' : commit.kind;
  }
  const saved = saveAttempt(deps.db, step);
  if (saved.ok) return 'saved';
  return saved.error.code === 'stale' ? 'stale' : { detail: saved.error.code };
}

/** Says that an attempt and its order changed. */
export function announce(deps: PaymentDeps, record: AttemptRecord): void {
  const { attemptId, orderId } = record;
  deps.emit({ topic: 'attempt', id: attemptId, version: record.version });
  const order = findOrder(deps.db, orderId);
  assert(order !== null, 'an attempt belongs to an order');
  const version = checkoutVersion(order, sumAttemptVersions(deps.db, order.seq));
  deps.emit({ topic: 'checkout', id: orderId, version });
  deps.emit({ topic: 'order', id: orderId, version });
}

/** Puts what a manager must sign on the record: the audit is the exception list (FIELD 4.4, 4.12). */
export function raiseExceptions(
  deps: PaymentDeps,
  record: AttemptRecord,
  effects: readonly AttemptEffect[],
): void {
  for (const effect of effects) {
    if (effect.type !== 'raise-exception') continue;
    const detail = JSON.stringify(effect.exception);
    const entry = {
      at: deps.clock.now(),
      personId: null,
      subjectKind: 'attempt',
      subjectId: record.attemptId,
    };
    const written = deps.db.transaction(() => {
      insertAudit(deps.db, { ...entry, action: 'payment-exception', detail });
      return ok(null);
    });
    deps.report('payment-exception', {
      attemptId: record.attemptId,
      code: effect.exception.code,
      written: written.ok,
    });
  }
}

/** What the event makes of the attempt; an approval that its order can't take is unwanted first, so that it goes back. */
function decide(
  record: AttemptRecord,
  event: AttemptEvent,
  unwanted: boolean,
): Result<Transition, IllegalTransition> {
  const attempt = machineOf(record);
  return unwanted ? transitions(attempt, [{ type: 'unwanted' }, event]) : transition(attempt, event);
}

/**
 * Moves an attempt by one event: read, decide by the domain, write by compare and swap, and only then say what to do. When another
 * answer came first it reads and decides again. `not-saved` leaves the attempt as it was: the caller asks again later.
 */
export function applyEvent(
  deps: PaymentDeps,
  attemptId: AttemptId,
  event: AttemptEvent,
  slip: Slip | null = null,
): Result<AppliedEvent, ApplyError> {
  let unwanted = false;
  for (;;) {
    const record = findAttempt(deps.db, attemptId);
    if (record === null) return err({ code: 'not-found' });
    const decided = decide(record, event, unwanted);
    if (!decided.ok) return decided;
    const { attempt, changed, effects } = decided.value;
    if (!changed) {
      raiseExceptions(deps, record, effects);
      return ok({ record, changed, effects });
    }
    const step = {
      previous: record,
      next: progressOf(record, attempt, slip, deps.clock.now()),
      event: event.type,
    };
    const saved = save(deps, step, effects);
    if (typeof saved === 'object') return err({ code: 'not-saved', detail: saved.detail });
    if (saved === 'unwanted') {
      assert(!unwanted, 'an unwanted approval is never handed to sales');
      unwanted = true;
    }
    if (saved !== 'saved') continue;
    const stored = findAttempt(deps.db, attemptId);
    assert(stored !== null, 'what was written can be read');
    deps.report('attempt', { attemptId, event: event.type, from: record.state, to: stored.state });
    announce(deps, stored);
    raiseExceptions(deps, stored, effects);
    return ok({ record: stored, changed, effects });
  }
}
