import { createHash } from 'node:crypto';
import type {
  ImportDefaults,
  ImportField,
  ImportMapping,
  RefusedRow,
} from '../../../shared/contract/catalogue.ts';
import { parseBarcode } from '../../../shared/domain/barcode.ts';
import { parseHsn } from '../../../shared/domain/hsn.ts';
import { parseRupees } from '../../../shared/domain/money.ts';
import { isMeasured, parseUnit, type Unit } from '../../../shared/domain/quantity.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { tokenise } from '../../../shared/domain/search.ts';
import type { StagedProduct } from '../../store/repositories/import-staging.ts';
import { cleanText } from './cell-text.ts';
import { parseDecimal } from './parse-decimal.ts';

/** Why a row is refused. */
export type RefusalReason = RefusedRow['reason'];

/** The longest text of each field; the store's tables have the same limits. */
const LENGTH_MAX = {
  externalCode: 100,
  name: 300,
  nameHi: 300,
  brand: 200,
  sku: 100,
  category: 200,
  subCategory: 200,
} as const satisfies Partial<Record<ImportField, number>>;
/** ₹1 crore: a shop's price above it is a slip of the hand. */
const PRICE_MAX_PAISE = 1_000_000_000;
const BARCODES_MAX = 20;
const STOCK_MAX_MILLI = 1_000_000_000_000;

const PIECE_WORDS = new Set([
  'piece',
  'pieces',
  'pc',
  'pcs',
  'each',
  'unit',
  'units',
  'nos',
  'no',
  'count',
  'नग',
  'पीस',
]);
const WEIGHT_WORDS = new Set([
  'weight',
  'weighed',
  'loose',
  'by weight',
  'kg',
  'kgs',
  'gram',
  'तौल',
  'वजन',
  'किलो',
]);

/** How the rows of one file are read: the columns, and what a row gets where the file says nothing. */
export type RowRules = { readonly mapping: ImportMapping; readonly defaults: ImportDefaults };

type Texts = Record<keyof typeof LENGTH_MAX, string>;

function textsOf(cell: (field: ImportField) => string): Result<Texts, RefusalReason> {
  const texts: Texts = {
    externalCode: cell('externalCode'),
    name: cell('name'),
    nameHi: cell('nameHi'),
    brand: cell('brand'),
    sku: cell('sku'),
    category: cell('category'),
    subCategory: cell('subCategory'),
  };
  if (texts.externalCode === '') return err('code-missing');
  if (texts.name === '') return err('name-missing');
  if (texts.externalCode.length > LENGTH_MAX.externalCode) return err('text-too-long');
  if (texts.name.length > LENGTH_MAX.name || texts.nameHi.length > LENGTH_MAX.nameHi)
    return err('text-too-long');
  if (texts.brand.length > LENGTH_MAX.brand || texts.sku.length > LENGTH_MAX.sku) return err('text-too-long');
  if (texts.category.length > LENGTH_MAX.category) return err('text-too-long');
  if (texts.subCategory.length > LENGTH_MAX.subCategory) return err('text-too-long');
  return ok(texts);
}

type Prices = { readonly pricePaise: number; readonly mrpPaise: number | null };

function pricesOf(cell: (field: ImportField) => string): Result<Prices, RefusalReason> {
  const priceText = cell('price');
  if (priceText === '') return err('price-missing');
  const price = parseRupees(priceText);
  if (!price.ok || price.value <= 0 || price.value > PRICE_MAX_PAISE) return err('price-invalid');
  const mrpText = cell('mrp');
  if (mrpText === '') return ok({ pricePaise: price.value, mrpPaise: null });
  const mrp = parseRupees(mrpText);
  if (!mrp.ok || mrp.value <= 0 || mrp.value > PRICE_MAX_PAISE) return err('mrp-invalid');
  if (price.value > mrp.value) return err('price-over-mrp');
  return ok({ pricePaise: price.value, mrpPaise: mrp.value });
}

type Tax = { readonly gstRateBp: number; readonly hsn: string | null };

/** "18", "18 %", "18.0%" and "GST 18%" are 1800; a rate is at most 100 %. */
function rateOf(text: string): number | null {
  const bare = text.replace(/^(?:i?gst)\s*@?\s*/iu, '').replace(/\s*%$/u, '');
  const rateBp = parseDecimal(bare, 100);
  return rateBp !== null && rateBp >= 0 && rateBp <= 10_000 ? rateBp : null;
}

function taxOf(
  cell: (field: ImportField) => string,
  category: string,
  defaults: ImportDefaults,
): Result<Tax, RefusalReason> {
  const own = Object.hasOwn(defaults.byCategory, category) ? defaults.byCategory[category] : undefined;
  const fallback = own ?? defaults.byCategory['*'];
  const rateText = cell('gstRate');
  const gstRateBp = rateText === '' ? (fallback?.gstRateBp ?? null) : rateOf(rateText);
  if (gstRateBp === null) return err('gst-rate-invalid');
  const hsnText = cell('hsn') === '' ? (fallback?.hsn ?? '') : cell('hsn');
  if (hsnText === '') return ok({ gstRateBp, hsn: null });
  const hsn = parseHsn(hsnText);
  return hsn.ok ? ok({ gstRateBp, hsn: hsn.value }) : err('hsn-invalid');
}

function barcodesOf(text: string): Result<readonly string[], RefusalReason> {
  const found = new Set<string>();
  for (const part of text.split(/[,;|/\s]+/u)) {
    if (part === '') continue;
    const barcode = parseBarcode(part);
    if (!barcode.ok) return err('barcode-invalid');
    found.add(barcode.value);
  }
  return found.size > BARCODES_MAX ? err('barcode-invalid') : ok([...found]);
}

type Selling = { readonly soldBy: 'piece' | 'weight'; readonly unit: Unit };

/** Sold by weight when the file says so or its unit is a measure; the unit of what is weighed is a measure, else a piece. */
function sellingOf(cell: (field: ImportField) => string): Result<Selling, RefusalReason> {
  const unit = parseUnit(cell('unit'));
  const soldByText = cell('soldBy').toLowerCase();
  const byWord = PIECE_WORDS.has(soldByText) ? 'piece' : WEIGHT_WORDS.has(soldByText) ? 'weight' : null;
  if (soldByText !== '' && byWord === null) return err('sold-by-invalid');
  if (cell('unit') !== '' && unit === null) return err('sold-by-invalid');
  const soldBy = byWord ?? (unit !== null && isMeasured(unit) ? 'weight' : 'piece');
  if (soldBy === 'weight') return ok({ soldBy, unit: unit !== null && isMeasured(unit) ? unit : 'kg' });
  if (unit !== null && isMeasured(unit)) return err('sold-by-invalid');
  return ok({ soldBy, unit: unit ?? 'piece' });
}

function stockOf(text: string): Result<number | null, RefusalReason> {
  if (text === '') return ok(null);
  const milli = parseDecimal(text, 1000);
  return milli !== null && Math.abs(milli) <= STOCK_MAX_MILLI ? ok(milli) : err('stock-invalid');
}

const orNull = (text: string): string | null => (text === '' ? null : text);
const keyOf = (text: string): string => (text === '' ? '' : tokenise(text).join(' '));

/**
 * Reads one row of a file: texts cleaned, money in paise without floats, barcodes, HSN and rates checked; what the row lacks comes from
 * the defaults of its category, or those for all (`*`). Everything about the row is decided here but what the other rows and the
 * catalogue say: a repeated code, a barcode that is taken.
 */
export function parseRow(
  row: number,
  cells: readonly string[],
  rules: RowRules,
): Result<StagedProduct, RefusalReason> {
  const cell = (field: ImportField): string => {
    const column = rules.mapping[field];
    return column === undefined ? '' : cleanText(cells[column] ?? '');
  };
  const texts = textsOf(cell);
  if (!texts.ok) return texts;
  const prices = pricesOf(cell);
  if (!prices.ok) return prices;
  const tax = taxOf(cell, texts.value.category, rules.defaults);
  if (!tax.ok) return tax;
  const barcodes = barcodesOf(cell('barcodes'));
  if (!barcodes.ok) return barcodes;
  const selling = sellingOf(cell);
  if (!selling.ok) return selling;
  const stock = stockOf(cell('openingStock'));
  if (!stock.ok) return stock;
  const { externalCode, name } = texts.value;
  const content = {
    sku: orNull(texts.value.sku),
    name,
    nameHi: orNull(texts.value.nameHi),
    brand: orNull(texts.value.brand),
    category: orNull(texts.value.category),
    subCategory: orNull(texts.value.subCategory),
    ...selling.value,
    ...prices.value,
    ...tax.value,
    barcodes: barcodes.value,
  };
  return ok({
    row,
    externalCode,
    ...content,
    openingStockMilli: stock.value,
    contentHash: createHash('sha256').update(JSON.stringify(content)).digest('base64url'),
    nameKey: keyOf(name),
    nameHiKey: keyOf(texts.value.nameHi),
    brandKey: keyOf(texts.value.brand),
    skuKey: tokenise(texts.value.sku).join(''),
  });
}
