import type { FinancialYear } from './financial-year.ts';
import { err, ok, type Result } from './result.ts';

/** What a series numbers. */
export type SeriesKind = 'invoice' | 'credit-note';

/** A consecutive series of one till in one financial year: CGST Rules, 46(b) and 53(1)(c), allow one or several. */
export type Series = {
  /** Names the till: two capital letters or digits, such as "A1". A new one for a copied or restored till. */
  readonly till: string;
  readonly kind: SeriesKind;
  readonly training: boolean;
  readonly year: FinancialYear;
};

export type InvoiceNumberError =
  | { readonly code: 'series-invalid' }
  | { readonly code: 'series-exhausted' }
  | { readonly code: 'invoice-number-format' };

/** The last number of a series: six digits. */
export const LAST_SERIAL = 999_999;

// CGST Rule 46(b): letters, digits, hyphen and slash; the first character is a letter or a digit.
const RULE_46 = /^[A-Za-z0-9][A-Za-z0-9\-/]{0,15}$/;

/** Tells whether a text can be the number of an invoice or credit note at all (CGST Rules, 46(b)). */
export function isInvoiceNumber(text: string): boolean {
  return RULE_46.test(text);
}

/**
 * Tells whether a text can name a till in its series: always two characters, so that no two series share a number, and never T first, which
 * is kept for training.
 */
export function isSeriesTill(text: string): boolean {
  return /^[A-SU-Z0-9][A-Z0-9]$/.test(text);
}

/**
 * The letter of the series after this one: a till goes from A to Z, without T, which is kept for training so that nothing real looks like it.
 * Null after Z.
 */
export function nextSeriesLetter(letter: string): string | null {
  if (letter === 'Z') return null;
  const next = String.fromCharCode(letter.charCodeAt(0) + 1);
  return next === 'T' ? 'U' : next;
}

/** The beginning of all numbers of a series: "A1/2627/", for credit notes "A1C/2627/", in training with T before. */
export function seriesPrefix(series: Series): Result<string, InvoiceNumberError> {
  if (!isSeriesTill(series.till)) return err({ code: 'series-invalid' });
  const kind = series.kind === 'credit-note' ? 'C' : '';
  return ok(`${series.training ? 'T' : ''}${series.till}${kind}/${series.year.short}/`);
}

/** The number of one document: prefix and six digits, at most 16 characters. */
export function formatInvoiceNumber(series: Series, serial: number): Result<string, InvoiceNumberError> {
  const prefix = seriesPrefix(series);
  if (!prefix.ok) return prefix;
  if (!Number.isSafeInteger(serial) || serial < 1) return err({ code: 'invoice-number-format' });
  if (serial > LAST_SERIAL) return err({ code: 'series-exhausted' });
  const number = `${prefix.value}${String(serial).padStart(6, '0')}`;
  return isInvoiceNumber(number) ? ok(number) : err({ code: 'invoice-number-format' });
}

/** The next number after the last serial used, 0 for a new series: without gaps, allotted inside the sale's transaction. */
export function nextInvoiceNumber(
  series: Series,
  lastSerial: number,
): Result<{ readonly serial: number; readonly number: string }, InvoiceNumberError> {
  const serial = lastSerial + 1;
  const number = formatInvoiceNumber(series, serial);
  return number.ok ? ok({ serial, number: number.value }) : number;
}

/** What one of our own numbers says. */
export type ParsedInvoiceNumber = {
  readonly till: string;
  readonly kind: SeriesKind;
  readonly training: boolean;
  /** "2627" */
  readonly yearShort: string;
  readonly serial: number;
};

const OWN_NUMBER = /^(T?)([A-SU-Z0-9][A-Z0-9])(C?)\/(\d{4})\/(\d{6})$/;

/** Takes one of our own numbers apart; a number in another form is refused, though it may be valid elsewhere. */
export function parseInvoiceNumber(text: string): Result<ParsedInvoiceNumber, InvoiceNumberError> {
  const match = OWN_NUMBER.exec(text);
  const serial = Number(match?.[5] ?? 0);
  if (match === null || serial < 1) return err({ code: 'invoice-number-format' });
  return ok({
    training: match[1] === 'T',
    till: match[2] ?? '',
    kind: match[3] === 'C' ? 'credit-note' : 'invoice',
    yearShort: match[4] ?? '',
    serial,
  });
}
