import {
  toldAttemptChangeSchema,
  toldCreditNoteSchema,
  toldDaySchema,
  toldRefundChangeSchema,
  toldSaleSchema,
} from '../../../shared/contract/told-by-till.ts';
import { hourIn } from '../../../shared/domain/hour-in.ts';
import { ok, type Result } from '../../../shared/domain/result.ts';
import type { StoreFault } from '../faults.ts';
import type { Writer } from '../handles.ts';
import { refused, there, type Back, type ToldEvent, type Waits } from './outcome.ts';
import { writeAttemptBack } from './write-attempt-change.ts';
import { writeCreditNoteBack, writeRefundBack } from './write-credit-note.ts';
import { writeDayBack } from './write-day.ts';
import { writeSaleBack } from './write-sale.ts';

/** When it is written, and the shop's zone, by which a sale counts in its hour. */
export type WritingMoment = { readonly now: number; readonly zone: string };

type Schema<T> = {
  readonly safeParse: (
    value: unknown,
  ) => { readonly success: true; readonly data: T } | { readonly success: false };
};

function read<T>(
  schema: Schema<T>,
  payload: unknown,
  write: (told: T) => Result<Back | Waits, StoreFault>,
): Result<Back | Waits, StoreFault> {
  const parsed = schema.safeParse(payload);
  return parsed.success ? write(parsed.data) : ok(refused('form'));
}

/**
 * Writes one event that the office holds of this till as the rows that it tells of, unless they are here. One transaction, or none; the same event any number
 * of times is the same as once. `waits`: what it belongs to is not here yet. An Err is a fault of the disk.
 */
export function writeEvent(
  db: Writer,
  event: ToldEvent,
  payload: unknown,
  { now, zone }: WritingMoment,
): Result<Back | Waits, StoreFault> {
  switch (event.kind) {
    case 'order-completed':
      return read(toldSaleSchema, payload, (sale) =>
        writeSaleBack(db, sale, event, { now, hour: hourIn(sale.order.paidAt, zone) }),
      );
    case 'credit-note-issued':
      return read(toldCreditNoteSchema, payload, (note) => writeCreditNoteBack(db, note, event, now));
    case 'refund-changed':
      return read(toldRefundChangeSchema, payload, (change) => writeRefundBack(db, change, event, now));
    case 'attempt-changed':
      return read(toldAttemptChangeSchema, payload, (change) => writeAttemptBack(db, change, event, now));
    case 'day-closed':
      return read(toldDaySchema, payload, (day) => writeDayBack(db, day, event, now));
    default:
      // A kind of a later release: it says nothing that this one keeps.
      return ok(there);
  }
}
