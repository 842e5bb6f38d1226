import type { Product } from '../../../shared/contract/catalogue.ts';
import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import { parseProductId, type ProductId } from '../../../shared/domain/ids.ts';
import { paise } from '../../../shared/domain/money.ts';
import { assert } from '../../../shared/domain/result.ts';
import { tokenise } from '../../../shared/domain/search.ts';
import type { Reader, Writer } from '../handles.ts';

/** What the whole catalogue holds, from counts that every import keeps; cheap at any size. */
export type CatalogueCounts = {
  readonly productCount: number;
  readonly categories: readonly { readonly name: string; readonly productCount: number }[];
};

/** Reads products as they are sold now; nothing of an import that is not complete is ever seen. */
export type ProductReader = {
  /** The products with these ids, in the order asked for, at the GST rate in force on `date`; ids not sold now are left out. */
  readonly byIds: (ids: readonly ProductId[], date: BusinessDate) => Product[];
  /** The products of these content rows, in the order asked for, such as a search found them. */
  readonly byVersions: (versions: readonly number[], date: BusinessDate) => Product[];
  /** The product with exactly this barcode, which must be in normal form (shared/domain/barcode.ts). */
  readonly byBarcode: (barcode: string, date: BusinessDate) => Product | null;
  /** The product whose own code is exactly this, as the labels of some scales carry it; null when there is none or several. */
  readonly bySku: (sku: string, date: BusinessDate) => Product | null;
  readonly counts: () => CatalogueCounts;
};

type Row = {
  product_id: string;
  sku: string | null;
  name: string;
  name_hi: string | null;
  brand: string | null;
  category: string | null;
  sold_by: 'piece' | 'weight';
  unit: string;
  price_paise: number;
  mrp_paise: number | null;
  hsn: string | null;
  gst_rate_bp: number | null;
  barcodes: string | null;
};

const SELECT = `SELECT v.product_id, v.sku, v.name, v.name_hi, v.brand, v.category, v.sold_by, v.unit, v.price_paise,
  v.mrp_paise, v.hsn,
  (SELECT rate_bp FROM product_gst_rates r WHERE r.version = v.version AND r.from_date <= ?
    ORDER BY from_date DESC LIMIT 1) AS gst_rate_bp,
  (SELECT group_concat(barcode, char(10)) FROM
    (SELECT barcode FROM product_barcodes b WHERE b.version = v.version ORDER BY position)) AS barcodes
  FROM live_product_versions v`;

function productOf(row: Row): Product {
  const id = parseProductId(row.product_id);
  assert(id.ok, `a stored product id is not an id: ${row.product_id}`);
  assert(row.gst_rate_bp !== null, `product ${row.product_id} has no GST rate in force`);
  return {
    id: id.value,
    sku: row.sku,
    name: row.name,
    nameHi: row.name_hi,
    brand: row.brand,
    category: row.category,
    soldBy: row.sold_by,
    unit: row.unit,
    pricePaise: paise(row.price_paise),
    mrpPaise: row.mrp_paise === null ? null : paise(row.mrp_paise),
    hsn: row.hsn,
    gstRateBp: row.gst_rate_bp,
    barcodes: row.barcodes === null ? [] : row.barcodes.split('\n'),
  };
}

const found = (row: Row | undefined): Product[] => (row === undefined ? [] : [productOf(row)]);

/** The form in which a shop's own codes are compared: letters and digits only, lower case. */
export function codeKey(code: string): string {
  return tokenise(code).join('');
}

/** Prepares the reading of products on a connection. */
export function openProducts(db: Reader): ProductReader {
  const byId = db.query<[string, string], Row>(`${SELECT} WHERE v.product_id = ?`);
  const byVersion = db.query<[string, number], Row>(`${SELECT} WHERE v.version = ?`);
  const byBarcode = db.query<[string, string], Row>(
    `${SELECT} WHERE v.version IN (SELECT version FROM product_barcodes WHERE barcode = ?) ORDER BY v.version LIMIT 1`,
  );
  const bySku = db.query<[string, string, string], Row>(
    `${SELECT} WHERE v.sku_key = ? AND v.sku_key <> '' AND v.sku = ? LIMIT 2`,
  );
  const counts = db.query<[], { name: string; product_count: number }>(
    `SELECT category AS name, sum(delta) AS product_count FROM category_changes
     WHERE (SELECT state FROM import_batches WHERE number = batch) = 'applied'
     GROUP BY category HAVING sum(delta) > 0 ORDER BY sum(delta) DESC, category`,
  );
  return {
    byIds: (ids, date) => ids.flatMap((id) => found(byId.get([date, id]))),
    byVersions: (versions, date) => versions.flatMap((version) => found(byVersion.get([date, version]))),
    byBarcode: (barcode, date) => found(byBarcode.get([date, barcode]))[0] ?? null,
    bySku: (sku, date) => {
      const rows = bySku.all([date, codeKey(sku), sku]);
      return rows.length === 1 ? (found(rows[0])[0] ?? null) : null;
    },
    counts: () => {
      const rows = counts.all([]);
      return {
        productCount: rows.reduce((sum, row) => sum + row.product_count, 0),
        categories: rows
          .filter(({ name }) => name !== '')
          .map(({ name, product_count: productCount }) => ({ name, productCount })),
      };
    },
  };
}

/**
 * Notes that products were sold, so that search puts what is often sold first. Runs in the caller's transaction, once for each product
 * of an order; `atMs` is UTC milliseconds.
 */
export function noteProductsSold(db: Writer, ids: readonly ProductId[], atMs: number): void {
  const note = db.change<[string, number]>(
    `INSERT INTO product_sales (product_id, times_sold, last_sold_at) VALUES (?, 1, ?)
     ON CONFLICT (product_id) DO UPDATE SET times_sold = times_sold + 1,
       last_sold_at = max(last_sold_at, excluded.last_sold_at)`,
  );
  for (const id of new Set(ids)) note.run([id, atMs]);
}
