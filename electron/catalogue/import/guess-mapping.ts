import type { ImportField, ImportMapping } from '../../../shared/contract/catalogue.ts';
import { isGtin } from '../../../shared/domain/barcode.ts';
import { normaliseText } from '../../../shared/domain/search.ts';

/** What each field is called in the heads of files, in English and Hindi; in normal form, without spaces and signs. */
export const heads: Readonly<Record<ImportField, readonly string[]>> = {
  externalCode: [
    'externalcode',
    'code',
    'itemcode',
    'productcode',
    'articlecode',
    'article',
    'itemid',
    'productid',
    'index',
    'id',
    'itemno',
    'srno',
    'slno',
    'serialno',
    'कोड',
    'उत्पादकोड',
    'क्रमांक',
    'क्रमसंख्या',
  ],
  name: [
    'name',
    'product',
    'productname',
    'item',
    'itemname',
    'description',
    'itemdescription',
    'productdescription',
    'particulars',
    'title',
    'नाम',
    'उत्पाद',
    'उत्पादकानाम',
    'सामान',
    'वस्तु',
    'विवरण',
  ],
  nameHi: [
    'namehi',
    'hindiname',
    'namehindi',
    'nameinhindi',
    'producthindi',
    'hindi',
    'हिंदीनाम',
    'हिंदी',
    'नामहिंदी',
  ],
  brand: ['brand', 'brandname', 'make', 'company', 'manufacturer', 'mfr', 'ब्रांड', 'कंपनी', 'निर्माता'],
  sku: ['sku', 'skucode', 'stockcode', 'partno', 'model', 'modelno', 'एसकेयू'],
  barcodes: ['barcode', 'barcodes', 'ean', 'ean13', 'eancode', 'upc', 'gtin', 'scancode', 'बारकोड'],
  category: [
    'category',
    'categoryname',
    'group',
    'itemgroup',
    'productgroup',
    'department',
    'section',
    'श्रेणी',
    'वर्ग',
    'समूह',
  ],
  subCategory: ['subcategory', 'subgroup', 'subcat', 'class', 'उपश्रेणी', 'उपवर्ग'],
  price: [
    'price',
    'saleprice',
    'sellingprice',
    'sellprice',
    'salesprice',
    'retailprice',
    'rate',
    'salerate',
    'sellingrate',
    'sp',
    'unitprice',
    'ourprice',
    'मूल्य',
    'कीमत',
    'दाम',
    'भाव',
    'दर',
    'बिक्रीमूल्य',
    'विक्रयमूल्य',
  ],
  mrp: [
    'mrp',
    'marketprice',
    'maxretailprice',
    'maximumretailprice',
    'listprice',
    'printedprice',
    'एमआरपी',
    'अधिकतममूल्य',
    'अधिकतमखुदरामूल्य',
  ],
  hsn: ['hsn', 'hsncode', 'hsnsac', 'hsnno', 'sac', 'एचएसएन', 'एचएसएनकोड'],
  gstRate: [
    'gst',
    'gstrate',
    'gstpercent',
    'tax',
    'taxrate',
    'taxpercent',
    'igst',
    'igstrate',
    'vat',
    'जीएसटी',
    'कर',
    'करदर',
    'जीएसटीदर',
  ],
  unit: ['unit', 'uom', 'uqc', 'unitofmeasure', 'measure', 'इकाई', 'मात्रक'],
  soldBy: ['soldby', 'sellby', 'saletype', 'weighed', 'loose', 'बिक्रीप्रकार'],
  openingStock: [
    'openingstock',
    'stock',
    'qty',
    'quantity',
    'stockqty',
    'onhand',
    'closingstock',
    'balance',
    'स्टॉक',
    'मात्रा',
    'भंडार',
  ],
};

/** A head in the form that `heads` has: normal form, letters, marks and digits only. */
export function headKey(head: string): string {
  return normaliseText(head)
    .replace(/%/gu, 'percent')
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

const SAMPLE_SHARE = 0.8;

/** Whether nearly all cells that are not empty look so; a column without any value looks like nothing. */
function mostly(cells: readonly string[], looks: (cell: string) => boolean): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return filled.length > 0 && filled.filter(looks).length >= filled.length * SAMPLE_SHARE;
}

const isMoney = (cell: string): boolean => /^(?:₹|rs\.?)?\s*\d[\d,]*(?:\.\d{1,2})?$/iu.test(cell);
const isWords = (cell: string): boolean => /\p{L}{2}.*\p{L}/u.test(cell);
const isHindi = (cell: string): boolean => /[\u0904-\u0939]/u.test(cell);

/** What a column without a telling head is by its cells; in this order, each field once. */
function bySight(columns: readonly (readonly string[])[], taken: ReadonlySet<number>): ImportMapping {
  const free = columns.map((cells, at) => ({ cells, at })).filter(({ at }) => !taken.has(at));
  const first = (looks: (cells: readonly string[]) => boolean): number | undefined =>
    free.find(({ cells }) => looks(cells))?.at;
  const distinct = (cells: readonly string[]): boolean =>
    new Set(cells).size === cells.length && cells.length > 1;
  const barcodes = first((cells) => mostly(cells, isGtin));
  const nameHi = first((cells) => mostly(cells, isHindi));
  const name = free
    .filter(({ cells, at }) => at !== nameHi && mostly(cells, isWords))
    .toSorted((a, b) => letters(b.cells) - letters(a.cells))[0]?.at;
  const price = first((cells) => mostly(cells, isMoney) && !mostly(cells, isGtin) && !distinct(cells));
  const externalCode = first(
    (cells) => distinct(cells) && mostly(cells, (cell) => /^[\w./-]{1,30}$/u.test(cell)),
  );
  return {
    ...(barcodes === undefined ? {} : { barcodes }),
    ...(nameHi === undefined ? {} : { nameHi }),
    ...(name === undefined ? {} : { name }),
    ...(price === undefined ? {} : { price }),
    ...(externalCode === undefined ? {} : { externalCode }),
  };
}

const letters = (cells: readonly string[]): number => cells.reduce((sum, cell) => sum + cell.length, 0);

/**
 * Guesses which column feeds which field: by the heads, in English and Hindi, then by what the cells of the other columns look like.
 * Each column feeds one field at most. Without a column for the code, a unique SKU or barcode column is the identity too.
 */
export function guessMapping(
  columnHeads: readonly string[],
  sampleRows: readonly (readonly string[])[],
): ImportMapping {
  const keys = columnHeads.map(headKey);
  const mapping: ImportMapping = {};
  const taken = new Set<number>();
  for (const [field, names] of entriesOf(heads)) {
    const best = names
      .map((name) => keys.findIndex((key, at) => key === name && !taken.has(at)))
      .find((at) => at >= 0);
    if (best === undefined) continue;
    mapping[field] = best;
    taken.add(best);
  }
  const columns = columnHeads.map((_, at) => sampleRows.map((row) => row[at] ?? ''));
  for (const [field, at] of entriesOf(bySight(columns, taken))) {
    if (at === undefined || mapping[field] !== undefined || taken.has(at)) continue;
    mapping[field] = at;
    taken.add(at);
  }
  const identity = mapping.externalCode ?? mapping.sku ?? mapping.barcodes;
  if (identity !== undefined) mapping.externalCode = identity;
  return mapping;
}

/** The entries of a record of import fields with their keys typed. */
function entriesOf<T>(record: Readonly<Partial<Record<ImportField, T>>>): [ImportField, T][] {
  return Object.entries(record) as [ImportField, T][];
}
