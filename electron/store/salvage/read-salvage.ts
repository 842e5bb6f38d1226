import { openPages, type PageSource } from './page-source.ts';
import { readRecord, type StoredValue } from './record.ts';
import { referenceTables, rowOf, type ReferenceTable } from './reference-schema.ts';
import { readTreePage, type Cell, type TreePage } from './tree-pages.ts';

export type SalvagedRow = Readonly<Record<string, StoredValue>>;

/** What became of one table. */
export type TableReport = {
  readonly table: string;
  readonly rows: number;
  /** Pages of the table that could not be read. */
  readonly damagedPages: number;
  /** Rows that were found but could not be put together. */
  readonly damagedRows: number;
};

export type SalvageReport = {
  readonly tables: readonly TableReport[];
  readonly pages: number;
  /** Pages that belonged to a damaged table and whose rows fit several: not used. */
  readonly unplacedPages: number;
};

type Tally = { rows: number; damagedPages: number; damagedRows: number };

type Reading = {
  readonly source: PageSource;
  /** Pages that were read, as part of a tree or as overflow, and those that are free. */
  readonly used: Set<number>;
  readonly tallies: Map<string, Tally>;
  readonly onRow: (table: ReferenceTable, row: SalvagedRow) => void;
};

function tallyOf({ tallies }: Reading, table: string): Tally {
  const known = tallies.get(table);
  if (known !== undefined) return known;
  const made = { rows: 0, damagedPages: 0, damagedRows: 0 };
  tallies.set(table, made);
  return made;
}

function valuesOf({ payload }: Cell): StoredValue[] | null {
  return payload === null ? null : readRecord(payload);
}

function rowIn(table: ReferenceTable, cell: Cell): SalvagedRow | null {
  const values = valuesOf(cell);
  return values === null ? null : rowOf(table, cell.rowid, values);
}

function takeCells(reading: Reading, table: ReferenceTable, cells: readonly Cell[]): void {
  const tally = tallyOf(reading, table.name);
  for (const cell of cells) {
    const row = rowIn(table, cell);
    if (row === null) tally.damagedRows += 1;
    else {
      tally.rows += 1;
      reading.onRow(table, row);
    }
  }
}

/** Walks a tree from a page down; every page of it is read once, and what is damaged hides only what hangs on it. */
function walk(
  reading: Reading,
  root: number,
  kind: TreePage['kind'],
  each: (cells: readonly Cell[]) => void,
): number {
  const waiting = [root];
  let damaged = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reading.used.has(next)) continue;
    const page = readTreePage(reading.source, next, reading.used);
    if (page === null || page.kind !== kind) {
      damaged += 1;
      continue;
    }
    reading.used.add(next);
    waiting.push(...page.children.toReversed());
    each(page.cells);
  }
  return damaged;
}

type SchemaEntry = { readonly type: string; readonly name: string; readonly root: number };

function schemaEntry(cell: Cell): SchemaEntry | null {
  const [type, name, , root] = valuesOf(cell) ?? [];
  const isKnown = type === 'table' || type === 'index' || type === 'view' || type === 'trigger';
  return isKnown && typeof name === 'string' && typeof root === 'number' ? { type, name, root } : null;
}

/** What the file says where its trees begin. A damaged first page is gone round: its children are found by what they hold. */
function readSchema(reading: Reading): { entries: SchemaEntry[]; damaged: boolean } {
  const entries = new Map<string, SchemaEntry>();
  const take = (cells: readonly Cell[]): void => {
    for (const entry of cells.map(schemaEntry)) {
      if (entry !== null && entry.root > 0) entries.set(entry.name, entry);
    }
  };
  const damaged = walk(reading, 1, 'table', take) > 0;
  if (!damaged) return { entries: [...entries.values()], damaged };
  for (let page = 2; page <= reading.source.pageCount; page += 1) {
    if (reading.used.has(page)) continue;
    const found = readTreePage(reading.source, page, new Set());
    const first = found?.isLeaf === true && found.kind === 'table' ? found.cells[0] : undefined;
    if (found === null || first === undefined || schemaEntry(first) === null) continue;
    reading.used.add(page);
    take(found.cells);
  }
  return { entries: [...entries.values()], damaged };
}

/** Free pages may hold rows that were deleted or have moved: they are not read (https://sqlite.org/fileformat.html, 1.5). */
function markFreePages({ source, used }: Reading): void {
  let trunk = source.page(1)?.readUInt32BE(32) ?? 0;
  for (
    let steps = 0;
    trunk > 1 && trunk <= source.pageCount && !used.has(trunk) && steps < source.pageCount;
    steps += 1
  ) {
    const page = source.page(trunk);
    if (page === null) return;
    used.add(trunk);
    const leaves = Math.min(page.readUInt32BE(4), source.usableBytes / 4 - 2);
    for (let leaf = 0; leaf < leaves; leaf += 1) used.add(page.readUInt32BE(8 + 4 * leaf));
    trunk = page.readUInt32BE(0);
  }
}

/** Pages that hang on no tree any more, because the page above them is damaged: each goes to the one damaged table that all its rows fit. */
function readOrphans(reading: Reading, candidates: readonly ReferenceTable[]): number {
  let unplaced = 0;
  for (let number = 2; number <= reading.source.pageCount && candidates.length > 0; number += 1) {
    if (reading.used.has(number)) continue;
    const page = readTreePage(reading.source, number, new Set());
    if (page === null || page.cells.length === 0) continue;
    const fitting = candidates.filter(
      (table) => table.kind === page.kind && page.cells.every((cell) => rowIn(table, cell) !== null),
    );
    const [table] = fitting;
    if (table !== undefined && fitting.length === 1) {
      readTreePage(reading.source, number, reading.used);
      reading.used.add(number);
      takeCells(reading, table, page.cells);
    } else if (fitting.length > 1) unplaced += 1;
  }
  return unplaced;
}

function readAll(reading: Reading, tables: readonly ReferenceTable[]): number {
  const { entries, damaged: isSchemaDamaged } = readSchema(reading);
  const known = new Map(tables.map((table) => [table.name, table]));
  const roots = new Set(entries.map(({ name }) => name));
  // A file of an older version lacks the newest tables; one with a damaged schema may have them all the same.
  const unlisted = isSchemaDamaged ? tables.filter(({ name }) => !roots.has(name)) : [];
  const damaged = new Set<ReferenceTable>(unlisted);
  for (const { name, type, root } of entries) {
    const table = type === 'table' ? known.get(name) : undefined;
    if (table === undefined) {
      // The kind of a tree of another sort isn't known: it is walked as either, to know its pages.
      const first = readTreePage(reading.source, root, new Set());
      if (first !== null) walk(reading, root, first.kind, () => undefined);
      continue;
    }
    const pages = walk(reading, root, table.kind, (cells) => takeCells(reading, table, cells));
    tallyOf(reading, name).damagedPages += pages;
    if (pages > 0) damaged.add(table);
  }
  markFreePages(reading);
  return readOrphans(reading, [...damaged]);
}

/**
 * Reads every row that can still be read out of a store's file and its log, page by page, without SQLite: a damaged page costs its own rows and no
 * others, wherever in a tree it stands. `onRow` gets each row with its columns by name; a row may come twice where an old page is left. Nothing is
 * changed. Throws what the system says when the file isn't there. Long: for a worker.
 */
export function readSalvage(path: string, onRow: Reading['onRow']): SalvageReport {
  const source = openPages(path);
  try {
    const tables = referenceTables();
    const reading: Reading = { source, used: new Set(), tallies: new Map(), onRow };
    const unplacedPages = readAll(reading, tables);
    const reports = tables.map(({ name }) => ({ table: name, ...tallyOf(reading, name) }));
    return { tables: reports, pages: source.pageCount, unplacedPages };
  } finally {
    source.close();
  }
}
