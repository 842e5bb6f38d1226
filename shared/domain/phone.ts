import { err, ok, type Result } from './result.ts';

declare const phoneBrand: unique symbol;

/** An Indian mobile number as ten digits, without the country code. */
export type IndianMobile = string & { readonly [phoneBrand]: true };

/**
 * Reads an Indian mobile number as people write it: +91, 0091, 91 or 0 before it, spaces, dashes and brackets anywhere. Mobile
 * numbers have ten digits and begin with 6 to 9 (Department of Telecommunications, National Numbering Plan).
 */
export function parseIndianMobile(text: string): Result<IndianMobile, { readonly code: 'invalid-mobile' }> {
  const bare = text.replace(/[\s\-().]/gu, '');
  const match = /^(?:\+91|0091|91|0)?([6-9]\d{9})$/.exec(bare);
  return match?.[1] === undefined ? err({ code: 'invalid-mobile' }) : ok(match[1] as IndianMobile);
}

/** Prints a mobile number as it is read aloud in India: 98765 43210. */
export function formatIndianMobile(mobile: IndianMobile): string {
  return `${mobile.slice(0, 5)} ${mobile.slice(5)}`;
}
