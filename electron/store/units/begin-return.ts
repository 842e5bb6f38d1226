import type { OrderId } from '../../../shared/domain/ids.ts';
import { assert, err, ok, type Result } from '../../../shared/domain/result.ts';
import type { RefundedLine } from '../../../shared/domain/refund.ts';
import type { StoreFault } from '../faults.ts';
import type { Reader, Writer } from '../handles.ts';
import { insertAudit } from '../repositories/audit.ts';
import { listLines } from '../repositories/order-lines.ts';
import { findOrder } from '../repositories/orders.ts';
import type { RefundRecord } from '../repositories/refunds.ts';
import {
  findRefund,
  findReturn,
  insertRefundLine,
  insertReturn,
  insertReturnPart,
  type ReturnRecord,
} from '../repositories/returns.ts';
import { moneyWentBack, touchOrder, type RefundMoment, type SeriesExhausted } from './complete-return.ts';
import { tellRefund } from './tell-office.ts';

export type BeginReturn = {
  readonly orderId: OrderId;
  readonly record: ReturnRecord;
  /** The first has the return's own id; what goes back in cash is DONE, what no gateway can give back REFUSED, the rest DUE. */
  readonly refunds: readonly RefundRecord[];
  readonly lines: readonly RefundedLine[];
  readonly moment: RefundMoment;
};

export type ReturnRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'refund-not-paid' }
  /** The same press came with another body. */
  | { readonly code: 'refund-differs' }
  | SeriesExhausted;

/** Whether a press of Refund was pressed before; the same press with another body is refused. */
export function isRepeatedReturn(
  db: Reader,
  press: Pick<ReturnRecord, 'returnId' | 'bodyHash'>,
): Result<boolean, { readonly code: 'refund-differs' }> {
  const known = findReturn(db, press.returnId);
  if (known === null) {
    return findRefund(db, press.returnId) === null ? ok(false) : err({ code: 'refund-differs' });
  }
  return known.bodyHash === press.bodyHash ? ok(true) : err({ code: 'refund-differs' });
}

function writeLines(db: Writer, orderSeq: number, refundSeq: number, input: BeginReturn): void {
  const positions = new Map(listLines(db, orderSeq).map((line, index) => [String(line.lineId), index + 1]));
  for (const line of input.lines) {
    const position = positions.get(line.lineId);
    assert(position !== undefined, 'a line that comes back is on the bill');
    insertRefundLine(db, { refundSeq, orderSeq, position }, line, input.record.restock);
  }
}

function run(db: Writer, input: BeginReturn): Result<null, ReturnRefusal> {
  const { record, refunds, moment } = input;
  const repeated = isRepeatedReturn(db, record);
  if (!repeated.ok) return repeated;
  if (repeated.value) return ok(null);
  const order = findOrder(db, input.orderId);
  if (order === null) return err({ code: 'not-found' });
  if (order.state !== 'paid') return err({ code: 'refund-not-paid' });
  const sum = refunds.reduce((total, refund) => total + refund.amountPaise, 0);
  assert(sum === record.paybackPaise, 'the refunds of a return are what it pays back');
  assert(refunds[0]?.refundId === record.returnId, 'the first refund has the id of the press');
  insertReturn(db, order.seq, record);
  const seqs = refunds.map((refund) => insertReturnPart(db, order.seq, record.returnId, refund));
  const [first] = seqs;
  assert(first !== undefined, 'a return has refunds');
  writeLines(db, order.seq, first, input);
  const { returnId, paybackPaise, destination, reason } = record;
  const detail = JSON.stringify({ returnId, paybackPaise, destination, reason });
  const subject = { subjectKind: 'order', subjectId: order.orderId };
  insertAudit(db, { at: moment.at, personId: moment.personId, action: 'return-begun', ...subject, detail });
  for (const refund of refunds) {
    const stored = findRefund(db, refund.refundId);
    assert(stored !== null && stored.amountPaise === refund.amountPaise, 'what was written can be read');
    if (stored.state !== 'DONE') {
      tellRefund(db, stored);
      continue;
    }
    const done = moneyWentBack(db, stored, moment);
    if (!done.ok) return done;
    if (done.value === null) tellRefund(db, stored);
  }
  touchOrder(db, order.seq, moment.at);
  return ok(null);
}

/**
 * Writes a return with its refunds before anything is asked of a gateway; cash is out at once, with its credit note when that was all. The same
 * press again writes nothing.
 */
export function beginReturn(db: Writer, input: BeginReturn): Result<null, ReturnRefusal | StoreFault> {
  return db.transaction(() => run(db, input));
}
