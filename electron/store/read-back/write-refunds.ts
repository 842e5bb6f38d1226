import type { ToldCreditNote, ToldRefund, ToldRefundChange } from '../../../shared/contract/told-by-till.ts';
import { assert, err, ok, type Result } from '../../../shared/domain/result.ts';
import type { Reader, Writer } from '../handles.ts';
import { findAttempt } from '../repositories/attempts.ts';
import { openBusinessDay } from '../repositories/business-days.ts';
import { addToDay } from '../repositories/day-totals.ts';
import { listLines } from '../repositories/order-lines.ts';
import type { OrderRecord } from '../repositories/orders.ts';
import {
  findRefund,
  findReturn,
  insertRefundLine,
  insertReturn,
  insertReturnPart,
  updateRefund,
  type StoredRefund,
} from '../repositories/returns.ts';
import { refundTenderTotals } from '../units/refund-totals.ts';
import { intoDay } from './closed-day.ts';
import { knownHere } from './known-here.ts';
import { refused, takenBack, type TakenBack } from './outcome.ts';

/** A return as it is told, in a credit note or in a refund of it. */
export type ToldReturn = {
  readonly return: ToldCreditNote['return'];
  readonly lines: ToldRefundChange['lines'];
};

const contradiction = err(takenBack(refused('contradicts')));

function writeLines(db: Writer, order: OrderRecord, refundSeq: number, told: ToldReturn): boolean {
  const positions = new Map(listLines(db, order.seq).map((line, index) => [String(line.lineId), index + 1]));
  return told.lines.every((line) => {
    const position = positions.get(line.lineId);
    if (position === undefined) return false;
    insertRefundLine(db, { refundSeq, orderSeq: order.seq, position }, line, told.return.restock);
    return true;
  });
}

/** Brings a refund to a version; every change of it counts its version up by one. */
function bring(db: Writer, stored: StoredRefund, told: ToldRefund, version: number): StoredRefund {
  const { state, kind, tenderKind, rrn, businessDate, updatedAt } = told;
  const approvedBy = knownHere(db, 'people', told.approvedBy);
  const next = { state, kind, tenderKind, rrn, businessDate, approvedBy, updatedAt };
  let current = stored;
  while (current.version < version) {
    assert(updateRefund(db, current, next) === 1, 'nobody else writes');
    const read = findRefund(db, current.refundId);
    assert(read !== null, 'what was written can be read');
    current = read;
  }
  return current;
}

function attemptSeqOf(db: Reader, order: OrderRecord, { attemptId }: ToldRefund): number | null | undefined {
  if (attemptId === null) return null;
  const attempt = findAttempt(db, attemptId);
  return attempt?.orderSeq === order.seq ? attempt.attemptSeq : undefined;
}

/** Writes a refund that is lost here, as it stood first; what came after follows. */
function insertOne(db: Writer, order: OrderRecord, told: ToldReturn, refund: ToldRefund): boolean {
  const attemptSeq = attemptSeqOf(db, order, refund);
  // A bill that was read back without its attempts: what was given back is known, by which of them is not.
  if (attemptSeq === undefined) return false;
  const row = {
    ...refund,
    attemptSeq,
    creditNoteId: null,
    personId: knownHere(db, 'people', refund.personId),
    approvedBy: knownHere(db, 'people', refund.approvedBy),
  };
  const refundSeq = insertReturnPart(db, order.seq, told.return.returnId, row);
  return refund.refundId !== told.return.returnId || writeLines(db, order, refundSeq, told);
}

/**
 * Writes a refund of a return, and the return where it is lost, or brings the one that is here to where it came; money that went back takes its day's
 * sums with it. Called inside a transaction.
 * @returns whether it came into a day that is closed
 */
export function writeRefund(
  db: Writer,
  order: OrderRecord,
  told: ToldReturn,
  refund: ToldRefund,
  version: number,
): Result<{ readonly closedDay: boolean }, TakenBack> {
  if (findReturn(db, told.return.returnId) === null) {
    const personId = knownHere(db, 'people', told.return.personId);
    insertReturn(db, order.seq, { ...told.return, personId });
  }
  const known = findRefund(db, refund.refundId);
  if (known !== null && known.orderSeq !== order.seq) return contradiction;
  const isNewlyDone = refund.state === 'DONE' && known?.state !== 'DONE';
  let isWhole = true;
  const closedDay = intoDay(db, refund.businessDate, () => {
    if (known === null) isWhole = insertOne(db, order, told, refund);
    const stored = findRefund(db, refund.refundId);
    if (isWhole && stored !== null) bring(db, stored, refund, version);
  });
  if (!isWhole) return contradiction;
  if (isNewlyDone) {
    openBusinessDay(db, refund.businessDate, refund.updatedAt);
    addToDay(db, refundTenderTotals(refund.businessDate, refund));
  }
  return ok({ closedDay: closedDay && isNewlyDone });
}
