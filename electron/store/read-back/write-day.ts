import type { ToldDay } from '../../../shared/contract/told-by-till.ts';
import { ok, type Result } from '../../../shared/domain/result.ts';
import type { StoreFault } from '../faults.ts';
import type { Reader, Writer } from '../handles.ts';
import { insertAudit } from '../repositories/audit.ts';
import { closeBusinessDay, findBusinessDay, openBusinessDay } from '../repositories/business-days.ts';
import { listDayTotals } from '../repositories/day-totals.ts';
import { insertAcknowledgedOutbox } from '../repositories/outbox.ts';
import { there, writeWhole, written, type Back, type ToldEvent } from './outcome.ts';

function hasSums(db: Reader, told: ToldDay): boolean {
  const totals = listDayTotals(db, told.businessDate, told.businessDate);
  const of = (dimension: 'sales' | 'refunds'): readonly [number, number] => {
    const found = totals.find((total) => total.dimension === dimension);
    return [found?.billCount ?? 0, found?.amountPaise ?? 0];
  };
  const [bills, sales] = of('sales');
  const [notes, back] = of('refunds');
  const isSold = bills === told.billCount && sales === told.salesPaise;
  return isSold && notes === told.refundCount && back === told.refundsPaise;
}

/**
 * Closes a day here that was closed by the manager before the till was put back, with the list that was signed then. Only where its sums are those that the
 * manager saw: a day in which more was sold since is closed by a manager again.
 */
export function writeDayBack(
  db: Writer,
  told: ToldDay,
  event: ToldEvent,
  now: number,
): Result<Back, StoreFault> {
  const { businessDate, closedAt, exceptions } = told;
  const isClosed = (findBusinessDay(db, businessDate)?.closedAt ?? null) !== null;
  const isSame = hasSums(db, told);
  if (isClosed) return ok(isSame ? there : { kind: 'differs', fields: ['day-sums'] });
  if (!isSame) return ok({ kind: 'differs', fields: ['day-sums'] });
  return writeWhole(db, () => {
    openBusinessDay(db, businessDate, closedAt);
    const signed = exceptions.length === 0 ? null : JSON.stringify(exceptions);
    closeBusinessDay(db, { businessDate, at: closedAt, closedBy: null, exceptions: signed });
    const { id: outboxId, kind, sha256: payloadHash, at: createdAt } = event;
    const row = {
      outboxId,
      aggregate: 'day',
      aggregateId: businessDate,
      kind,
      payloadHash,
      createdAt,
    } as const;
    insertAcknowledgedOutbox(db, row, now);
    const subject = {
      subjectKind: 'day',
      subjectId: businessDate,
      detail: JSON.stringify({ readBack: true }),
    };
    insertAudit(db, { at: now, personId: null, action: 'day-closed', ...subject });
    return ok<Back>(written);
  });
}
