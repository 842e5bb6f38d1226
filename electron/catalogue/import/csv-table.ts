import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { cleanText } from './cell-text.ts';
import { detectDelimiter } from './detect-delimiter.ts';
import { detectEncoding } from './detect-encoding.ts';
import { isEmptyRow, TABLE_LIMITS, type TableError, type TableFile, type TableRow } from './table-file.ts';

const DECODE_BYTES = 64 * 1024;
const SNIFF_BYTES = 256 * 1024;
/** A quote that is opened and never closed would swallow the rest of the file; a row longer than this is such a one. */
const ROW_LETTERS_MAX = 256 * 1024;

/** The text of the file, piece by piece, its mark left out. */
function* decoded(bytes: Uint8Array): Generator<string> {
  const decoder = new TextDecoder(detectEncoding(bytes));
  for (let at = 0; at < bytes.length; at += DECODE_BYTES) {
    const text = decoder.decode(bytes.subarray(at, at + DECODE_BYTES), { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

/** The text without a first line such as "sep=;". */
function* withoutTold(pieces: Iterable<string>): Generator<string> {
  let first = true;
  for (const piece of pieces) {
    yield first ? piece.replace(/^sep=.\r?\n/u, '') : piece;
    first = false;
  }
}

function tableError(thrown: unknown): TableError {
  if (thrown instanceof CsvError) return { code: 'file-format', detail: thrown.message };
  throw thrown;
}

async function* rowsOf(records: AsyncIterator<string[]>): AsyncGenerator<Result<TableRow, TableError>> {
  let row = 1;
  for (;;) {
    let next: IteratorResult<string[], unknown>;
    try {
      next = await records.next();
    } catch (thrown) {
      yield err(tableError(thrown));
      return;
    }
    if (next.done === true) return;
    row += 1;
    if (row > TABLE_LIMITS.rowsMax) {
      yield err({ code: 'file-too-large', detail: `more than ${TABLE_LIMITS.rowsMax} rows` });
      return;
    }
    if (!isEmptyRow(next.value)) yield ok({ row, cells: next.value });
  }
}

/**
 * Opens a CSV file: UTF-8 with or without its mark, UTF-16 or Windows-1252; comma, semicolon, tab or bar, whichever the first lines
 * show. Quotes inside words and rows of another length are let through; the row's reader judges them.
 */
export async function openCsv(path: string): Promise<Result<TableFile, TableError>> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (thrown) {
    return err({
      code: 'file-unreadable',
      detail: thrown instanceof Error ? thrown.message : String(thrown),
    });
  }
  if (bytes.length > TABLE_LIMITS.csvBytesMax) return err({ code: 'file-too-large', detail: 'CSV' });
  const sniffed = [...decoded(bytes.subarray(0, SNIFF_BYTES))].join('');
  if (sniffed.includes('\u0000')) return err({ code: 'file-format', detail: 'not a text file' });
  const parser = parse({
    delimiter: detectDelimiter(sniffed),
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: ROW_LETTERS_MAX,
  });
  const source = Readable.from(withoutTold(decoded(bytes)));
  source.on('error', (error) => parser.destroy(error));
  const records: AsyncIterator<string[]> = source.pipe(parser)[Symbol.asyncIterator]();
  try {
    const head = await records.next();
    if (head.done === true) return err({ code: 'file-format', detail: 'the file is empty' });
    const columns = head.value.map(cleanText);
    if (columns.length > TABLE_LIMITS.columnsMax) return err({ code: 'file-too-large', detail: 'columns' });
    return ok({ sheets: [], columns, rows: rowsOf(records) });
  } catch (thrown) {
    return err(tableError(thrown));
  }
}
