import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import type { PersonId } from '../../../shared/domain/ids.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { StoreFault } from '../faults.ts';
import type { Writer } from '../handles.ts';
import { insertAudit } from '../repositories/audit.ts';
import { closeBusinessDay, openBusinessDay } from '../repositories/business-days.ts';
import { insertOutbox, type NewOutboxRow } from '../repositories/outbox.ts';

/** Closes a day for good, with its signed list, its audit and what the central API is told, in one transaction. A day without trade is opened and closed. */
export function closeDay(
  db: Writer,
  day: {
    readonly businessDate: BusinessDate;
    readonly at: number;
    readonly closedBy: PersonId;
    /** JSON of what the manager signed for, or null. */
    readonly exceptions: string | null;
    readonly outbox: NewOutboxRow;
  },
): Result<null, { readonly code: 'day-closed' } | StoreFault> {
  const { businessDate, at, closedBy, exceptions } = day;
  return db.transaction(() => {
    openBusinessDay(db, businessDate, at);
    if (!closeBusinessDay(db, { businessDate, at, closedBy, exceptions })) return err({ code: 'day-closed' });
    const subject = { subjectKind: 'day', subjectId: businessDate, detail: exceptions };
    insertAudit(db, { at, personId: closedBy, action: 'day-closed', ...subject });
    insertOutbox(db, day.outbox);
    return ok(null);
  });
}
