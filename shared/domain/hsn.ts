import { err, ok, type Result } from './result.ts';

declare const hsnBrand: unique symbol;

/** A code of the Harmonised System of Nomenclature: 4, 6 or 8 digits; a service's code starts with 99. */
export type Hsn = string & { readonly [hsnBrand]: true };

/** Tells whether a text is an HSN code: 4, 6 or 8 digits of a chapter from 01 to 99 (Notification 78/2020-CT). */
export function isHsn(text: string): text is Hsn {
  return /^(?!00)(?:\d{4}|\d{6}|\d{8})$/.test(text);
}

/** Reads an HSN code; spaces and points inside, as files often have them, are dropped. */
export function parseHsn(text: string): Result<Hsn, { readonly code: 'invalid-hsn' }> {
  const digits = text.replace(/[\s.]/gu, '');
  return isHsn(digits) ? ok(digits) : err({ code: 'invalid-hsn' });
}
