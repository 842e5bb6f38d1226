import type { VerifyPaymentReply } from '../../shared/contract/sale.ts';
import { isFinalUnpaid, isPaid, isUndecided } from '../../shared/domain/payment-attempt.ts';
import { assertNever } from '../../shared/domain/result.ts';
import type { Answer } from '../gateway/index.ts';
import { findAttempt, type AttemptRecord } from '../store/repositories/attempts.ts';
import { listRefundsOfAttempt } from '../store/repositories/returns.ts';
import { statusEvent } from './answer-events.ts';
import { machineOf } from './attempt-mapping.ts';
import { refOf, type Driver } from './driver.ts';
import { atSameAccount } from './same-account.ts';

type Verdict = VerifyPaymentReply['verdict'];

/** Whether refunds of ours explain that the gateway calls a paid attempt given back. */
function isGivenBackByUs(driver: Driver, record: AttemptRecord, how: 'voided' | 'refunded'): boolean {
  const refunds = listRefundsOfAttempt(driver.deps.db, record.attemptSeq).filter(
    (refund) => refund.returnId !== null && refund.state !== 'REFUSED' && refund.kind !== 'cash-back',
  );
  if (how === 'voided') return refunds.some((refund) => refund.kind === 'void');
  const back = refunds.reduce((sum, refund) => sum + refund.amountPaise, 0);
  return back >= (record.approvedPaise ?? record.amountPaise);
}

/** What the answer says of an attempt that is settled here. */
function verdictOn(driver: Driver, record: AttemptRecord, answer: Answer): Verdict {
  const attempt = machineOf(record);
  const paid = isPaid(attempt);
  switch (answer.kind) {
    case 'not-found':
      return isFinalUnpaid(record.state) ? 'agrees' : 'not-known';
    case 'approved':
      if (!paid)
        return record.state.startsWith('VOID_') || record.state.startsWith('REFUND_') ? 'agrees' : 'differs';
      return record.rrn === answer.approval.rrn ? 'agrees' : 'differs';
    case 'approved-other-amount':
      return paid || isFinalUnpaid(record.state) ? 'differs' : 'agrees';
    case 'voided':
    case 'refunded':
      if (paid) return isGivenBackByUs(driver, record, answer.kind) ? 'agrees' : 'differs';
      return isFinalUnpaid(record.state) || record.state.startsWith(answer.kind.slice(0, 4).toUpperCase())
        ? 'agrees'
        : 'differs';
    case 'declined':
    case 'cancelled':
      return isFinalUnpaid(record.state) ? 'agrees' : 'differs';
    case 'pending':
      return isFinalUnpaid(record.state) || paid ? 'differs' : 'agrees';
    default:
      return assertNever(answer);
  }
}

/**
 * Asks the gateway about a payment now. One that is not settled takes the answer as it always does; for a settled one a difference goes through the
 * machine, which raises the exception or gives late money back (FIELD 4.2, 4.4). `unreachable` taught nothing.
 */
export async function verify(driver: Driver, record: AttemptRecord): Promise<Verdict> {
  const { attemptId } = record;
  const gateway = atSameAccount(driver.deps.gateway(), record);
  if (gateway === null) return 'unreachable';
  const result = await gateway.status(refOf(record), driver.signal);
  if (!result.ok || driver.signal.aborted) return 'unreachable';
  const now = findAttempt(driver.deps.db, attemptId) ?? record;
  const wasUndecided = isUndecided(machineOf(now));
  const verdict = wasUndecided ? 'agrees' : verdictOn(driver, now, result.value);
  if (verdict === 'agrees' && !wasUndecided) return verdict;
  const paid = isPaid(machineOf(now));
  const answer = statusEvent(machineOf(now), result, { windowOver: paid, tombstoned: paid });
  if (answer !== null) driver.apply(attemptId, answer.event, answer.slip);
  if (!wasUndecided) return verdict;
  return result.value.kind === 'not-found' ? 'not-known' : 'agrees';
}
