import type { RefusedRow } from '../../../shared/contract/catalogue.ts';
import type { Writer } from '../handles.ts';
import { skuWords } from './product-search.ts';

/** The day GST began: a rate without another beginning holds from here. */
export const GST_BEGAN = '2017-07-01';

/** A row of a file after validation, ready to be stored. Texts are trimmed, keys are in normal form, barcodes are in normal form. */
export type StagedProduct = {
  readonly row: number;
  readonly externalCode: string;
  readonly sku: string | null;
  readonly name: string;
  readonly nameHi: string | null;
  readonly brand: string | null;
  readonly category: string | null;
  readonly subCategory: string | null;
  readonly soldBy: 'piece' | 'weight';
  readonly unit: string;
  readonly pricePaise: number;
  readonly mrpPaise: number | null;
  readonly hsn: string | null;
  readonly gstRateBp: number;
  readonly barcodes: readonly string[];
  readonly openingStockMilli: number | null;
  /** Equal for rows that would store the same; opening stock, which is taken only once, is not part of it. */
  readonly contentHash: string;
  readonly nameKey: string;
  readonly nameHiKey: string;
  readonly brandKey: string;
  readonly skuKey: string;
};

/** What became of a staged row. `wait` asks for another try after all other rows: another product may yet give up the barcode. */
export type StageOutcome =
  | {
      readonly kind: 'added' | 'changed';
      readonly category: string | null;
      readonly before: string | null | undefined;
    }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'refused'; readonly reason: RefusedRow['reason'] };

/** The batch that rows are staged under, and what the caller lends: the day new rates begin, now, and new ids. */
export type StageContext = {
  readonly batch: number;
  readonly businessDate: string;
  readonly nowMs: number;
  readonly newId: () => string;
};

/** Stages one row in the caller's transaction; `last` is the try after which nothing else will change. */
export type StageRow = (row: StagedProduct, context: StageContext, last: boolean) => StageOutcome;

type Live = {
  version: number;
  content_hash: string | null;
  category: string | null;
};

function statements(db: Writer) {
  return {
    product: db.query<[string], { product_id: string }>(
      'SELECT product_id FROM products WHERE external_code = ?',
    ),
    live: db.query<[string], Live>(
      'SELECT version, content_hash, category FROM live_product_versions WHERE product_id = ?',
    ),
    barcodeHolders: db.query<[string, string], { batch: number; ended_batch: number | null; live: number }>(
      `SELECT v.batch, v.ended_batch, v.version IN (SELECT version FROM live_product_versions l WHERE l.version = v.version) AS live
       FROM product_barcodes b JOIN product_versions v ON v.version = b.version
       WHERE b.barcode = ? AND v.product_id <> ?`,
    ),
    insertProduct: db.change<[string, string, number, number]>(
      'INSERT INTO products (product_id, external_code, batch, created_at) VALUES (?, ?, ?, ?)',
    ),
    insertVersion: db.change<(string | number | null)[]>(
      `INSERT INTO product_versions (product_id, batch, sku, name, name_hi, brand, category, sub_category, sold_by, unit,
         price_paise, mrp_paise, hsn, opening_stock_milli, content_hash, name_key, name_hi_key, brand_key, sku_key)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    endVersion: db.change<[number, number]>('UPDATE product_versions SET ended_batch = ? WHERE version = ?'),
    insertBarcode: db.change<[string, number, number]>(
      'INSERT INTO product_barcodes (barcode, version, position) VALUES (?, ?, ?)',
    ),
    copyRates: db.change<[number, number, string]>(
      `INSERT INTO product_gst_rates (version, from_date, rate_bp)
       SELECT ?, from_date, rate_bp FROM product_gst_rates WHERE version = ? AND from_date < ?`,
    ),
    lastRate: db.query<[number], { rate_bp: number }>(
      'SELECT rate_bp FROM product_gst_rates WHERE version = ? ORDER BY from_date DESC LIMIT 1',
    ),
    insertRate: db.change<[number, string, number]>(
      'INSERT INTO product_gst_rates (version, from_date, rate_bp) VALUES (?, ?, ?)',
    ),
    insertSearch: db.change<[number, string, string, string, string]>(
      'INSERT INTO product_search (rowid, name, name_hi, brand, sku) VALUES (?, ?, ?, ?, ?)',
    ),
  };
}

type Statements = ReturnType<typeof statements>;

/** Whether another product has one of the row's barcodes: for good, for now (that product's own row may follow), or not. */
function barcodesTaken(
  run: Statements,
  row: StagedProduct,
  productId: string,
  batch: number,
): 'for-good' | 'for-now' | 'no' {
  let forNow = false;
  for (const barcode of row.barcodes) {
    for (const holder of run.barcodeHolders.all([barcode, productId])) {
      if (holder.batch === batch) return 'for-good';
      if (holder.live === 1 && holder.ended_batch !== batch) forNow = true;
    }
  }
  return forNow ? 'for-now' : 'no';
}

function insertContent(
  run: Statements,
  row: StagedProduct,
  productId: string,
  context: StageContext,
  live: Live | undefined,
): void {
  const { rowid: version } = run.insertVersion.run([
    productId,
    context.batch,
    row.sku,
    row.name,
    row.nameHi,
    row.brand,
    row.category,
    row.subCategory,
    row.soldBy,
    row.unit,
    row.pricePaise,
    row.mrpPaise,
    row.hsn,
    live === undefined ? row.openingStockMilli : null,
    row.contentHash,
    row.nameKey,
    row.nameHiKey,
    row.brandKey,
    row.skuKey,
  ]);
  for (const [position, barcode] of row.barcodes.entries())
    run.insertBarcode.run([barcode, version, position]);
  if (live === undefined) {
    run.insertRate.run([version, GST_BEGAN, row.gstRateBp]);
  } else {
    run.copyRates.run([version, live.version, context.businessDate]);
    if (run.lastRate.get([version])?.rate_bp !== row.gstRateBp)
      run.insertRate.run([version, context.businessDate, row.gstRateBp]);
  }
  run.insertSearch.run([version, row.nameKey, row.nameHiKey, row.brandKey, skuWords(row.skuKey)]);
}

/** Prepares the ending of products: one that is sold no more ends with its batch, by its code. Answers its category, or null when it was not sold. */
export function openEnding(
  db: Writer,
): (externalCode: string, batch: number) => { readonly category: string | null } | null {
  const run = statements(db);
  return (externalCode, batch) => {
    const known = run.product.get([externalCode]);
    const live = known === undefined ? undefined : run.live.get([known.product_id]);
    if (live === undefined) return null;
    run.endVersion.run([batch, live.version]);
    return { category: live.category };
  };
}

/**
 * Prepares the staging of rows on the writer. A staged row is stored whole, search entries included, under its batch, and is seen by
 * nobody until the batch is applied; a row equal to what is sold now is left alone.
 */
export function openStaging(db: Writer): StageRow {
  const run = statements(db);
  return (row, context, last) => {
    const known = run.product.get([row.externalCode]);
    const live = known === undefined ? undefined : run.live.get([known.product_id]);
    if (live !== undefined && live.content_hash === row.contentHash) return { kind: 'unchanged' };
    const productId = known?.product_id ?? context.newId();
    const taken = row.barcodes.length === 0 ? 'no' : barcodesTaken(run, row, productId, context.batch);
    if (taken === 'for-now' && !last) return { kind: 'wait' };
    if (taken !== 'no') return { kind: 'refused', reason: 'barcode-taken' };
    if (known === undefined)
      run.insertProduct.run([productId, row.externalCode, context.batch, context.nowMs]);
    if (live !== undefined) run.endVersion.run([context.batch, live.version]);
    insertContent(run, row, productId, context, live);
    return live === undefined
      ? { kind: 'added', category: row.category, before: undefined }
      : { kind: 'changed', category: row.category, before: live.category };
  };
}
