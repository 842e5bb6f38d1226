import { paise, type Paise } from '../../../shared/domain/money.ts';
import { assert } from '../../../shared/domain/result.ts';
import type { DayTotal } from '../repositories/day-totals.ts';
import type { OrderLineRecord } from '../repositories/order-lines.ts';
import type { OrderRecord } from '../repositories/orders.ts';
import type { NewTender } from '../repositories/tenders.ts';

/** A sale as the day's sums take it in. */
export type SoldBill = {
  readonly order: OrderRecord;
  readonly lines: readonly OrderLineRecord[];
  readonly tenders: readonly NewTender[];
  /** The hour of the sale in the shop's zone, 0 to 23. */
  readonly hour: number;
};

const none = paise(0);

type Sums = Omit<DayTotal, 'businessDate' | 'dimension' | 'key'>;
const noSums: Sums = {
  billCount: 0,
  amountPaise: none,
  discountPaise: none,
  taxablePaise: none,
  cgstPaise: none,
  sgstPaise: none,
  igstPaise: none,
  roundOffPaise: none,
};

function sumsOf(lines: readonly OrderLineRecord[]): Sums {
  const sum = (of: (line: OrderLineRecord) => Paise): Paise =>
    paise(lines.reduce((total, line) => total + of(line), 0));
  return {
    ...noSums,
    amountPaise: sum((line) => line.totalPaise),
    discountPaise: sum((line) => line.discountPaise),
    taxablePaise: sum((line) => line.taxablePaise),
    cgstPaise: sum((line) => line.cgstPaise),
    sgstPaise: sum((line) => line.sgstPaise),
    igstPaise: sum((line) => line.igstPaise),
  };
}

/** What one completed sale adds to the sums of its day. The amounts of 'sales', of 'hour' and of 'tender' are what was paid; 'tax' and 'category' are before the round-off. */
export function saleTotals(bill: SoldBill): DayTotal[] {
  const { order, lines, tenders, hour } = bill;
  const { businessDate } = order;
  assert(Number.isInteger(hour) && hour >= 0 && hour <= 23, 'an hour is 0 to 23');
  const whole: Sums = {
    ...sumsOf(lines),
    billCount: 1,
    amountPaise: order.totalPaise,
    roundOffPaise: order.roundOffPaise,
  };
  const byRate = Map.groupBy(lines, (line) => String(line.gstRateBp));
  const byCategory = Map.groupBy(lines, (line) => line.category ?? '');
  const byTender = Map.groupBy(tenders, (tender) => tender.kind);
  const tenderSum = (of: readonly NewTender[]): Paise =>
    paise(of.reduce((sum, tender) => sum + tender.amountPaise, 0));
  assert(tenderSum(tenders) === order.totalPaise, 'the tenders of a sale are its total');
  return [
    { businessDate, dimension: 'sales', key: '', ...whole },
    { businessDate, dimension: 'hour', key: String(hour).padStart(2, '0'), ...whole },
    ...[...byTender].map(([key, some]): DayTotal => ({
      ...noSums,
      businessDate,
      dimension: 'tender',
      key,
      billCount: 1,
      amountPaise: tenderSum(some),
    })),
    ...[...byRate].map(([key, some]): DayTotal => ({
      businessDate,
      dimension: 'tax',
      key,
      ...sumsOf(some),
      billCount: 1,
    })),
    ...[...byCategory].map(([key, some]): DayTotal => ({
      businessDate,
      dimension: 'category',
      key,
      ...sumsOf(some),
      billCount: 1,
    })),
  ];
}
