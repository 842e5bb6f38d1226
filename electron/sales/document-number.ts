import type { Mode } from '../../shared/contract/till.ts';
import type { BusinessDate } from '../../shared/domain/business-date.ts';
import { financialYearOf } from '../../shared/domain/financial-year.ts';
import { formatInvoiceNumber, isInvoiceNumber } from '../../shared/domain/invoice-number.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { AllottedNumber } from '../store/repositories/invoice-series.ts';

const exhausted = { code: 'series-exhausted' } as const;

/**
 * The number of an invoice (Rule 46(b)) or a credit note (Rule 53). The first series of a till and year is "A1/2627/000001", "A1C/2627/000001" for
 * credit notes, with T before it in training; a copied or restored till goes on in a series of its own, "A1-B/2627/00001", "A1C-B/2627/0001", so that
 * no two tills ever write the same number.
 */
export function documentNumberFor(
  allotted: AllottedNumber,
  mode: Mode,
  date: BusinessDate,
): Result<string, typeof exhausted> {
  const { series, number } = allotted;
  const training = mode === 'training';
  const year = financialYearOf(date);
  if (series.letter === 'A') {
    const text = formatInvoiceNumber({ till: series.tillCode, kind: series.kind, training, year }, number);
    return text.ok ? text : err(exhausted);
  }
  const isCredit = series.kind === 'credit-note';
  const head = `${training ? 'T' : ''}${series.tillCode}${isCredit ? 'C' : ''}-${series.letter}`;
  const text = `${head}/${year.short}/${String(number).padStart(isCredit ? 4 : 5, '0')}`;
  return isInvoiceNumber(text) ? ok(text) : err(exhausted);
}
