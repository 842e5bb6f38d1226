import type { DayException, ReconcileRow } from '../../shared/contract/day.ts';
import type { BusinessDate } from '../../shared/domain/business-date.ts';
import { isId, type AttemptId, type OrderId } from '../../shared/domain/ids.ts';
import type { Paise } from '../../shared/domain/money.ts';
import { findAttempt, listUnfinishedAttempts, type AttemptRecord } from '../store/repositories/attempts.ts';
import { listPaymentExceptions } from '../store/repositories/audit.ts';
import { lastBusinessDays, lastClosingAt } from '../store/repositories/business-days.ts';
import { listUnfinishedOrders } from '../store/repositories/orders.ts';
import { findLastReconciliation, type ReconciliationRecord } from '../store/repositories/reconciliations.ts';
import {
  listRefusedRefunds,
  listUnfinishedRefunds,
  type StoredRefund,
} from '../store/repositories/returns.ts';
import { attemptsOfDay } from './local-payments.ts';
import type { ShiftDeps } from './ports.ts';

type Code = DayException['code'];

function exception(
  code: Code,
  about: { readonly attemptId: AttemptId | null; readonly orderId: OrderId | null },
  amountPaise: Paise | null,
): DayException {
  return { code, attemptId: about.attemptId, orderId: about.orderId, amountPaise };
}

function attemptCode({ kind, state }: AttemptRecord): Code {
  if (kind === 'card-manual' && state === 'REFUND_DUE') return 'refund-by-hand';
  if (state === 'UNKNOWN') return 'attempt-unknown';
  if (state.startsWith('VOID')) return 'void-due';
  return state.startsWith('REFUND') ? 'refund-due' : 'attempt-open';
}

const refundCode = (refund: StoredRefund): Code => {
  if (refund.state === 'REFUSED') return 'refund-refused';
  return refund.kind === 'void' ? 'void-due' : 'refund-due';
};

/** What went on the exception list since a day was last closed; each payment once for each reason. */
function raised(deps: ShiftDeps): DayException[] {
  const found = new Map<string, DayException>();
  for (const entry of listPaymentExceptions(deps.db, (lastClosingAt(deps.db) ?? -1) + 1)) {
    // It is listed by its state for as long as it is due, and a manager ends it.
    if (entry.detail?.includes('"refund-by-hand"') === true) continue;
    const isContradiction = (entry.detail ?? '').includes('"contradiction"');
    const code = isContradiction ? 'contradiction' : 'refund-refused';
    const record = isId<AttemptId>(entry.subjectId) ? findAttempt(deps.db, entry.subjectId) : null;
    if (record === null) continue;
    found.set(`${code}/${record.attemptId}`, exception(code, record, record.amountPaise));
  }
  return [...found.values()];
}

/** The rows of a kept comparison; they were written from the contract's own type. */
export function differencesOf(record: ReconciliationRecord): ReconcileRow[] {
  const rows: unknown = JSON.parse(record.differences);
  return Array.isArray(rows) ? (rows as ReconcileRow[]) : [];
}

/** What the last comparison left open, or that there was none since the day's last payment by a gateway. */
function compared(deps: ShiftDeps, date: BusinessDate): DayException[] {
  const last = findLastReconciliation(deps.db, date);
  const atGateway = attemptsOfDay(deps.db, date, deps.zone()).filter(
    (record) => record.kind !== 'card-manual' && record.rrn !== null,
  );
  const isStale = atGateway.some((record) => last === null || record.createdAt > last.askedAt);
  const differing = last === null ? [] : differencesOf(last);
  const rows = differing.map((row) => exception('difference', row, row.gatewayPaise ?? row.localPaise));
  const missing = exception('not-reconciled', { attemptId: null, orderId: null }, null);
  return isStale ? [...rows, missing] : rows;
}

/** Orders that money was taken for and that are not done. */
function unfinishedOrders(deps: ShiftDeps): DayException[] {
  return listUnfinishedOrders(deps.db)
    .filter(({ state }) => state === 'part-paid' || state === 'paid-not-completed')
    .map(({ orderId, totalPaise }) =>
      exception('order-unfinished', { attemptId: null, orderId }, totalPaise),
    );
}

/** All that keeps a day from being closed without a manager's signature (FIELD 4.12). */
export function dayExceptions(deps: ShiftDeps, date: BusinessDate): DayException[] {
  const { db } = deps;
  const attempts = listUnfinishedAttempts(db).map((record) =>
    exception(attemptCode(record), record, record.amountPaise),
  );
  const { lastClosedDate } = lastBusinessDays(db);
  const refused = listRefusedRefunds(db, lastClosedDate ?? '');
  const refunds = [...listUnfinishedRefunds(db), ...refused].map((refund) =>
    exception(refundCode(refund), refund, refund.amountPaise),
  );
  return [...attempts, ...refunds, ...raised(deps), ...unfinishedOrders(deps), ...compared(deps, date)];
}
