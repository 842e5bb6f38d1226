import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { readWalPages } from './wal-pages.ts';

/** The pages of a store's file with its log applied, read without SQLite: damage in one page hides no other. */
export type PageSource = {
  readonly pageBytes: number;
  /** Bytes of a page that hold content. */
  readonly usableBytes: number;
  readonly pageCount: number;
  /** A page, counted from 1; null past the end or where the disk can't read it. */
  readonly page: (number: number) => Buffer | null;
  readonly close: () => void;
};

const DEFAULT_PAGE_BYTES = 4096;

function pageBytesOf(header: Buffer): number {
  const stored = header.length < 20 ? 0 : header.readUInt16BE(16);
  const bytes = stored === 1 ? 65_536 : stored;
  return bytes >= 512 && (bytes & (bytes - 1)) === 0 ? bytes : DEFAULT_PAGE_BYTES;
}

function readAt(file: number, at: number, bytes: number): Buffer | null {
  const buffer = Buffer.alloc(bytes);
  try {
    return readSync(file, buffer, 0, bytes, at) === bytes ? buffer : null;
  } catch {
    return null;
  }
}

/** Opens the pages of a store that nobody writes. Throws what the system says when the file isn't there. */
export function openPages(path: string): PageSource {
  const wal = readWalPages(`${path}-wal`);
  const file = openSync(path, 'r');
  const walFile = existsSync(`${path}-wal`) ? openSync(`${path}-wal`, 'r') : null;
  const header = readAt(file, 0, 100) ?? Buffer.alloc(0);
  const pageBytes = wal.offsets.size > 0 ? wal.pageBytes : pageBytesOf(header);
  const inFile = Math.floor(statSync(path).size / pageBytes);
  const pageCount = [...wal.offsets.keys()].reduce((most, page) => Math.max(most, page), inFile);
  return {
    pageBytes,
    // Our files reserve nothing at the end of a page; a damaged header is not believed.
    usableBytes: pageBytes,
    pageCount,
    page: (number) => {
      const inLog = wal.offsets.get(number);
      if (inLog !== undefined && walFile !== null) return readAt(walFile, inLog, pageBytes);
      return number >= 1 && number <= inFile ? readAt(file, (number - 1) * pageBytes, pageBytes) : null;
    },
    close: () => {
      closeSync(file);
      if (walFile !== null) closeSync(walFile);
    },
  };
}
