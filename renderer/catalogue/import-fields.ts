import type { ImportField } from '../../shared/contract/catalogue.ts';

/** Every field that a column can feed, in the order they are asked for. */
const order = {
  externalCode: null,
  name: null,
  nameHi: null,
  brand: null,
  sku: null,
  barcodes: null,
  category: null,
  subCategory: null,
  price: null,
  mrp: null,
  hsn: null,
  gstRate: null,
  unit: null,
  soldBy: null,
  openingStock: null,
} as const satisfies Record<ImportField, null>;

function isField(name: string): name is ImportField {
  return Object.hasOwn(order, name);
}

/** The fields of an import in the order of the form. */
export const importFieldOrder: readonly ImportField[] = Object.keys(order).filter(isField);
