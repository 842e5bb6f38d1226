import type { RefundId } from '../../../shared/domain/ids.ts';
import { moveRefund, type RefundEvent } from '../../../shared/domain/refund-state.ts';
import { assert } from '../../../shared/domain/result.ts';
import { atSameAccount, callRefund, pauseAfter, type RefundOutcome } from '../../payments/index.ts';
import { findAttempt } from '../../store/repositories/attempts.ts';
import {
  findRefund,
  listUnfinishedRefunds,
  type RefundProgress,
  type StoredRefund,
} from '../../store/repositories/returns.ts';
import { settleRefund } from '../../store/units/settle-refund.ts';
import { announceOrder } from '../checkout.ts';
import type { RefundDeps } from './ports.ts';
import { refundMoment } from './refund-moment.ts';

/** Asks for refunds until each is certain, one call at a time for each. */
export type RefundDriver = {
  /** Starts on a refund that is on disk, or goes on with it. */
  go(refundId: RefundId): void;
  /** Goes on with all that the last run left. */
  resume(): void;
  /** Cuts the calls and writes nothing more, so that a stop is the same as a kill. */
  close(): Promise<void>;
};

/** What a step of a refund writes. */
export function stepOf(
  previous: StoredRefund,
  event: RefundEvent,
  given: Partial<Pick<RefundProgress, 'rrn' | 'kind' | 'tenderKind' | 'approvedBy'>>,
  moment: { readonly at: number; readonly businessDate: RefundProgress['businessDate'] },
): RefundProgress | null {
  const moved = moveRefund(previous.state, event);
  if (!moved.ok) return null;
  const { kind, tenderKind, rrn, approvedBy } = previous;
  return {
    kind,
    tenderKind,
    rrn,
    approvedBy,
    ...given,
    state: moved.value,
    businessDate: moment.businessDate,
    updatedAt: moment.at,
  };
}

/** What an outcome writes; null when it changes nothing. A void that was refused is certain not to have been: its refund is due. */
function nextOf(
  refund: StoredRefund,
  outcome: RefundOutcome,
  moment: Parameters<typeof stepOf>[3],
): RefundProgress | null {
  if (outcome.type === 'void-refused') {
    assert(refund.kind === 'void', 'only a void is refused as one');
    const { tenderKind, rrn, approvedBy } = refund;
    const { businessDate, at: updatedAt } = moment;
    return { kind: 'return', state: 'DUE', tenderKind, rrn, approvedBy, businessDate, updatedAt };
  }
  const rrn = outcome.type === 'done' ? outcome.rrn : refund.rrn;
  const next = stepOf(refund, outcome.type, { rrn }, moment);
  return next === null || (next.state === refund.state && refund.state !== 'DONE') ? null : next;
}

type Inside = {
  readonly deps: RefundDeps;
  readonly signal: AbortSignal;
  readonly busy: Map<RefundId, Promise<void>>;
  readonly plans: Map<RefundId, () => void>;
  readonly failures: Map<RefundId, number>;
};

/** Writes what a call came to; true when the refund is to be asked for again. */
function write(inside: Inside, refund: StoredRefund, outcome: RefundOutcome): boolean {
  const { deps } = inside;
  const { refundId, orderId } = refund;
  const moment = refundMoment(deps, deps.clock.now());
  const next = nextOf(refund, outcome, moment);
  if (next === null) return true;
  const settled = settleRefund(deps.db, { previous: refund, next, event: `refund-${outcome.type}`, moment });
  deps.report('refund', {
    refundId,
    outcome: outcome.type,
    from: refund.state,
    to: settled.ok ? settled.value.state : settled.error.code,
  });
  if (!settled.ok) return true;
  announceOrder(deps, orderId);
  return settled.value.state === 'DUE' || settled.value.state === 'UNKNOWN';
}

/** Makes the call of a refund that is due or unknown. */
async function ask(inside: Inside, refundId: RefundId): Promise<boolean> {
  const { deps, signal } = inside;
  const refund = findRefund(deps.db, refundId);
  if (refund === null || (refund.state !== 'DUE' && refund.state !== 'UNKNOWN')) return false;
  const attempt = refund.attemptId === null ? null : findAttempt(deps.db, refund.attemptId);
  assert(attempt !== null, 'what is asked of a gateway has its attempt');
  const gateway = atSameAccount(deps.gateway(), attempt);
  if (gateway === null) return true;
  const { amountPaise, kind } = refund;
  assert(kind !== 'cash-back', 'cash is never asked of a gateway');
  const isUnknown = refund.state === 'UNKNOWN';
  const outcome = await callRefund(gateway, attempt, { refundId, amountPaise, kind, isUnknown }, signal);
  if (signal.aborted) return false;
  const again = write(inside, refund, outcome);
  if (outcome.type === 'void-refused') inside.failures.set(refundId, -1);
  return again;
}

function plan(inside: Inside, refundId: RefundId): void {
  const { deps, plans, failures } = inside;
  const failed = (failures.get(refundId) ?? 0) + 1;
  failures.set(refundId, failed);
  plans.get(refundId)?.();
  const { giveBackMs, giveBackMaxMs } = deps.timings;
  const delayMs = failed === 0 ? 0 : pauseAfter(failed, giveBackMs, giveBackMaxMs);
  plans.set(
    refundId,
    deps.later(delayMs, () => {
      plans.delete(refundId);
      run(inside, refundId);
    }),
  );
}

function run(inside: Inside, refundId: RefundId): void {
  if (inside.busy.has(refundId) || inside.signal.aborted) return;
  const started = ask(inside, refundId)
    .catch((error: unknown) => {
      // A bug must not take the till down; the refund is on disk as it was and is asked for again.
      inside.deps.report('refund-call-failed', { refundId, error: String(error) });
      return true;
    })
    .then((again) => {
      inside.busy.delete(refundId);
      if (again && !inside.signal.aborted) plan(inside, refundId);
      else inside.failures.delete(refundId);
    });
  inside.busy.set(refundId, started);
}

/** A refund that the last run left due may have been under way: as a sale that was sending, it is unknown now (FIELD 4.5). */
function inherit(inside: Inside, refund: StoredRefund): void {
  const { deps } = inside;
  const moment = refundMoment(deps, deps.clock.now());
  const next = refund.state === 'DUE' ? stepOf(refund, 'lost', {}, moment) : null;
  if (next === null) return;
  const settled = settleRefund(deps.db, { previous: refund, next, event: 'refund-restarted', moment });
  if (!settled.ok)
    deps.report('refund-not-recovered', { refundId: refund.refundId, code: settled.error.code });
}

/** Makes the driver. It does nothing until `resume` or `go`. */
export function createRefundDriver(deps: RefundDeps): RefundDriver {
  const stop = new AbortController();
  const inside: Inside = {
    deps,
    signal: stop.signal,
    busy: new Map(),
    plans: new Map(),
    failures: new Map(),
  };
  return {
    go: (refundId) => run(inside, refundId),
    resume() {
      for (const refund of listUnfinishedRefunds(deps.db)) {
        inherit(inside, refund);
        run(inside, refund.refundId);
      }
    },
    async close() {
      stop.abort();
      for (const cancel of inside.plans.values()) cancel();
      inside.plans.clear();
      await Promise.all(inside.busy.values());
    },
  };
}
