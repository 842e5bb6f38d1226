const DEVANAGARI_ZERO = 0x0966;

/** Replaces Devanagari digits (U+0966–U+096F) by the ASCII ones, so that figures typed in Hindi are figures. */
export function asciiDigits(text: string): string {
  return text.replace(/[०-९]/gu, (digit) =>
    String((digit.codePointAt(0) ?? DEVANAGARI_ZERO) - DEVANAGARI_ZERO),
  );
}
