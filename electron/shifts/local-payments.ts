import { calendarDate, type BusinessDate } from '../../shared/domain/business-date.ts';
import { sumPaise, ZERO_PAISE, type Paise } from '../../shared/domain/money.ts';
import type { LocalPayment } from '../../shared/domain/reconcile.ts';
import type { Reader } from '../store/handles.ts';
import {
  listAttempts,
  listAttemptsBetween,
  listAttemptsOfDay,
  type AttemptRecord,
} from '../store/repositories/attempts.ts';
import { listRefundsOfAttempt } from '../store/repositories/returns.ts';

const HOUR_MS = 3_600_000;

const paidStates: readonly string[] = ['APPROVED', 'RESOLVED_PAID'];
const openStates: readonly string[] = ['CREATED', 'SENDING', 'PENDING', 'UNKNOWN'];
const goneStates: readonly string[] = ['VOIDED', 'REFUNDED'];

/** The attempts that belong to a business day: those of its orders, and those made on its calendar day. */
export function attemptsOfDay(db: Reader, date: BusinessDate, zone: string): AttemptRecord[] {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // Wide enough for any zone; the calendar decides.
  const near = listAttemptsBetween(db, midnight - 15 * HOUR_MS, midnight + 39 * HOUR_MS);
  const made = near.filter((attempt) => calendarDate(attempt.createdAt, zone) === date);
  const all = new Map([...made, ...listAttemptsOfDay(db, date)].map((record) => [record.attemptId, record]));
  return [...all.values()];
}

function standingOf(record: AttemptRecord): LocalPayment['standing'] {
  if (paidStates.includes(record.state)) return 'paid';
  if (openStates.includes(record.state)) return 'open';
  return record.state.startsWith('VOID') || record.state.startsWith('REFUND') ? 'given-back' : 'unpaid';
}

/** What went back to the instrument, and what may have by now. */
function backOf(
  db: Reader,
  record: AttemptRecord,
  amountPaise: Paise,
): Pick<LocalPayment, 'backPaise' | 'backDuePaise'> {
  const standing = standingOf(record);
  if (standing === 'given-back') {
    const isGone = goneStates.includes(record.state);
    const backPaise = isGone ? amountPaise : ZERO_PAISE;
    return { backPaise, backDuePaise: isGone ? ZERO_PAISE : amountPaise };
  }
  const refunds = listRefundsOfAttempt(db, record.attemptSeq).filter(({ kind }) => kind !== 'cash-back');
  const sum = (...states: readonly string[]): Paise =>
    sumPaise(refunds.filter(({ state }) => states.includes(state)).map((refund) => refund.amountPaise));
  return { backPaise: sum('DONE'), backDuePaise: sum('DUE', 'UNKNOWN') };
}

/** A payment of ours as the comparison takes it. */
export function localPayment(db: Reader, record: AttemptRecord): LocalPayment {
  const { attemptId, orderId, rrn, authCode, terminalId } = record;
  const amountPaise = record.approvedPaise ?? record.amountPaise;
  const others = listAttempts(db, record.orderSeq).filter((other) => other.attemptId !== attemptId);
  return {
    attemptId,
    orderId,
    terminalId,
    rrn,
    authCode,
    amountPaise,
    standing: standingOf(record),
    ...backOf(db, record, amountPaise),
    isPaidOtherwise: others.some((other) => paidStates.includes(other.state)),
  };
}
