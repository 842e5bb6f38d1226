import { makeEan13 } from '../../../shared/domain/barcode.ts';
import { parseRupees, type Paise } from '../../../shared/domain/money.ts';
import { assert } from '../../../shared/domain/result.ts';
import type { ProductToLoad } from '../../catalogue/index.ts';
import { dairy } from './products/dairy.ts';
import { drinks } from './products/drinks.ts';
import { homeCare } from './products/home-care.ts';
import { household } from './products/household.ts';
import { loose } from './products/loose.ts';
import { personalCare } from './products/personal-care.ts';
import { snacks } from './products/snacks.ts';
import { spices } from './products/spices.ts';
import { staples } from './products/staples.ts';
import { stationery } from './products/stationery.ts';
import type { SampleRow, SampleShelf } from './sample-product.ts';

const SHELVES: readonly SampleShelf[] = [
  loose,
  staples,
  spices,
  dairy,
  snacks,
  drinks,
  personalCare,
  homeCare,
  household,
  stationery,
];

/** 890 is India's GS1 prefix; the company number after it is made up for the sample shop. */
const COMPANY_PREFIX = '89099900';
/** The prefix of the labels that the shop's scale prints; the item code follows (shared/domain/barcode.ts, DEFAULT_LABEL_LAYOUTS). */
const SCALE_PREFIX = '21';

/** The item code of a product: its shelf and its place on it, four digits. */
function itemNumber(shelf: SampleShelf, place: number): string {
  return `${shelf.number}${String(place + 1).padStart(2, '0')}`;
}

/** What is weighed carries the digits of its scale label, the rest an EAN-13; a second one begins its item number with 9. */
function barcodesOf(shelf: SampleShelf, place: number, row: SampleRow): string[] {
  const item = itemNumber(shelf, place);
  if (shelf.unit === 'kg') return [`${SCALE_PREFIX}0${item}`];
  const first = makeEan13(`${COMPANY_PREFIX}${item}`);
  return row[7] === undefined ? [first] : [first, makeEan13(`${COMPANY_PREFIX}9${item.slice(1)}`)];
}

/** Whole rupees of the tables above in paise. */
function paiseOf(rupees: number): Paise {
  const amount = parseRupees(String(rupees));
  assert(amount.ok, `not an amount of rupees: ${rupees}`);
  return amount.value;
}

function productOf(shelf: SampleShelf, place: number, row: SampleRow): ProductToLoad {
  const [name, nameHi, brand, priceRupees, mrpRupees, hsn, gstPercent] = row;
  const item = itemNumber(shelf, place);
  return {
    externalCode: `SAMPLE-${item}`,
    sku: `S${item}`,
    name,
    nameHi,
    brand,
    category: shelf.category,
    subCategory: null,
    soldBy: shelf.unit === 'kg' ? 'weight' : 'piece',
    unit: shelf.unit,
    pricePaise: paiseOf(priceRupees),
    mrpPaise: mrpRupees === null ? null : paiseOf(mrpRupees),
    hsn,
    gstRateBp: gstPercent * 100,
    barcodes: barcodesOf(shelf, place, row),
    openingStockMilli: null,
  };
}

/** The products of the sample shop, made up for it, with prices, HSN and GST rates as a shop in India had them from 22 September 2025. */
export const sampleProducts: readonly ProductToLoad[] = SHELVES.flatMap((shelf) =>
  shelf.rows.map((row, place) => productOf(shelf, place, row)),
);
