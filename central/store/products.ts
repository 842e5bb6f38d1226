import type { Paise } from '../../shared/domain/money.ts';
import type { Param, Querier } from './db.ts';

/** A product as an order needs it: what the shop's catalogue says today. */
export type OrderProduct = {
  readonly productId: number;
  readonly productRef: string;
  readonly pricePaise: Paise;
  /** The content as tills get it, JSON. */
  readonly content: string;
};

const LATEST = `SELECT DISTINCT ON (p.product_id) p.product_id, p.product_ref, v.price_paise, v.content
  FROM products p JOIN product_versions v ON v.shop_id = p.shop_id AND v.product_ref = p.product_ref
  WHERE p.shop_id = $1 AND p.product_id = ANY($2::bigint[]) AND (v.effective_from IS NULL OR v.effective_from <= $3)
  ORDER BY p.product_id, v.revision DESC`;

/** Products by their numbers as they are sold on a date; one that is sold no more is left out. */
export async function productsByNumber(
  db: Querier,
  shopId: number,
  numbers: readonly number[],
  date: string,
): Promise<ReadonlyMap<number, OrderProduct>> {
  if (numbers.length === 0) return new Map();
  const rows = await db.query<{
    product_id: number;
    product_ref: string;
    price_paise: Paise | null;
    content: string | null;
  }>(LATEST, [shopId, [...new Set(numbers)], date]);
  return new Map(
    rows.flatMap((row) => {
      const { product_id: productId, product_ref: productRef, price_paise: pricePaise, content } = row;
      return pricePaise === null || content === null
        ? []
        : [[productId, { productId, productRef, pricePaise, content }] as const];
    }),
  );
}

/** A product as the office writes it; null content ends it. */
export type NewProductVersion = {
  readonly productRef: string;
  readonly effectiveFrom: string | null;
  readonly pricePaise: Paise | null;
  readonly content: string | null;
};

const NEXT_REVISION =
  'UPDATE shops SET catalogue_revision = catalogue_revision + 1 WHERE shop_id = $1 RETURNING catalogue_revision';
const IDENTITIES = `INSERT INTO products (shop_id, product_ref, created_at)
  SELECT $1, ref, $3 FROM unnest($2::uuid[]) WITH ORDINALITY AS batch (ref, place) ORDER BY place
  ON CONFLICT (shop_id, product_ref) DO NOTHING`;
const VERSIONS = `INSERT INTO product_versions (shop_id, product_ref, revision, effective_from, price_paise, content, created_at)
  SELECT $1, batch.ref, $2, batch.effective_from, batch.price, batch.content, $3
  FROM unnest($4::uuid[], $5::text[], $6::bigint[], $7::text[]) AS batch (ref, effective_from, price, content)`;

/** Writes products under one new revision of the shop's catalogue. Called inside a transaction; two writers take turns on the shop. */
export async function writeProducts(
  tx: Querier,
  shopId: number,
  products: readonly NewProductVersion[],
  at: number,
): Promise<number> {
  const rows = await tx.query<{ catalogue_revision: number }>(NEXT_REVISION, [shopId]);
  const revision = rows[0]?.catalogue_revision;
  if (revision === undefined) throw new Error('products are written for a shop that exists');
  const refs = products.map(({ productRef }) => productRef);
  await tx.query(IDENTITIES, [shopId, refs, at]);
  const columns: Param[] = [
    refs,
    products.map(({ effectiveFrom }) => effectiveFrom),
    products.map(({ pricePaise }) => pricePaise),
    products.map(({ content }) => content),
  ];
  await tx.query(VERSIONS, [shopId, revision, at, ...columns]);
  return revision;
}

/** The newest revision of a shop's catalogue; 0 when nothing was ever written. */
export async function catalogueRevision(db: Querier, shopId: number): Promise<number> {
  const rows = await db.query<{ catalogue_revision: number }>(
    'SELECT catalogue_revision FROM shops WHERE shop_id = $1',
    [shopId],
  );
  return rows[0]?.catalogue_revision ?? 0;
}

/** A row of the catalogue's history. */
export type ProductVersion = {
  readonly revision: number;
  readonly product_ref: string;
  readonly effective_from: string | null;
  readonly content: string | null;
};

/** What was written after one revision and up to another, oldest first, by keyset. */
export async function listProductVersions(
  db: Querier,
  shopId: number,
  range: { readonly until: number; readonly afterRevision: number; readonly afterRef: string | null },
  limit: number,
): Promise<ProductVersion[]> {
  const nil = '00000000-0000-0000-0000-000000000000';
  return db.query<ProductVersion>(
    `SELECT revision, product_ref, effective_from, content FROM product_versions
      WHERE shop_id = $1 AND revision <= $2 AND (revision, product_ref) > ($3::bigint, $4::uuid)
      ORDER BY revision, product_ref LIMIT $5`,
    // Without a product of its own the place is before the first one of the next revision.
    [
      shopId,
      range.until,
      range.afterRef === null ? range.afterRevision + 1 : range.afterRevision,
      range.afterRef ?? nil,
      limit,
    ],
  );
}
