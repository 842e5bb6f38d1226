import type { Product } from '../../shared/contract/catalogue.ts';
import type { BusinessDate } from '../../shared/domain/business-date.ts';
import {
  normaliseBarcode,
  parseScaleLabel,
  type LabelLayout,
  type ScaleLabel,
} from '../../shared/domain/barcode.ts';
import { scalePaise } from '../../shared/domain/money.ts';
import type { ProductReader } from '../store/repositories/products.ts';

/** A scanned product, and the quantity its label carries, in thousandths of the unit. */
export type Scanned = { readonly product: Product | null; readonly quantityMilli: number | null };

const NOTHING: Scanned = { product: null, quantityMilli: null };

/** The digits of a label that name the item: its prefix and item code. Products keep them as one of their barcodes. */
function labelCode(barcode: string, label: ScaleLabel, layouts: readonly LabelLayout[]): string {
  const prefix = layouts.find((layout) => barcode.startsWith(layout.prefix))?.prefix ?? '';
  return barcode.slice(0, prefix.length + label.itemCode.length);
}

/** The quantity a label stands for: its weight, or its price over the price of one unit, never less than a thousandth. */
function quantityOf(label: ScaleLabel, product: Product): number | null {
  if (label.kind === 'weight') return label.quantityMilli;
  if (product.pricePaise <= 0) return null;
  return Math.max(1, scalePaise(label.pricePaise, 1000, product.pricePaise));
}

/**
 * Finds what was scanned: a barcode exactly as it is kept (a UPC-A as the EAN-13 it is), else, for a shop's own label of weight or price,
 * the product sold by weight whose barcodes have the label's prefix and item code, or whose own code is the item code.
 */
export function findByBarcode(
  products: ProductReader,
  scanned: string,
  layouts: readonly LabelLayout[],
  date: BusinessDate,
): Scanned {
  const barcode = normaliseBarcode(scanned);
  const exact = products.byBarcode(barcode, date);
  if (exact !== null) return { product: exact, quantityMilli: null };
  const label = parseScaleLabel(barcode, layouts);
  if (label === null) return NOTHING;
  const product =
    products.byBarcode(labelCode(barcode, label, layouts), date) ?? products.bySku(label.itemCode, date);
  if (product?.soldBy !== 'weight') return NOTHING;
  return { product, quantityMilli: quantityOf(label, product) };
}
