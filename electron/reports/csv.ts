import { toDecimalString, type Paise } from '../../shared/domain/money.ts';

/** What stands in a cell: words of anybody, a whole number, or an amount. */
export type CsvCell = string | number | { readonly paise: Paise };

/** Tells a spreadsheet that what follows is UTF-8: without it Excel shows Hindi as gibberish. */
export const CSV_MARK = '\uFEFF';

/** What a spreadsheet takes for the beginning of a formula, after spaces too (OWASP, "CSV injection"). */
const FORMULA = /^\s*[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/;

function textOf(words: string): string {
  const harmless = FORMULA.test(words) ? `'${words}` : words;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function cellOf(cell: CsvCell): string {
  if (typeof cell === 'string') return textOf(cell);
  return typeof cell === 'number' ? String(cell) : toDecimalString(cell.paise);
}

/**
 * A line of a table as RFC 4180 has it: commas between, quotes where needed, CRLF at the end. Amounts are rupees with two decimals and no grouping; words that
 * a spreadsheet would run as a formula get an apostrophe in front.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}
