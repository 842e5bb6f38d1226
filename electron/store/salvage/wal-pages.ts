import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';

// https://sqlite.org/fileformat.html, section 4: the header of a log is 32 bytes, that of a frame 24.
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const MAGIC = 0x37_7f_06_82;

/** Where the newest committed content of each page lies in a log: page number to offset. */
export type WalPages = { readonly pageBytes: number; readonly offsets: ReadonlyMap<number, number> };

type Sums = [number, number];

function addTo(sums: Sums, bytes: Buffer, bigEndian: boolean): void {
  let [first, second] = sums;
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    const one = bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
    const two = bigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4);
    first = (first + one + second) >>> 0;
    second = (second + two + first) >>> 0;
  }
  sums[0] = first;
  sums[1] = second;
}

function agrees(sums: Sums, bytes: Buffer, at: number): boolean {
  return bytes.readUInt32BE(at) === sums[0] && bytes.readUInt32BE(at + 4) === sums[1];
}

function readFrames(file: number, header: Buffer, bytes: number): WalPages {
  const bigEndian = (header.readUInt32BE(0) & 1) === 1;
  const pageBytes = header.readUInt32BE(8);
  const offsets = new Map<number, number>();
  const none = { pageBytes, offsets };
  if (pageBytes < 512 || pageBytes > 65_536 || (pageBytes & (pageBytes - 1)) !== 0) return none;
  const sums: Sums = [0, 0];
  addTo(sums, header.subarray(0, 24), bigEndian);
  if (!agrees(sums, header, 24)) return none;
  const pending = new Map<number, number>();
  const frame = Buffer.alloc(FRAME_HEADER_BYTES + pageBytes);
  for (let at = HEADER_BYTES; at + frame.length <= bytes; at += frame.length) {
    readSync(file, frame, 0, frame.length, at);
    addTo(sums, frame.subarray(0, 8), bigEndian);
    addTo(sums, frame.subarray(FRAME_HEADER_BYTES), bigEndian);
    if (!frame.subarray(8, 16).equals(header.subarray(16, 24)) || !agrees(sums, frame, 16)) break;
    pending.set(frame.readUInt32BE(0), at + FRAME_HEADER_BYTES);
    if (frame.readUInt32BE(4) === 0) continue;
    for (const [page, offset] of pending) offsets.set(page, offset);
    pending.clear();
  }
  return none;
}

/** Reads which pages a store's log holds, up to the last commit whose frames are whole: what SQLite itself would recover. None without a log. */
export function readWalPages(walPath: string): WalPages {
  const none: WalPages = { pageBytes: 0, offsets: new Map() };
  if (!existsSync(walPath) || statSync(walPath).size < HEADER_BYTES) return none;
  const file = openSync(walPath, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    readSync(file, header, 0, HEADER_BYTES, 0);
    if ((header.readUInt32BE(0) & ~1) >>> 0 !== MAGIC) return none;
    return readFrames(file, header, statSync(walPath).size);
  } finally {
    closeSync(file);
  }
}
