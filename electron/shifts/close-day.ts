import type { Day, DayException } from '../../shared/contract/day.ts';
import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { ManagerProof } from '../../shared/contract/people.ts';
import { isBusinessDate, type BusinessDate } from '../../shared/domain/business-date.ts';
import type { PersonId } from '../../shared/domain/ids.ts';
import { assert, err, ok, type Result } from '../../shared/domain/result.ts';
import { sha256Hex } from '../platform/message-signature.ts';
import { faultError } from '../store/fault-error.ts';
import { findBusinessDay } from '../store/repositories/business-days.ts';
import { closeDay as writeClosedDay } from '../store/units/close-day.ts';
import { dayView } from './day-view.ts';
import { dayExceptions } from './exceptions.ts';
import type { ShiftDeps } from './ports.ts';

export type CloseRequest = {
  readonly businessDate: string;
  readonly manager: ManagerProof;
  readonly signExceptions: boolean;
};

/** A day that the till has: one with trade, or the one in hand. */
export function knownDay(deps: ShiftDeps, text: string | null): Result<BusinessDate, PosError> {
  const inHand = deps.businessDate();
  if (text === null || text === inHand) return ok(inHand);
  const isKnown = isBusinessDate(text) && findBusinessDay(deps.db, text) !== null;
  return isKnown ? ok(text) : err(posError('day-not-found'));
}

/** What the day can be closed with, or why not. */
function closable(deps: ShiftDeps, request: CloseRequest): Result<readonly DayException[], PosError> {
  const date = knownDay(deps, request.businessDate);
  if (!date.ok) return date;
  if ((findBusinessDay(deps.db, date.value)?.closedAt ?? null) !== null) return err(posError('day-closed'));
  const exceptions = dayExceptions(deps, date.value);
  return exceptions.length > 0 && !request.signExceptions
    ? err(posError('day-has-exceptions', { items: exceptions.length }))
    : ok(exceptions);
}

function write(
  deps: ShiftDeps,
  date: BusinessDate,
  exceptions: readonly DayException[],
  closedBy: PersonId,
): Result<null, PosError> {
  const at = deps.clock.now();
  const { openAttempts: _, ...sums } = dayView(deps, date);
  const payload = JSON.stringify({ form: 1, ...sums, closedAt: at, exceptions });
  const written = writeClosedDay(deps.db, {
    businessDate: date,
    at,
    closedBy,
    exceptions: exceptions.length === 0 ? null : JSON.stringify(exceptions),
    outbox: {
      outboxId: deps.ids.next(),
      aggregate: 'day',
      aggregateId: date,
      kind: 'day-closed',
      payload,
      payloadHash: sha256Hex(payload),
      createdAt: at,
    },
  });
  if (written.ok) return ok(null);
  const { error } = written;
  return err(error.code === 'day-closed' ? posError('day-closed') : faultError(error));
}

/**
 * Closes a day for good, with a manager's leave: with open items only where the manager signs for them, and then the list is kept with the day
 * (FIELD 4.12). What comes later counts on its own day. The list is made again after the PIN, so that what is signed is what is true.
 */
export async function closeDay(deps: ShiftDeps, request: CloseRequest): Promise<Result<Day, PosError>> {
  const first = closable(deps, request);
  if (!first.ok) return first;
  const subject = { kind: 'day', id: request.businessDate };
  const allowed = await deps.people.authorise('close-day', request.manager, subject);
  if (!allowed.ok) return allowed;
  const exceptions = closable(deps, request);
  if (!exceptions.ok) return exceptions;
  const { businessDate: date } = request;
  assert(isBusinessDate(date), 'a known day is a date');
  const closed = write(deps, date, exceptions.value, allowed.value.personId);
  if (!closed.ok) return closed;
  deps.emit({ topic: 'day', id: date, version: deps.clock.now() });
  return ok(dayView(deps, date));
}
