import { createHash } from 'node:crypto';
import type {
  ImportDefaults,
  ImportField,
  ImportMapping,
  ImportPreview,
} from '../../../shared/contract/catalogue.ts';
import { guessMapping, headKey } from './guess-mapping.ts';
import type { TablePreview } from './reader-protocol.ts';

const SAMPLE_ROWS = 20;

/** Names a head whatever its case, accents and signs; columns in another order make another head. */
export function headerHash(columns: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify(columns.map(headKey)))
    .digest('base64url');
}

/** Whether every column of a mapping is one of the file's. */
export function mappingFits(mapping: ImportMapping, columns: readonly string[]): boolean {
  return Object.values(mapping).every((column) => column < columns.length);
}

/** What the categories of a file are called and how many rows each has, largest first; none where no column is mapped or it has too many. */
function categoriesOf(table: TablePreview, mapping: ImportMapping): { name: string; rowCount: number }[] {
  const values = mapping.category === undefined ? null : table.values[mapping.category];
  return (values ?? []).map(([name, rowCount]) => ({ name, rowCount }));
}

/** The fields that an import can't start without: they are neither mapped nor given by a default for every category. */
export function missingFields(
  mapping: ImportMapping,
  defaults: ImportDefaults,
  categories: readonly { readonly name: string }[],
): ImportField[] {
  const missing: ImportField[] = (['externalCode', 'name', 'price'] as const).filter(
    (field) => mapping[field] === undefined,
  );
  const given = (name: string): boolean => Object.hasOwn(defaults.byCategory, name);
  const allGiven = given('*') || (categories.length > 0 && categories.every(({ name }) => given(name)));
  if (mapping.gstRate === undefined && !allGiven) missing.push('gstRate');
  return missing;
}

/** Chooses the mapping, the one given before the one remembered before a guess, and says what is still missing. */
export function previewOf(
  fileName: string,
  table: TablePreview,
  given: ImportMapping | undefined,
  remembered: { readonly mapping: ImportMapping; readonly defaults: ImportDefaults } | null,
): ImportPreview {
  const usable = remembered !== null && mappingFits(remembered.mapping, table.columns) ? remembered : null;
  const mapping = given ?? usable?.mapping ?? guessMapping(table.columns, table.sampleRows);
  const defaults = usable?.defaults ?? { byCategory: {} };
  const categories = categoriesOf(table, mapping);
  return {
    fileName,
    sheets: [...table.sheets],
    columns: [...table.columns],
    mapping,
    mappingSource: given === undefined ? (usable === null ? 'guessed' : 'remembered') : 'given',
    sampleRows: table.sampleRows.slice(0, SAMPLE_ROWS).map((row) => [...row]),
    rowCount: table.rowCount,
    categories,
    missing: missingFields(mapping, defaults, categories),
    defaults,
  };
}
