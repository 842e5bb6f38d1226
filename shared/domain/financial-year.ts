import type { BusinessDate } from './business-date.ts';

/** An Indian financial year: 1 April of `startYear` to 31 March of the next (General Clauses Act; CGST Rule 46). */
export type FinancialYear = {
  readonly startYear: number;
  /** For people: "2026-27". */
  readonly label: string;
  /** For invoice numbers: "2627". */
  readonly short: string;
};

/** The financial year that starts on 1 April of a year. */
export function financialYear(startYear: number): FinancialYear {
  const two = (year: number): string => String(year % 100).padStart(2, '0');
  return {
    startYear,
    label: `${startYear}-${two(startYear + 1)}`,
    short: `${two(startYear)}${two(startYear + 1)}`,
  };
}

/** The financial year a business date falls in. */
export function financialYearOf(date: BusinessDate): FinancialYear {
  const year = Number(date.slice(0, 4));
  return financialYear(date.slice(5, 7) >= '04' ? year : year - 1);
}
