import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import type { Paise } from '../../../shared/domain/money.ts';
import { selected } from '../columns.ts';
import type { Reader, Writer } from '../handles.ts';

export type DayDimension =
  | 'sales'
  | 'tender'
  | 'hour'
  | 'tax'
  | 'category'
  | 'refunds'
  | 'refund-tender'
  | 'refund-tax';

/** One sum of a day. */
export type DayTotal = {
  readonly businessDate: BusinessDate;
  readonly dimension: DayDimension;
  /** Empty for 'sales' and 'refunds'; else the tender kind, the hour 00 to 23, the rate in basis points, the category. */
  readonly key: string;
  readonly billCount: number;
  readonly amountPaise: Paise;
  readonly discountPaise: Paise;
  readonly taxablePaise: Paise;
  readonly cgstPaise: Paise;
  readonly sgstPaise: Paise;
  readonly igstPaise: Paise;
  readonly roundOffPaise: Paise;
};

const fields = [
  'businessDate',
  'dimension',
  'key',
  'billCount',
  'amountPaise',
  'discountPaise',
  'taxablePaise',
  'cgstPaise',
  'sgstPaise',
  'igstPaise',
  'roundOffPaise',
] as const satisfies readonly (keyof DayTotal)[];
const ADD = `INSERT INTO day_totals (business_date, dimension, key, bill_count, amount_paise, discount_paise, taxable_paise,
    cgst_paise, sgst_paise, igst_paise, round_off_paise)
  VALUES (@businessDate, @dimension, @key, @billCount, @amountPaise, @discountPaise, @taxablePaise,
    @cgstPaise, @sgstPaise, @igstPaise, @roundOffPaise)
  ON CONFLICT (business_date, dimension, key) DO UPDATE SET
    bill_count = bill_count + excluded.bill_count, amount_paise = amount_paise + excluded.amount_paise,
    discount_paise = discount_paise + excluded.discount_paise, taxable_paise = taxable_paise + excluded.taxable_paise,
    cgst_paise = cgst_paise + excluded.cgst_paise, sgst_paise = sgst_paise + excluded.sgst_paise,
    igst_paise = igst_paise + excluded.igst_paise, round_off_paise = round_off_paise + excluded.round_off_paise`;
const LIST = `SELECT ${selected(fields)} FROM day_totals WHERE business_date BETWEEN ? AND ?
  ORDER BY business_date, dimension, key`;

/** Adds to a day's sums. Called inside the transaction of the sale. */
export function addToDay(db: Writer, totals: readonly DayTotal[]): void {
  for (const total of totals) db.change<DayTotal>(ADD).run(total);
}

/** The sums of the days from one date to another, both included. */
export function listDayTotals(db: Reader, from: BusinessDate, to: BusinessDate): DayTotal[] {
  return db.query<[BusinessDate, BusinessDate], DayTotal>(LIST).all([from, to]);
}
