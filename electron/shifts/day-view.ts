import type { Day, DayException } from '../../shared/contract/day.ts';
import { tenderKinds } from '../../shared/contract/sale.ts';
import type { BusinessDate } from '../../shared/domain/business-date.ts';
import { addPaise, subtractPaise, ZERO_PAISE, type Paise } from '../../shared/domain/money.ts';
import { findBusinessDay, findSignedExceptions } from '../store/repositories/business-days.ts';
import { listDayTotals, type DayDimension, type DayTotal } from '../store/repositories/day-totals.ts';
import { findLastReconciliation } from '../store/repositories/reconciliations.ts';
import { dayExceptions, differencesOf } from './exceptions.ts';
import type { ShiftDeps } from './ports.ts';

function taxOf(total: DayTotal | undefined): Paise {
  if (total === undefined) return ZERO_PAISE;
  return addPaise(addPaise(total.cgstPaise, total.sgstPaise), total.igstPaise);
}

function tendersOf(find: (dimension: DayDimension, key: string) => DayTotal | undefined): Day['byTender'] {
  return tenderKinds.flatMap((kind) => {
    const sales = find('tender', kind);
    const refunds = find('refund-tender', kind);
    if (sales === undefined && refunds === undefined) return [];
    return {
      kind,
      salesPaise: sales?.amountPaise ?? ZERO_PAISE,
      refundsPaise: refunds?.amountPaise ?? ZERO_PAISE,
      billCount: sales?.billCount ?? 0,
    };
  });
}

/** The list that was signed when the day was closed; it was written from the contract's own type. */
function signedExceptions(deps: ShiftDeps, date: BusinessDate): DayException[] {
  const signed = findSignedExceptions(deps.db, date);
  const rows: unknown = signed === null ? [] : JSON.parse(signed);
  return Array.isArray(rows) ? (rows as DayException[]) : [];
}

/** A day with its sums and all that is open: after the close, with the list that was signed. Net of nothing: sales and refunds stand apart. */
export function dayView(deps: ShiftDeps, date: BusinessDate): Day {
  const { db } = deps;
  const day = findBusinessDay(db, date);
  const totals = listDayTotals(db, date, date);
  const find = (dimension: DayDimension, key: string): DayTotal | undefined =>
    totals.find((total) => total.dimension === dimension && total.key === key);
  const sales = find('sales', '');
  const refunds = find('refunds', '');
  const cash = (dimension: DayDimension): Paise => find(dimension, 'cash')?.amountPaise ?? ZERO_PAISE;
  const compared = findLastReconciliation(db, date);
  const closedAt = day?.closedAt ?? null;
  return {
    businessDate: date,
    closedAt,
    billCount: sales?.billCount ?? 0,
    salesPaise: sales?.amountPaise ?? ZERO_PAISE,
    taxablePaise: sales?.taxablePaise ?? ZERO_PAISE,
    taxPaise: taxOf(sales),
    roundOffPaise: sales?.roundOffPaise ?? ZERO_PAISE,
    refundCount: refunds?.billCount ?? 0,
    refundsPaise: refunds?.amountPaise ?? ZERO_PAISE,
    byTender: tendersOf(find),
    cashPaise: subtractPaise(cash('tender'), cash('refund-tender')),
    reconciled:
      compared === null
        ? null
        : { at: compared.askedAt, matched: compared.matched, differences: differencesOf(compared).length },
    exceptions: closedAt === null ? dayExceptions(deps, date) : signedExceptions(deps, date),
    openAttempts: deps.payments.listOpen(),
  };
}
