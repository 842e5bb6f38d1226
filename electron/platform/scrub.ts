import { isUuid } from '../../shared/domain/ids.ts';

// Twelve digits or more, with single spaces, dots or dashes between them: any card number, and a few harmless numbers with it.
const LONG_NUMBER = /\d(?:[ .\-_]?\d){11,}/g;

/** The longest text that a log keeps of one field. */
const TEXT_LENGTH_MAX = 2000;

/**
 * Takes out of a text whatever could be a card number, and cuts it to a length: the last thing every text passes before it is kept in a log (PCI DSS 3.4). An
 * id passes as it is.
 */
export function scrubText(text: string): string {
  if (isUuid(text)) return text;
  const cut = text.length > TEXT_LENGTH_MAX ? `${text.slice(0, TEXT_LENGTH_MAX)}…` : text;
  // Digits of other scripts and of full width are digits to whoever reads the log.
  return cut.normalize('NFKC').replace(LONG_NUMBER, '[number removed]');
}
