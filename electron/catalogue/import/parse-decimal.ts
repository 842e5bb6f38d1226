/**
 * Reads a decimal number as a whole number of parts (`scale` is a power of ten: 100 for hundredths), exactly, never through a float.
 * Null for anything else, or when it is finer than one part.
 */
export function parseDecimal(text: string, scale: 100 | 1000): number | null {
  const match = /^(-)?(\d{1,12})(?:\.(\d+))?$/.exec(text.replaceAll(',', '').trim());
  if (match === null) return null;
  const places = scale === 100 ? 2 : 3;
  const decimals = match[3] ?? '';
  if (/[1-9]/.test(decimals.slice(places))) return null;
  const parts = Number(`${match[2] ?? ''}${decimals.slice(0, places).padEnd(places, '0')}`);
  return match[1] === '-' ? 0 - parts : parts;
}
