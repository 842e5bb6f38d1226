import type { SeriesKind } from './invoice-number.ts';

/** Which series a document's number belongs to, and its place in it. */
export type SeriesPlace = {
  readonly kind: SeriesKind;
  /** "2627" for April 2026 to March 2027. */
  readonly financialYear: string;
  /** 'A' where the number names none: the first series of a till. */
  readonly letter: string;
  /** The place in the series, from 1. */
  readonly serial: number;
  /** What all numbers of the series share, up to the last slash. */
  readonly prefix: string;
};

/** Reads a number such as A1/2627/000123 or TA1C-B/2627/00001; null for one of another form. */
export function seriesPlaceOf(number: string): SeriesPlace | null {
  const match = /^(T?[A-Z0-9]{2}(C)?(?:-([A-SU-Z]))?)\/(\d{4})\/(\d{1,9})$/.exec(number);
  if (match === null) return null;
  const [, prefix = '', credit, letter = 'A', financialYear = '', digits = ''] = match;
  const serial = Number(digits);
  if (serial < 1) return null;
  const kind = credit === undefined ? 'invoice' : 'credit-note';
  return { kind, financialYear, letter, serial, prefix: `${prefix}/${financialYear}` };
}
