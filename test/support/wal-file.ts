/** Reads SQLite's write-ahead log from its bytes alone (https://sqlite.org/fileformat.html, section 4), as something that a power cut left. */
import { readFileSync } from 'node:fs';

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

export type WalFrame = {
  /** Where the frame begins in the file. */
  readonly offset: number;
  readonly page: number;
  /** Whether a transaction ends with this frame. */
  readonly commits: boolean;
};

export type WalFile = {
  readonly bytes: Buffer;
  readonly frameBytes: number;
  /** The frames of the log's present round; what older rounds left behind them is not among them. */
  readonly frames: readonly WalFrame[];
  /** Where the present round ends. */
  readonly end: number;
};

/** Reads a log; none or an empty one has no frames. */
export function readWal(path: string): WalFile {
  const bytes = readFileSync(path);
  const frameBytes = FRAME_HEADER_BYTES + bytes.readUInt32BE(8);
  const salts = bytes.subarray(16, 24);
  const frames: WalFrame[] = [];
  let offset = HEADER_BYTES;
  while (offset + frameBytes <= bytes.length && bytes.subarray(offset + 8, offset + 16).equals(salts)) {
    const commits = bytes.readUInt32BE(offset + 4) !== 0;
    frames.push({ offset, page: bytes.readUInt32BE(offset), commits });
    offset += frameBytes;
  }
  return { bytes, frameBytes, frames, end: offset };
}

/** The newest content of each page that a log holds in whole transactions: what a checkpoint copies into the file. */
export function pagesOf(wal: WalFile): ReadonlyMap<number, Buffer> {
  const last = wal.frames.findLastIndex((frame) => frame.commits);
  return new Map(
    wal.frames.slice(0, last + 1).map(({ page, offset }) => {
      return [page, wal.bytes.subarray(offset + FRAME_HEADER_BYTES, offset + wal.frameBytes)];
    }),
  );
}
