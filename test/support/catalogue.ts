import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createCatalogue, type Catalogue } from '../../electron/catalogue/index.ts';
import { systemClock } from '../../electron/platform/clock.ts';
import { systemIds } from '../../electron/platform/ids.ts';
import { workerBeside } from '../../electron/platform/workers.ts';
import { createStore, type Store } from '../../electron/store/connection.ts';
import type { ImportDefaults, ImportMapping, ImportStatus } from '../../shared/contract/catalogue.ts';
import { DEFAULT_LABEL_LAYOUTS } from '../../shared/domain/barcode.ts';
import type { BusinessDate } from '../../shared/domain/business-date.ts';
import { parseBusinessDate } from '../../shared/domain/business-date.ts';
import type { Result } from '../../shared/domain/result.ts';

/** A catalogue on a real store in a folder of its own, with dialogs that answer at once. */
export type CatalogueFixture = {
  readonly folder: string;
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly notices: string[];
  /** The day that new rates begin and that products are read for. */
  businessDate: BusinessDate;
  /** Writes a file and chooses it in the dialog; returns its token. */
  readonly choose: (name: string, contents: string | Uint8Array) => Promise<string>;
  /** Chooses a file that is there already. */
  readonly choosePath: (path: string) => Promise<string>;
  readonly saved: { path: string | null };
  /** Closes everything and removes the folder. */
  readonly end: () => Promise<void>;
};

/** The value of a result that the test needs to be one. */
export function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`expected a value, got ${JSON.stringify(result.error)}`);
  return result.value;
}

/** A business date of a test. */
export function day(text: string): BusinessDate {
  return must(parseBusinessDate(text));
}

/** Where the threads of the till lie in the source. */
export const workerUrl = workerBeside(new URL('../../electron/main.ts', import.meta.url).href);

/** Where workers/read-import lies in the source. */
export const readerEntry = workerUrl('read-import');

/** Opens a store in `folder`, or in a new one, and a catalogue on it. */
export function openCatalogue(existing?: string): CatalogueFixture {
  const folder = existing ?? mkdtempSync(join(tmpdir(), 'galla-catalogue-'));
  const store = must(createStore({ path: join(folder, 'store.db'), clock: systemClock, workerUrl }));
  const state = { chosen: '', businessDate: day('2026-01-15') };
  const paths = new Map<string, string>();
  const notices: string[] = [];
  const bugs: string[] = [];
  const saved: { path: string | null } = { path: join(folder, 'saved.csv') };
  const answer = (path: string): { fileToken: string; fileName: string } => {
    const fileToken = `token-${paths.size + 1}`;
    paths.set(fileToken, path);
    return { fileToken, fileName: basename(path) };
  };
  const catalogue = createCatalogue({
    reader: store.reader,
    writer: store.writer,
    clock: systemClock,
    ids: systemIds,
    businessDate: () => state.businessDate,
    dialogs: {
      openFile: () => Promise.resolve(state.chosen === '' ? null : answer(state.chosen)),
      saveFile: () => Promise.resolve(saved.path === null ? null : answer(saved.path)),
      pathOf: (token) => paths.get(token) ?? null,
    },
    readerEntry,
    language: () => 'en',
    labelLayouts: () => DEFAULT_LABEL_LAYOUTS,
    notify: (topic) => notices.push(topic),
    report: (event, details) => {
      if (event === 'import-bug' || event === 'import-sweep-failed') bugs.push(JSON.stringify(details));
    },
  });
  const choosePath = async (path: string): Promise<string> => {
    state.chosen = path;
    return must(await catalogue.handlers.chooseImportFile(undefined)).fileToken;
  };
  return {
    folder,
    store,
    catalogue,
    notices,
    saved,
    get businessDate() {
      return state.businessDate;
    },
    set businessDate(date) {
      state.businessDate = date;
    },
    choosePath,
    choose: (name, contents) => {
      const path = join(folder, name);
      writeFileSync(path, contents);
      return choosePath(path);
    },
    end: async () => {
      await catalogue.close();
      store.close();
      if (bugs.length > 0) throw new Error(`bugs in the background: ${bugs.join(', ')}`);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Every category at 5 %, no HSN. */
export const fivePercent: ImportDefaults = { byCategory: { '*': { gstRateBp: 500, hsn: null } } };

/** Imports a chosen file to its end with the mapping that the preview proposes, or another. */
export async function importAll(
  { catalogue }: CatalogueFixture,
  fileToken: string,
  plan: {
    readonly mapping?: ImportMapping;
    readonly defaults?: ImportDefaults;
    readonly sheet?: string;
  } = {},
): Promise<ImportStatus> {
  const sheet = plan.sheet === undefined ? {} : { sheet: plan.sheet };
  const preview = must(await catalogue.handlers.previewImport({ fileToken, ...sheet }));
  const { importId } = must(
    await catalogue.handlers.startImport({
      fileToken,
      mapping: plan.mapping ?? preview.mapping,
      defaults: plan.defaults ?? fivePercent,
      ...sheet,
    }),
  );
  await catalogue.settled();
  return must(await catalogue.handlers.getImport({ importId }));
}
