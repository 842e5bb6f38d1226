import type { RefusedRow } from '../../../shared/contract/catalogue.ts';
import type { CatalogueTexts } from '../texts.ts';

/** Lets Excel see that the file is UTF-8, so that Hindi isn't garbled. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A cell of a CSV file that no spreadsheet takes for a formula: one that begins with a sign which starts a formula gets an apostrophe
 * before it (OWASP, "CSV Injection"); quotes are doubled (RFC 4180).
 */
export function csvCell(text: string): string {
  const safe = /^\s*[=+\-@\t\r＝＋－＠]/u.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** The report of refused rows as a CSV file, in the language of `texts`. */
export function refusedReport(rows: readonly RefusedRow[], texts: CatalogueTexts): Uint8Array {
  const lines = [
    texts.columns.map(csvCell).join(','),
    ...rows.map(({ row, reason, text }) =>
      [String(row), csvCell(texts.reasons[reason]), csvCell(text)].join(','),
    ),
  ];
  return new TextEncoder().encode(`${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`);
}
