import type { RefusedRow } from '../../../shared/contract/catalogue.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { isCorrectable } from '../../store/repositories/search-words.ts';
import type { StagedProduct } from '../../store/repositories/import-staging.ts';
import { cleanText, rowText } from './cell-text.ts';
import { openTable } from './open-table.ts';
import { parseRow, type RowRules } from './parse-row.ts';
import type { RowChunk, TablePreview } from './reader-protocol.ts';
import type { TableError } from './table-file.ts';

const SAMPLE_ROWS = 50;
const VALUES_MAX = 500;
const CHUNK_ROWS = 250;

/** Counts the different values of a column until there are too many to be categories. */
class ValueCounts {
  #counts: Map<string, number> | null = new Map();

  add(value: string): void {
    if (this.#counts === null || value === '') return;
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
    if (this.#counts.size > VALUES_MAX) this.#counts = null;
  }

  list(): readonly (readonly [string, number])[] | null {
    return this.#counts === null ? null : [...this.#counts].toSorted(([, a], [, b]) => b - a);
  }
}

/** Reads a whole file once for the preview: the head, a sample, how many rows, and what values its columns have. */
export async function previewTable(path: string, sheet?: string): Promise<Result<TablePreview, TableError>> {
  const table = await openTable(path, sheet);
  if (!table.ok) return table;
  const { sheets, columns, rows } = table.value;
  const counts = columns.map(() => new ValueCounts());
  const sampleRows: string[][] = [];
  let rowCount = 0;
  for await (const next of rows) {
    if (!next.ok) return next;
    rowCount += 1;
    const cells = next.value.cells.map(cleanText);
    if (sampleRows.length < SAMPLE_ROWS) sampleRows.push(columns.map((_, at) => cells[at] ?? ''));
    for (const [at, count] of counts.entries()) count.add(cells[at] ?? '');
  }
  return ok({ sheets, columns, sampleRows, rowCount, values: counts.map((count) => count.list()) });
}

/** A row without the empty cells beyond the head, which many programs write. */
function withoutEmptyEnd(cells: readonly string[], width: number): readonly string[] {
  let length = cells.length;
  while (length > width && cells[length - 1] === '') length -= 1;
  return cells.slice(0, length);
}

/** Judges the rows of one file in order and gathers them into chunks. */
class Chunks {
  readonly #codes = new Set<string>();
  readonly #words = new Set<string>();
  readonly #rules: RowRules;
  readonly #width: number;
  #products: StagedProduct[] = [];
  #refused: RefusedRow[] = [];
  #newWords: string[] = [];

  constructor(rules: RowRules, width: number) {
    this.#rules = rules;
    this.#width = width;
  }

  add(row: number, all: readonly string[]): void {
    const cells = withoutEmptyEnd(all, this.#width);
    const parsed =
      cells.length === this.#width ? parseRow(row, cells, this.#rules) : err('columns-differ' as const);
    const repeated = parsed.ok && this.#codes.has(parsed.value.externalCode);
    if (!parsed.ok || repeated) {
      const reason = parsed.ok ? 'code-repeated' : parsed.error;
      this.#refused.push({ row, reason, text: rowText(cells) });
      return;
    }
    this.#codes.add(parsed.value.externalCode);
    this.#products.push(parsed.value);
    this.#noteWords(parsed.value);
  }

  #noteWords({ nameKey, nameHiKey, brandKey }: StagedProduct): void {
    for (const word of `${nameKey} ${nameHiKey} ${brandKey}`.split(' ')) {
      if (!isCorrectable(word) || this.#words.has(word)) continue;
      this.#words.add(word);
      this.#newWords.push(word);
    }
  }

  isFull(): boolean {
    return this.#products.length + this.#refused.length >= CHUNK_ROWS;
  }

  take(): RowChunk {
    const chunk = { products: this.#products, refused: this.#refused, newWords: this.#newWords };
    this.#products = [];
    this.#refused = [];
    this.#newWords = [];
    return chunk;
  }
}

/** Reads and judges all rows of a file, a chunk at a time; `send` resolves when another chunk is wanted. */
export async function readRows(
  path: string,
  sheet: string | undefined,
  rules: RowRules,
  send: (chunk: RowChunk) => Promise<void>,
): Promise<Result<void, TableError>> {
  const table = await openTable(path, sheet);
  if (!table.ok) return table;
  const chunks = new Chunks(rules, table.value.columns.length);
  for await (const next of table.value.rows) {
    if (!next.ok) return next;
    chunks.add(next.value.row, next.value.cells);
    if (chunks.isFull()) await send(chunks.take());
  }
  await send(chunks.take());
  return ok(undefined);
}
