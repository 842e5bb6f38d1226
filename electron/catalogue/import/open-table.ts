import { open } from 'node:fs/promises';
import { err, type Result } from '../../../shared/domain/result.ts';
import { openCsv } from './csv-table.ts';
import type { TableError, TableFile } from './table-file.ts';
import { openXlsx } from './xlsx-table.ts';

/** Every ZIP archive, and so every XLSX workbook, begins so. */
const ZIP_MARK = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
/** The container of the old XLS format, and of workbooks with a password. */
const OLD_OFFICE_MARK = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Opens a CSV file or an XLSX workbook, told apart by how it begins and not by its name. */
export async function openTable(
  path: string,
  sheet: string | undefined,
): Promise<Result<TableFile, TableError>> {
  let mark: Buffer;
  try {
    mark = await firstBytes(path);
  } catch (thrown) {
    return err({
      code: 'file-unreadable',
      detail: thrown instanceof Error ? thrown.message : String(thrown),
    });
  }
  if (mark.equals(OLD_OFFICE_MARK))
    return err({
      code: 'file-format',
      detail: 'an old XLS file or one with a password: save it as XLSX or CSV',
    });
  return mark.equals(ZIP_MARK) ? openXlsx(path, sheet) : openCsv(path);
}
