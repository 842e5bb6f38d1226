/** How deep a body may be nested; an order needs five. */
export const MAX_DEPTH = 32;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** What a byte outside of texts does to the depth: 1 opens, 2 closes, 3 begins a text, 0 is anything else. */
const MEANING = new Uint8Array(256);
for (const open of '[{') MEANING[open.charCodeAt(0)] = 1;
for (const close of ']}') MEANING[close.charCodeAt(0)] = 2;
MEANING[QUOTE] = 3;

/** Where the text that begins before `from` ends: at its quote, or behind the last byte. */
function endOfText(bytes: Uint8Array, from: number): number {
  let at = from;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) break;
    if (byte === BACKSLASH) at += 1;
  }
  return at;
}

/** Whether a JSON text, in UTF-8, nests deeper than allowed; looked at before it is parsed, so that no stack can overflow. */
export function isTooDeep(bytes: Uint8Array): boolean {
  let depth = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const meaning = MEANING[bytes[at] ?? 0] ?? 0;
    if (meaning === 0) continue;
    if (meaning === 3) at = endOfText(bytes, at + 1);
    else if (meaning === 2) depth -= 1;
    else {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    }
  }
  return false;
}

/**
 * Whether a text in a parsed body holds the null character, which PostgreSQL can't store.
 * @param text the body as JSON, in which a null character must be escaped: most bodies need no closer look
 */
export function holdsNul(text: string, value: unknown): boolean {
  return text.includes('\\u0000') && walk(value);
}

function walk(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) => key.includes('\0') || walk(inner));
}

/** Whether a parsed value has a key at any depth that means something to the language: no event needs one. */
export function holdsProtoKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(holdsProtoKey);
}
