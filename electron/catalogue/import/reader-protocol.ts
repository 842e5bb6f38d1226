import type { ImportDefaults, ImportMapping, RefusedRow } from '../../../shared/contract/catalogue.ts';
import type { StagedProduct } from '../../store/repositories/import-staging.ts';
import type { TableError } from './table-file.ts';

/** What main asks of the thread that reads a file. */
export type ReaderTask =
  | { readonly kind: 'preview'; readonly path: string; readonly sheet?: string }
  | {
      readonly kind: 'rows';
      readonly path: string;
      readonly sheet?: string;
      readonly mapping: ImportMapping;
      readonly defaults: ImportDefaults;
    };

/** What a first look at a file finds; which column is the category is not known yet, so values are counted for all. */
export type TablePreview = {
  readonly sheets: readonly string[];
  readonly columns: readonly string[];
  readonly sampleRows: readonly (readonly string[])[];
  readonly rowCount: number;
  /** For each column its values with their counts, or null where there are too many different ones. */
  readonly values: readonly (readonly (readonly [string, number])[] | null)[];
};

/** A few hundred rows of the file, judged; and the words among them that no chunk before had. */
export type RowChunk = {
  readonly products: readonly StagedProduct[];
  readonly refused: readonly RefusedRow[];
  readonly newWords: readonly string[];
};

/** What the reading thread answers. It sends no more than CHUNKS_AHEAD chunks without a 'taken'. */
export type ReaderMessage =
  | { readonly kind: 'preview'; readonly preview: TablePreview }
  | { readonly kind: 'chunk'; readonly chunk: RowChunk }
  | { readonly kind: 'end' }
  | { readonly kind: 'failed'; readonly error: TableError };

/** Main has stored a chunk and can take another. */
export const TAKEN = 'taken';
/** How many chunks the reader may be ahead of the writer, so that a large file doesn't pile up in memory. */
export const CHUNKS_AHEAD = 4;
