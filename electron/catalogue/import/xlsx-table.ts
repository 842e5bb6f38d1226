import { readFile } from 'node:fs/promises';
import readWorkbook from 'read-excel-file/web-worker';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { cleanText } from './cell-text.ts';
import { isEmptyRow, TABLE_LIMITS, type TableError, type TableFile, type TableRow } from './table-file.ts';
import { unpackedSize } from './unpacked-size.ts';

/** A number as the sheet shows it: spreadsheets keep 15 digits, so the float's own noise beyond them is dropped. */
function numberText(value: number): string {
  return String(Number(value.toPrecision(15)));
}

function cellText(cell: unknown): string {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return numberText(cell);
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : '';
}

async function* rowsOf(
  data: readonly (readonly unknown[])[],
  width: number,
): AsyncGenerator<Result<TableRow, TableError>> {
  for (const [at, cells] of data.entries()) {
    if (at === 0) continue;
    const texts = cells.map(cellText);
    // A sheet is as wide as its widest row: empty cells beyond the head are no cells of the table.
    while (texts.length > width && texts.at(-1) === '') texts.pop();
    while (texts.length < width) texts.push('');
    if (!isEmptyRow(texts)) yield ok({ row: at + 1, cells: texts });
  }
}

async function readBytes(path: string): Promise<Result<Uint8Array<ArrayBuffer>, TableError>> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await readFile(path));
  } catch (thrown) {
    return err({
      code: 'file-unreadable',
      detail: thrown instanceof Error ? thrown.message : String(thrown),
    });
  }
  const unpacked = unpackedSize(bytes);
  if (unpacked === null) return err({ code: 'file-format', detail: 'not an XLSX workbook' });
  if (bytes.length > TABLE_LIMITS.xlsxBytesMax || unpacked > TABLE_LIMITS.xlsxUnpackedBytesMax)
    return err({ code: 'file-too-large', detail: 'XLSX' });
  return ok(bytes);
}

/** Opens one sheet of an XLSX workbook, the first unless it is named. Blocks its thread while it unpacks: for a worker. */
export async function openXlsx(
  path: string,
  sheet: string | undefined,
): Promise<Result<TableFile, TableError>> {
  const bytes = await readBytes(path);
  if (!bytes.ok) return bytes;
  let workbook: Awaited<ReturnType<typeof readWorkbook>>;
  try {
    workbook = await readWorkbook(bytes.value.buffer);
  } catch (thrown) {
    return err({ code: 'file-format', detail: thrown instanceof Error ? thrown.message : String(thrown) });
  }
  const chosen = sheet === undefined ? workbook[0] : workbook.find((candidate) => candidate.sheet === sheet);
  if (chosen === undefined) return err({ code: 'file-format', detail: `no sheet ${sheet ?? ''}`.trim() });
  if (chosen.data.length > TABLE_LIMITS.rowsMax) return err({ code: 'file-too-large', detail: 'rows' });
  const head = (chosen.data[0] ?? []).map((cell) => cleanText(cellText(cell)));
  while (head.at(-1) === '') head.pop();
  if (head.length === 0) return err({ code: 'file-format', detail: 'the sheet is empty' });
  return ok({
    sheets: workbook.map((candidate) => candidate.sheet),
    columns: head,
    rows: rowsOf(chosen.data, head.length),
  });
}
