import { transition } from '../../shared/domain/payment.ts';
import type { Notice } from '../../shared/contract/till.ts';
import type { AttemptId } from '../../shared/domain/ids.ts';
import { ok, type Result } from '../../shared/domain/result.ts';
import type { StoreFault } from '../store/faults.ts';
import type { AttemptRecord } from '../store/repositories/attempts.ts';
import { recoverAttempts, type RecoveryDecision } from '../store/units/recover.ts';
import { machineOf, progressOf } from './attempt-mapping.ts';
import type { PaymentDeps } from './ports.ts';

/** What the cashier is told of an attempt that the last run left. */
function noticeCode(state: AttemptRecord['state']): Notice['code'] | null {
  if (state === 'NOT_SENT') return 'payment-not-sent';
  return state === 'UNKNOWN' ? 'payment-being-asked' : null;
}

function decide(deps: PaymentDeps, record: AttemptRecord): RecoveryDecision {
  const decided = transition(machineOf(record), { type: 'restarted' });
  if (!decided.ok || !decided.value.changed) return null;
  const next = progressOf(record, decided.value.attempt, null, deps.clock.now());
  const code = noticeCode(next.state);
  const { orderId, amountPaise } = record;
  const notice =
    code === null
      ? null
      : { id: deps.noticeId(), code, at: deps.clock.now(), invoiceNumber: null, amountPaise, orderId };
  return { next, event: 'restarted', notice };
}

/**
 * Moves everything that the last run left as FIELD 4.5 says, in one transaction, and returns what of it is not settled, as it is now. Nothing
 * is sent here: a sale is never sent again. What this run began meanwhile (`isOurs`) is left alone.
 */
export function recoverPayments(
  deps: PaymentDeps,
  isOurs: (attemptId: AttemptId) => boolean,
): Result<AttemptRecord[], StoreFault> {
  const left = recoverAttempts(deps.db, (record) => (isOurs(record.attemptId) ? null : decide(deps, record)));
  return left.ok ? ok(left.value.filter(({ attemptId }) => !isOurs(attemptId))) : left;
}
