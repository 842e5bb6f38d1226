import { loadProducts } from '../../electron/catalogue/index.ts';
import { insertPerson } from '../../electron/store/repositories/people.ts';
import { systemClock } from '../../electron/platform/clock.ts';
import type { SavedCart } from '../../shared/contract/sale.ts';
import { priceCart } from '../../shared/domain/cart.ts';
import type { LineId, PersonId, ProductId } from '../../shared/domain/ids.ts';
import { paise, type Paise } from '../../shared/domain/money.ts';
import { quantityMilli } from '../../shared/domain/quantity.ts';
import { must } from '../support/catalogue.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import type { Random } from '../support/seeded-random.ts';
import { seededIds } from './ids.ts';

type Goods = {
  readonly name: string;
  readonly soldBy: 'piece' | 'weight';
  readonly pricePaise: number;
  readonly gstRateBp: 0 | 500 | 1800;
};

/** Few goods, with what makes bills hard: two of one price, paise, weight, rates of three kinds. */
const goods: readonly Goods[] = [
  { name: 'Rice', soldBy: 'piece', pricePaise: 105_00, gstRateBp: 500 },
  { name: 'Dal', soldBy: 'piece', pricePaise: 105_00, gstRateBp: 500 },
  { name: 'Soap', soldBy: 'piece', pricePaise: 49_90, gstRateBp: 1800 },
  { name: 'Salt', soldBy: 'piece', pricePaise: 22_00, gstRateBp: 0 },
  { name: 'Onions', soldBy: 'weight', pricePaise: 37_50, gstRateBp: 0 },
  { name: 'Mixer', soldBy: 'piece', pricePaise: 6_499_00, gstRateBp: 1800 },
];

/** A product as the carts of a run name it. */
export type ShelfProduct = Goods & { readonly productId: ProductId };

/** The store that every till of every run begins with, and what is on its shelf. */
export type Shelf = {
  readonly image: Buffer;
  readonly products: readonly ShelfProduct[];
  /** Who gives leave for what only a manager may do. */
  readonly manager: PersonId;
};

const row = ({ name, soldBy, pricePaise, gstRateBp }: Goods) => ({
  externalCode: name,
  sku: null,
  name,
  nameHi: null,
  brand: null,
  category: name === 'Salt' ? null : 'Grocery',
  subCategory: null,
  soldBy,
  unit: soldBy === 'piece' ? 'piece' : 'kg',
  pricePaise: paise(pricePaise),
  mrpPaise: null,
  hsn: '1006',
  gstRateBp,
  barcodes: [],
  openingStockMilli: null,
});

/** Makes the store of a shop that has not sold anything yet, once for all runs. */
export async function stockShelf(): Promise<Shelf> {
  const store = openMemoryStore({ committed: () => undefined, faulted: () => undefined });
  const ids = seededIds(0);
  const manager = ids.next<PersonId>();
  insertPerson(store.writer, { personId: manager, name: '', role: 'manager', active: true }, 0);
  const deps = {
    writer: store.writer,
    clock: systemClock,
    ids,
    businessDate: () => '2020-01-01',
  };
  must(await loadProducts(deps, goods.map(row)));
  const found = new Map(
    store.writer
      .query<[], { name: string; id: ProductId }>('SELECT name, product_id AS id FROM live_product_versions')
      .all([])
      .map(({ name, id }) => [name, id]),
  );
  const products = goods.flatMap((one) => {
    const productId = found.get(one.name);
    return productId === undefined ? [] : [{ ...one, productId }];
  });
  const image = store.db.serialize();
  store.db.close();
  return { image, products, manager };
}

export type CartLines = SavedCart['lines'];

/** One to three lines of goods. */
export function fillCart(shelf: Shelf, random: Random, nextLineId: () => LineId): CartLines {
  return Array.from({ length: 1 + random.below(3) }, () => {
    const { productId, soldBy } = random.pick(shelf.products);
    const quantity = soldBy === 'piece' ? 1000 * (1 + random.below(3)) : 50 * (1 + random.below(40));
    return { lineId: nextLineId(), productId, quantityMilli: quantityMilli(quantity) };
  });
}

/** What the screen shows as the total: the same prices by the same code. */
export function totalOf(shelf: Shelf, lines: CartLines): Paise {
  const priced = priceCart(
    lines.map(({ lineId, productId, quantityMilli: quantity }) => {
      const product = shelf.products.find((one) => one.productId === productId);
      if (product === undefined) throw new Error('a cart holds only what is on the shelf');
      return {
        lineId,
        productId,
        name: product.name,
        hsn: '1006',
        unit: product.soldBy === 'piece' ? 'piece' : 'kg',
        quantityMilli: quantity,
        unitPricePaise: paise(product.pricePaise),
        mrpPaise: null,
        gstRateBp: product.gstRateBp,
      } as const;
    }),
    { business: 'regular', supply: 'intra-state' },
  );
  return must(priced).payablePaise;
}
