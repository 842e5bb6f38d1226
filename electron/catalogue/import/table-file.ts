import type { Result } from '../../../shared/domain/result.ts';

/** Why a file cannot be read as a table. */
export type TableError = {
  readonly code: 'file-unreadable' | 'file-too-large' | 'file-format';
  /** What the reader said, in plain words, for the log and the report. */
  readonly detail: string;
};

/** An opened table: the head, and the rows beneath it with the numbers that a spreadsheet shows for them. */
export type TableFile = {
  /** The sheets of a workbook, empty for CSV. */
  readonly sheets: readonly string[];
  readonly columns: readonly string[];
  /** The rows, empty ones left out. An error ends them: what came before it is not the whole file. */
  readonly rows: AsyncIterable<Result<TableRow, TableError>>;
};

/** One row; `row` counts from 1 with the head as the first. */
export type TableRow = { readonly row: number; readonly cells: readonly string[] };

/** The most rows, columns and bytes that are read; beyond them a file is refused rather than half read. */
export const TABLE_LIMITS = {
  csvBytesMax: 200 * 1024 * 1024,
  xlsxBytesMax: 30 * 1024 * 1024,
  xlsxUnpackedBytesMax: 400 * 1024 * 1024,
  rowsMax: 1_000_000,
  columnsMax: 500,
} as const;

/** Whether a row has nothing in it. */
export function isEmptyRow(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}
