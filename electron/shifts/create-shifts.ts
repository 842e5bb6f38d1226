import type { Day, Reconciliation } from '../../shared/contract/day.ts';
import type { PosError } from '../../shared/contract/errors.ts';
import type { BusinessDate } from '../../shared/domain/business-date.ts';
import { ok, type Result } from '../../shared/domain/result.ts';
import { closeDay, knownDay, type CloseRequest } from './close-day.ts';
import { dayView } from './day-view.ts';
import type { ShiftDeps } from './ports.ts';
import { reconcileDay } from './reconcile-day.ts';

/** The shop's days: their sums, their comparison with the gateway, their end. */
export type Shifts = {
  /** A day; null is the one in hand. */
  getDay(businessDate: string | null): Result<Day, PosError>;
  /** Compares a day with the gateway's list; null is the one in hand. */
  reconcile(businessDate: string | null): Promise<Result<Reconciliation, PosError>>;
  /** The same for any date, with trade or without: for a till that was put back, which may have forgotten the day. */
  reconcileDate(businessDate: BusinessDate): Promise<Result<Reconciliation, PosError>>;
  /** Closes a day for good, with a manager's leave. */
  close(request: CloseRequest): Promise<Result<Day, PosError>>;
};

/** Joins the parts. */
export function createShifts(deps: ShiftDeps): Shifts {
  return {
    getDay(businessDate) {
      const date = knownDay(deps, businessDate);
      return date.ok ? ok(dayView(deps, date.value)) : date;
    },
    async reconcile(businessDate) {
      const date = knownDay(deps, businessDate);
      if (!date.ok) return date;
      const done = await reconcileDay(deps, date.value);
      if (done.ok) deps.emit({ topic: 'day', id: date.value, version: deps.clock.now() });
      return done;
    },
    reconcileDate: (date) => reconcileDay(deps, date),
    close: (request) => closeDay(deps, request),
  };
}
