/** The sums of each day worked out again from the orders, lines and tenders, apart from the code that keeps them. */
import type {
  Ledger,
  LedgerCreditedLine,
  LedgerDayTotal,
  LedgerLine,
  LedgerOrder,
  LedgerTender,
} from './ledger.ts';

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

/** What is summed of a line, sold or come back. */
type SummedLine = Omit<LedgerCreditedLine, 'creditNoteId'> & Pick<LedgerLine, 'discountPaise'>;

function sumsOf(lines: readonly SummedLine[]): Sums {
  const sum = (of: (line: SummedLine) => number): number =>
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

/** What a credit note and its lines add: the money before the rates, which know no round-off. */
function totalsOfCreditNotes(ledger: Ledger): LedgerDayTotal[] {
  const linesOf = Map.groupBy(ledger.creditedLines, (line) => line.creditNoteId);
  const sums = (lines: readonly LedgerCreditedLine[]): Sums =>
    sumsOf(lines.map((line) => ({ ...line, discountPaise: 0 })));
  return ledger.creditNotes.flatMap(({ creditNoteId, businessDate, totalPaise, roundOffPaise }) => {
    const lines = linesOf.get(creditNoteId) ?? [];
    const byRate = Map.groupBy(lines, (line) => String(line.gstRateBp));
    return [
      {
        businessDate,
        dimension: 'refunds',
        key: '',
        ...sums(lines),
        amountPaise: totalPaise,
        roundOffPaise,
      },
      ...[...byRate].map(([key, some]) => ({ businessDate, dimension: 'refund-tax', key, ...sums(some) })),
    ];
  });
}

/** What money that went back adds to the day on which it went. */
function totalsOfRefunds(ledger: Ledger): LedgerDayTotal[] {
  return ledger.refunds
    .filter(({ state }) => state === 'DONE')
    .map(({ businessDate, tenderKind, amountPaise }) => ({
      businessDate,
      dimension: 'refund-tender',
      key: tenderKind,
      ...nothing,
      amountPaise,
    }));
}

/** Every sum that the paid orders make, and what came back of them, under its `totalKey`. */
export function expectedDayTotals(ledger: Ledger): ReadonlyMap<string, LedgerDayTotal> {
  const totals = new Map<string, LedgerDayTotal>();
  const count = (total: LedgerDayTotal): void => {
    const before = totals.get(totalKey(total));
    totals.set(totalKey(total), before === undefined ? total : added(before, total));
  };
  const linesOf = Map.groupBy(ledger.lines, (line) => line.orderSeq);
  const tendersOf = Map.groupBy(ledger.tenders, (tender) => tender.orderSeq);
  for (const order of ledger.orders.filter(({ state }) => state === 'paid' || state === 'refunded')) {
    const { seq } = order;
    for (const total of totalsOf(order, linesOf.get(seq) ?? [], tendersOf.get(seq) ?? [], ledger.zone))
      count(total);
  }
  for (const total of [...totalsOfCreditNotes(ledger), ...totalsOfRefunds(ledger)]) count(total);
  return totals;
}
