import { assert, err, ok, type Result } from '../../../shared/domain/result.ts';
import type { StoreFault } from '../faults.ts';
import type { Writer } from '../handles.ts';
import { insertAudit } from '../repositories/audit.ts';
import { findRefund, updateRefund, type RefundProgress, type StoredRefund } from '../repositories/returns.ts';
import { moneyWentBack, touchOrder, type RefundMoment, type SeriesExhausted } from './complete-return.ts';
import { tellRefund } from './tell-office.ts';

export type SettleRefund = {
  readonly previous: StoredRefund;
  readonly next: RefundProgress;
  /** What happened, for the audit: `refund-done`, `refund-refused`, `refund-unknown`… */
  readonly event: string;
  readonly moment: RefundMoment;
};

/** Another answer about the refund came first: nothing was written. */
export type StaleRefund = { readonly code: 'stale' };

function run(db: Writer, input: SettleRefund): Result<StoredRefund, StaleRefund | SeriesExhausted> {
  const { previous, next, moment } = input;
  if (updateRefund(db, previous, next) === 0) return err({ code: 'stale' });
  const stored = findRefund(db, previous.refundId);
  assert(stored !== null && stored.amountPaise === previous.amountPaise, 'what was written can be read');
  const { refundId, amountPaise, kind } = stored;
  const detail = JSON.stringify({ refundId, amountPaise, kind, from: previous.state, to: stored.state });
  const subject = { subjectKind: 'order', subjectId: stored.orderId };
  const personId = next.approvedBy ?? moment.personId;
  insertAudit(db, { at: moment.at, personId, action: input.event, ...subject, detail });
  let credited = false;
  if (previous.state !== 'DONE' && stored.state === 'DONE') {
    const done = moneyWentBack(db, stored, moment);
    if (!done.ok) return done;
    credited = done.value !== null;
  }
  // The credit note tells of all the refunds that it stands for.
  if (previous.state !== stored.state && !credited) tellRefund(db, stored);
  touchOrder(db, stored.orderSeq, moment.at);
  return ok(findRefund(db, refundId) ?? stored);
}

/**
 * Commits a step of a refund's life by compare and swap on its version. Money that went back takes the day's sums, and with the last of its return
 * the credit note, stock, outbox and the order's state with it: one transaction (FIELD 4.11).
 */
export function settleRefund(
  db: Writer,
  input: SettleRefund,
): Result<StoredRefund, StaleRefund | SeriesExhausted | StoreFault> {
  return db.transaction(() => run(db, input));
}
