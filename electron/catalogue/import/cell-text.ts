/**
 * A cell as it is kept: no-break and zero-width spaces, control characters and repeated spaces become one space, ends are trimmed, and
 * letters are composed (Unicode NFC) so that the same name is always the same text.
 */
export function cleanText(cell: string): string {
  return cell
    .normalize('NFC')
    .replace(/[\p{Cc}\u200b\u2060\ufeff]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** The text of a row for the report: its cells apart by " | ", at most 500 characters, which is what the contract allows. */
export function rowText(cells: readonly string[]): string {
  const text = cells.map(cleanText).join(' | ');
  return text.length <= 500 ? text : `${text.slice(0, 499)}…`;
}
