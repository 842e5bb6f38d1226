/** The sums of each day worked out again from the orders, lines and tenders, apart from the code that keeps them. */
import type { Ledger, LedgerDayTotal, LedgerLine, LedgerOrder, LedgerTender } from './ledger.ts';

/** What tells one sum from the others. */
export function totalKey({
  businessDate,
  dimension,
  key,
}: Pick<LedgerDayTotal, 'businessDate' | 'dimension' | 'key'>): string {
  return `${businessDate} ${dimension} ${key}`;
}

type Sums = Omit<LedgerDayTotal, 'businessDate' | 'dimension' | 'key'>;

const nothing: Sums = {
  billCount: 1,
  amountPaise: 0,
  discountPaise: 0,
  taxablePaise: 0,
  cgstPaise: 0,
  sgstPaise: 0,
  igstPaise: 0,
  roundOffPaise: 0,
};

function sumsOf(lines: readonly LedgerLine[]): Sums {
  const sum = (of: (line: LedgerLine) => number): number =>
    lines.reduce((total, line) => total + of(line), 0);
  return {
    ...nothing,
    amountPaise: sum((line) => line.totalPaise),
    discountPaise: sum((line) => line.discountPaise),
    taxablePaise: sum((line) => line.taxablePaise),
    cgstPaise: sum((line) => line.cgstPaise),
    sgstPaise: sum((line) => line.sgstPaise),
    igstPaise: sum((line) => line.igstPaise),
  };
}

function hourOf(atMs: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB-u-nu-latn', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' })
    .format(atMs)
    .padStart(2, '0');
}

/** What one paid order adds. */
function totalsOf(
  order: LedgerOrder,
  lines: readonly LedgerLine[],
  tenders: readonly LedgerTender[],
  zone: string,
): LedgerDayTotal[] {
  const { businessDate } = order;
  const whole: Sums = {
    ...sumsOf(lines),
    amountPaise: order.totalPaise,
    roundOffPaise: order.roundOffPaise,
  };
  const grouped = (dimension: string, by: (line: LedgerLine) => string): LedgerDayTotal[] =>
    [...Map.groupBy(lines, by)].map(([key, some]) => ({ businessDate, dimension, key, ...sumsOf(some) }));
  return [
    { businessDate, dimension: 'sales', key: '', ...whole },
    { businessDate, dimension: 'hour', key: hourOf(order.paidAt ?? 0, zone), ...whole },
    ...[...Map.groupBy(tenders, (tender) => tender.kind)].map(([key, some]) => ({
      businessDate,
      dimension: 'tender',
      key,
      ...nothing,
      amountPaise: some.reduce((total, tender) => total + tender.amountPaise, 0),
    })),
    ...grouped('tax', (line) => String(line.gstRateBp)),
    ...grouped('category', (line) => line.category ?? ''),
  ];
}

function added(one: LedgerDayTotal, other: LedgerDayTotal): LedgerDayTotal {
  return {
    ...one,
    billCount: one.billCount + other.billCount,
    amountPaise: one.amountPaise + other.amountPaise,
    discountPaise: one.discountPaise + other.discountPaise,
    taxablePaise: one.taxablePaise + other.taxablePaise,
    cgstPaise: one.cgstPaise + other.cgstPaise,
    sgstPaise: one.sgstPaise + other.sgstPaise,
    igstPaise: one.igstPaise + other.igstPaise,
    roundOffPaise: one.roundOffPaise + other.roundOffPaise,
  };
}

/** Every sum that the paid orders make, under its `totalKey`. */
export function expectedDayTotals(ledger: Ledger): ReadonlyMap<string, LedgerDayTotal> {
  const totals = new Map<string, LedgerDayTotal>();
  const linesOf = Map.groupBy(ledger.lines, (line) => line.orderSeq);
  const tendersOf = Map.groupBy(ledger.tenders, (tender) => tender.orderSeq);
  for (const order of ledger.orders.filter(({ state }) => state === 'paid' || state === 'refunded')) {
    const { seq } = order;
    for (const total of totalsOf(order, linesOf.get(seq) ?? [], tendersOf.get(seq) ?? [], ledger.zone)) {
      const before = totals.get(totalKey(total));
      totals.set(totalKey(total), before === undefined ? total : added(before, total));
    }
  }
  return totals;
}
