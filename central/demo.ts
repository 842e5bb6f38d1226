import type { CatalogueProduct } from '../shared/contract/central-api.ts';
import { paise, toDecimalString } from '../shared/domain/money.ts';
import type { Surroundings } from './clock.ts';
import type { Db } from './store/db.ts';
import { catalogueRevision, writeProducts } from './store/products.ts';
import { ensureShop, ensureTill } from './store/shops.ts';
import { createToken } from './store/tokens.ts';

/** The demo's shelf: name, brand, category, price in paise, GST in basis points, HSN. */
const shelf = [
  ['Cotton T-shirt', 'Sutra', 'Clothing', 499_00, 500, '6109'],
  ['Printed T-shirt', 'Sutra', 'Clothing', 599_00, 500, '6109'],
  ['Linen shirt', 'Kapas', 'Clothing', 1299_00, 500, '6205'],
  ['Denim jeans', 'Neel', 'Clothing', 1799_00, 500, '6203'],
  ['Silk scarf', 'Resham', 'Clothing', 899_00, 500, '6214'],
  ['Leather belt', 'Chamda', 'Accessories', 749_00, 1800, '4203'],
  ['Canvas bag', 'Jhola', 'Accessories', 399_00, 500, '4202'],
  ['Cotton socks', 'Paon', 'Clothing', 149_00, 500, '6115'],
] as const;

function demoProduct(index: number, id: string): CatalogueProduct {
  const [name, brand, category, pricePaise, rateBp, hsn] = shelf[index % shelf.length] ?? shelf[0];
  const price = toDecimalString(paise(pricePaise));
  return {
    productId: id,
    externalCode: `demo-${index + 1}`,
    sku: `D${index + 1}`,
    name,
    nameHi: null,
    brand,
    category,
    subCategory: null,
    soldBy: 'piece',
    unit: 'pc',
    price,
    mrp: price,
    hsn,
    gstRates: [{ fromDate: '2025-09-22', rateBp }],
    barcodes: [],
  };
}

export type Demo = { readonly shopId: number; readonly tillId: number; readonly token: string | null };

/**
 * Makes the demo shop with a till, a shelf of goods and a token, where there is none yet.
 * @param given the token's text, or null to make one
 * @returns the token, once: null when the shop had one already and none was given
 */
export async function ensureDemo(db: Db, { now, newId }: Surroundings, given: string | null): Promise<Demo> {
  return db.transaction(async (tx) => {
    const at = now();
    const shopId = await ensureShop(tx, { code: 'demo', name: 'Demo shop', at });
    const tillId = await ensureTill(tx, { shopId, code: 'T1', name: 'Till 1', at });
    if ((await catalogueRevision(tx, shopId)) === 0) {
      const products = shelf.map((_, index) => {
        const productRef = newId();
        const pricePaise = paise(shelf[index]?.[3] ?? 0);
        return {
          productRef,
          effectiveFrom: null,
          pricePaise,
          content: JSON.stringify(demoProduct(index, productRef)),
        };
      });
      await writeProducts(tx, shopId, products, at);
    }
    const tokens = await tx.query(
      'SELECT token_id FROM tokens WHERE shop_id = $1 AND revoked_at IS NULL LIMIT 1',
      [shopId],
    );
    if (given === null && tokens.length > 0) return { shopId, tillId, token: null };
    const made = { tokenId: newId(), at, ...(given === null ? {} : { token: given }) };
    return { shopId, tillId, token: await createToken(tx, { shopId, tillId }, made) };
  });
}
