import { parseArgs } from 'node:util';
import { importFields, type ImportField } from '../../shared/contract/catalogue.ts';
import { chosenDataFolder, type Environment } from '../platform/paths.ts';

/** What `npm run import` was asked to do. Columns are still by name: only the file says where they are. */
export type ImportOptions = {
  readonly dataFolder: string;
  readonly file: string;
  readonly sheet: string | undefined;
  readonly columns: ReadonlyMap<ImportField, string>;
  readonly defaultGstRateBp: number | null;
  readonly defaultHsn: string | null;
};

/** What the command says when asked for help, or when an option is wrong. */
export const importHelp = `Usage: npm run import -- [--data DIR] FILE [options]

Imports products from a CSV file or an XLSX workbook into the till's catalogue, in the mode that the till is in. A new
data folder becomes a training till, as the app would make it. It ends with one line of JSON:
{"added", "changed", "unchanged", "refused", ...}.

  --data DIR          the till's data folder; GALLA_DATA, or the system's place for it, when absent
  --map FIELD=COLUMN  which column feeds a field, by its name or its number from 1; may be repeated. Columns that are not
                      named are guessed, or remembered from a file with the same first row. Fields:
                      ${importFields.slice(0, 8).join(', ')},
                      ${importFields.slice(8).join(', ')}
  --default-gst RATE  the GST rate in percent of rows that have none
  --default-hsn CODE  the HSN of rows that have none
  --sheet NAME        the sheet of a workbook; the first when absent
  --help              this text

Exit codes: 0 imported, 1 imported but rows were refused, 2 an option is wrong or a field is missing, 3 the file can't be
read, 4 the till can't be opened, because another program holds it or its store is not usable, 5 the import failed.`;

function isField(text: string): text is ImportField {
  return importFields.some((field) => field === text);
}

function columnsOf(maps: readonly string[]): ReadonlyMap<ImportField, string> | null {
  const columns = new Map<ImportField, string>();
  for (const map of maps) {
    const at = map.indexOf('=');
    const field = map.slice(0, Math.max(at, 0));
    if (at <= 0 || !isField(field) || map.length === at + 1) return null;
    columns.set(field, map.slice(at + 1));
  }
  return columns;
}

function rateOf(text: string | undefined): number | null | undefined {
  if (text === undefined) return null;
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?%?$/.exec(text);
  if (match === null) return undefined;
  const rateBp = Number(`${match[1] ?? ''}${(match[2] ?? '').padEnd(2, '0')}`);
  return rateBp <= 10_000 ? rateBp : undefined;
}

const text = { type: 'string' } as const;
const OPTIONS = {
  data: text,
  map: { type: 'string', multiple: true },
  'default-gst': text,
  'default-hsn': text,
  sheet: text,
  help: { type: 'boolean' },
} as const;

/** Reads the command line: what to do, 'help' when that is asked for, or null when an option is wrong. */
export function readImportOptions(
  args: readonly string[],
  environment: Environment,
): ImportOptions | 'help' | null {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: true });
  } catch {
    return null;
  }
  const { values, positionals } = parsed;
  if (values.help === true) return 'help';
  const columns = columnsOf(values.map ?? []);
  const defaultGstRateBp = rateOf(values['default-gst']);
  const defaultHsn = values['default-hsn'] ?? null;
  const [file] = positionals;
  if (file === undefined || positionals.length > 1 || columns === null || defaultGstRateBp === undefined)
    return null;
  if (defaultHsn !== null && !/^(?:\d{4}|\d{6}|\d{8})$/.test(defaultHsn)) return null;
  const dataFolder = values.data ?? chosenDataFolder(environment);
  return { dataFolder, file, sheet: values.sheet, columns, defaultGstRateBp, defaultHsn };
}
