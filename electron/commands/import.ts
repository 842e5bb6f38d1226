import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  ImportDefaults,
  ImportMapping,
  ImportPreview,
  ImportStatus,
} from '../../shared/contract/catalogue.ts';
import type { Handlers } from '../../shared/contract/ipc.ts';
import { err, type Result } from '../../shared/domain/result.ts';
import { composeTill, type Till } from '../compose.ts';
import type { Ports } from '../platform/ports.ts';
import { workerBeside } from '../platform/workers.ts';
import { importHelp, readImportOptions, type ImportOptions } from './import-options.ts';

const EXIT = {
  done: 0,
  someRefused: 1,
  wrongOption: 2,
  fileUnreadable: 3,
  tillClosed: 4,
  importFailed: 5,
} as const;
type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const TOKEN = 'command-line';

/** A command has no window: the one file is the one that was named, no secret is read, nothing is printed. */
function portsFor(path: string): Ports {
  const none = (): Promise<Result<never, { readonly code: 'secrets-unavailable' }>> =>
    Promise.resolve(err({ code: 'secrets-unavailable' }));
  return {
    secrets: {
      status: () => Promise.resolve({ backend: 'none', strength: 'none' }),
      seal: none,
      unseal: none,
    },
    pdf: { printPdf: () => Promise.reject(new Error('the import command prints nothing')) },
    dialogs: {
      openFile: () => Promise.resolve({ fileToken: TOKEN, fileName: basename(path) }),
      saveFile: () => Promise.resolve(null),
      pathOf: (token) => (token === TOKEN ? path : null),
    },
  };
}

/** The mapping of the preview with the columns that the command line names, by name or by number from 1; null when there is no such column. */
function mappingOf(options: ImportOptions, preview: ImportPreview): ImportMapping | null {
  const mapping: ImportMapping = { ...preview.mapping };
  for (const [field, column] of options.columns) {
    const named = preview.columns.findIndex((name) => name.toLowerCase() === column.trim().toLowerCase());
    const at = named < 0 && /^\d{1,4}$/.test(column) ? Number(column) - 1 : named;
    if (at < 0 || at >= preview.columns.length) return null;
    mapping[field] = at;
  }
  return mapping;
}

function defaultsOf(options: ImportOptions, preview: ImportPreview): ImportDefaults {
  if (options.defaultGstRateBp === null) return preview.defaults;
  const all = { gstRateBp: options.defaultGstRateBp, hsn: options.defaultHsn };
  return { byCategory: { ...preview.defaults.byCategory, '*': all } };
}

function complain(what: string): void {
  console.error(what);
}

/** The last line of what the command prints, for programs. */
function printLine(line: Readonly<Record<string, unknown>>): void {
  console.log(JSON.stringify(line));
}

function exitOf(status: ImportStatus): ExitCode {
  if (status.state !== 'done') return EXIT.importFailed;
  return status.refused > 0 ? EXIT.someRefused : EXIT.done;
}

async function importInto(
  handlers: Handlers,
  settled: () => Promise<void>,
  options: ImportOptions,
): Promise<ExitCode> {
  const sheet = options.sheet === undefined ? {} : { sheet: options.sheet };
  await handlers.chooseImportFile(undefined);
  const preview = await handlers.previewImport({ fileToken: TOKEN, ...sheet });
  if (!preview.ok) {
    complain(
      `The file can't be read: ${preview.error.code} ${String(preview.error.params?.['detail'] ?? '')}`,
    );
    printLine({ error: preview.error.code });
    return EXIT.fileUnreadable;
  }
  const mapping = mappingOf(options, preview.value);
  if (mapping === null) {
    complain(`A column of --map is not in the file. Its columns: ${preview.value.columns.join(', ')}`);
    printLine({ error: 'import-mapping' });
    return EXIT.wrongOption;
  }
  const defaults = defaultsOf(options, preview.value);
  const started = await handlers.startImport({ fileToken: TOKEN, mapping, defaults, ...sheet });
  if (!started.ok) {
    const missing = String(started.error.params?.['missing'] ?? '');
    complain(`The import can't start: ${started.error.code} ${missing}. See --map and --default-gst.`);
    printLine({ error: started.error.code, missing });
    return started.error.code === 'import-mapping' ? EXIT.wrongOption : EXIT.importFailed;
  }
  await settled();
  const status = await handlers.getImport(started.value);
  if (!status.ok) return EXIT.importFailed;
  const { added, changed, unchanged, refused, state, failure } = status.value;
  printLine({ added, changed, unchanged, refused, state, ...(failure === null ? {} : { failure }) });
  return exitOf(status.value);
}

/** Opens the till as the app would, under its lock, without a window. */
function openTill(options: ImportOptions): Promise<Till> {
  return composeTill({
    dataFolder: options.dataFolder,
    what: 'import',
    appVersion: 'import',
    runtime: `Node ${process.versions.node}`,
    quit: () => undefined,
    ports: portsFor(resolve(options.file)),
    environment: process.env,
    workerUrl: workerBeside(new URL('../compose.ts', import.meta.url).href),
    report: () => undefined,
  });
}

/** Runs the command; returns its exit code. */
export async function runImport(args: readonly string[]): Promise<ExitCode> {
  const options = readImportOptions(args, process.env);
  if (options === 'help') {
    console.log(importHelp);
    return EXIT.done;
  }
  if (options === null) {
    complain(`An option is wrong.\n\n${importHelp}`);
    return EXIT.wrongOption;
  }
  const till = await openTill(options);
  try {
    const shop = till.shop();
    if (shop !== null) return await importInto(till.handlers, shop.catalogue.settled, options);
    const problem = till.problem();
    complain(
      `The till can't be opened: ${problem?.code ?? 'unknown'} ${problem?.detail ?? ''} (${problem?.path ?? ''})`,
    );
    printLine({ error: problem?.code ?? 'unknown', detail: problem?.detail ?? '' });
    return EXIT.tillClosed;
  } finally {
    await till.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exitCode = await runImport(process.argv.slice(2));
