import { formatRupees, paise } from '../../../shared/domain/money.ts';
import type { StagedProduct } from '../../store/repositories/import-staging.ts';
import { rowText } from './cell-text.ts';

/** A judged row as the report shows it when only the catalogue could refuse it. */
export function rowTextOf(row: StagedProduct): string {
  return rowText([row.externalCode, row.name, formatRupees(paise(row.pricePaise)), row.barcodes.join(' ')]);
}
