import { isUtf8 } from 'node:buffer';

/** The encodings that spreadsheets of Indian shops are saved in. */
export type FileEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const SAMPLE_BYTES = 4096;

/** Where most of the zero bytes stand tells the order of the two bytes of plain letters in UTF-16 without a mark. */
function unmarkedUtf16(sample: Uint8Array): FileEncoding | null {
  let even = 0;
  let odd = 0;
  for (const [at, byte] of sample.entries()) {
    if (byte !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  const enough = sample.length / 8;
  if (odd > enough && odd > even * 4) return 'utf-16le';
  return even > enough && even > odd * 4 ? 'utf-16be' : null;
}

/** The encoding of a whole text file: by its mark, by zero bytes for UTF-16, UTF-8 where all of it is valid, else Windows-1252. */
export function detectEncoding(bytes: Uint8Array): FileEncoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return unmarkedUtf16(bytes.subarray(0, SAMPLE_BYTES)) ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1252');
}
