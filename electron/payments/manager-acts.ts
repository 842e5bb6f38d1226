import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { ResolveAttemptRequest, ResolveRefundByHandRequest } from '../../shared/contract/sale.ts';
import type { AttemptId } from '../../shared/domain/ids.ts';
import type { AttemptEvent } from '../../shared/domain/payment-events.ts';
import { isPaid } from '../../shared/domain/payment-attempt.ts';
import { transition } from '../../shared/domain/payment.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { Authorised } from '../people/index.ts';
import { faultError } from '../store/fault-error.ts';
import { findAttempt, listAttemptsByRrn, type AttemptRecord } from '../store/repositories/attempts.ts';
import { insertAudit } from '../store/repositories/audit.ts';
import { machineOf } from './attempt-mapping.ts';
import type { Driver } from './driver.ts';

/** A manager's word on how an unknown payment ended, without the proof, which was checked at the door. */
export type Resolution = Omit<ResolveAttemptRequest, 'manager'>;

/** A manager's word that a slip's money went back on its own machine, without the proof, which was checked at the door. */
export type HandRefund = Omit<ResolveRefundByHandRequest, 'manager'>;

/** Whether the machine would take the event now, in the contract's words. */
function refusedBy(record: AttemptRecord, event: AttemptEvent): PosError | null {
  const decided = transition(machineOf(record), event);
  if (decided.ok) return null;
  return posError(decided.error.code === 'window-not-over' ? 'attempt-window-open' : 'attempt-not-unknown');
}

/** Writes who decided what, and why, before it is done; then does it. */
function act(
  driver: Driver,
  record: AttemptRecord,
  event: AttemptEvent,
  entry: { readonly action: string; readonly by: Authorised; readonly detail: string | null },
): Result<null, PosError> {
  const { deps } = driver;
  const refused = refusedBy(record, event);
  if (refused !== null) return err(refused);
  const { action, detail, by } = entry;
  const { attemptId } = record;
  const written = deps.db.transaction<null, never>(() => {
    const about = { subjectKind: 'attempt', subjectId: attemptId, detail };
    insertAudit(deps.db, { at: deps.clock.now(), personId: by.personId, action, ...about });
    return ok(null);
  });
  if (!written.ok) return err(faultError(written.error));
  return driver.apply(attemptId, event) === null ? err(posError('store-busy')) : ok(null);
}

/** Lets another tender be taken for the order of an unknown payment; asking goes on, and should it be approved it goes back (FIELD 4.8). */
export function supersede(
  driver: Driver,
  attemptId: AttemptId,
  by: Authorised<'supersede-attempt'>,
): Result<null, PosError> {
  const record = findAttempt(driver.deps.db, attemptId);
  if (record === null) return err(posError('not-found'));
  if (record.superseded) return ok(null);
  const entry = { action: 'payment-superseded', by, detail: null };
  return act(driver, record, { type: 'superseded' }, entry);
}

/** An RRN as slips print it. */
function isRrn(text: string | null): text is string {
  return text !== null && /^[A-Za-z0-9]{4,35}$/.test(text);
}

/** Takes a manager's word for how an unknown payment ended, once its window is over, with the slip's RRN and a reason (FIELD 4.2). */
export function resolve(
  driver: Driver,
  word: Resolution,
  by: Authorised<'resolve-attempt'>,
): Result<null, PosError> {
  const { attemptId, outcome, rrn, authCode, reason } = word;
  const { db } = driver.deps;
  const record = findAttempt(db, attemptId);
  if (record === null) return err(posError('not-found'));
  const windowOver = driver.keepers.isWindowOver(attemptId);
  const detail = JSON.stringify({ outcome, rrn, authCode, reason });
  const entry = { action: 'payment-resolved', by, detail };
  if (outcome === 'unpaid') return act(driver, record, { type: 'resolved-unpaid', windowOver }, entry);
  if (!isRrn(rrn)) return err(posError('slip-needed'));
  const others = listAttemptsByRrn(db, rrn).filter((other) => other.attemptId !== attemptId);
  if (others.some((other) => isPaid(machineOf(other)))) return err(posError('slip-used'));
  const approval = { amountPaise: record.amountPaise, rrn, authCode, transactionId: null };
  return act(driver, record, { type: 'resolved-paid', windowOver, approval }, entry);
}

/**
 * Takes a manager's word that the money of a typed slip was given back on its own machine, with a reason. A repeat changes nothing;
 * `refund-not-by-hand` for any other payment, whose money goes back through the gateway.
 */
export function refundedByHand(
  driver: Driver,
  { attemptId, reason }: HandRefund,
  by: Authorised<'refund-by-hand'>,
): Result<null, PosError> {
  const record = findAttempt(driver.deps.db, attemptId);
  if (record === null) return err(posError('not-found'));
  if (record.kind === 'card-manual' && record.state === 'REFUNDED') return ok(null);
  if (record.kind !== 'card-manual' || record.state !== 'REFUND_DUE')
    return err(posError('refund-not-by-hand'));
  const entry = { action: 'payment-refunded-by-hand', by, detail: JSON.stringify({ reason }) };
  return act(driver, record, { type: 'refunded' }, entry);
}
