import type { Reconciliation, ReconcileRow } from '../../shared/contract/day.ts';
import { posError, type PosError } from '../../shared/contract/errors.ts';
import { calendarDate, type BusinessDate } from '../../shared/domain/business-date.ts';
import { isId, type AttemptId } from '../../shared/domain/ids.ts';
import { adviceFor, reconcile, type ReconciledPayment } from '../../shared/domain/reconcile.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { DayEntry, Gateway } from '../gateway/index.ts';
import { faultError } from '../store/fault-error.ts';
import type { Reader } from '../store/handles.ts';
import { findAttempt, listAttemptsByRrn, type AttemptRecord } from '../store/repositories/attempts.ts';
import { insertReconciliation } from '../store/repositories/reconciliations.ts';
import { attemptsOfDay, localPayment } from './local-payments.ts';
import type { ShiftDeps } from './ports.ts';

/** A sale may reach the gateway's books a little after it was begun here. */
const LATE_BOOKING_MS = 600_000;

/** What can be on this gateway's list: not a slip of another machine, nor what was asked at another account. */
function isAtGateway(record: AttemptRecord, gateway: Gateway): boolean {
  if (record.kind === 'card-manual' || record.merchantId !== gateway.merchantId) return false;
  return record.terminalId === null || record.terminalId === gateway.terminalId;
}

/** The gateway's days on which the payments of a business day were made; a day that was closed early goes on in the next one's. */
function datesOf(records: readonly AttemptRecord[], date: BusinessDate, zone: string): BusinessDate[] {
  const made = records.flatMap(({ createdAt }) => [
    calendarDate(createdAt, zone),
    calendarDate(createdAt + LATE_BOOKING_MS, zone),
  ]);
  return [...new Set([date, ...made])];
}

type Listed = { readonly date: BusinessDate; readonly entry: DayEntry };

async function listAll(
  gateway: Gateway,
  dates: readonly BusinessDate[],
): Promise<Result<readonly Listed[], PosError>> {
  const all: Listed[] = [];
  for (const date of dates) {
    const listed = await gateway.listDay(date);
    if (!listed.ok) {
      const isMissing = listed.error.code === 'not-supported';
      return err(posError(isMissing ? 'gateway-no-day-list' : 'gateway-unreachable'));
    }
    all.push(...listed.value.map((entry) => ({ date, entry })));
  }
  return ok(all);
}

/** The payment of ours that an entry is about, whatever day it was made on. */
function ownRecords(db: Reader, entry: DayEntry): AttemptRecord[] {
  const { attemptId, rrn } = entry;
  const named = isId<AttemptId>(attemptId) ? findAttempt(db, attemptId) : null;
  if (named !== null) return [named];
  return rrn === null ? [] : listAttemptsByRrn(db, rrn);
}

function rowOf(db: Reader, pair: ReconciledPayment, listed: readonly Listed[]): ReconcileRow {
  const { local, gateway } = pair;
  const record =
    local === null || !isId<AttemptId>(local.attemptId) ? null : findAttempt(db, local.attemptId);
  const entry = listed.find((each) => each.entry === gateway)?.entry ?? null;
  return {
    class: pair.class,
    advice: adviceFor(pair.class),
    attemptId: record?.attemptId ?? null,
    orderId: record?.orderId ?? null,
    localState: record?.state ?? null,
    localPaise: local?.amountPaise ?? null,
    gatewayStatus: gateway?.status ?? null,
    gatewayPaise: gateway?.amountPaise ?? null,
    rrn: gateway?.rrn ?? local?.rrn ?? null,
    authCode: gateway?.authCode ?? local?.authCode ?? null,
    at: entry?.atMs ?? record?.createdAt ?? null,
  };
}

/** Compares what was listed with what is on disk now: what moved while the list was fetched is read after it. */
function compare(
  deps: ShiftDeps,
  gateway: Gateway,
  date: BusinessDate,
  listed: readonly Listed[],
): Pick<Reconciliation, 'matched' | 'differences'> {
  const { db } = deps;
  const records = new Map<string, AttemptRecord>();
  const add = (record: AttemptRecord): void => {
    if (isAtGateway(record, gateway)) records.set(record.attemptId, record);
  };
  for (const record of attemptsOfDay(db, date, deps.zone())) add(record);
  // A second till of the shop has its own books, and another day's list is that day's business.
  const mine = listed.filter(({ date: listedOn, entry }) => {
    const own = ownRecords(db, entry);
    if (listedOn === date) for (const record of own) add(record);
    return listedOn === date
      ? own.length > 0 || entry.terminalId === gateway.terminalId
      : own.some((record) => records.has(record.attemptId));
  });
  const locals = [...records.values()].map((record) => localPayment(db, record));
  const pairs = reconcile(
    locals,
    mine.map(({ entry }) => entry),
  );
  const differing = pairs.filter((pair) => pair.class !== 'matched');
  return {
    matched: pairs.length - differing.length,
    differences: differing.map((pair) => rowOf(db, pair, mine)),
  };
}

/**
 * Compares a business day with the gateway's own list and keeps what differs (FIELD 4.12). Only a whole list is compared: a part of one would call
 * payments missing that are not. Changes no payment.
 */
export async function reconcileDay(
  deps: ShiftDeps,
  date: BusinessDate,
): Promise<Result<Reconciliation, PosError>> {
  const gateway = deps.gateway();
  if (gateway === null) return err(posError('gateway-not-set-up'));
  const askedAt = deps.clock.now();
  const made = attemptsOfDay(deps.db, date, deps.zone()).filter((record) => isAtGateway(record, gateway));
  const listed = await listAll(gateway, datesOf(made, date, deps.zone()));
  if (!listed.ok) return listed;
  const found = compare(deps, gateway, date, listed.value);
  const record = { businessDate: date, askedAt, matched: found.matched };
  const kept = deps.db.transaction<null, never>(() => {
    insertReconciliation(deps.db, { ...record, differences: JSON.stringify(found.differences) });
    return ok(null);
  });
  if (!kept.ok) return err(faultError(kept.error));
  deps.report('day-reconciled', {
    businessDate: date,
    matched: found.matched,
    differences: found.differences.length,
  });
  return ok({ ...record, differences: found.differences });
}
