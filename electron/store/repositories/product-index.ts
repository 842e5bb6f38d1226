import type { Writer } from '../handles.ts';
import { skuWords } from './product-search.ts';

const KEYS = `SELECT name_key AS nameKey, name_hi_key AS nameHiKey, brand_key AS brandKey, sku_key AS skuKey
  FROM product_versions WHERE version = ?`;
const INSERT = 'INSERT INTO product_search (rowid, name, name_hi, brand, sku) VALUES (?, ?, ?, ?, ?)';

type Keys = {
  readonly nameKey: string;
  readonly nameHiKey: string;
  readonly brandKey: string;
  readonly skuKey: string;
};

/** Makes a product's content findable that isn't yet, as staging does for what it imports. Called inside a transaction. */
export function indexProductVersion(db: Writer, version: number): void {
  const keys = db.query<[number], Keys>(KEYS).get([version]);
  if (keys === undefined) return;
  const words = [keys.nameKey, keys.nameHiKey, keys.brandKey, skuWords(keys.skuKey)] as const;
  db.change<[number, string, string, string, string]>(INSERT).run([version, ...words]);
}
