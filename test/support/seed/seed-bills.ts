/** What customers of a seeded shop buy: bills priced by the domain, in the shape in which the store keeps them. */
import type { OrderLineRecord } from '../../../electron/store/repositories/order-lines.ts';
import { priceCart, type CartLine, type PricedCart } from '../../../shared/domain/cart.ts';
import { lineIdAt } from '../../../shared/domain/derived-ids.ts';
import { gstRateBp } from '../../../shared/domain/gst.ts';
import type { LineId, OrderId, ProductId } from '../../../shared/domain/ids.ts';
import { addPaise, type Paise } from '../../../shared/domain/money.ts';
import { quantityMilli, type QuantityMilli, type Unit } from '../../../shared/domain/quantity.ts';
import { assert } from '../../../shared/domain/result.ts';
import type { Random } from '../seeded-random.ts';
import type { SeedChance } from './seed-chance.ts';

/** A product as a bill takes it from the catalogue. */
export type SeedProduct = {
  readonly productId: ProductId;
  readonly name: string;
  readonly nameHi: string | null;
  readonly hsn: string | null;
  readonly unit: Unit;
  readonly category: string | null;
  readonly pricePaise: Paise;
  readonly mrpPaise: Paise | null;
  readonly rateBp: number;
};

/** A priced bill, with the place in the catalogue of each line's product. */
export type SeedBill = {
  readonly cart: PricedCart;
  readonly lines: readonly OrderLineRecord[];
  readonly products: readonly number[];
};

const MANY = 4096;
/** Lines are as many as a geometric chance gives: five on average, at most thirty. */
const LINES_TABLE = Array.from({ length: MANY }, (_, at) =>
  Math.min(30, 1 + Math.floor(-4.48 * Math.log(1 - (at + 0.5) / MANY))),
);
const PIECES = [1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 4, 6];
const WEIGHTS_MILLI = [250, 250, 500, 500, 500, 1000, 1000, 1500, 2000, 5000];

/** Few products are sold all the time and most of them now and then. */
function pickProduct(random: Random, products: number): number {
  const share = random.below(1_000_000) / 1_000_000;
  return Math.floor(products * share ** 3);
}

function quantityOf(random: Random, unit: Unit): QuantityMilli {
  return quantityMilli(unit === 'kg' ? random.pick(WEIGHTS_MILLI) : 1000 * random.pick(PIECES));
}

function cartLine(chance: SeedChance, product: SeedProduct, lineId: LineId): CartLine {
  const { random } = chance;
  const { productId, name, hsn, unit, pricePaise: unitPricePaise, mrpPaise, rateBp } = product;
  const discount = random.chance(0.04)
    ? ({ kind: 'rate', rateBp: 500 * (1 + random.below(4)) } as const)
    : null;
  return {
    lineId,
    productId,
    name,
    hsn,
    unit,
    quantityMilli: quantityOf(random, unit),
    unitPricePaise,
    mrpPaise,
    gstRateBp: gstRateBp(rateBp),
    discount,
  };
}

/** The next customer's bill. `products` is in the order of how well they sell. */
export function nextBill(chance: SeedChance, products: readonly SeedProduct[], orderId: OrderId): SeedBill {
  const { random } = chance;
  const wanted = LINES_TABLE[random.below(MANY)] ?? 1;
  const chosen = new Set<number>();
  while (chosen.size < wanted && chosen.size < products.length)
    chosen.add(pickProduct(random, products.length));
  const picked = [...chosen].map((at, index) => {
    const product = products[at];
    assert(product !== undefined, 'a pick is on the shelf');
    return { product, line: cartLine(chance, product, lineIdAt(orderId, index + 1)) };
  });
  const priced = priceCart(
    picked.map(({ line }) => line),
    { business: 'regular', supply: 'intra-state' },
  );
  assert(priced.ok, 'the goods of a seeded shop can be priced');
  const lines = priced.value.lines.map((line, at): OrderLineRecord => {
    const source = picked[at];
    assert(source !== undefined, 'lines are priced in their order');
    const { product } = source;
    return {
      lineId: source.line.lineId as LineId,
      productId: product.productId,
      name: product.name,
      nameHi: product.nameHi,
      hsn: product.hsn,
      unit: product.unit,
      category: product.category,
      quantityMilli: line.quantityMilli,
      unitPricePaise: line.unitPricePaise,
      mrpPaise: line.mrpPaise,
      grossPaise: line.grossPaise,
      discountPaise: addPaise(line.lineDiscountPaise, line.billDiscountPaise),
      taxablePaise: line.taxablePaise,
      gstRateBp: line.gstRateBp,
      cgstPaise: line.cgstPaise,
      sgstPaise: line.sgstPaise,
      igstPaise: line.igstPaise,
      totalPaise: line.totalPaise,
    };
  });
  return { cart: priced.value, lines, products: [...chosen] };
}
