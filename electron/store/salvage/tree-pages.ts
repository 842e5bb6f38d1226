import { readVarint } from './record.ts';
import type { PageSource } from './page-source.ts';

// https://sqlite.org/fileformat.html, section 1.6.
const INDEX_INTERIOR = 2;
const TABLE_INTERIOR = 5;
const INDEX_LEAF = 10;
const TABLE_LEAF = 13;

export type TreeKind = 'table' | 'index';

/** One cell of a page: the payload of a row, whole; null where it can't be put together. */
export type Cell = { readonly rowid: number | null; readonly payload: Buffer | null };

/** What a page of a tree holds. */
export type TreePage = {
  readonly kind: TreeKind;
  readonly isLeaf: boolean;
  readonly children: readonly number[];
  readonly cells: readonly Cell[];
};

type Layout = {
  readonly bytes: Buffer;
  readonly start: number;
  readonly type: number;
  readonly pointers: readonly number[];
};

/** The beginning of a page of a tree; null when its bytes can't be one. */
function layoutOf(bytes: Buffer, pageNumber: number): Layout | null {
  const start = pageNumber === 1 ? 100 : 0;
  const type = bytes.readUInt8(start);
  const isInterior = type === INDEX_INTERIOR || type === TABLE_INTERIOR;
  if (!isInterior && type !== INDEX_LEAF && type !== TABLE_LEAF) return null;
  const cellCount = bytes.readUInt16BE(start + 3);
  const first = start + (isInterior ? 12 : 8);
  const content = bytes.readUInt16BE(start + 5) || 65_536;
  if (first + 2 * cellCount > bytes.length || content > bytes.length || content < first + 2 * cellCount)
    return null;
  const pointers = Array.from({ length: cellCount }, (_, cell) => bytes.readUInt16BE(first + 2 * cell));
  // Every cell lies in the content area; a page of other bytes practically never passes.
  if (pointers.some((pointer) => pointer < content || pointer + 4 > bytes.length)) return null;
  return { bytes, start, type, pointers };
}

/** How much of a payload lies in the page itself; the rest is in overflow pages. */
function localBytes(payloadBytes: number, usable: number, type: number): number {
  const most = type === TABLE_LEAF ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (payloadBytes <= most) return payloadBytes;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const wanted = least + ((payloadBytes - least) % (usable - 4));
  return wanted <= most ? wanted : least;
}

/** Puts a payload together from the page and its overflow pages; null when a link of the chain is missing. */
function payloadAt(
  source: PageSource,
  layout: Layout,
  at: number,
  payloadBytes: number,
  used: Set<number>,
): Buffer | null {
  const { bytes, type } = layout;
  if (payloadBytes < 0 || payloadBytes > 100_000_000) return null;
  const local = localBytes(payloadBytes, source.usableBytes, type);
  if (at + local > bytes.length) return null;
  const parts = [bytes.subarray(at, at + local)];
  let missing = payloadBytes - local;
  if (missing === 0) return Buffer.from(parts[0] ?? []);
  if (at + local + 4 > bytes.length) return null;
  let next = bytes.readUInt32BE(at + local);
  while (missing > 0) {
    const page = used.has(next) ? null : source.page(next);
    if (page === null) return null;
    used.add(next);
    const length = Math.min(missing, source.usableBytes - 4);
    parts.push(page.subarray(4, 4 + length));
    missing -= length;
    next = page.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

function cellAt(source: PageSource, layout: Layout, pointer: number, used: Set<number>): Cell | null {
  const { bytes, type } = layout;
  if (type === TABLE_INTERIOR) return null;
  const at = type === INDEX_INTERIOR ? pointer + 4 : pointer;
  const size = readVarint(bytes, at);
  if (size === null) return { rowid: null, payload: null };
  if (type !== TABLE_LEAF) {
    return { rowid: null, payload: payloadAt(source, layout, size.end, size.value, used) };
  }
  const rowid = readVarint(bytes, size.end);
  if (rowid === null) return { rowid: null, payload: null };
  return { rowid: rowid.value, payload: payloadAt(source, layout, rowid.end, size.value, used) };
}

/**
 * Reads a page as one of a tree; null when it is damaged or none. `used` collects the overflow pages that its rows go on in.
 */
export function readTreePage(source: PageSource, pageNumber: number, used: Set<number>): TreePage | null {
  const bytes = source.page(pageNumber);
  const layout = bytes === null ? null : layoutOf(bytes, pageNumber);
  if (layout === null) return null;
  const { type, pointers, start } = layout;
  const isLeaf = type === INDEX_LEAF || type === TABLE_LEAF;
  const children = isLeaf
    ? []
    : [
        ...pointers.map((pointer) => layout.bytes.readUInt32BE(pointer)),
        layout.bytes.readUInt32BE(start + 8),
      ];
  if (children.some((child) => child < 1 || child > source.pageCount)) return null;
  const cells = pointers.flatMap((pointer) => cellAt(source, layout, pointer, used) ?? []);
  return {
    kind: type === TABLE_LEAF || type === TABLE_INTERIOR ? 'table' : 'index',
    isLeaf,
    children,
    cells,
  };
}
