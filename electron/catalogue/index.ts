import { writeFile } from 'node:fs/promises';
import type { Product, RefusedRow } from '../../shared/contract/catalogue.ts';
import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { Handlers } from '../../shared/contract/ipc.ts';
import type { Language } from '../../shared/contract/till.ts';
import type { LabelLayout } from '../../shared/domain/barcode.ts';
import type { BusinessDate } from '../../shared/domain/business-date.ts';
import type { ProductId } from '../../shared/domain/ids.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { Dialogs } from '../platform/ports.ts';
import type { Reader } from '../store/handles.ts';
import type { StoreFault } from '../store/faults.ts';
import { openBatches } from '../store/repositories/import-batches.ts';
import { openProductSearch } from '../store/repositories/product-search.ts';
import { openProducts } from '../store/repositories/products.ts';
import { findByBarcode } from './find-by-barcode.ts';
import { readerThreads } from './import/reader-thread.ts';
import { refusedReport } from './import/refused-report.ts';
import { Imports, type ImportFile, type ImportsDeps } from './imports.ts';
import type { PulledOutcome, PulledProduct } from './pulled.ts';
import { catalogueTexts } from './texts.ts';

export { loadProducts, type ProductToLoad } from './load-products.ts';
export type { PulledOutcome, PulledProduct } from './pulled.ts';
export { inSlices } from './slices.ts';

/** What the catalogue needs from main. */
export type CatalogueDeps = Omit<ImportsDeps, 'startReader'> & {
  readonly reader: Reader;
  readonly dialogs: Pick<Dialogs, 'openFile' | 'saveFile' | 'pathOf'>;
  /** The entry of workers/read-import, as source or as bundled. */
  readonly readerEntry: URL;
  readonly language: () => Language;
  readonly labelLayouts: () => readonly LabelLayout[];
};

/** The catalogue's part of the contract. */
export type CatalogueHandlers = Pick<
  Handlers,
  | 'searchProducts'
  | 'findByBarcode'
  | 'getProducts'
  | 'getCatalogueSummary'
  | 'chooseImportFile'
  | 'previewImport'
  | 'startImport'
  | 'getImport'
  | 'cancelImport'
  | 'listRefusedRows'
  | 'saveRefusedRows'
>;

/** The catalogue: products for the counter, and imports. */
export type Catalogue = {
  readonly handlers: CatalogueHandlers;
  /** The products with these ids as they are sold now, at the GST rate in force on `date`, for the sale that main prices again. */
  readonly productsById: (ids: readonly ProductId[], date: BusinessDate) => readonly Product[];
  /** Cleans up after an import that the end of the last run cut off; call it once the first scan is possible. */
  readonly begin: () => void;
  /** Applies changes that the office made, whole or not at all; after an import that is going on. */
  readonly applyPulled: (changes: readonly PulledProduct[]) => Promise<Result<PulledOutcome, StoreFault>>;
  /** Resolves when no import and no clean-up is going on. */
  readonly settled: () => Promise<void>;
  /** Cancels an import under way and stops; call it before the store is closed. */
  readonly close: () => Promise<void>;
};

const PAGE_ROWS = 500;
const TABLE_EXTENSIONS = ['csv', 'txt', 'tsv', 'xlsx'] as const;

type Files = {
  readonly fileOf: (token: string) => Result<ImportFile, PosError>;
  readonly chose: (token: string, name: string) => void;
};

/** Keeps the names of chosen files by their tokens; the paths stay with the dialogs. */
function filesOf(dialogs: CatalogueDeps['dialogs']): Files {
  const names = new Map<string, string>();
  return {
    chose: (token, name) => {
      names.set(token, name);
    },
    fileOf: (token) => {
      const path = dialogs.pathOf(token);
      const name = names.get(token);
      return path === null || name === undefined ? err(posError('file-unreadable')) : ok({ path, name });
    },
  };
}

type Batches = ReturnType<typeof openBatches>;

function allRefused(batches: Batches, importId: string): RefusedRow[] {
  const rows: RefusedRow[] = [];
  for (;;) {
    const page = batches.refusedRows(importId, rows.at(-1)?.row ?? 0, PAGE_ROWS);
    rows.push(...page);
    if (page.length < PAGE_ROWS) return rows;
  }
}

async function saveRefused(
  deps: CatalogueDeps,
  batches: Batches,
  importId: string,
): Promise<Result<{ fileName: string }, PosError>> {
  if (batches.byId(importId) === null) return err(posError('not-found'));
  const texts = catalogueTexts[deps.language()];
  const chosen = await deps.dialogs.saveFile({
    title: texts.saveReport,
    suggestedName: texts.reportName,
    kinds: [{ name: texts.csv, extensions: ['csv'] }],
  });
  if (chosen === null) return err(posError('cancelled-by-user'));
  const path = deps.dialogs.pathOf(chosen.fileToken);
  if (path === null) return err(posError('file-save-failed'));
  try {
    await writeFile(path, refusedReport(allRefused(batches, importId), texts));
  } catch (thrown) {
    deps.report('refused-rows-not-saved', {
      message: thrown instanceof Error ? thrown.message : String(thrown),
    });
    return err(posError('file-save-failed'));
  }
  return ok({ fileName: chosen.fileName });
}

type LookUps = Pick<
  CatalogueHandlers,
  'searchProducts' | 'findByBarcode' | 'getProducts' | 'getCatalogueSummary'
>;

function lookUps(deps: CatalogueDeps, batches: Batches): LookUps {
  const products = openProducts(deps.reader);
  const search = openProductSearch(deps.reader);
  return {
    searchProducts: ({ query, limit }) => {
      const { versions, corrected } = search(query, limit);
      return ok({ products: products.byVersions(versions, deps.businessDate()), corrected });
    },
    findByBarcode: ({ barcode }) =>
      ok(findByBarcode(products, barcode, deps.labelLayouts(), deps.businessDate())),
    getProducts: ({ productIds }) => ok({ products: products.byIds(productIds, deps.businessDate()) }),
    getCatalogueSummary: () => {
      const last = batches.lastApplied();
      const counts = products.counts();
      return ok({
        productCount: counts.productCount,
        categories: counts.categories.map((category) => ({ ...category })),
        lastImport:
          last === null
            ? null
            : {
                fileName: last.fileName,
                finishedAt: last.finishedAt ?? 0,
                added: last.added,
                changed: last.changed,
                refused: last.refused,
              },
      });
    },
  };
}

/** Opens the catalogue on a store; nothing is read into memory, so the first scan waits for nothing. */
export function createCatalogue(deps: CatalogueDeps): Catalogue {
  const batches = openBatches(deps.reader);
  const products = openProducts(deps.reader);
  const imports = new Imports({ ...deps, startReader: readerThreads(deps.readerEntry) });
  const files = filesOf(deps.dialogs);
  const handlers: CatalogueHandlers = {
    ...lookUps(deps, batches),
    chooseImportFile: async () => {
      const texts = catalogueTexts[deps.language()];
      const chosen = await deps.dialogs.openFile({
        title: texts.chooseFile,
        kinds: [{ name: texts.tables, extensions: TABLE_EXTENSIONS }],
      });
      if (chosen === null) return err(posError('cancelled-by-user'));
      files.chose(chosen.fileToken, chosen.fileName);
      const file = files.fileOf(chosen.fileToken);
      if (!file.ok) return file;
      imports.forget(file.value);
      return ok({ fileToken: chosen.fileToken, fileName: chosen.fileName });
    },
    previewImport: async ({ fileToken, mapping, sheet }) => {
      const file = files.fileOf(fileToken);
      return file.ok ? imports.preview(file.value, mapping, sheet) : file;
    },
    startImport: async ({ fileToken, mapping, sheet, defaults }) => {
      const file = files.fileOf(fileToken);
      return file.ok ? imports.start({ file: file.value, sheet, mapping, defaults }) : file;
    },
    getImport: ({ importId }) => imports.status(importId),
    cancelImport: ({ importId }) => imports.cancel(importId),
    listRefusedRows: ({ importId, afterRow, limit }) =>
      ok({ rows: batches.refusedRows(importId, afterRow, limit), total: batches.refusedTotal(importId) }),
    saveRefusedRows: ({ importId }) => saveRefused(deps, batches, importId),
  };
  return {
    handlers,
    productsById: (ids, date) => products.byIds(ids, date),
    begin: () => imports.begin(),
    applyPulled: (changes) => imports.applyPulled(changes),
    settled: () => imports.settled(),
    close: () => imports.close(),
  };
}
