import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import { paise, type Paise } from '../../../shared/domain/money.ts';
import type { TenderKind } from '../../../shared/contract/sale.ts';
import type { DayTotal } from '../repositories/day-totals.ts';

/** A line that came back, with the rate it was sold at. */
export type CreditedLine = {
  readonly gstRateBp: number;
  readonly taxablePaise: Paise;
  readonly cgstPaise: Paise;
  readonly sgstPaise: Paise;
  readonly igstPaise: Paise;
  readonly totalPaise: Paise;
};

const none = paise(0);

type Sums = Omit<DayTotal, 'businessDate' | 'dimension' | 'key'>;

function sumsOf(lines: readonly CreditedLine[]): Sums {
  const sum = (of: (line: CreditedLine) => Paise): Paise =>
    paise(lines.reduce((total, line) => total + of(line), 0));
  return {
    billCount: 1,
    amountPaise: sum((line) => line.totalPaise),
    discountPaise: none,
    taxablePaise: sum((line) => line.taxablePaise),
    cgstPaise: sum((line) => line.cgstPaise),
    sgstPaise: sum((line) => line.sgstPaise),
    igstPaise: sum((line) => line.igstPaise),
    roundOffPaise: none,
  };
}

/** What a credit note adds to the sums of its day: 'refunds' is what was paid back, 'refund-tax' is before the round-off. */
export function creditNoteTotals(
  note: { readonly businessDate: BusinessDate; readonly totalPaise: Paise; readonly roundOffPaise: Paise },
  lines: readonly CreditedLine[],
): DayTotal[] {
  const { businessDate, totalPaise, roundOffPaise } = note;
  const byRate = Map.groupBy(lines, (line) => String(line.gstRateBp));
  return [
    { businessDate, dimension: 'refunds', key: '', ...sumsOf(lines), amountPaise: totalPaise, roundOffPaise },
    ...[...byRate].map(([key, some]): DayTotal => ({
      businessDate,
      dimension: 'refund-tax',
      key,
      ...sumsOf(some),
    })),
  ];
}

/** What money that went back adds to the sums of the day on which it went. */
export function refundTenderTotals(
  businessDate: BusinessDate,
  refund: { readonly tenderKind: TenderKind; readonly amountPaise: Paise },
): DayTotal[] {
  const { tenderKind: key, amountPaise } = refund;
  return [{ businessDate, dimension: 'refund-tender', key, ...sumsOf([]), amountPaise }];
}
